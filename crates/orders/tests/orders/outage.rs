//! PostgreSQL goes away and comes back.

use std::time::Duration;

use storefront::{
    ShopError,
    account::Secret,
    orders::{OrderQuery, OrderRefusal, Orders, ReturnForm},
};

use crate::support::{Shop, account, ada, order};

#[tokio::test]
async fn while_it_is_away_everything_says_so_and_afterwards_everything_works() {
    let shop = Shop::with(Duration::from_secs(2)).await;
    let id = shop.place(&order("one", ada())).await.id;
    shop.database.go_away().await;
    let (book, away) = (&shop.book, OrderRefusal::Unavailable);
    let form =
        ReturnForm { lines: Vec::new(), reason: String::new(), key: "a-form-key".to_owned() };
    assert_eq!(book.list(&ada(), &OrderQuery::default()).await, Err(away));
    assert_eq!(book.view(&ada(), &id).await, Err(away));
    assert_eq!(book.by_link(&Secret::new("a link")).await, Err(away));
    assert_eq!(book.request_return(&ada(), &id, &form).await, Err(away));
    let by_link = book.request_return_by_link(&Secret::new("a link"), &form).await;
    assert_eq!(by_link, Err(away));
    assert_eq!(book.forget(&account("ada")).await, Err(away));
    let letters = book.letters().due_letters(1).await;
    assert_eq!(letters.map(|letters| letters.len()), Err(ShopError::Unavailable));
    shop.database.come_back().await;
    while book.view(&ada(), &id).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(book.letters().waiting().await, Ok(1));
    shop.close().await;
}
