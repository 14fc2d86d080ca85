//! What others say of a product.

use leptos::prelude::*;
use storefront::{
    Shop,
    product::Product,
    reviews::{
        ReportReason, ReviewCursor, ReviewPage, ReviewQuery, ReviewSort, ReviewStanding,
        ShownReview,
    },
};

use super::review_form;
use crate::{
    context::{FormState, Visitor},
    pages::encode,
    parts::{form::hidden, moment::day, stars::stars},
};

const DONE: [(&str, &str); 4] = [
    ("written", "Thank you. Your review is shown as soon as we have read it."),
    ("helpful", "Thank you. Others see that this review helps."),
    ("not-helpful", "You no longer find this review helpful."),
    ("reported", "Thank you. We look at this review again."),
];

/// Reviews of a product, and what the visitor may do about them.
#[derive(Default)]
pub(super) struct Said {
    distribution: [u32; 5],
    page: ReviewPage,
    /// None for a guest, and while it cannot be told.
    standing: Option<ReviewStanding>,
}

/// What reviews are shown on.
pub(super) struct Around<'a> {
    /// What they are about.
    pub(super) product: &'a Product,
    /// The variant that is looked at, if one is named.
    pub(super) sku: Option<&'a str>,
    /// Which of them.
    pub(super) query: &'a ReviewQuery,
    /// Whether the visitor is.
    pub(super) signed_in: bool,
    /// The word for what was just done.
    pub(super) done: Option<&'a str>,
}

impl Around<'_> {
    /// The address of a list of reviews of the same product.
    fn address(&self, sort: ReviewSort, after: Option<&ReviewCursor>) -> String {
        let sku = self.sku.map(|sku| format!("sku={}&", encode(sku))).unwrap_or_default();
        let after = after.map(|after| format!("&reviews={}", after.as_str())).unwrap_or_default();
        format!("/p/{}?{sku}sort={}{after}#reviews", self.product.slug, sort.name())
    }
}

/// Which reviews an address asks for, or what in it cannot be right.
pub(super) fn query(sort: Option<&str>, after: Option<&str>) -> Result<ReviewQuery, &'static str> {
    let after = after.filter(|text| !text.is_empty()).map(ReviewCursor::parse).transpose();
    let after = after.map_err(
        |_| "The place in the list of reviews that the address names is none. Begin the list again.",
    )?;
    Ok(ReviewQuery { sort: sort.and_then(ReviewSort::named).unwrap_or_default(), after })
}

/// The id of a field of the page by its name in the form.
pub(super) fn id_of(form: &FormState, field: &str) -> String {
    if form.form == review_form::NAME { review_form::id_of(field) } else { field.to_owned() }
}

/// Asks for all that is said of a product. The page is as good without.
pub(super) async fn ask(
    shop: &Shop,
    visitor: &Visitor,
    product: &Product,
    query: &ReviewQuery,
) -> Said {
    let counted = shop.catalogue.reviews(&product.id, 0).await.unwrap_or_default();
    let page = shop.reviews.published(&product.id, query).await.unwrap_or_default();
    let standing = match &visitor.account {
        Some(account) => shop.reviews.standing(account, product, &page.reviews).await.ok(),
        None => None,
    };
    Said { distribution: counted.distribution, page, standing }
}

/// Mean and distribution, a page of reviews, and the form for one's own.
pub(super) fn section(around: &Around<'_>, said: &Said, form: Option<&FormState>) -> AnyView {
    let word = around.done.filter(|_| around.signed_in);
    let done = word.and_then(|word| DONE.iter().find(|(known, _)| *known == word));
    let done = done.map(|(_, sentence)| view! { <p class="notice" role="status">{*sentence}</p> });
    let published = if said.distribution.iter().sum::<u32>() == 0 {
        view! { <p class="quiet">"Nobody has reviewed this yet."</p> }.into_any()
    } else {
        list(around, said)
    };
    view! {
        <section class="reviews" id="reviews" aria-labelledby="reviews-head">
            <h2 id="reviews-head">"Reviews"</h2>
            {done}
            {published}
            {review_form::section(around, said.standing.as_ref(), form)}
        </section>
    }
    .into_any()
}

fn list(around: &Around<'_>, said: &Said) -> AnyView {
    let orders: Vec<_> = [
        (ReviewSort::Newest, "Newest first"),
        (ReviewSort::Helpful, "Most helpful first"),
    ]
    .into_iter()
    .map(|(sort, name)| {
        let current = (around.query.sort == sort).then_some("true");
        view! { <li><a href=around.address(sort, None) aria-current=current>{name}</a></li> }
    })
    .collect();
    let reviews: Vec<_> =
        said.page.reviews.iter().map(|shown| one(around, shown, said.standing.as_ref())).collect();
    let first = around.query.after.is_some().then(|| around.address(around.query.sort, None));
    let next = said.page.next.as_ref().map(|next| around.address(around.query.sort, Some(next)));
    let paged = first.is_some() || next.is_some();
    view! {
        <div class="reviews-sum">
            {around.product.rating.map(stars)}
            {bars(&said.distribution)}
        </div>
        <nav class="reviews-order" aria-label="Order of reviews"><ul>{orders}</ul></nav>
        <ul class="reviews-list">{reviews}</ul>
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of reviews">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First reviews"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"More reviews"</a> })}
            </nav>
        })}
    }
    .into_any()
}

