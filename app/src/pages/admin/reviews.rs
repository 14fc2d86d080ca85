//! Reviews: what waits, what was reported, and all others.

mod entry;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    reviews::{ReviewCursor, ReviewDeskPage, ReviewDeskQuery, ReviewError, ReviewState},
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        choices::{Choice, select},
        form::{done, part, summary},
    },
};

const DONE: [(&str, &str); 3] = [
    ("published", "The review is published."),
    ("refused", "The review is refused. Its writer sees why."),
    ("hidden", "The review is no longer shown."),
];

/// Which reviews are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    /// Only those that stand so.
    only: Option<ReviewState>,
    /// Only those with so many stars.
    stars: Option<u8>,
    after: Option<ReviewCursor>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).filter(|text| !text.is_empty());
        let only = given("only")
            .map(|name| ReviewState::named(&name).ok_or("No review stands as the address says."));
        let stars = given("stars").map(|text| {
            let stars = text.parse::<u8>().ok().filter(|stars| (1..=5).contains(stars));
            stars.ok_or("A review has 1 to 5 stars.")
        });
        let after = given("nextCursor").map(|text| {
            ReviewCursor::parse(text).map_err(
                |_| "The place in the list that the address names is none. Begin the list again.",
            )
        });
        Ok(Self { only: only.transpose()?, stars: stars.transpose()?, after: after.transpose()? })
    }

    /// What a form of the page sends along, so that it leads back to the same list.
    pub(super) fn fields(&self) -> (String, String) {
        let only = self.only.map(ReviewState::name).unwrap_or_default().to_owned();
        (only, self.stars.map(|stars| stars.to_string()).unwrap_or_default())
    }

    /// The address of the first page of the same list, or of the page after a place.
    fn address(&self, after: Option<&ReviewCursor>) -> String {
        let (only, stars) = self.fields();
        let after = after.map(|after| format!("&nextCursor={}", encode(after.as_str())));
        format!("/admin/reviews?only={only}&stars={stars}{}", after.unwrap_or_default())
    }
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let query =
        ReviewDeskQuery { state: filters.only, stars: filters.stars, after: filters.after.clone() };
    let found = match shop.review_room.list(member, &query).await {
        Ok(found) => found,
        Err(ReviewError::Forbidden) => return refusal::failed(Failure::Forbidden),
        Err(_) => return refusal::error(ShopError::Unavailable),
    };
    let about = form.value("review");
    let next = found.next.as_ref().map(|after| filters.address(Some(after)));
    let first = filters.after.is_some().then(|| filters.address(None));
    let paged = next.is_some() || first.is_some();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| entry::id_of(field, &about))}
        {narrowing(&filters)}
        {list(&found, &filters, form)}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of reviews">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside("/admin/reviews", "Reviews", member, form, body.into_any())
}

/// Which reviews, as a form that asks for them.
fn narrowing(filters: &Filters) -> AnyView {
    let (only, stars) = filters.fields();
    let form = FormState::default();
    let states = ReviewState::ALL.map(|state| Choice::new(state.name(), state.label(), ""));
    let states: Vec<_> = std::iter::once(Choice::new("", "All", "")).chain(states).collect();
    let numbers =
        (1..=5).rev().map(|number| Choice::new(&number.to_string(), &number.to_string(), ""));
    let numbers: Vec<_> =
        std::iter::once(Choice::new("", "Any number", "")).chain(numbers).collect();
    view! {
        <form class="panel staff-search" action="/admin/reviews" aria-label="Which reviews">
            {select(&form, "only", "How they stand", "off", states, &only)}
            {select(&form, "stars", "Stars", "off", numbers, &stars)}
            <button class="button">"Show reviews"</button>
        </form>
    }
    .into_any()
}

fn list(found: &ReviewDeskPage, filters: &Filters, form: &FormState) -> AnyView {
    if found.entries.is_empty() {
        let narrow = *filters != Filters::default();
        let sentence =
            if narrow { "No review is like this." } else { "Nobody has written a review yet." };
        return view! { <div class="empty"><p>{sentence}</p>{narrow.then(|| view! { <p><a href="/admin/reviews">"Show all reviews"</a></p> })}</div> }
            .into_any();
    }
    let about = form.value("review");
    let entries: Vec<_> = found
        .entries
        .iter()
        .map(|review| {
            let form = if review.id == about { part(form, "refuse") } else { FormState::default() };
            entry::draw(review, filters, &form)
        })
        .collect();
    view! { <ul class="review-desk">{entries}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read("only=&stars="), Ok(Filters::default()));
        let filters = Filters::read("only=waiting&stars=2").expect("filters");
        let after = ReviewCursor::parse("3-1-r1").expect("a place");
        let address = filters.address(Some(&after));
        assert_eq!(address, "/admin/reviews?only=waiting&stars=2&nextCursor=3-1-r1");
        let (_, query) = address.split_once('?').expect("a query");
        assert_eq!(Filters::read(query), Ok(Filters { after: Some(after), ..filters }));
        for bad in ["only=lost", "stars=6", "stars=0", "stars=many", "nextCursor=%20%3B"] {
            assert!(Filters::read(bad).is_err(), "{bad}");
        }
    }
}
