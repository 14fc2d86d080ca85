//! Customers as staff look them up.

use kernel::Email;
use sqlx::AssertSqlSafe;
use storefront::{
    account::{Accounts, OwnAccount},
    customer_room::{
        CUSTOMER_PAGE, CustomerError, CustomerFind, CustomerKind, CustomerPage, CustomerQuery,
        CustomerRoom,
    },
    staff::{Role, StaffMember},
};
use time::OffsetDateTime;

use crate::{
    staff::{member_of, owner},
    support::{MINUTE, Shop, caller, form, password},
};

fn kind(kind: CustomerKind) -> CustomerQuery {
    CustomerQuery { kind: Some(kind), ..CustomerQuery::default() }
}

fn looking(text: &str) -> CustomerQuery {
    CustomerQuery { find: CustomerFind::read(text).expect("a look-up"), ..CustomerQuery::default() }
}

/// The addresses of a page, `-` where there is none.
fn mails(page: CustomerPage) -> Vec<String> {
    let mail = |mail: Option<Email>| mail.map_or_else(|| "-".to_owned(), String::from);
    page.rows.into_iter().map(|row| mail(row.email)).collect()
}

#[tokio::test]
async fn each_list_has_its_accounts_the_newest_first() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    shop.clock.pass(MINUTE);
    let ada = shop.member("ada@example.com").await;
    shop.clock.pass(MINUTE);
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    shop.post().await;
    shop.clock.pass(MINUTE);
    let gus = shop.member("gus@example.com").await;
    shop.book.erase(&gus, &password(), &caller()).await.expect("erased");
    let (mail_olga, mail_ada, mail_eve) =
        ("olga@example.com", "ada@example.com", "eve@example.com");
    for (query, found) in [
        (CustomerQuery::default(), &["-", mail_eve, mail_ada, mail_olga][..]),
        (kind(CustomerKind::Verified), &[mail_ada, mail_olga][..]),
        (kind(CustomerKind::Unverified), &[mail_eve][..]),
        (kind(CustomerKind::Staff), &[mail_olga][..]),
        (kind(CustomerKind::Erased), &["-"][..]),
        (looking(" ADA@example.com "), &[mail_ada][..]),
        (looking("gus@example.com"), &[][..]),
        (looking("ada b"), &[mail_eve, mail_ada][..]),
        (looking("BYRON"), &[mail_eve, mail_ada][..]),
        (looking("yron"), &[][..]),
        (looking("' | 'ada"), &[mail_eve, mail_ada][..]),
        (looking("%%"), &[][..]),
        (looking(gus.as_str()), &["-"][..]),
        (looking(&ada.as_str().to_uppercase()), &[mail_ada][..]),
        (CustomerQuery { find: looking(ada.as_str()).find, ..kind(CustomerKind::Staff) }, &[][..]),
        (
            CustomerQuery { find: looking("Ada").find, ..kind(CustomerKind::Verified) },
            &[mail_ada][..],
        ),
        (CustomerQuery { find: looking("Ol").find, ..kind(CustomerKind::Staff) }, &[mail_olga][..]),
        (CustomerQuery { find: looking(mail_ada).find, ..kind(CustomerKind::Staff) }, &[][..]),
    ] {
        let page = shop.book.customers(&olga, &query).await.expect("a list");
        assert_eq!(page.next, None, "{query:?}");
        assert_eq!(mails(page), found, "{query:?}");
    }
    let view = shop.book.customer(&olga, &ada).await.expect("a customer");
    assert!(view.row.verified_at.is_some() && !view.row.staff && view.roles.is_empty());
    assert_eq!((view.signed_in_at, view.sessions), (None, Some(0)));
    assert!(shop.can_sign_in(mail_ada, crate::support::PASSWORD).await);
    let view = shop.book.customer(&olga, &ada).await.expect("a customer");
    assert!(view.signed_in_at.is_some());
    let view = shop.book.customer(&olga, &gus).await.expect("an erased one");
    assert!(view.row.erased_at.is_some() && view.row.name.is_none());
    let view = shop.book.customer(&olga, &olga.account).await.expect("one of staff");
    assert_eq!((view.row.staff, view.roles), (true, vec![Role::Owner]));
    shop.close().await;
}

