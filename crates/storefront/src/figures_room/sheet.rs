//! Figures as tables: what stands below each chart, and what can be taken along.

use kernel::{Money, Timestamp};

use super::{Figures, Funnel, Sales, TopProduct, TopSearch, share};
use crate::{
    csv,
    offer_room::{percent, typed_day},
};

/// A table of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Sales, orders, units and the average basket, step by step.
    Sales,
    /// Checkouts and what became of them, step by step.
    Conversion,
    /// The stages of checkouts.
    Funnel,
    /// Products with the most units.
    ProductsByUnits,
    /// Products that brought the most.
    ProductsByMoney,
    /// What was searched for.
    Searches,
    /// What was searched for and not found.
    SearchesInVain,
}

/// What stands in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// The day on which a step begins.
    Day(Timestamp),
    /// How many.
    Count(u64),
    /// How much.
    Money(Money),
    /// A share in hundredths of a percent.
    Share(u32),
    /// There is nothing to say.
    Nothing,
}

/// Rows under their headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the columns are called.
    pub head: Vec<&'static str>,
    /// As many cells a row as there are columns. The first names the row.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// As programs read it: a day as `2026-12-03`, money in major units without a sign, a share in
    /// percent without one.
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(at) => typed_day(*at),
            Self::Count(count) => count.to_string(),
            Self::Money(money) => money.decimal(),
            Self::Share(points) => percent(*points),
            Self::Nothing => String::new(),
        }
    }
}

impl Table {
    /// As comma-separated values, with the heads as the first line. No cell is a formula.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = csv::row(&self.head);
        for row in &self.rows {
            let cells: Vec<_> = row.iter().map(Cell::plain).collect();
            text.push_str(&csv::row(&cells));
        }
        text
    }
}

impl Sheet {
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Sales,
        Self::Conversion,
        Self::Funnel,
        Self::ProductsByUnits,
        Self::ProductsByMoney,
        Self::Searches,
        Self::SearchesInVain,
    ];

    /// The name, as an address and a file say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Conversion => "conversion",
            Self::Funnel => "funnel",
            Self::ProductsByUnits => "products-by-units",
            Self::ProductsByMoney => "products-by-money",
            Self::Searches => "searches",
            Self::SearchesInVain => "searches-in-vain",
        }
    }

    /// The table of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.name() == name)
    }

    /// All rows, those of several currencies one after the other.
    #[must_use]
    pub fn table(self, figures: &Figures) -> Table {
        let all = |of: fn(&Figures, &Sales) -> Table| {
            let mut tables = figures.sales.iter().map(|sales| of(figures, sales));
            let mut whole = tables.next().unwrap_or(Table { head: Vec::new(), rows: Vec::new() });
            whole.rows.extend(tables.flat_map(|table| table.rows));
            whole
        };
        match self {
            Self::Sales => all(sales),
            Self::Conversion => conversion(figures),
            Self::Funnel => funnel(&figures.funnel()),
            Self::ProductsByUnits => all(|_, sales| products(&sales.by_units)),
            Self::ProductsByMoney => all(|_, sales| products(&sales.by_money)),
            Self::Searches => searches(&figures.searches),
            Self::SearchesInVain => searches(&figures.in_vain),
        }
    }

    /// The rows of one currency, or all where the table has nothing to do with money.
    #[must_use]
    pub fn table_in(self, figures: &Figures, of: &Sales) -> Table {
        match self {
            Self::Sales => sales(figures, of),
            Self::ProductsByUnits => products(&of.by_units),
            Self::ProductsByMoney => products(&of.by_money),
            Self::Conversion | Self::Funnel | Self::Searches | Self::SearchesInVain => {
                self.table(figures)
            }
        }
    }
}

