//! Rates are added, ended and taken back by those who may, and none is changed whose day is over.

use kernel::Timestamp;
use storefront::{
    offer_room::{Entered, OfferError, OfferRoom, TaxForm, TaxKey, TaxQuery, TaxRow, TaxStanding},
    pricing::{Pricing, PricingError, TaxClass},
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, country, member, parcel_to, refusal};

fn rate(country: &str, percent: &str, from: &str) -> TaxForm {
    TaxForm {
        country: country.to_owned(),
        class: "standard".to_owned(),
        rate: percent.to_owned(),
        from: from.to_owned(),
        ..TaxForm::default()
    }
}

fn end(country: &str, from: &str) -> TaxForm {
    TaxForm { ends: true, ..rate(country, "", from) }
}

/// The rates of a country for most goods.
async fn rates(ground: &Ground, code: &str) -> Vec<TaxRow> {
    let query = TaxQuery { country: Some(country(code)), after: None };
    let page = ground.room.taxes(&member(Role::Owner), &query).await.expect("read");
    page.rows.into_iter().filter(|row| row.key.class == TaxClass::Standard).collect()
}

async fn charged(ground: &Ground, code: &str) -> Result<u32, PricingError> {
    let quote = ground.prices.quote(&parcel_to(code, "standard")).await?;
    Ok(quote.lines[0].tax_basis_points)
}

#[tokio::test]
async fn a_rate_counts_from_its_day_and_can_be_taken_back_until_then() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let (yesterday, today, tomorrow) =
        (ground.day(-1).await, ground.day(0).await, ground.day(1).await);
    let past = room.set_rate(&by, &rate("DE", "20", &yesterday), &caller).await;
    assert_eq!(refusal(past).field, "from");
    for form in [rate("DE", "20", &today), rate("DE", "21", &tomorrow)] {
        for entered in [Entered::Now, Entered::Before] {
            assert_eq!(room.set_rate(&by, &form, &caller).await, Ok(entered));
        }
    }
    let other = room.set_rate(&by, &rate("DE", "22", &tomorrow), &caller).await;
    assert_eq!(refusal(other).field, "from");
    assert_eq!(charged(&ground, "DE").await, Ok(2_000));
    let rows = rates(&ground, "DE").await;
    let standing: Vec<_> = rows.iter().map(|row| row.standing).collect();
    assert_eq!(standing, [TaxStanding::Over, TaxStanding::Counts, TaxStanding::Coming]);
    let counted = room.withdraw_rate(&by, &rows[1].key, &caller).await;
    assert_eq!(refusal(counted).field, "");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.withdraw_rate(&by, &rows[2].key, &caller).await, Ok(entered));
    }
    assert_eq!(rates(&ground, "DE").await.len(), 2);
    let deeds = ["tax_rate_added", "tax_rate_added", "tax_rate_withdrawn"];
    assert_eq!(ground.deeds().await, deeds.map(|deed| format!("{deed} tax DE standard")));
    assert!(ground.audit().await[0].contains("{\"basis_points\": 1900}"));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_mistake_of_today_is_put_right_today() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let today = ground.day(0).await;
    for (percent, counts) in [("91", 9_100), ("19", 1_900)] {
        let entered = room.set_rate(&by, &rate("DE", percent, &today), &caller).await;
        assert_eq!(entered, Ok(Entered::Now));
        assert_eq!(charged(&ground, "DE").await, Ok(counts));
    }
    assert!(ground.audit().await[1].contains("{\"basis_points\": 9100}"));
    assert_eq!(room.set_rate(&by, &end("DE", &today), &caller).await, Ok(Entered::Now));
    assert_eq!(charged(&ground, "DE").await, Err(PricingError::NotSoldThere));
    let again = room.set_rate(&by, &rate("DE", "19", &today), &caller).await;
    assert_eq!(again, Ok(Entered::Now), "an end by mistake, too");
    assert_eq!(charged(&ground, "DE").await, Ok(1_900));
    assert_eq!(rates(&ground, "DE").await.len(), 2, "one of today, and what counted before");
    ground.database.drop().await;
}

#[tokio::test]
async fn where_no_rate_counts_nothing_is_sold() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let today = ground.day(0).await;
    let region = TaxForm { region: "navarra".to_owned(), ..end("ES", &today) };
    let nothing = room.set_rate(&by, &region, &caller).await;
    assert_eq!(refusal(nothing).field, "");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.set_rate(&by, &end("ES", &today), &caller).await, Ok(entered));
    }
    assert_eq!(charged(&ground, "ES").await, Err(PricingError::NotSoldThere));
    assert_eq!(charged(&ground, "FR").await, Ok(2_000));
    let reduced = TaxForm { class: "reduced".to_owned(), ..end("ES", &today) };
    room.set_rate(&by, &reduced, &caller).await.expect("ended");
    let served = ground.prices.destinations().await.expect("read");
    assert!(!served.contains(&country("ES")) && served.contains(&country("FR")));
    let rows = rates(&ground, "ES").await;
    assert_eq!((rows[1].basis_points, rows[1].standing), (None, TaxStanding::Counts));
    ground.database.drop().await;
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let ground = Ground::new().await;
    let caller = caller();
    let room = &ground.room;
    let tomorrow = ground.day(1).await;
    let key = TaxKey {
        country: country("DE"),
        region: String::new(),
        class: TaxClass::Standard,
        from: Timestamp::from_millis(0),
    };
    for role in Role::ALL {
        let by = member(role);
        let may = role.allows(Permission::ManageSettings);
        assert_eq!(room.taxes(&by, &TaxQuery::default()).await.is_ok(), may, "{role:?}");
        for answer in [
            room.set_rate(&by, &rate("DE", "20", &tomorrow), &caller).await,
            room.withdraw_rate(&by, &key, &caller).await,
        ] {
            assert_eq!(answer == Err(OfferError::Forbidden), !may, "{role:?} {answer:?}");
        }
    }
    ground.database.drop().await;
}