/// The distribution as a table, whose bars are for the eye alone.
fn bars(distribution: &[u32; 5]) -> AnyView {
    let total: u32 = distribution.iter().sum::<u32>().max(1);
    let rows: Vec<_> = distribution
        .iter()
        .zip(1_u8..=5)
        .rev()
        .map(|(count, number)| {
            // Twentieths: styles may not be written into the markup, so each width is a class.
            let width = (count * 20 + total / 2) / total;
            view! { <tr><th scope="row">{in_stars(number)}</th><td class="bar-cell"><span class=format!("bar bar-{width}")></span></td><td class="bar-count">{*count}</td></tr> }
        })
        .collect();
    view! { <table class="bars"><caption class="hidden">"Reviews by number of stars"</caption><tbody>{rows}</tbody></table> }
        .into_any()
}

/// A number of stars, in words.
pub(super) fn in_stars(number: u8) -> String {
    if number == 1 { "1 star".to_owned() } else { format!("{number} stars") }
}

fn one(around: &Around<'_>, shown: &ShownReview, standing: Option<&ReviewStanding>) -> AnyView {
    let review = &shown.review;
    let helpful = match shown.helpful {
        0 => None,
        1 => Some("1 person finds this helpful".to_owned()),
        people => Some(format!("{people} people find this helpful")),
    };
    let own = standing.and_then(|standing| standing.own.as_ref());
    let deeds = match (standing, own.is_some_and(|own| own.id == shown.id)) {
        (Some(standing), false) => Some(deeds(around, shown, standing)),
        (Some(_), true) => Some(view! { <p class="quiet">"You wrote this."</p> }.into_any()),
        (None, _) => None,
    };
    view! {
        <li class="review">
            <p class="rating"><span class=format!("stars stars-{}", u32::from(review.stars) * 2) aria-hidden="true"></span><span class="hidden">{format!("{} of 5 stars", review.stars)}</span></p>
            <h3>{review.title.clone()}</h3>
            <p class="review-text">{review.body.clone()}</p>
            <p class="quiet">{review.author.clone()}", "{day(review.published_at)}{review.verified.then(|| view! { " · "<span class="review-verified">"Verified purchase"</span> })}</p>
            {helpful.map(|sentence| view! { <p class="quiet">{sentence}</p> })}
            {deeds}
        </li>
    }
    .into_any()
}

/// What somebody may do about what another wrote.
fn deeds(around: &Around<'_>, shown: &ShownReview, standing: &ReviewStanding) -> AnyView {
    let id = shown.id.as_str();
    let address = |deed: &str| format!("/p/{}/reviews/{id}/{deed}", around.product.slug);
    let about = format!(": {}", shown.review.title);
    let (op, label) = if standing.helpful.iter().any(|review| review == id) {
        ("remove", "Not helpful after all")
    } else {
        ("add", "Helpful")
    };
    let report = if standing.reported.iter().any(|review| review == id) {
        view! { <p class="quiet">"You reported this."</p> }.into_any()
    } else {
        let field = format!("report-{id}");
        let reasons: Vec<_> = ReportReason::ALL
            .into_iter()
            .map(|reason| view! { <option value=reason.name()>{reason.label()}</option> })
            .collect();
        view! {
            <details>
                <summary>"Report"<span class="hidden">{about.clone()}</span></summary>
                <form method="post" action=address("report")>
                    <div class="field"><label for=field.clone()>"What is wrong with it"</label><select id=field name="reason" autocomplete="off">{reasons}</select></div>
                    <button class="button button-quiet">"Send report"</button>
                </form>
            </details>
        }
        .into_any()
    };
    view! {
        <div class="review-deeds">
            <form method="post" action=address("helpful")>{hidden("op", op)}<button class="button-text">{label}<span class="hidden">{about}</span></button></form>
            {report}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_asked_for_as_its_links_write_it() {
        assert_eq!(query(None, Some("")), Ok(ReviewQuery::default()));
        let asked = query(Some("helpful"), Some("000000003-1700000000000-r1")).expect("a list");
        assert_eq!(asked.sort, ReviewSort::Helpful);
        assert_eq!(query(Some("worst"), None), Ok(ReviewQuery::default()));
        assert!(query(None, Some("a b")).is_err());
    }
}
