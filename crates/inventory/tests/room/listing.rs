//! Lists come page by page, each line once.

use std::time::Duration;

use inventory::{
    MAIN_WAREHOUSE,
    holds::{DeskSettings, HoldDesk, ReserveRequest, commit_lines},
    receive_starting_stock,
};
use kernel::{CheckoutId, Quantity, Sku};
use storefront::{
    staff::Role,
    stock::LOW,
    stock_room::{HoldCursor, STOCK_PAGE, StockQuery, StockRoom},
};

use crate::ground::{Ground, member, sku};

/// All SKUs of a list, page by page.
async fn listed(ground: &Ground, mut query: StockQuery) -> Vec<String> {
    let by = member(Role::Analyst);
    let mut all = Vec::new();
    loop {
        let page = ground.book.levels(&by, &query).await.expect("read");
        assert!(page.lines.len() <= STOCK_PAGE);
        all.extend(page.lines.iter().map(|line| line.sku.to_string()));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return all,
        }
    }
}

fn beginning(text: &str) -> StockQuery {
    StockQuery { beginning: Some(sku(text)), ..StockQuery::default() }
}

#[tokio::test]
async fn stock_is_listed_by_its_sku_and_by_how_that_begins() {
    let ground = Ground::new().await;
    let stock: Vec<_> =
        (0_u32..120).map(|number| (sku(&format!("S-{number:03}")), number)).collect();
    let odd = ["S", "S-", "S.1", "S/1", "S_1", "s-1", "T"].map(|code| (sku(code), 50_u32));
    let all = [stock, odd.to_vec()].concat();
    let pool = &ground.database.pool;
    receive_starting_stock(pool, &all, MAIN_WAREHOUSE, "start").await.expect("received");
    let mut sorted: Vec<_> = all.iter().map(|(sku, _)| sku.to_string()).collect();
    sorted.sort_unstable();
    assert_eq!(listed(&ground, StockQuery::default()).await, sorted);
    for begins in ["S", "S-", "S-1", "S-119", "S/", "s", "X"] {
        let wanted: Vec<_> = sorted.iter().filter(|sku| sku.starts_with(begins)).cloned().collect();
        assert_eq!(listed(&ground, beginning(begins)).await, wanted, "{begins}");
    }
    let low = StockQuery { low: true, ..StockQuery::default() };
    let few: Vec<_> = (0..=LOW).map(|number| format!("S-{number:03}")).collect();
    assert_eq!(listed(&ground, low).await, few);
    let low = StockQuery { low: true, ..beginning("S-004") };
    assert_eq!(listed(&ground, low).await, ["S-004"]);
    ground.close().await;
}

#[tokio::test]
async fn a_ledger_is_read_to_its_beginning() {
    let ground = Ground::new().await;
    for number in 0..120 {
        let code = if number % 2 == 0 { "EVEN" } else { "ODD" };
        let change = inventory::StockChange {
            sku: sku(code),
            quantity: 1,
            warehouse: MAIN_WAREHOUSE.to_owned(),
            reference: format!("n{number}"),
            reason: "test".to_owned(),
        };
        inventory::receive(&ground.database.pool, &change).await.expect("received");
    }
    let by = member(Role::Analyst);
    let (mut references, mut before) = (Vec::new(), None);
    loop {
        let page = ground.book.ledger(&by, &sku("ODD"), before).await.expect("read");
        references.extend(page.entries.into_iter().map(|entry| entry.reference));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    let wanted: Vec<_> = (0..60).rev().map(|number| format!("n{}", number * 2 + 1)).collect();
    assert_eq!(references, wanted);
    assert_eq!(ground.book.level(&by, &sku("NONE")).await, Ok(None));
    ground.close().await;
}

/// A checkout holds one unit of each SKU for so many seconds.
async fn hold(desk: &HoldDesk, id: &str, codes: &[&str], seconds: u32) {
    let lines: Vec<(Sku, Quantity)> = codes.iter().map(|code| (sku(code), Quantity::ONE)).collect();
    let checkout = CheckoutId::parse(id).expect("an id");
    let request = ReserveRequest::new(checkout, id, lines, seconds);
    desk.reserve(&request).await.expect("held");
}

#[tokio::test]
async fn what_checkouts_have_is_listed_by_its_end() {
    let ground = Ground::new().await;
    ground.stock(&[("A", 200), ("B", 200)]).await;
    let pool = ground.database.pool.clone();
    let settings =
        DeskSettings { serving: 2, deadline: Duration::from_secs(60), ..DeskSettings::default() };
    let desk = HoldDesk::new(pool.clone(), settings);
    for number in 0_u32..60 {
        hold(&desk, &format!("c{number:02}"), &["A", "B"], 300 + number).await;
    }
    hold(&desk, "over", &["A"], 300).await;
    hold(&desk, "gone", &["A"], 300).await;
    hold(&desk, "paying", &["A"], 300).await;
    ground.run("update inventory.hold set expires_at = statement_timestamp() - interval '1 s' where checkout in ('over', 'paying')").await;
    desk.release(&CheckoutId::parse("gone").expect("an id")).await.expect("released");
    // Its payment began in time and takes long.
    ground.run("update inventory.hold set expires_at = statement_timestamp() + interval '9 s' where checkout = 'paying'").await;
    let mut txn = pool.begin().await.expect("begins");
    let paying = CheckoutId::parse("paying").expect("an id");
    commit_lines(&mut txn, &paying, [(sku("A"), Quantity::ONE)]).await.expect("committed");
    txn.commit().await.expect("done");
    ground.run("update inventory.hold set expires_at = statement_timestamp() - interval '1 s' where checkout = 'paying'").await;

    let by = member(Role::Support);
    let (mut lines, mut after) = (Vec::new(), None::<HoldCursor>);
    loop {
        let page = ground.book.holds(&by, after.as_ref()).await.expect("read");
        assert!(page.lines.len() <= STOCK_PAGE);
        assert!(page.lines.iter().all(|line| line.paying || line.until > page.now));
        lines.extend(page.lines);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.checkout.to_string(), line.sku.to_string(), line.units, line.paying))
        .collect();
    let mut wanted = vec![("paying".to_owned(), "A".to_owned(), 1, true)];
    for number in 0..60 {
        for code in ["A", "B"] {
            wanted.push((format!("c{number:02}"), code.to_owned(), 1, false));
        }
    }
    assert_eq!(told, wanted);
    ground.close().await;
}
