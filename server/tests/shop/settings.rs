//! What staff set and write is shown at once, also in place of pages that were kept.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{browser::Browser, ground::Shop, people::PASSWORD};

/// The shop's owner, behind the counter.
fn owner(shop: &Shop) -> Browser {
    let owner = shop.visitor();
    let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
    assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
    owner
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_stands_on_pages_that_were_kept() {
    let shop = Shop::start().await;
    let (owner, stranger) = (owner(&shop), shop.visitor());
    assert!(!stranger.get("/").body.contains("Ropes for all."));
    let fields = [("version", "1"), ("shop_name", "Harbour"), ("tagline", "Ropes for all.")];
    let changed = owner.post("/admin/settings", &fields);
    assert_eq!((changed.status, changed.location.as_str()), (303, "/admin/settings?done=changed"));
    let home = stranger.get("/").body;
    assert!(home.contains("Ropes for all.") && home.contains("<title>Harbour</title>"));
    let late = owner.post("/admin/settings", &[("version", "1"), ("tagline", "Knots for all.")]);
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Ropes for all.") && late.body.contains("Knots for all."));
    let back = owner.post("/admin/settings/tagline/reset", &[("version", "2")]);
    assert_eq!(back.location, "/admin/settings?done=reset");
    assert!(!stranger.get("/").body.contains("Ropes for all."));
    assert_eq!(owner.post("/admin/settings/origin/reset", &[("version", "3")]).status, 404);
}

/// A PNG of one pixel.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_kept_and_shown_and_what_is_no_picture_is_not() {
    let shop = Shop::start().await;
    let (owner, stranger) = (owner(&shop), shop.visitor());
    let dot = STANDARD.decode(DOT).expect("base64");
    let send = |version: &str, name: &str, content: &[u8]| {
        owner.send_file("/admin/settings/logo", &[("version", version)], ("logo", name, content))
    };
    let shown = |page: &str| page.contains("class=\"logo");
    assert!(!shown(&stranger.get("/").body));
    let refused = send("1", "logo.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("`logo.png` is not a JPEG, PNG or WebP picture."));
    assert_eq!(send("1", "", b"").status, 422, "nothing was chosen");
    let page = "/admin/settings?done=";
    assert_eq!(send("1", "logo.png", &dot).location, format!("{page}logo"));
    assert_eq!(send("1", "logo.png", &dot).location, format!("{page}before"));
    assert!(shown(&stranger.get("/").body), "also in place of a page that was kept");
    let late = owner.post("/admin/settings/logo/remove", &[("version", "1")]);
    assert_eq!(late.status, 409);
    let removed = owner.post("/admin/settings/logo/remove", &[("version", "2")]);
    assert_eq!(removed.location, format!("{page}no_logo"));
    assert!(!shown(&stranger.get("/").body));
    let stale = send("1", "logo.png", &dot);
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("The logo that you sent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_as_long_as_it_may_be_is_looked_at_and_written() {
    let shop = Shop::start().await;
    let (owner, stranger) = (owner(&shop), shop.visitor());
    let words = "\u{1f41f}".repeat(20_000);
    let fields = [("version", "0"), ("title", "Terms of fish"), ("markdown", words.as_str())];
    assert!(!stranger.get("/pages/terms").body.contains("Terms of fish"));
    let preview = owner.post("/admin/texts/terms/preview", &fields);
    assert!(preview.status == 200 && preview.body.contains("Nothing is saved yet."));
    assert!(!stranger.get("/pages/terms").body.contains("Terms of fish"));
    let written = owner.post("/admin/texts/terms", &fields);
    assert_eq!(written.location, "/admin/texts/terms?done=changed", "{}", written.status);
    assert!(stranger.get("/pages/terms").body.contains("Terms of fish"));
    let missing = owner.post("/admin/texts/absent/preview", &fields);
    assert_eq!(missing.status, 404);
    let longer = format!("{words}.");
    let fields = [("version", "1"), ("title", "Terms of fish"), ("markdown", longer.as_str())];
    assert_eq!(owner.post("/admin/texts/terms", &fields).status, 422);
}
