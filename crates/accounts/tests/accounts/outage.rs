//! PostgreSQL goes away and comes back.

use std::time::Duration;

use accounts::Settings;
use storefront::{
    ShopError,
    account::{AccountError, Accounts, OwnAccount},
    staff::{StaffDoor, StaffError},
};

use crate::{
    staff::owner,
    support::{PASSWORD, Shop, caller, form, password, settings},
};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn while_it_is_away_everything_says_so_and_afterwards_everything_works() {
    let shop = Shop::with(Settings { deadline: Duration::from_secs(2), ..settings() }).await;
    let ada = shop.member(ADA).await;
    let olga = owner(&shop, "olga@example.com").await;
    shop.database.go_away().await;
    let away = AccountError::Unavailable;
    let book = &shop.book;
    assert_eq!(Accounts::sign_in(&**book, ADA, &password(), &caller()).await, Err(away.clone()));
    assert_eq!(book.register(&form(ADA), &caller()).await, Err(away.clone()));
    assert_eq!(book.ask_reset(ADA, &caller()).await, Err(away.clone()));
    assert_eq!(book.erase(&ada, &password(), &caller()).await, Err(away));
    assert_eq!(book.member(&olga.account).await, Err(StaffError::Unavailable));
    assert!(matches!(book.letters().due_letters(1).await, Err(ShopError::Unavailable)));
    for _ in 0..50 {
        assert_eq!(book.view(&ada).await, Err(AccountError::Unavailable));
    }
    shop.database.come_back().await;
    while book.view(&ada).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(shop.can_sign_in(ADA, PASSWORD).await);
    let nothing_written = "select count(*) from accounts.letter where sent_at is null";
    assert_eq!(shop.count(nothing_written).await, 0);
    shop.close().await;
}
