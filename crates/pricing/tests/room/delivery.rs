//! Zones and methods are laid down by those who may, and orders reckon by them.

use storefront::{
    offer_room::{
        Entered, MethodForm, OfferError, OfferRoom, ServiceForm, StepForm, ZoneForm, kilograms,
    },
    pricing::{Pricing, Undeliverable},
    profile::Country,
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, euros, member, parcel_to, refusal};

fn zone(code: &str, name: &str, countries: &str, version: &str) -> ZoneForm {
    let [code, name, countries, version] = [code, name, countries, version].map(str::to_owned);
    ZoneForm { code, name, countries, version }
}

fn method(code: &str, name: &str, cutoff: &str, version: &str) -> MethodForm {
    let [code, name, cutoff, version] = [code, name, cutoff, version].map(str::to_owned);
    MethodForm { code, name, cutoff, version }
}

fn service(days: (&str, &str), steps: &[(&str, &str, &str)], version: &str) -> ServiceForm {
    let step = |(up_to, price, free_from): &(&str, &str, &str)| StepForm {
        up_to: (*up_to).to_owned(),
        price: (*price).to_owned(),
        free_from: (*free_from).to_owned(),
    };
    ServiceForm {
        min_days: days.0.to_owned(),
        max_days: days.1.to_owned(),
        steps: steps.iter().map(step).collect(),
        version: version.to_owned(),
    }
}

#[tokio::test]
async fn a_new_way_is_offered_as_soon_as_it_is_laid_down() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let bike = method("bike", "By bicycle", "16:30", "");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.create_method(&by, &bike, &caller).await, Ok(entered));
    }
    let form = service(("1", "2"), &[("10", "3.50", ""), ("2", "1,90", "30")], "0");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.change_service(&by, "bike", "home", &form, &caller).await, Ok(entered));
    }
    let quote = ground.prices.quote(&parcel_to("DE", "bike")).await.expect("a price");
    assert_eq!((quote.delivery_method.as_deref(), quote.totals.shipping), (Some("bike"), euros(0)));
    let form = service(("1", "2"), &[("2", "1.90", "50")], "1");
    room.change_service(&by, "bike", "home", &form, &caller).await.expect("changed");
    let quote = ground.prices.quote(&parcel_to("DE", "bike")).await.expect("a price");
    assert_eq!(quote.totals.shipping, euros(190));
    let sheet = room.method(&by, "bike").await.expect("there");
    let service = &sheet.services[0];
    let steps: Vec<_> = service.steps.iter().map(|step| kilograms(step.up_to_grams)).collect();
    assert_eq!((service.version, service.max_days, steps), (2, 2, vec!["2".to_owned()]));
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.switch_method(&by, "bike", false, 1, &caller).await, Ok(entered));
    }
    let quote = ground.prices.quote(&parcel_to("DE", "bike")).await.expect("a price");
    assert_eq!(quote.delivery_method, None);
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.end_service(&by, "bike", "home", 2, &caller).await, Ok(entered));
    }
    let deeds = [
        "delivery_created",
        "delivery_priced",
        "delivery_priced",
        "delivery_switched_off",
        "delivery_ended",
    ];
    assert_eq!(ground.deeds().await, deeds.map(|deed| format!("{deed} delivery bike")));
    ground.database.drop().await;
}

#[tokio::test]
async fn prices_in_other_currencies_stay() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    ground
        .run(
            "insert into pricing.delivery_rate (method, zone, currency, up_to_grams, amount)
             values ('express', 'home', 'GBP', 1000, 700)",
        )
        .await;
    let form = service(("1", "1"), &[("5", "9", "")], "1");
    ground.room.change_service(&by, "express", "home", &form, &caller).await.expect("changed");
    let sheet = ground.room.method(&by, "express").await.expect("there");
    let home = sheet.services.iter().find(|service| service.zone == "home").expect("there");
    let prices: Vec<_> = home.steps.iter().map(|step| step.price.to_string()).collect();
    assert_eq!(prices, ["€9.00", "£7.00"]);
    ground.database.drop().await;
}