#[tokio::test]
async fn a_list_goes_on_where_it_ended_also_among_those_of_one_moment() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let many = "insert into accounts.account (id, mail, name, created_at)
        select lpad(to_hex(n), 32, '0'), 'p' || n || '@example.com', 'Person ' || n,
            timestamptz '2020-01-15 08:00:00+00' + make_interval(secs => n / 30)
        from generate_series(1, 120) n";
    sqlx::raw_sql(many).execute(&shop.database.pool).await.expect("many");
    for (mut query, count) in [
        (CustomerQuery::default(), 121),
        (kind(CustomerKind::Unverified), 120),
        (looking("person"), 120),
    ] {
        let mut seen = Vec::new();
        loop {
            let page = shop.book.customers(&olga, &query).await.expect("a list");
            assert!(page.rows.len() <= CUSTOMER_PAGE);
            let next = page.next.clone();
            seen.extend(mails(page));
            match next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen.len(), count);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "each once");
    }
    shop.close().await;
}

/// Five thousand accounts, a tenth of them erased and nearly half of them verified.
const CROWD: &str = "
    insert into accounts.account (id, mail, name, created_at, verified_at, erased_at)
    select lpad(to_hex(n), 32, '0'),
        case when n % 10 <> 0 then 'p' || n || '@example.com' end,
        case when n % 10 <> 0 then 'Person ' || n end,
        now() - make_interval(secs => n),
        case when n % 2 = 1 then now() end,
        case when n % 10 = 0 then now() end
    from generate_series(1, 5000) n;
    analyze accounts.account;
    analyze accounts.role";

async fn plan(shop: &Shop, query: &CustomerQuery) -> String {
    let sql = format!("explain (costs off) {}", include_str!("../../src/store/customers_list.sql"));
    let (mail, name, id) = match &query.find {
        Some(CustomerFind::Mail(mail)) => (Some(mail.as_str()), None, None),
        Some(CustomerFind::Name(name)) => (None, Some(name.as_str()), None),
        Some(CustomerFind::Account(account)) => (None, None, Some(account.as_str())),
        None => (None, None, None),
    };
    let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(query.find.is_none())
        .bind(query.kind.map(CustomerKind::name))
        .bind(None::<OffsetDateTime>)
        .bind("")
        .bind(51_i64)
        .bind(mail)
        .bind(name)
        .bind(id)
        .fetch_all(&shop.database.pool)
        .await
        .expect("a plan");
    rows.join("\n")
}

#[tokio::test]
async fn no_way_to_find_a_customer_reads_all_of_them() {
    let shop = Shop::open().await;
    owner(&shop, "olga@example.com").await;
    sqlx::raw_sql(CROWD).execute(&shop.database.pool).await.expect("a crowd");
    for (query, index) in [
        (CustomerQuery::default(), "account_newest"),
        (kind(CustomerKind::Verified), "account_verified"),
        (kind(CustomerKind::Unverified), "account_unverified"),
        (kind(CustomerKind::Erased), "account_erased"),
        (kind(CustomerKind::Staff), "account_pkey"),
        (looking("p4711@example.com"), "account_mail"),
        (looking("4711 person"), "account_name_words"),
        (looking("0000000000000000000000000000abcd"), "account_pkey"),
    ] {
        let plan = plan(&shop, &query).await;
        assert!(plan.contains(index), "{index} in {plan}");
        assert!(!plan.contains("Seq Scan on account"), "{plan}");
    }
    shop.close().await;
}

#[tokio::test]
async fn customers_are_for_those_alone_who_may_see_them() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let ada = shop.member("ada@example.com").await;
    let sees = member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    assert!(shop.book.customers(&sees, &CustomerQuery::default()).await.is_ok());
    assert!(shop.book.customer(&sees, &ada).await.is_ok());
    let sees_none = member_of(&shop, &olga, "uma@example.com", &[Role::Warehouse]).await;
    let boasting = StaffMember { roles: vec![Role::Owner], ..sees_none.clone() };
    let program = StaffMember { api_token: Some("token1".to_owned()), ..olga.clone() };
    for by in [&sees_none, &boasting, &program] {
        let listed = shop.book.customers(by, &CustomerQuery::default()).await;
        assert_eq!(listed, Err(CustomerError::Forbidden));
        assert_eq!(shop.book.customer(by, &ada).await, Err(CustomerError::Forbidden));
    }
    let nobody = kernel::AccountId::parse("nobody").expect("an id");
    assert_eq!(shop.book.customer(&olga, &nobody).await, Err(CustomerError::NotFound));
    shop.close().await;
}