fn sales(figures: &Figures, of: &Sales) -> Table {
    let rows = figures.span.starts.iter().zip(&of.steps).map(|(start, sold)| {
        vec![
            Cell::Day(*start),
            Cell::Text(of.currency.code().to_owned()),
            Cell::Money(sold.money),
            Cell::Count(sold.orders),
            Cell::Count(sold.units),
            sold.basket().map_or(Cell::Nothing, Cell::Money),
        ]
    });
    Table {
        head: vec!["From", "Currency", "Sales", "Orders", "Units", "Average basket"],
        rows: rows.collect(),
    }
}

fn conversion(figures: &Figures) -> Table {
    let rows = figures.span.starts.iter().zip(&figures.checkouts).map(|(start, funnel)| {
        vec![
            Cell::Day(*start),
            Cell::Count(funnel.begun),
            Cell::Count(funnel.described),
            Cell::Count(funnel.submitted),
            Cell::Count(funnel.paid),
            funnel.conversion().map_or(Cell::Nothing, Cell::Share),
        ]
    });
    Table {
        head: vec!["From", "Begun", "Details given", "Submitted", "Paid", "Paid of begun in %"],
        rows: rows.collect(),
    }
}

fn funnel(funnel: &Funnel) -> Table {
    let rows = funnel.stages().map(|(stage, count)| {
        vec![
            Cell::Text(stage.to_owned()),
            Cell::Count(count),
            share(count, funnel.begun).map_or(Cell::Nothing, Cell::Share),
        ]
    });
    Table { head: vec!["Stage", "Checkouts", "Of begun in %"], rows: rows.into() }
}

fn products(products: &[TopProduct]) -> Table {
    let rows = products.iter().map(|product| {
        vec![
            Cell::Text(product.sku.to_string()),
            Cell::Text(product.title.clone()),
            Cell::Count(product.units),
            Cell::Text(product.money.currency().code().to_owned()),
            Cell::Money(product.money),
        ]
    });
    Table { head: vec!["SKU", "Product", "Units", "Currency", "Sales"], rows: rows.collect() }
}

fn searches(searches: &[TopSearch]) -> Table {
    let rows = searches.iter().map(|search| {
        vec![
            Cell::Text(search.query.clone()),
            Cell::Count(search.searches),
            Cell::Count(search.results),
        ]
    });
    Table { head: vec!["Search", "Times", "Products found"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures_room::{Sold, Span, Step};
    use kernel::Currency;

    #[test]
    fn names_lead_back_to_their_tables_and_rows_are_as_wide_as_heads() {
        let sales = Sales {
            currency: Currency::EUR,
            steps: vec![Sold::nothing(Currency::EUR); 7],
            before: Sold::nothing(Currency::EUR),
            by_units: Vec::new(),
            by_money: Vec::new(),
        };
        let figures = Figures {
            span: Span::ending(Step::Day, Timestamp::from_millis(1_795_269_959_999)),
            sales: vec![sales.clone(), sales.clone()],
            checkouts: vec![Funnel::default(); 7],
            checkouts_before: Funnel::default(),
            searches: vec![TopSearch { query: "=lamp".to_owned(), searches: 2, results: 0 }],
            in_vain: Vec::new(),
        };
        for sheet in Sheet::ALL {
            assert_eq!(Sheet::named(sheet.name()), Some(sheet));
            let table = sheet.table(&figures);
            assert!(!table.head.is_empty(), "{sheet:?}");
            assert!(table.rows.iter().all(|row| row.len() == table.head.len()), "{sheet:?}");
            assert_eq!(sheet.table_in(&figures, &sales).head, table.head, "{sheet:?}");
        }
        assert_eq!(Sheet::Sales.table(&figures).rows.len(), 14, "both currencies");
        assert_eq!(Sheet::Sales.table_in(&figures, &sales).rows.len(), 7);
        assert_eq!(Sheet::named("sales.csv"), None);
        let written = Sheet::Searches.table(&figures).csv();
        assert_eq!(written, "Search,Times,Products found\r\n'=lamp,2,0\r\n");
        let written = Sheet::Sales.table(&figures).csv();
        assert!(written.ends_with("\r\n2026-11-21,EUR,0.00,0,0,\r\n"), "{written}");
    }
}
