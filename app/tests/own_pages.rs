//! Pages of a person's own, one by one.

mod fakes;

use fakes::{
    With,
    visits::{by, refused, shopper},
};
use storefront::{ShopError, account::AccountError, profile::ProfileError};

#[test]
fn of_several_forms_only_the_refused_one_is_filled() {
    let shop = fakes::shop();
    let form = refused("email", &[("email", "typed@b")], &[("current_password", "Wrong.")]);
    let page =
        shop.draw_with("/account/details", With { visitor: shopper(), form, ..With::default() });
    assert!(page.has("href=\"#email-current_password\""));
    assert!(page.has("id=\"email-current_password-error\""));
    assert!(
        page.has("id=\"password-current_password\"")
            && !page.has("password-current_password-error")
    );
    assert!(page.has("value=\"Ada Quay\"") && page.has("value=\"typed@b\""));
}

#[test]
fn a_form_is_made_from_the_version_its_reader_has_seen() {
    let shop = fakes::shop();
    let draw = |errors: &[(&str, &str)]| {
        let form = refused("", &[("version", "2"), ("line1", "Typed 7")], errors);
        let with = With { visitor: shopper(), form, ..With::default() };
        shop.draw_with("/account/addresses/home", with)
    };
    assert!(draw(&[("city", "Enter the town.")]).has("name=\"version\" value=\"2\""));
    let stale = draw(&[("", "It was changed meanwhile.")]);
    assert!(stale.has("name=\"version\" value=\"3\"") && stale.has("value=\"Typed 7\""));
}

#[test]
fn a_new_address_keeps_its_id_when_it_is_sent_again() {
    let shop = fakes::shop();
    let page = by(&shop, shopper(), "/account/addresses");
    assert!(page.has("name=\"id\" value=\"key1\""));
    let form = refused("", &[("id", "key0")], &[("city", "Enter the town.")]);
    let page =
        shop.draw_with("/account/addresses", With { visitor: shopper(), form, ..With::default() });
    assert!(page.has("name=\"id\" value=\"key0\""));
}

#[test]
fn what_was_looked_at_is_shown_to_who_allowed_it() {
    let shop = fakes::shop();
    let product = shop.catalogue.products[0].clone();
    shop.people.answers().viewed = Ok(vec![(&*product).into()]);
    assert!(by(&shop, shopper(), "/account").has("Recently viewed"));
    let mut profile = shop.people.answers().profile.clone().expect("a profile");
    profile.preferences.remember_viewed = false;
    shop.people.answers().profile = Ok(profile);
    assert!(!by(&shop, shopper(), "/account").has("Recently viewed"));
    shop.people.answers().profile = Err(ProfileError::Unavailable);
    assert_eq!(by(&shop, shopper(), "/account").status, 200);
}

#[test]
fn a_wishlist_says_what_became_of_each_wish() {
    let shop = fakes::shop();
    let page = by(&shop, shopper(), "/account/wishlist");
    assert!(page.has("2 products") && page.has("No longer sold"));
    assert_eq!(page.count("name=\"op\" value=\"remove\""), 2);
    let wish = shop.people.answers().wishes.clone().expect("wishes").remove(0);
    shop.people.answers().wishes = Ok(vec![wish; 25]);
    assert!(by(&shop, shopper(), "/account/wishlist").has("href=\"/account/wishlist?page=2\""));
    let second = by(&shop, shopper(), "/account/wishlist?page=2");
    assert_eq!(second.count("value=\"remove\""), 1);
    assert!(second.has("name=\"next\" value=\"/account/wishlist?page=2\""));
    shop.people.answers().wishes = Ok(Vec::new());
    assert!(by(&shop, shopper(), "/account/wishlist").has("Nothing is put aside yet"));
}

#[test]
fn the_own_session_is_ended_by_signing_out_alone() {
    let shop = fakes::shop();
    let page = by(&shop, shopper(), "/account/sessions");
    let [own, other] = ['a', 'b'].map(|digit| digit.to_string().repeat(32));
    assert!(page.has(&format!("/account/sessions/{other}/end")) && !page.has(&own));
    assert!(page.has("This one") && page.has("Sign out all others"));
    shop.people.answers().sessions.as_mut().expect("sessions").pop();
    assert!(!by(&shop, shopper(), "/account/sessions").has("Sign out all others"));
}

#[test]
fn a_store_that_is_away_keeps_what_was_typed() {
    let shop = fakes::shop();
    shop.people.answers().account = Err(AccountError::Unavailable);
    shop.people.answers().profile = Err(ProfileError::Unavailable);
    shop.people.answers().wishes = Err(ProfileError::Unavailable);
    shop.people.answers().sessions = Err(ShopError::Unavailable);
    for address in [
        "/account",
        "/account/details",
        "/account/addresses",
        "/account/addresses/home",
        "/account/preferences",
        "/account/sessions",
        "/account/wishlist",
    ] {
        assert_eq!(by(&shop, shopper(), address).status, 503, "{address}");
    }
    for (address, form) in
        [("/account/details", "name"), ("/account/addresses", ""), ("/account/addresses/home", "")]
    {
        let form = refused(form, &[("name", "Typed Name")], &[("", "Try again in a moment.")]);
        let page = shop.draw_with(address, With { visitor: shopper(), form, ..With::default() });
        assert!(
            page.has("value=\"Typed Name\"") && page.has("Try again in a moment."),
            "{address}"
        );
    }
}
