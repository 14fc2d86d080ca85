use super::{
    super::{AxisRow, form::tests::shirt},
    *,
};

fn axis(name: &str, values: &str) -> AxisRow {
    AxisRow { name: name.to_owned(), values: values.to_owned() }
}

fn skus(form: &ProductForm) -> Vec<&str> {
    form.variants.iter().map(|row| row.sku.as_str()).collect()
}

#[test]
fn a_new_product_gets_a_row_for_each_combination() {
    let form = ProductForm {
        title: "Tee".to_owned(),
        axes: vec![axis("Size", "S, M, L, XL"), axis("Colour", "Black, White, 青")],
        variants: vec![VariantRow { price: "12.50".to_owned(), ..VariantRow::default() }],
        ..ProductForm::default()
    };
    let made = form.with_grid().expect("a grid");
    assert_eq!(made.variants.len(), 12);
    assert_eq!(skus(&made)[..3], ["TEE-S-BLACK", "TEE-S-WHITE", "TEE-S-3"]);
    assert!(made.variants.iter().all(|row| row.price == "12.50"));
    assert_eq!(made.with_grid(), Ok(made.clone()), "made twice it is made once");
}

#[test]
fn what_is_there_stays() {
    let mut form = ProductForm::of(&shirt());
    form.axes = vec![axis("Size", "XS, S, M"), axis("Colour", "Blue, Red")];
    form.prefix = "sh".to_owned();
    form.variants[1].sku = "SH-S-RED".to_owned();
    let made = form.with_grid().expect("a grid");
    assert_eq!(
        skus(&made),
        ["SH-XS-BLUE", "SH-XS-RED", "SH-S", "SH-S-RED-2", "SH-S-RED", "SH-M-RED"]
    );
    assert_eq!(made.variants[2].options, ["S", "Blue"]);
    assert_eq!(made.variants[4].options, ["M", "Blue"]);
    assert_eq!(made.variants[4].price, "13.00");
}

#[test]
fn what_no_grid_can_be_made_of_is_named() {
    let refused = |axes: Vec<AxisRow>| {
        let refusals = ProductForm { axes, ..ProductForm::default() }.with_grid();
        let refusals = refusals.expect_err("refused").into_iter();
        refusals.map(|refusal| refusal.field).collect::<Vec<_>>()
    };
    assert_eq!(refused(Vec::new()), ["axis.0.name"]);
    assert_eq!(refused(vec![axis("Size", " , ")]), ["axis.0.values"]);
    assert_eq!(refused(vec![axis("", "S")]), ["axis.0.name"]);
    assert_eq!(refused(vec![axis("", ""), axis("Size", "S")]), ["axis.1.name"]);
    let many = (0..15).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(refused(vec![axis("A", &many), axis("B", &many)]), ["axis.0.values"]);
}
