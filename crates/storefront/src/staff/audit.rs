//! The audit log as it is shown.

use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{enquiry::FieldError, offer_room::day};

/// Most entries of one page.
pub const LONGEST_AUDIT_PAGE: u32 = 200;

/// What to look for in the audit log; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Who did it.
    pub actor: Option<AccountId>,
    /// To one of these; to whomever or whatever if there are none.
    pub subjects: Vec<String>,
    /// What was done.
    pub action: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Older than the entry of this id: the next page.
    pub before: Option<i64>,
    /// Entries wanted; at most [`LONGEST_AUDIT_PAGE`] come.
    pub limit: u32,
}

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60_000;
/// Longest subject that is looked for, in characters.
const LONGEST_SUBJECT: usize = 200;
/// What the log has before the ids of things, so that an id alone is found too.
const KINDS: [&str; 17] = [
    "brand",
    "bulk",
    "category",
    "checkout",
    "collection",
    "coupon",
    "delivery",
    "delivery zone",
    "import",
    "order",
    "page",
    "picture",
    "product",
    "query",
    "review",
    "sku",
    "synonyms",
];

/// What was typed to search the log; each field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditForm {
    /// Field `actor`: the id of an account.
    pub actor: String,
    /// Field `action`.
    pub action: String,
    /// Field `subject`: the id of an account or a thing, with its kind before it or alone.
    pub subject: String,
    /// Field `from`: the first day in UTC, like `2026-12-03`.
    pub from: String,
    /// Field `to`: the last day.
    pub to: String,
}

impl AuditForm {
    /// What to look for, from the newest entry on.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn read(&self) -> Result<AuditQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut refused = |field, message| errors.push(FieldError { field, message });
        let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let actor = typed(&self.actor).map(AccountId::parse).transpose().unwrap_or_else(|_| {
            refused("actor", "Enter the id of an account, as the log has it.");
            None
        });
        if self.subject.chars().count() > LONGEST_SUBJECT {
            refused("subject", "Enter at most 200 characters.");
        }
        let mut read_day = |field, text: &str| {
            let read = typed(text).map(|text| day(&text).ok_or(())).transpose();
            read.unwrap_or_else(|()| {
                refused(field, "Enter a day such as 2026-12-03, or nothing.");
                None
            })
        };
        let (since, last) = (read_day("from", &self.from), read_day("to", &self.to));
        if since > last && last.is_some() {
            refused("to", "Enter a day that is not before the first.");
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let subjects = typed(&self.subject).map(|subject| subjects(&subject)).unwrap_or_default();
        let until = last.map(|last| Timestamp::from_millis(last.millis() + DAY));
        let action = typed(&self.action);
        Ok(AuditQuery { actor, subjects, action, since, until, ..AuditQuery::default() })
    }
}

/// What the log may call a thing: as it was typed, or with a kind before it. Numbers of orders are in
/// capital letters there.
fn subjects(typed: &str) -> Vec<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let typed = words.join(" ");
    let mut subjects = vec![typed.clone()];
    match words.as_slice() {
        [id] => {
            subjects.extend(KINDS.iter().map(|kind| format!("{kind} {id}")));
            subjects.push(format!("order {}", id.to_uppercase()));
        }
        [kind, id] => {
            let kind = kind.to_lowercase();
            subjects.extend([format!("{kind} {id}"), format!("{kind} {}", id.to_uppercase())]);
        }
        _ => {}
    }
    subjects.sort();
    subjects.dedup();
    subjects
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Rises with time.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none for a stranger or the shop itself.
    pub actor: Option<AccountId>,
    /// With which API token.
    pub api_token: Option<String>,
    /// What.
    pub action: String,
    /// To whom or what.
    pub subject: Option<String>,
    /// How it was, as JSON.
    pub before: Option<String>,
    /// How it became, as JSON.
    pub after: Option<String>,
    /// From which network.
    pub network: Option<String>,
    /// With which browser.
    pub agent: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(subject: &str, from: &str, to: &str) -> Result<AuditQuery, Vec<&'static str>> {
        let form = AuditForm {
            subject: subject.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            ..AuditForm::default()
        };
        form.read().map_err(|errors| errors.iter().map(|error| error.field).collect())
    }

    #[test]
    fn nothing_typed_asks_for_all() {
        assert_eq!(read("", " ", ""), Ok(AuditQuery::default()));
    }

    #[test]
    fn a_thing_is_found_by_its_id_alone_and_with_its_kind() {
        let found = |typed: &str| read(typed, "", "").expect("a query").subjects;
        let order = "order 4F7K-2MXD-9QRA".to_owned();
        assert!(found("4f7k-2mxd-9qra").contains(&order));
        assert!(found(" Order  4f7k-2mxd-9qra ").contains(&order));
        assert!(found("MUG-1").contains(&"sku MUG-1".to_owned()));
        assert!(found("tea").contains(&"product tea".to_owned()));
        assert!(found("Product tea").contains(&"product tea".to_owned()));
        let account = "0123456789abcdef0123456789abcdef";
        assert!(found(account).contains(&account.to_owned()));
        assert_eq!(found("tax DE standard BY"), ["tax DE standard BY"]);
    }

    #[test]
    fn the_last_day_is_among_them_and_no_day_that_the_calendar_lacks() {
        let query = read("", "2026-11-21", "2026-11-22").expect("a query");
        let moments = [query.since, query.until].map(|at| at.map(Timestamp::rfc3339));
        let midnight = |day: &str| Some(format!("2026-11-{day}T00:00:00Z"));
        assert_eq!(moments, [midnight("21"), midnight("23")]);
        assert!(read("", "2026-11-21", "2026-11-21").is_ok());
        assert_eq!(read("", "2026-11-22", "2026-11-21"), Err(vec!["to"]));
        assert_eq!(read("", "2026-02-30", "yesterday"), Err(vec!["from", "to"]));
        assert_eq!(read(&"x".repeat(201), "", ""), Err(vec!["subject"]));
        let form = AuditForm { actor: "no id".to_owned(), ..AuditForm::default() };
        assert_eq!(form.read().map_err(|errors| errors[0].field), Err("actor"));
    }
}
