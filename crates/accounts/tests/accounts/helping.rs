//! What staff do for customers.

use std::sync::atomic::Ordering;

use kernel::AccountId;
use storefront::{
    account::{Accounts, Secret},
    customer_room::{
        CustomerError, CustomerKind, CustomerQuery, CustomerRefusal, CustomerRoom, Helped,
    },
    mail::LetterKind,
    staff::{AuditQuery, NewStaff, Role, StaffMember, StaffRoom},
};

use crate::{
    staff::{member_of, owner},
    support::{Ended, MINUTE, PASSWORD, Shop, caller, form, password, session},
};

fn refused(refusal: CustomerRefusal) -> Result<Helped, CustomerError> {
    Err(CustomerError::Refused(refusal))
}

/// The newest account that claims an address and has not verified it.
async fn claim(shop: &Shop, by: &StaffMember) -> AccountId {
    let query = CustomerQuery { kind: Some(CustomerKind::Unverified), ..CustomerQuery::default() };
    let page = shop.book.customers(by, &query).await.expect("a list");
    page.rows.first().expect("a claim").account.clone()
}

#[tokio::test]
async fn a_link_for_a_new_password_goes_to_the_address_once_in_two_minutes() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Support]).await;
    let ada = shop.member("ada@example.com").await;
    assert_eq!(shop.book.send_reset(&sam, &ada, &caller()).await, Ok(Helped::Now));
    shop.clock.pass(MINUTE);
    assert_eq!(shop.book.send_reset(&sam, &ada, &caller()).await, Ok(Helped::Before));
    let letters = shop.post().await;
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!((letter.kind, letter.to.as_str()), (LetterKind::PasswordReset, "ada@example.com"));
    let link = letter.link.clone().expect("a link");
    let new = Secret::new("another rope, another knot 7");
    shop.book.reset(&link, &new, &caller()).await.expect("a new password");
    assert!(!shop.can_sign_in("ada@example.com", PASSWORD).await);
    shop.clock.pass(MINUTE + 1);
    assert_eq!(shop.book.send_reset(&sam, &ada, &caller()).await, Ok(Helped::Now));

    let query =
        AuditQuery { action: Some("reset_sent".to_owned()), limit: 9, ..AuditQuery::default() };
    let lines = shop.book.audit(&olga, &query).await.expect("entries");
    assert_eq!(lines.len(), 2, "what was not sent is not written down");
    assert_eq!(lines[0].actor.as_ref(), Some(&sam.account));
    assert_eq!(lines[0].subject.as_deref(), Some(ada.as_str()));
    let said = serde_json::to_string(&lines).expect("text");
    assert!(said.contains("password_reset") && !said.contains('@') && !said.contains("Ada"));
    shop.close().await;
}

#[tokio::test]
async fn an_address_is_verified_by_a_second_letter_unless_it_cannot_be() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    let eve = claim(&shop, &olga).await;
    let reset = shop.book.send_reset(&olga, &eve, &caller()).await;
    assert_eq!(reset, refused(CustomerRefusal::NotVerified));
    let at_once = shop.book.resend_verification(&olga, &eve, &caller()).await;
    assert_eq!(at_once, Ok(Helped::Before), "the first one was just written");
    shop.post().await;
    shop.clock.pass(3 * MINUTE);
    // The same address again, by somebody else.
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    let other = claim(&shop, &olga).await;
    assert_ne!(eve, other);
    shop.post().await;
    shop.clock.pass(3 * MINUTE);
    let sent = shop.book.resend_verification(&olga, &eve, &caller()).await;
    assert_eq!(sent, Ok(Helped::Now));
    let link = shop.link(LetterKind::Verification).await;
    let verified = shop.book.verify(&link, &password(), &caller()).await.expect("verified");
    assert_eq!(verified.id, eve);
    let again = shop.book.resend_verification(&olga, &eve, &caller()).await;
    assert_eq!(again, refused(CustomerRefusal::AlreadyVerified));
    let taken = shop.book.resend_verification(&olga, &other, &caller()).await;
    assert_eq!(taken, refused(CustomerRefusal::MailTaken));
    let new = NewStaff {
        email: "new@example.com".to_owned(),
        name: "Nils".to_owned(),
        roles: vec![Role::Analyst],
    };
    let invited = shop.book.add(&olga, &new, &caller()).await.expect("invited");
    let invited = shop.book.resend_verification(&olga, &invited, &caller()).await;
    assert_eq!(invited, refused(CustomerRefusal::Invited));
    shop.close().await;
}

#[tokio::test]
async fn a_customer_is_signed_out_everywhere_even_if_that_has_to_wait() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Support]).await;
    let ada = shop.member("ada@example.com").await;
    let nothing = shop.book.end_sessions(&sam, &ada, &caller()).await;
    assert_eq!(nothing, Ok(Helped::Before));
    shop.sessions.sign_in(&[session('a'), session('b')]);
    let view = shop.book.customer(&sam, &ada).await.expect("a customer");
    assert_eq!(view.sessions, Some(2));
    assert_eq!(shop.book.end_sessions(&sam, &ada, &caller()).await, Ok(Helped::Now));
    assert_eq!(shop.sessions.told(), [Ended::All(ada.clone())]);
    let lines = "select count(*) from accounts.audit
                 where action = 'sessions_ended' and before = '{\"sessions\": 2}'";
    assert_eq!(shop.count(lines).await, 1);

    shop.sessions.sign_in(&[session('c')]);
    shop.sessions.away.store(true, Ordering::SeqCst);
    assert_eq!(shop.book.end_sessions(&sam, &ada, &caller()).await, Ok(Helped::Now));
    assert_eq!(shop.count("select count(*) from accounts.session_ending").await, 1);
    shop.sessions.away.store(false, Ordering::SeqCst);
    shop.book.upkeep().run_once().await.expect("done");
    assert_eq!(shop.sessions.told().len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn helping_is_for_those_who_may_and_staff_are_signed_out_by_owners() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Support]).await;
    let reads = member_of(&shop, &olga, "uma@example.com", &[Role::Orders]).await;
    let ada = shop.member("ada@example.com").await;
    shop.sessions.sign_in(&[session('a')]);
    let program = StaffMember { api_token: Some("token1".to_owned()), ..sam.clone() };
    let boasting = StaffMember { roles: vec![Role::Owner], ..reads.clone() };
    let forbidden = Err(CustomerError::Forbidden);
    for by in [&reads, &boasting, &program] {
        assert_eq!(shop.book.send_reset(by, &ada, &caller()).await, forbidden);
        assert_eq!(shop.book.resend_verification(by, &ada, &caller()).await, forbidden);
        assert_eq!(shop.book.end_sessions(by, &ada, &caller()).await, forbidden);
    }
    assert_eq!(shop.book.end_sessions(&sam, &olga.account, &caller()).await, forbidden);
    assert!(shop.sessions.told().is_empty() && shop.post().await.is_empty());
    let ended = shop.book.end_sessions(&olga, &sam.account, &caller()).await;
    assert_eq!(ended, Ok(Helped::Now));
    let nobody = AccountId::parse("nobody").expect("an id");
    let missing = shop.book.send_reset(&sam, &nobody, &caller()).await;
    assert_eq!(missing, Err(CustomerError::NotFound));
    shop.close().await;
}
