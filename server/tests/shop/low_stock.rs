//! What is low, as a file.

use crate::{ground::Shop, people::PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_low_is_in_the_file_and_none_of_it_is_a_formula() {
    let shop = Shop::start().await;
    // More than two pages of the list show.
    shop.run(
        "insert into inventory.stock (sku, free)
         select 'ZZ-' || to_char(n, 'FM000'), n % 6 from generate_series(1, 120) as n;
         insert into inventory.stock (sku, free) values ('-1-1', 2), ('ZZ-PLENTY', 6);
         update inventory.stock set free = 3 where sku = 'MUG-110-GRAPHITE'",
    )
    .await;
    let owner = shop.visitor();
    let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
    assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
    let file = owner.get("/admin/exports/low-stock.csv");
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"low-stock.csv\"");
    let lines: Vec<_> = file.body.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "SKU,Product,Free,In checkouts,Sold,Expected back,Warehouse");
    let ours: Vec<_> = lines.iter().filter(|line| line.starts_with("ZZ-")).collect();
    assert_eq!(ours.len(), 120);
    assert!(ours.is_sorted() && *ours[0] == "ZZ-001,,1,0,0,,", "{}", ours[0]);
    assert!(lines.contains(&"'-1-1,,2,0,0,,"));
    let mug = lines.iter().find(|line| line.starts_with("MUG-110-GRAPHITE,")).expect("the mug");
    assert!(!mug.starts_with("MUG-110-GRAPHITE,,") && mug.contains(",3,0,"), "{mug}");
}
