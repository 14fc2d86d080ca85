//! What is said of products: on their pages, and as staff see it.

mod fakes;

use fakes::{
    FakeShop, Page, With,
    markup::{assert_bound, main_part},
    people,
    reviews::{entry, text},
    visits::{by, owner, refused, shopper},
};
use storefront::{
    ShopError,
    product::Product,
    reviews::{OwnReview, REVIEWS_PAGE, ReviewError, ReviewStanding, ReviewState},
    staff::{Permission, Role},
};

/// A product of which there are more reviews than one page shows.
fn much_reviewed(shop: &FakeShop) -> Product {
    let stored = shop.reviews.stored();
    let many = |product: &Product| {
        stored.published.get(&product.id).is_some_and(|reviews| reviews.len() > REVIEWS_PAGE)
    };
    let found = shop.catalogue.products.iter().find(|product| many(product));
    Product::clone(found.expect("the demo catalogue has such a product"))
}

/// The reviews of a page as a page of their own.
fn section(page: &Page) -> Page {
    let begin =
        |text: &str, mark: &str| text.find(mark).and_then(|at| text[..at].rfind("<section"));
    let main = page.html.split("</main>").next().unwrap_or_default();
    let part = &main[begin(main, "id=\"reviews\"").expect("reviews")..];
    let part = &part[..begin(part, "class=\"shelf\"").unwrap_or(part.len())];
    Page { status: page.status, location: None, html: format!("<main>{part}</main>") }
}

fn own(state: ReviewState, reason: Option<&str>) -> OwnReview {
    let reason = reason.map(ToOwned::to_owned);
    OwnReview { id: "own1".to_owned(), text: text(2, "So so"), state, reason }
}

#[test]
fn a_guest_reads_and_is_asked_to_sign_in() {
    let shop = fakes::shop();
    let product = much_reviewed(&shop);
    let page = shop.get(&format!("/p/{}?done=written", product.slug));
    let reviews = section(&page);
    assert_bound("reviews", &reviews);
    assert_eq!(reviews.count("class=\"review\""), REVIEWS_PAGE);
    assert!(reviews.has("Reviews by number of stars") && reviews.has("Verified purchase"));
    assert!(reviews.has(&format!("href=\"/sign-in?next=%2Fp%2F{}\"", product.slug)));
    // What is kept for many visitors holds no form and nothing that was just done.
    assert!(!reviews.has("<form") && !reviews.has("role=\"status\""));
    assert!(reviews.has("sort=helpful#reviews") && reviews.has("More reviews"));
}

#[test]
fn reviews_go_on_where_they_ended() {
    let shop = fakes::shop();
    let product = much_reviewed(&shop);
    let last = shop.reviews.stored().published[&product.id][REVIEWS_PAGE - 1].id.clone();
    let sku = &product.variants[0].sku;
    let sku = app::encode(sku.as_str());
    let page = shop.get(&format!("/p/{}?sku={sku}&sort=helpful", product.slug));
    let next = format!("/p/{}?sku={sku}&amp;sort=helpful&amp;reviews={last}#reviews", product.slug);
    assert!(page.has(&format!("href=\"{next}\"")));
    let page = shop.get(&format!("/p/{}?sort=helpful&reviews={last}", product.slug));
    let reviews = section(&page);
    assert!(reviews.has("First reviews") && reviews.count("class=\"review\"") > 0);
    assert_eq!(shop.get(&format!("/p/{}?reviews=%20%3B", product.slug)).status, 400);
}

#[test]
fn only_who_bought_it_writes() {
    let shop = fakes::shop();
    let product = much_reviewed(&shop);
    let address = format!("/p/{}", product.slug);
    let form = format!("action=\"{address}/review\"");
    let page = by(&shop, shopper(), &address);
    assert!(page.has("Only who bought this here") && !page.has(&form));
    shop.reviews.stored().standing = Ok(ReviewStanding { may_write: true, ..Default::default() });
    let page = by(&shop, shopper(), &format!("{address}?done=written"));
    assert_bound("writing", &section(&page));
    assert!(
        page.has(&form) && page.has("Write a review") && page.has("as soon as we have read it")
    );
    shop.reviews.stored().standing = Err(ShopError::Unavailable);
    let page = by(&shop, shopper(), &address);
    assert!(page.status == 200 && !page.has(&form) && page.has("cannot be written just now"));
}

#[test]
fn a_writer_sees_where_their_review_stands() {
    let shop = fakes::shop();
    let address = format!("/p/{}", much_reviewed(&shop).slug);
    for (state, reason, sentence) in [
        (ReviewState::Waiting, None, "It is waiting"),
        (ReviewState::Published, None, "It is published."),
        (ReviewState::Refused, Some("It names <b>."), "It was not published: It names &lt;b&gt;."),
        (ReviewState::Hidden, None, "no longer shown"),
    ] {
        let own = Some(own(state, reason));
        shop.reviews.stored().standing =
            Ok(ReviewStanding { may_write: true, own, ..Default::default() });
        let page = by(&shop, shopper(), &address);
        assert!(page.has(sentence), "{state:?}");
        assert!(page.has("value=\"So so\"") && page.has("Your review"), "{state:?}");
    }
}

