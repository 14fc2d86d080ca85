//! The report: Markdown on standard output. What happens meanwhile goes to standard error.

use std::fmt::Write;

/// A table, made row by row.
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; one cell a column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// As Markdown, the columns under each other also where nobody renders it.
    pub(crate) fn markdown(&self) -> String {
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells
                .map(|cell| cell.chars().count())
                .chain([self.columns[at].len()])
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut text = String::new();
        let mut line = |cells: Vec<String>| {
            for (cell, width) in cells.iter().zip(&widths) {
                // Writing into a string cannot fail.
                let _ = write!(text, "| {cell:<width$} ");
            }
            text.push_str("|\n");
        };
        line(self.columns.iter().map(|&name| name.to_owned()).collect());
        line(widths.iter().map(|&width| "-".repeat(width)).collect());
        for row in &self.rows {
            line(row.clone());
        }
        text
    }
}

/// Says on standard error what is being done.
pub(crate) fn progress(text: impl AsRef<str>) {
    eprintln!("  .. {}", text.as_ref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::new(&["a", "long"]);
        table.row(["µs".to_owned(), "1".to_owned()]);
        assert_eq!(table.markdown(), "| a  | long |\n| -- | ---- |\n| µs | 1    |\n");
    }
}
