//! The pictures of a product behind the counter, drawn on a shop in memory.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    markup::{Tag, assert_bound, cells, main_part},
    people,
    picture_room::{key, picture},
    visits::{by, owner, refused},
};
use storefront::{
    picture_room::{KeepError, PictureRoomError},
    staff::{Permission, Role},
};

const PAGE: &str = "/admin/products/mug/images";
const HOSTILE: &str = "\"><script>alert(1)</script>&'";

/// The page again, with a form of it that was refused.
fn again(
    shop: &FakeShop,
    form: &'static str,
    values: &[(&str, &str)],
    errors: &[(&str, &str)],
) -> Page {
    let form = refused(form, values, errors);
    let page = shop.draw_with(PAGE, With { visitor: owner(), form, ..With::default() });
    assert_bound(form_name(errors), &page);
    page
}

fn form_name<'a>(errors: &[(&str, &'a str)]) -> &'a str {
    errors.first().map_or("", |(_, message)| *message)
}

/// The id that the summary leads to.
fn led_to(page: &Page) -> String {
    let summary = main_part(page).split("class=\"summary\"").nth(1).expect("a summary");
    let links = Tag::all(summary, &["a"]);
    let to = links.first().and_then(|link| link.attribute("href")).expect("a link");
    to.trim_start_matches('#').to_owned()
}

#[test]
fn the_page_is_whole_for_whoever_may_see_it() {
    let shop = fakes::shop();
    for role in Role::ALL {
        if !role.allows(Permission::ReadCatalogue) {
            continue;
        }
        let visitor = Visitor { staff: Some(people::member(&[role])), ..Visitor::default() };
        let page = by(&shop, visitor, PAGE);
        assert_eq!(page.status, 200, "{role:?}");
        assert_eq!((page.count("<h1"), page.count("<main")), (1, 1), "{role:?}");
        assert_bound(PAGE, &page);
        let may = role.allows(Permission::EditCatalogue);
        let forms = Tag::all(main_part(&page), &["form"]);
        let sent = forms
            .iter()
            .filter_map(|form| form.attribute("action"))
            .any(|action| action.starts_with(PAGE));
        assert_eq!(sent, may, "{role:?}");
        assert_eq!(page.has("data-island=\"arrange\""), may, "{role:?}");
        let grips = if may { 3 } else { 0 };
        assert_eq!(page.count("class=\"picture-grip\""), grips, "{role:?}");
        assert_eq!(page.count("draggable=\"false\""), grips, "{role:?}");
    }
    for missing in ["/admin/products/none/images", "/admin/products/no%20id/images"] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
    shop.picture_room.stored().sheet = Err(PictureRoomError::Forbidden);
    assert_eq!(by(&shop, owner(), PAGE).status, 403);
    shop.picture_room.stored().sheet = Err(PictureRoomError::Unavailable);
    assert_eq!(by(&shop, owner(), PAGE).status, 503);
}

#[test]
fn each_picture_says_how_far_it_is_and_what_it_lacks() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), PAGE);
    assert!(page.has("All sizes made") && page.has("3 of 5 sizes made"));
    assert!(page.has("0 of 5 sizes made") && page.has("Look again"));
    assert!(page.has("<progress") && page.has("Sizes made of picture 2"));
    assert_eq!((page.count("data-island=\"widths-progress\""), page.count("data-widths=")), (1, 3));
    assert_eq!(page.count("class=\"picture-mark\""), 1);
    assert!(page.has("3 of 20 pictures"));
    shop.picture_room.stored().made = Ok(vec![5, 5, 5]);
    let page = by(&shop, owner(), PAGE);
    assert!(!page.has("<progress") && !page.has("Look again"));
    assert_eq!((page.count("data-island=\"widths-progress\""), page.count("data-widths=")), (0, 3));
    shop.picture_room.stored().made = Err(KeepError::Unavailable);
    let page = by(&shop, owner(), PAGE);
    assert!(page.status == 200 && !page.has("sizes made"));
    let mut sheet = shop.picture_room.stored().sheet.clone().expect("a sheet");
    sheet.pictures.clear();
    sheet.variants.truncate(1);
    shop.picture_room.stored().sheet = Ok(sheet);
    let page = by(&shop, owner(), PAGE);
    assert!(page.has("The product shows no picture yet.") && !page.has("id=\"arrange\""));
    assert!(!page.has("id=\"variants\""));
    assert_bound("no pictures", &page);
}

#[test]
fn buttons_move_a_picture_where_it_can_go() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), PAGE);
    let buttons = Tag::all(main_part(&page), &["button"]);
    let moves: Vec<_> = buttons
        .iter()
        .filter(|button| button.attribute("form") == Some("arrange"))
        .filter_map(|button| button.attribute("value"))
        .collect();
    assert_eq!(moves, ["down 0", "first 1", "up 1", "down 1", "first 2", "up 2"]);
    let order = format!("value=\"{} {} {}\"", key('a'), key('b'), key('c'));
    assert_eq!(page.count(&order), 1);
    let mut sheet = shop.picture_room.stored().sheet.clone().expect("a sheet");
    sheet.pictures.truncate(1);
    shop.picture_room.stored().sheet = Ok(sheet);
    let page = by(&shop, owner(), PAGE);
    assert!(!page.has("form=\"arrange\"") && !page.has("data-island=\"arrange\""));
    assert!(!page.has("class=\"picture-grip\""));
}