#[test]
fn nobody_judges_their_own_review_and_others_once() {
    let shop = fakes::shop();
    let product = much_reviewed(&shop);
    let ids: Vec<_> =
        shop.reviews.stored().published[&product.id].iter().map(|shown| shown.id.clone()).collect();
    let standing = ReviewStanding {
        may_write: true,
        own: Some(OwnReview { id: ids[0].clone(), ..own(ReviewState::Published, None) }),
        helpful: vec![ids[1].clone()],
        reported: vec![ids[2].clone()],
    };
    shop.reviews.stored().standing = Ok(standing);
    shop.reviews.stored().published.get_mut(&product.id).expect("reviews")[3].helpful = 2;
    let page = section(&by(&shop, shopper(), &format!("/p/{}", product.slug)));
    assert_bound("deeds", &page);
    let deed = |id: &str, deed: &str| {
        page.count(&format!("action=\"/p/{}/reviews/{id}/{deed}\"", product.slug))
    };
    assert_eq!((deed(&ids[0], "helpful"), deed(&ids[0], "report")), (0, 0));
    assert_eq!((deed(&ids[1], "helpful"), deed(&ids[1], "report")), (1, 1));
    assert_eq!((deed(&ids[2], "helpful"), deed(&ids[2], "report")), (1, 0));
    assert_eq!(page.count("value=\"remove\""), 1);
    assert!(page.has("You wrote this.") && page.has("2 people find this helpful"));
}

#[test]
fn what_was_typed_into_a_review_is_kept() {
    let shop = fakes::shop();
    let address = format!("/p/{}", much_reviewed(&shop).slug);
    for standing in
        [Ok(ReviewStanding { may_write: true, ..Default::default() }), Err(ShopError::Unavailable)]
    {
        shop.reviews.stored().standing = standing;
        let values = [("stars", "4"), ("title", "Typed"), ("text", "</textarea>short")];
        let errors = [("stars", "Choose."), ("text", "Tell more."), ("name", "Enter a name.")];
        let form = refused("review", &values, &errors);
        let page = shop.draw_with(&address, With { visitor: shopper(), form, ..With::default() });
        assert!(page.has("href=\"#review-stars-5\"") && page.has("id=\"review-stars-5\""));
        assert!(page.has("href=\"#review-text\"") && page.has("id=\"review-text-error\""));
        assert!(page.has("value=\"Typed\"") && page.has("&lt;/textarea&gt;short"));
        assert_bound("refused", &section(&page));
    }
}

#[test]
fn staff_decide_what_there_is_to_decide() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/reviews");
    assert_bound("/admin/reviews", &page);
    let deed = |id: &str, deed: &str| page.has(&format!("\"/admin/reviews/{id}/{deed}\""));
    for (id, deeds) in [
        ("w1", [true, true, false]),
        ("p1", [true, false, true]),
        ("p2", [false, false, true]),
        ("r1", [true, true, false]),
        ("h1", [true, false, false]),
    ] {
        assert_eq!(["publish", "refuse", "hide"].map(|what| deed(id, what)), deeds, "{id}");
    }
    assert!(page.has("Keep it") && page.has("It tells something private (2 people)"));
    assert!(page.has("Refused: It names somebody.") && page.has("href=\"/p/mug\""));
    assert!(page.has("name=\"version\" value=\"3\""));
    for role in Role::ALL {
        let member = app::Visitor { staff: Some(people::member(&[role])), ..owner() };
        let link = main_part(&by(&shop, member, "/admin")).contains("href=\"/admin/reviews\"");
        assert_eq!(link, role.allows(Permission::ModerateReviews), "{role:?}");
    }
}

#[test]
fn a_list_for_staff_is_narrowed_and_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/reviews?only=waiting&stars=4");
    assert!(page.has("w1") && !page.has("/p2/") && page.has("name=\"only\" value=\"waiting\""));
    let page = by(&shop, owner(), "/admin/reviews?only=waiting&stars=1");
    assert!(page.has("No review is like this.") && page.has("Show all reviews"));
    let all = (10..61).map(|number| entry(&format!("e{number}"), ReviewState::Published, "Good"));
    shop.reviews.stored().desk = Ok(all.collect());
    let page = by(&shop, owner(), "/admin/reviews?stars=4");
    assert!(page.has("href=\"/admin/reviews?only=&amp;stars=4&amp;nextCursor=e59\""));
    let page = by(&shop, owner(), "/admin/reviews?stars=4&nextCursor=e59");
    assert!(page.has("e60") && page.has("First page") && !page.has("Next page"));
    for bad in ["only=lost", "stars=9", "nextCursor=%20"] {
        assert_eq!(by(&shop, owner(), &format!("/admin/reviews?{bad}")).status, 400, "{bad}");
    }
}

#[test]
fn a_refusal_without_a_reason_is_refused_where_it_was_typed() {
    let shop = fakes::shop();
    let form = refused("refuse", &[("review", "w1"), ("reason", "")], &[("reason", "Say why.")]);
    let with = With { visitor: owner(), form, ..With::default() };
    let page = shop.draw_with("/admin/reviews", with);
    assert_bound("refused", &page);
    assert!(page.has("href=\"#reason-w1\"") && page.has("id=\"reason-w1-error\""));
    assert!(!page.has("reason-r1-error") && page.has("<title>Error: "));
    assert_eq!(page.count("<details open"), 1);
}

#[test]
fn what_people_write_is_text_and_a_store_that_is_away_is_told() {
    let shop = fakes::shop();
    let hostile = "<script>alert(1)</script>";
    shop.reviews.stored().desk = Ok(vec![entry("x1", ReviewState::Waiting, hostile)]);
    let page = by(&shop, owner(), "/admin/reviews");
    assert!(page.has("alert(1)") && !page.has(hostile));
    for (error, status) in [(ReviewError::Unavailable, 503), (ReviewError::Forbidden, 403)] {
        shop.reviews.stored().desk = Err(error);
        assert_eq!(by(&shop, owner(), "/admin/reviews").status, status);
    }
}
