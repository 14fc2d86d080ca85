//! Who is staff.

use kernel::AccountId;
use storefront::{
    account::{Accounts, Reason, Secret},
    mail::LetterKind,
    staff::{
        MOST_STAFF, NewStaff, Permission, Role, StaffDoor, StaffError, StaffMember, StaffRoom,
    },
};

use crate::support::{Ended, PASSWORD, Shop, caller, password};

/// An owner, made at the machine.
pub(crate) async fn owner(shop: &Shop, email: &str) -> StaffMember {
    let id = shop.book.establish_owner(email, "Olga", &password()).await.expect("an owner");
    shop.book.member(&id).await.expect("a member")
}

/// Somebody with an account who is made one of staff.
pub(crate) async fn member_of(
    shop: &Shop,
    by: &StaffMember,
    email: &str,
    roles: &[Role],
) -> StaffMember {
    shop.member(email).await;
    let id = shop.book.add(by, &form(email, roles), &caller()).await.expect("added");
    shop.post().await;
    shop.book.member(&id).await.expect("a member")
}

fn form(email: &str, roles: &[Role]) -> NewStaff {
    NewStaff { email: email.to_owned(), name: "Sam".to_owned(), roles: roles.to_vec() }
}

#[tokio::test]
async fn the_first_owner_is_made_once_and_keeps_what_they_have() {
    let shop = Shop::open().await;
    let id = shop.member("olga@example.com").await;
    let other = Secret::new("another password altogether");
    for _ in 0..2 {
        let made = shop.book.establish_owner("olga@example.com", "Olga", &other).await;
        assert_eq!(made, Ok(id.clone()));
    }
    assert!(shop.can_sign_in("olga@example.com", PASSWORD).await);
    let olga = shop.book.member(&id).await.expect("a member");
    assert_eq!(olga.roles, [Role::Owner]);
    let noted = "select count(*) from accounts.audit where action = 'roles_changed'";
    assert_eq!(shop.count(noted).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn whoever_has_an_account_becomes_staff_and_stays_a_shopper_afterwards() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = shop.member("sam@example.com").await;
    assert_eq!(shop.book.member(&sam).await, Err(StaffError::WrongCredentials));
    let roles = [Role::Support, Role::Orders, Role::Support];
    let id = shop.book.add(&olga, &form("sam@example.com", &roles), &caller()).await;
    assert_eq!(id, Ok(sam.clone()));
    let letters = shop.post().await;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].kind, letters[0].link.is_none()), (LetterKind::MadeStaff, true));
    let member = shop.book.member(&sam).await.expect("a member");
    assert_eq!(member.roles, [Role::Orders, Role::Support]);
    assert!(member.may(Permission::Refund) && !member.may(Permission::ManageStaff));

    let rows = shop.book.list(&olga).await.expect("a list");
    let listed: Vec<_> =
        rows.iter().map(|row| (row.email.as_str(), row.roles.as_slice(), row.active)).collect();
    assert!(listed.contains(&("olga@example.com", &[Role::Owner][..], true)));
    assert!(listed.contains(&("sam@example.com", &[Role::Orders, Role::Support][..], true)));

    for _ in 0..2 {
        shop.book.remove(&olga, &sam, &caller()).await.expect("removed");
    }
    assert_eq!(shop.book.member(&sam).await, Err(StaffError::WrongCredentials));
    assert_eq!(shop.sessions.told(), [Ended::All(sam)]);
    assert!(shop.can_sign_in("sam@example.com", PASSWORD).await, "as a shopper");
    shop.close().await;
}

#[tokio::test]
async fn whoever_has_none_follows_an_invitation() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let form = form("sam@example.com", &[Role::Analyst]);
    let first = shop.book.add(&olga, &form, &caller()).await.expect("invited");
    let early = shop.link(LetterKind::Invitation).await;
    assert_eq!(shop.book.member(&first).await, Err(StaffError::WrongCredentials));
    let active = |rows: Vec<storefront::staff::StaffRow>| {
        rows.into_iter().find(|row| row.account == first).map(|row| row.active)
    };
    assert_eq!(active(shop.book.list(&olga).await.expect("a list")), Some(false));
    let second = shop.book.add(&olga, &form, &caller()).await.expect("invited");
    assert_eq!(first, second, "the same person");
    let link = shop.link(LetterKind::Invitation).await;
    assert!(shop.book.reset(&early, &password(), &caller()).await.is_err());
    shop.book.reset(&link, &password(), &caller()).await.expect("chosen");
    assert_eq!(active(shop.book.list(&olga).await.expect("a list")), Some(true));
    assert_eq!(shop.book.member(&first).await.expect("a member").roles, [Role::Analyst]);
    shop.close().await;
}