#[tokio::test]
async fn a_country_belongs_to_one_zone_and_is_served_there() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let taken = room.create_zone(&by, &zone("alps", "Alps", "at ch", ""), &caller).await;
    let taken = refusal(taken);
    assert_eq!(taken.field, "countries");
    assert!(taken.message.contains("Austria") && taken.message.contains("European Union"));
    let near = room.zone(&by, "near").await.expect("there");
    let codes: Vec<_> = near.countries.iter().map(Country::code).collect();
    assert_eq!(codes, ["IS", "LI", "NO", "CH", "GB"]);
    let form = zone("", "Rest of Europe", "IS, LI, NO, GB", "1");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.change_zone(&by, "near", &form, &caller).await, Ok(entered));
    }
    let quote = ground.prices.quote(&parcel_to("CH", "standard")).await.expect("a price");
    assert_eq!(quote.undeliverable, Some(Undeliverable::NotServed));
    for entered in [Entered::Now, Entered::Before] {
        let alps = zone("alps", "Alps", "CH", "");
        assert_eq!(room.create_zone(&by, &alps, &caller).await, Ok(entered));
    }
    let form = service(("2", "4"), &[("30", "12", "")], "0");
    room.change_service(&by, "standard", "alps", &form, &caller).await.expect("priced");
    let quote = ground.prices.quote(&parcel_to("CH", "standard")).await.expect("a price");
    assert_eq!(quote.totals.shipping, euros(1_200));
    let overview = room.delivery(&by).await.expect("read");
    let names: Vec<_> = overview.zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!(names, ["Alps", "European Union", "Germany", "Rest of Europe", "World"]);
    assert!(overview.unserved.len() > 10);
    ground.database.drop().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let first = method("", "Slow post", "12:00", "1");
    room.change_method(&by, "standard", &first, &caller).await.expect("changed");
    let late = method("", "Mail", "12:00", "1");
    let late = room.change_method(&by, "standard", &late, &caller).await;
    assert_eq!(late, Err(OfferError::Stale));
    let first = service(("2", "5"), &[("5", "5", "")], "1");
    room.change_service(&by, "standard", "home", &first, &caller).await.expect("changed");
    for version in ["1", "0", ""] {
        let late = service(("2", "5"), &[("5", "6", "")], version);
        let late = room.change_service(&by, "standard", "home", &late, &caller).await;
        assert_eq!(late, Err(OfferError::Stale), "{version}");
    }
    let first = zone("", "Home", "DE", "1");
    room.change_zone(&by, "home", &first, &caller).await.expect("changed");
    let late = room.change_zone(&by, "home", &zone("", "House", "DE", "1"), &caller).await;
    assert_eq!(late, Err(OfferError::Stale));
    let sheet = room.method(&by, "standard").await.expect("there");
    assert_eq!((sheet.method.name.as_str(), sheet.method.version), ("Slow post", 2));
    ground.database.drop().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_changed() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    let form = service(("1", "1"), &[("5", "9", "")], "0");
    for (method, zone) in [("none", "home"), ("express", "none")] {
        let answer = room.change_service(&by, method, zone, &form, &caller).await;
        assert_eq!(answer, Err(OfferError::NotFound), "{method} {zone}");
    }
    let lost = Err(OfferError::NotFound);
    assert_eq!(room.change_zone(&by, "none", &zone("", "N", "", "1"), &caller).await, lost);
    let form = method("", "N", "12:00", "1");
    assert_eq!(room.change_method(&by, "none", &form, &caller).await, lost);
    assert_eq!(room.switch_method(&by, "none", true, 1, &caller).await, lost);
    assert!(room.zone(&by, "none").await.is_err() && room.method(&by, "none").await.is_err());
    let taken = room.create_method(&by, &method("express", "Other", "12:00", ""), &caller).await;
    assert_eq!(refusal(taken).field, "code");
    assert_eq!(ground.audit().await, Vec::<String>::new());
    ground.database.drop().await;
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let ground = Ground::new().await;
    let caller = caller();
    let room = &ground.room;
    for role in Role::ALL {
        let by = member(role);
        let may = role.allows(Permission::ManageSettings);
        assert_eq!(room.delivery(&by).await.is_ok(), may, "{role:?}");
        assert_eq!(room.zone(&by, "home").await.is_ok(), may, "{role:?}");
        assert_eq!(room.method(&by, "express").await.is_ok(), may, "{role:?}");
        let (zone, method) = (zone("a", "A", "", "9"), method("a", "A", "12:00", "9"));
        let service = service(("1", "1"), &[("5", "9", "")], "9");
        for answer in [
            room.create_zone(&by, &zone, &caller).await,
            room.change_zone(&by, "home", &zone, &caller).await,
            room.create_method(&by, &method, &caller).await,
            room.change_method(&by, "express", &method, &caller).await,
            room.switch_method(&by, "express", true, 1, &caller).await,
            room.change_service(&by, "express", "home", &service, &caller).await,
            room.end_service(&by, "a", "home", 1, &caller).await,
        ] {
            assert_eq!(answer == Err(OfferError::Forbidden), !may, "{role:?} {answer:?}");
        }
    }
    ground.database.drop().await;
}
