//! What pages show of held units.

use std::sync::Arc;

use inventory::{StockWatch, holds};
use kernel::SystemClock;
use storefront::stock::StockBoard;

use crate::shop::TestShop;

#[tokio::test]
async fn what_expired_is_shown_as_free_before_and_after_it_is_reclaimed() {
    let shop = TestShop::new(&[("A", 5), ("B", 1)]).await;
    let watch = StockWatch::load(shop.pool().clone(), Arc::new(SystemClock)).await.expect("read");
    let shown = async || {
        watch.refresh().await.expect("looked");
        (watch.snapshot().free("A"), watch.snapshot().free("B"))
    };
    let full = watch.snapshot().stamp;
    shop.reserve("c1", &[("A", 2), ("B", 1)]).await.expect("held");
    assert_eq!(shown().await, (3, 0));
    assert_ne!(watch.snapshot().stamp, full);
    // No row of stock changes when a time is over.
    shop.expire("c1").await;
    assert_eq!(shown().await, (5, 1));
    assert_eq!(watch.snapshot().stamp, full);
    let before = watch.snapshot();
    assert_eq!(holds::sweep(shop.pool(), 1).await.expect("swept"), 1);
    assert_eq!(shown().await, (5, 1));
    assert_eq!(holds::sweep(shop.pool(), 10).await.expect("swept"), 1);
    assert_eq!(shown().await, (5, 1));
    assert!(Arc::ptr_eq(&before, &watch.snapshot()), "nothing new was hung up");
    watch.reread().await.expect("looked");
    assert_eq!(shown().await, (5, 1));
    shop.close().await;
}
