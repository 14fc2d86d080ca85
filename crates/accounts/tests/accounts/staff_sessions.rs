//! Where staff are signed in.

use storefront::{
    sessions::SessionHandle,
    staff::{Role, StaffError, StaffMember, StaffSessions},
};

use crate::{
    staff::{member_of, owner},
    support::{Ended, Shop, caller, session},
};

fn handle(digit: char) -> SessionHandle {
    session(digit).handle
}

#[tokio::test]
async fn a_member_ends_sessions_of_their_own() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Analyst]).await;
    let desk = shop.book.staff_sessions(shop.sessions.clone());
    shop.sessions.sign_in(&[session('a'), session('b')]);
    let own = desk.list(&sam, &sam.account, Some(&handle('a'))).await.expect("a list");
    assert_eq!(own.len(), 2);
    assert_eq!(desk.end(&sam, &sam.account, &handle('b'), &caller()).await, Ok(()));
    let again = desk.end(&sam, &sam.account, &handle('b'), &caller()).await;
    assert_eq!(again, Err(StaffError::NotFound));
    let keep = handle('a');
    desk.end_all(&sam, &sam.account, Some(&keep), &caller()).await.expect("ended");
    assert_eq!(shop.sessions.told(), [Ended::AllBut(sam.account.clone(), keep)]);
    let lines = "select count(*) from accounts.audit where actor = subject
                 and action in ('session_ended', 'sessions_ended')";
    assert_eq!(shop.count(lines).await, 2);
    shop.close().await;
}

#[tokio::test]
async fn those_of_another_are_for_owners_and_none_for_programs() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Support]).await;
    let ada = shop.member("ada@example.com").await;
    let desk = shop.book.staff_sessions(shop.sessions.clone());
    shop.sessions.sign_in(&[session('a')]);
    let boasting = StaffMember { roles: vec![Role::Owner], ..sam.clone() };
    let program = StaffMember { api_token: Some("token1".to_owned()), ..olga.clone() };
    let forbidden = StaffError::Forbidden;
    for by in [&sam, &boasting, &program] {
        let whose = &olga.account;
        assert_eq!(desk.list(by, whose, None).await, Err(forbidden.clone()));
        let ended = desk.end(by, whose, &handle('a'), &caller()).await;
        assert_eq!(ended, Err(forbidden.clone()));
        assert_eq!(desk.end_all(by, whose, None, &caller()).await, Err(forbidden.clone()));
    }
    assert!(shop.sessions.told().is_empty());
    assert_eq!(desk.list(&olga, &ada, None).await, Err(StaffError::NotFound), "no staff");
    assert_eq!(desk.list(&olga, &sam.account, None).await.map(|listed| listed.len()), Ok(1));
    assert_eq!(desk.end(&olga, &sam.account, &handle('a'), &caller()).await, Ok(()));
    // What one would keep of one's own is not kept of another's.
    desk.end_all(&olga, &sam.account, Some(&handle('c')), &caller()).await.expect("ended");
    assert_eq!(shop.sessions.told(), [Ended::All(sam.account)]);
    shop.close().await;
}
