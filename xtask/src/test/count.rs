//! How many passed and failed, as each runner tells it.

use serde::Deserialize;

/// Passes and failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// Tests that passed.
    pub(super) passed: u64,
    /// Tests that failed, or could not be run.
    pub(super) failed: u64,
}

impl Count {
    /// Nothing was run.
    pub(super) const NONE: Self = Self { passed: 0, failed: 0 };
    /// One thing that held.
    pub(super) const ONE: Self = Self { passed: 1, failed: 0 };
    /// One thing that did not.
    pub(super) const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// So many that held, and so many that did not.
    pub(super) fn of(passed: usize, failed: usize) -> Self {
        let all = |count| u64::try_from(count).unwrap_or(u64::MAX);
        Self { passed: all(passed), failed: all(failed) }
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// `3 passed, 0 failed`
    pub(super) fn sentence(self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads nextest's summary line; none when there is no such line, because nothing could be built.
pub(super) fn of_nextest(output: &str) -> Option<Count> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, counts) = line.split_once(" run: ")?;
    let number = |what: &str| {
        counts
            .split(", ")
            .filter_map(|part| {
                let (number, rest) = part.trim().split_once(' ')?;
                (rest == what || rest.starts_with(&format!("{what} (")))
                    .then(|| number.parse::<u64>().ok())?
            })
            .sum::<u64>()
    };
    Some(Count {
        passed: number("passed"),
        failed: number("failed") + number("timed out") + number("exec failed"),
    })
}

/// Sums the result lines of cargo's own runner; none when there are none.
pub(super) fn of_cargo_test(output: &str) -> Option<Count> {
    output
        .lines()
        .filter_map(|line| of_result_line(line.strip_prefix("test result: ")?))
        .reduce(Count::and)
}

fn of_result_line(line: &str) -> Option<Count> {
    let (_, counts) = line.split_once(". ")?;
    let number = |what| {
        counts
            .split("; ")
            .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u64>().ok())
    };
    Some(Count { passed: number("passed")?, failed: number("failed")? })
}

/// The statistics of Playwright's JSON report.
pub(super) fn of_playwright(report: &[u8]) -> Option<Count> {
    #[derive(Deserialize)]
    struct Report {
        stats: Statistics,
        #[serde(default)]
        errors: Vec<serde_json::Value>,
    }
    #[derive(Deserialize)]
    struct Statistics {
        expected: u64,
        unexpected: u64,
        flaky: u64,
    }
    let report: Report = serde_json::from_slice(report).ok()?;
    // An error outside of any test is a failure too: a file that cannot be loaded has no tests.
    let errors = u64::try_from(report.errors.len()).ok()?;
    Some(Count {
        passed: report.stats.expected,
        failed: report.stats.unexpected + report.stats.flaky + errors,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_is_understood() {
        let output = "  PASS [ 0.1s] x\n------------\n     Summary [   1.234s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n        FAIL x\n";
        assert_eq!(of_nextest(output), Some(Count { passed: 9, failed: 3 }));
        assert_eq!(
            of_nextest("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped\n"),
            Some(Count::ONE)
        );
        assert_eq!(of_nextest("error: could not compile"), None);
    }

    #[test]
    fn cargo_test_is_understood() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(of_cargo_test(output), Some(Count { passed: 4, failed: 2 }));
        assert_eq!(of_cargo_test("error"), None);
    }

    #[test]
    fn playwright_is_understood() {
        let report = br#"{"errors": [{}], "stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        assert_eq!(of_playwright(report), Some(Count { passed: 7, failed: 3 }));
        assert_eq!(of_playwright(b"{}"), None);
    }
}