#[tokio::test]
async fn an_invitation_that_came_after_a_registration_is_for_the_account_there_is() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let form = form("sam@example.com", &[Role::Analyst]);
    let invited = shop.book.add(&olga, &form, &caller()).await.expect("invited");
    shop.post().await;
    let sam = shop.member("sam@example.com").await;
    assert_ne!(invited, sam);
    assert_eq!(shop.book.member(&sam).await, Err(StaffError::WrongCredentials));
    assert_eq!(shop.book.add(&olga, &form, &caller()).await, Ok(sam.clone()));
    let rows = shop.book.list(&olga).await.expect("a list");
    assert_eq!(rows.iter().filter(|row| row.email.as_str() == "sam@example.com").count(), 1);
    assert!(shop.book.member(&sam).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn what_is_not_allowed_is_forbidden_by_the_roles_of_this_moment() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let others = [Role::Catalogue, Role::Orders, Role::Warehouse, Role::Support, Role::Analyst];
    let sam = member_of(&shop, &olga, "sam@example.com", &others).await;
    let eve = form("eve@example.com", &[Role::Owner]);
    let boasting = StaffMember { roles: vec![Role::Owner], ..sam.clone() };
    for by in [&sam, &boasting] {
        let forbidden = StaffError::Forbidden;
        assert_eq!(shop.book.list(by).await, Err(forbidden.clone()));
        assert_eq!(shop.book.add(by, &eve, &caller()).await, Err(forbidden.clone()));
        let promoted = shop.book.set_roles(by, &sam.account, &[Role::Owner], &caller()).await;
        assert_eq!(promoted, Err(forbidden.clone()));
        let removed = shop.book.remove(by, &olga.account, &caller()).await;
        assert_eq!(removed, Err(forbidden.clone()));
        let reset = shop.book.reset_second_factor(by, &olga.account, &caller()).await;
        assert_eq!(reset, Err(forbidden));
    }
    // What an owner was is not what they are.
    let other = member_of(&shop, &olga, "uma@example.com", &[Role::Owner]).await;
    shop.book.remove(&olga, &other.account, &caller()).await.expect("removed");
    assert_eq!(shop.book.list(&other).await, Err(StaffError::Forbidden));
    shop.close().await;
}

#[tokio::test]
async fn fields_are_checked_and_strangers_have_no_roles_to_change() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let Err(StaffError::Refused(refused)) =
        shop.book.add(&olga, &NewStaff::default(), &caller()).await
    else {
        panic!("not refused")
    };
    let refused: Vec<_> = refused.iter().map(|one| (one.field, one.reason)).collect();
    let all = [("email", Reason::BadMail), ("name", Reason::NoName), ("roles", Reason::BadRoles)];
    assert_eq!(refused, all);
    let ada = shop.member("ada@example.com").await;
    let given = shop.book.set_roles(&olga, &ada, &[Role::Orders], &caller()).await;
    assert_eq!(given, Err(StaffError::NotFound));
    let none = shop.book.set_roles(&olga, &olga.account, &[], &caller()).await;
    assert_eq!(none, Err(StaffError::refused("roles", Reason::BadRoles)));
    shop.close().await;
}

#[tokio::test]
async fn so_many_are_staff_and_no_more() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let crowd = "
        insert into accounts.account (id, mail, name, created_at)
        select md5(n::text), 'p' || n || '@example.com', 'Person ' || n, now()
        from generate_series(3, $1) n
        returning id";
    let crowd: Vec<String> = sqlx::query_scalar(crowd)
        .bind(i32::try_from(MOST_STAFF).expect("few"))
        .fetch_all(&shop.database.pool)
        .await
        .expect("a crowd");
    sqlx::query("insert into accounts.role select unnest($1::text[]), 'support'")
        .bind(&crowd)
        .execute(&shop.database.pool)
        .await
        .expect("staff");
    let new = |email: &str| NewStaff {
        email: email.to_owned(),
        name: "Sam".to_owned(),
        roles: vec![Role::Orders],
    };
    let last = shop.book.add(&olga, &new("sam@example.com"), &caller()).await.expect("added");
    let more = shop.book.add(&olga, &new("uma@example.com"), &caller()).await;
    assert_eq!(more, Err(StaffError::refused("email", Reason::TooManyStaff)));
    let again = shop.book.add(&olga, &new("sam@example.com"), &caller()).await;
    assert_eq!(again, Ok(last.clone()), "who is there already may be invited again");
    let list = shop.book.list(&olga).await.expect("a list");
    assert_eq!(list.len(), MOST_STAFF as usize);
    shop.book.remove(&olga, &last, &caller()).await.expect("removed");
    assert!(shop.book.add(&olga, &new("uma@example.com"), &caller()).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn the_last_owner_stays_and_one_who_was_only_invited_does_not_count() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let invited = form("sam@example.com", &[Role::Owner]);
    shop.book.add(&olga, &invited, &caller()).await.expect("invited");
    let last = Err(StaffError::LastOwner);
    assert_eq!(shop.book.remove(&olga, &olga.account, &caller()).await, last);
    let demoted = shop.book.set_roles(&olga, &olga.account, &[Role::Support], &caller()).await;
    assert_eq!(demoted, last);
    let again = form("olga@example.com", &[Role::Support]);
    let added: Result<AccountId, _> = shop.book.add(&olga, &again, &caller()).await;
    assert_eq!(added, Err(StaffError::LastOwner));
    assert_eq!(shop.book.member(&olga.account).await.expect("a member").roles, [Role::Owner]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_owners_who_remove_each_other_at_once_leave_one() {
    let shop = Shop::open().await;
    for round in 0..15 {
        let mut owners = Vec::new();
        for letter in ["a", "b", "c"] {
            owners.push(owner(&shop, &format!("{letter}{round}@example.com")).await);
        }
        let gone = "select count(*) from accounts.role where role = 'owner'";
        let mut tries = tokio::task::JoinSet::new();
        for (by, whom) in [(0, 1), (1, 2), (2, 0), (0, 2), (1, 0), (2, 1), (0, 0), (1, 1), (2, 2)] {
            let (book, by) = (shop.book.clone(), owners[by].clone());
            let whom = owners[whom].account.clone();
            tries.spawn(async move { book.remove(&by, &whom, &caller()).await });
        }
        for answer in tries.join_all().await {
            let known =
                matches!(answer, Ok(()) | Err(StaffError::LastOwner | StaffError::Forbidden));
            assert!(known, "{answer:?}");
        }
        assert_eq!(shop.count(gone).await, 1, "round {round}");
    }
    shop.close().await;
}
