//! What was sold, bought and searched for.

use std::sync::Arc;

use kernel::Currency;
use storefront::{
    figures_room::{FiguresError, FiguresRoom, Funnel, Sales, Sold, Step, TOP, TopSearch},
    staff::{Permission, Role},
};

use crate::ground::{Shop, francs, member, product, sold, sold_in};

#[tokio::test]
async fn a_shop_without_orders_has_sold_nothing() {
    let shop = Shop::empty().await;
    for step in Step::ALL {
        let figures = shop.figures(step).await;
        let none = Sold::nothing(Currency::EUR);
        let [sales] = figures.sales.as_slice() else { panic!("{:?}", figures.sales) };
        assert_eq!(sales.steps, vec![none; step.count()]);
        assert_eq!((sales.before, sales.by_units.len()), (none, 0));
        assert_eq!(figures.checkouts, vec![Funnel::default(); step.count()]);
        assert!(figures.searches.is_empty() && figures.in_vain.is_empty());
    }
    shop.database.drop().await;
}

#[tokio::test]
async fn each_day_has_its_orders_without_what_was_given_back() {
    let shop = Shop::filled().await;
    let figures = shop.figures(Step::Day).await;
    let none = Sold::nothing(Currency::EUR);
    let (tea, pot) = (product("TEA", "Green tea", 4, 4_000), product("POT", "Pot", 1, 5_000));
    let euros = Sales {
        currency: Currency::EUR,
        // Cancelled, and paid this very moment, are not among them; of one, half came back.
        steps: vec![sold(900, 1, 1), none, none, none, none, sold(1_000, 1, 1), sold(7_500, 1, 3)],
        before: sold(6_000, 2, 3),
        by_units: vec![tea.clone(), pot.clone()],
        by_money: vec![pot, tea],
    };
    assert_eq!(figures.sales[0], euros);
    assert_eq!(euros.total(), sold(9_400, 3, 5));
    let [_, in_francs] = figures.sales.as_slice() else { panic!("{:?}", figures.sales) };
    assert_eq!(in_francs.currency, francs());
    assert_eq!(in_francs.total(), sold_in(francs(), 800, 1, 1));
    assert_eq!(in_francs.steps[5], in_francs.total());
    assert_eq!(in_francs.before, Sold::nothing(francs()));
    assert_eq!(in_francs.by_units.len(), 1);
    shop.database.drop().await;
}

#[tokio::test]
async fn weeks_and_months_have_the_orders_between_their_borders() {
    let shop = Shop::filled().await;
    let weeks = shop.figures(Step::Week).await;
    let last = &weeks.sales[0].steps[9..];
    assert_eq!(last, [sold(13_000, 2, 3), sold(3_900, 3, 4), sold(8_500, 2, 4)]);
    assert_eq!(weeks.sales[0].total().orders, 7, "and none in the weeks before");
    let months = shop.figures(Step::Month).await;
    assert_eq!(months.sales[0].steps[11], sold(25_400, 7, 11));
    assert_eq!(months.sales[0].total().orders, 7);
    shop.database.drop().await;
}

#[tokio::test]
async fn checkouts_of_shoppers_are_counted_where_they_were_begun() {
    let shop = Shop::filled().await;
    let figures = shop.figures(Step::Day).await;
    let of = |begun, described, submitted, paid| Funnel { begun, described, submitted, paid };
    let mut days = vec![Funnel::default(); 5];
    days.extend([of(1, 1, 1, 0), of(4, 2, 1, 1)]);
    assert_eq!(figures.checkouts, days);
    assert_eq!(figures.checkouts_before, of(2, 1, 1, 1));
    assert_eq!(figures.funnel(), of(5, 3, 2, 1));
    assert_eq!(figures.funnel().conversion(), Some(2_000));
    shop.database.drop().await;
}

#[tokio::test]
async fn searches_are_added_up_and_those_in_vain_are_those_of_late() {
    let shop = Shop::filled().await;
    let figures = shop.figures(Step::Day).await;
    let of =
        |query: &str, searches, results| TopSearch { query: query.to_owned(), searches, results };
    let (sofa, chair) = (of("sofa", 9, 0), of("chair", 4, 0));
    let all = [sofa.clone(), of("lamp", 7, 3), of("mug", 7, 4), chair.clone()];
    assert_eq!(figures.searches, all);
    assert_eq!(figures.in_vain, [sofa, chair]);
    shop.database.drop().await;
}

#[tokio::test]
async fn lists_end_with_their_tenth() {
    let shop = Shop::filled().await;
    shop.run(
        "insert into search_log.query_count (day, query, searches, results)
         select '2026-11-19', 'query ' || n, 100 + n, 0 from generate_series(1, 12) as n;
         insert into orders.orders (id, checkout, currency, goods, discount, shipping, tax_added,
             tax_included, total, delivery_method, delivery_title, pay_by)
         values ('0000-0000-0020', 'c20', 'EUR', 1200, 0, 0, 0, 0, 1200, 'standard', 'Standard', now());
         insert into orders.line (order_id, position, sku, title, options, quantity, unit_price,
             line_total)
         select '0000-0000-0020', n, 'S-' || n, 'Spoon', '[]', 1, 100, 100
         from generate_series(1, 12) as n;
         update orders.orders set status = 'paid', paid_at = '2026-11-21 09:00:00+00',
             payment = repeat('f', 32)
         where id = '0000-0000-0020'",
    )
    .await;
    let figures = shop.figures(Step::Day).await;
    assert_eq!((figures.searches.len(), figures.in_vain.len()), (TOP, TOP));
    assert_eq!(figures.searches[0].query, "query 12");
    let euros = &figures.sales[0];
    assert_eq!((euros.by_units.len(), euros.by_money.len()), (TOP, TOP));
    assert_eq!(euros.by_units[0].sku.as_str(), "TEA");
    assert_eq!(euros.by_money[0].sku.as_str(), "POT");
    shop.database.drop().await;
}

#[tokio::test]
async fn figures_are_read_once_a_minute_and_by_those_alone_who_may() {
    let shop = Shop::filled().await;
    let first = shop.figures(Step::Day).await;
    shop.run("update orders.orders set refunded = total where id = '0000-0000-0001'").await;
    assert!(Arc::ptr_eq(&first, &shop.figures(Step::Day).await), "kept for a moment");
    let months = shop.figures(Step::Month).await;
    assert_eq!(months.sales[0].steps[11], sold(17_900, 7, 11), "of other steps nothing was kept");
    for role in Role::ALL {
        let read = shop.desk.figures(&member(role), Step::Day).await;
        let may = role.allows(Permission::ReadReports);
        assert_eq!(read.err(), (!may).then_some(FiguresError::Forbidden), "{role:?}");
    }
    shop.database.drop().await;
}

#[tokio::test]
async fn nothing_is_kept_of_a_store_that_is_away() {
    let shop = Shop::filled().await;
    shop.database.go_away().await;
    let read = shop.desk.figures(&member(Role::Owner), Step::Day).await;
    assert_eq!(read.err(), Some(FiguresError::Unavailable));
    shop.database.come_back().await;
    assert_eq!(shop.figures(Step::Day).await.sales.len(), 2);
    shop.database.drop().await;
}