#[test]
fn variants_say_what_they_show() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), PAGE);
    let wanted = [
        "MUG-BLUE",
        "Blue",
        "Picture 3: The base",
        "MUG-RED",
        "Red",
        "The product's first picture",
    ];
    let shown = cells(&page);
    assert_eq!(shown[..wanted.len()], wanted.map(ToOwned::to_owned));
    let mut sheet = shop.picture_room.stored().sheet.clone().expect("a sheet");
    sheet.variants[0].picture = Some(picture('d', ""));
    shop.picture_room.stored().sheet = Ok(sheet);
    assert!(cells(&by(&shop, owner(), PAGE)).contains(&"A picture of its own".to_owned()));
}

#[test]
fn files_that_were_refused_are_named_and_the_good_ones_too() {
    let shop = fakes::shop();
    let values = [("note", "One picture is kept."), ("note", "`a.png` is a JPEG picture.")];
    let errors = [("files", "`cat.svg` is not a picture."), ("files", HOSTILE)];
    let page = again(&shop, "upload", &values, &errors);
    assert_eq!(led_to(&page), "files");
    assert!(page.has("One picture is kept.") && page.has("`a.png` is a JPEG picture."));
    assert_eq!(page.count("class=\"picture-refused\""), 2);
    assert!(page.has("<title>Error: ") && !page.has(HOSTILE));
}

#[test]
fn who_saves_second_sees_both_and_overwrites_nothing() {
    let shop = fakes::shop();
    let stale = [("version", "Somebody else has changed this.")];
    let second = key('b');
    let values = [("key", second.as_str()), ("version", "3"), ("alt", "My words")];
    let mut sheet = shop.picture_room.stored().sheet.clone().expect("a sheet");
    sheet.pictures[1].alt = "Their words".to_owned();
    shop.picture_room.stored().sheet = Ok(sheet);
    let page = again(&shop, "describe", &values, &stale);
    assert_eq!(led_to(&page), "alt-1");
    assert!(page.has("value=\"My words\"") && page.has("It says now: “Their words”"));
    assert!(!page.has("name=\"version\" value=\"3\""), "sent again, it counts");

    let gone = key('d');
    let values = [("key", gone.as_str()), ("version", "3"), ("alt", "My words")];
    assert_eq!(led_to(&again(&shop, "describe", &values, &stale)), "pictures");

    let order = [key('c'), key('d'), key('a')].join(" ");
    let values = [("order", order.as_str()), ("version", "3")];
    let page = again(&shop, "arrange", &values, &stale);
    let named = "Picture 3: The base; one that was taken off; Picture 1: From above";
    assert!(page.has(&format!("You wanted this order: {named}.")));
    assert_eq!(led_to(&page), "pictures");
    for (how, said) in [("first 2", "number 3 to the front"), ("up 1", "number 2 up")] {
        let values = [("order", order.as_str()), ("version", "3"), ("move", how)];
        let page = again(&shop, "arrange", &values, &stale);
        assert!(page.has(&format!("The order was: {named}. You moved {said}.")), "{how}");
    }

    let values = [("sku", "MUG-RED"), ("picture", second.as_str()), ("version", "3")];
    let page = again(&shop, "choose", &values, &stale);
    assert_eq!(led_to(&page), "picture");
    let chosen = Tag::all(main_part(&page), &["option"]);
    let chosen: Vec<_> = chosen
        .iter()
        .filter(|one| one.is("selected"))
        .filter_map(|one| one.attribute("value"))
        .collect();
    assert_eq!(chosen, ["MUG-RED", second.as_str()]);
}

#[test]
fn words_that_were_refused_stay_with_the_version_that_was_read() {
    let shop = fakes::shop();
    let first = key('a');
    let values = [("key", first.as_str()), ("version", "3"), ("alt", "")];
    let page = again(&shop, "describe", &values, &[("alt", "Say what the picture shows.")]);
    assert_eq!(led_to(&page), "alt-0");
    assert_eq!(page.count("name=\"version\" value=\"3\""), 1);
    assert!(!page.has("It says now"));
}

#[test]
fn the_file_of_what_was_taken_off_may_go_too() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), &format!("{PAGE}?done=detached&key={}", key('d')));
    assert!(page.has("Delete the file too") && page.has(&format!("value=\"{}\"", key('d'))));
    for other in [
        format!("{PAGE}?done=detached&key={}", key('a')),
        format!("{PAGE}?done=added&key={}", key('d')),
        format!("{PAGE}?done=detached"),
    ] {
        assert!(!by(&shop, owner(), &other).has("Delete the file too"), "{other}");
    }
}

#[test]
fn hostile_words_are_text() {
    let shop = fakes::shop();
    let mut sheet = shop.picture_room.stored().sheet.clone().expect("a sheet");
    sheet.title = HOSTILE.to_owned();
    sheet.pictures[0].alt = HOSTILE.to_owned();
    sheet.variants[0].name = HOSTILE.to_owned();
    sheet.variants[0].picture = Some(picture('e', HOSTILE));
    shop.picture_room.stored().sheet = Ok(sheet);
    let page = by(&shop, owner(), PAGE);
    assert!(page.status == 200 && !page.has("<script>alert"));
}
