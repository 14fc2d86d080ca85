use super::{super::form::tests::shirt, *};

fn base() -> ProductForm {
    ProductForm::of(&shirt())
}

fn changed(change: impl FnOnce(&mut ProductForm)) -> ProductForm {
    let mut form = base();
    change(&mut form);
    form
}

#[test]
fn what_only_one_changed_is_put_together() {
    let mine = changed(|form| {
        form.title = "Mine".to_owned();
        form.variants[0].price = "9.00".to_owned();
    });
    let theirs = changed(|form| {
        form.brand = "Theirs".to_owned();
        form.variants[1].price = "8.00".to_owned();
    });
    let merge = mine.merged(&base(), &theirs);
    assert!(merge.conflicts.is_empty());
    assert_eq!((merge.form.title.as_str(), merge.form.brand.as_str()), ("Mine", "Theirs"));
    let prices: Vec<_> = merge.form.variants.iter().map(|row| row.price.as_str()).collect();
    assert_eq!(prices, ["9.00", "8.00"]);
}

#[test]
fn what_both_changed_is_to_be_chosen() {
    let mine = changed(|form| {
        form.title = "Mine".to_owned();
        form.variants.remove(0);
        form.tags = "same".to_owned();
    });
    let theirs = changed(|form| {
        form.title = "Theirs".to_owned();
        form.variants[0].price = "8.00".to_owned();
        form.tags = "same".to_owned();
    });
    let Merge { form, conflicts } = mine.merged(&base(), &theirs);
    let parts: Vec<_> = conflicts.iter().map(|conflict| conflict.part.as_str()).collect();
    assert_eq!(parts, ["title", "sku.SH-S"]);
    assert_eq!((conflicts[0].mine.as_str(), conflicts[0].theirs.as_str()), ("Mine", "Theirs"));
    assert_eq!((form.title.as_str(), form.variants.len()), ("Mine", 1));
    let choose = |whose: &str| ProductForm {
        choices: parts.iter().map(|part| ((*part).to_owned(), whose.to_owned())).collect(),
        ..form.clone()
    };
    assert_eq!(choose("mine").chosen(&theirs), form);
    let chosen = choose("theirs").chosen(&theirs);
    assert_eq!((chosen.title.as_str(), chosen.variants.len()), ("Theirs", 2));
    assert!(chosen.choices.is_empty());
}

#[test]
fn options_that_somebody_changed_hang_together_with_their_variants() {
    let mine = changed(|form| form.axes[0].name = "Fit".to_owned());
    let theirs = changed(|form| form.variants[1].price = "8.00".to_owned());
    let merge = mine.merged(&base(), &theirs);
    assert_eq!(merge.conflicts.len(), 1);
    assert_eq!(merge.conflicts[0].part, "options");
    let only_mine = mine.merged(&base(), &base());
    assert_eq!((only_mine.conflicts.len(), only_mine.form), (0, mine));
}

#[test]
fn differences_are_told_in_the_order_of_the_form() {
    let later = changed(|form| {
        form.status = "active".to_owned();
        form.title = "Later".to_owned();
        form.variants.remove(1);
    });
    let told: Vec<_> = later.differences(&base()).into_iter().map(|d| d.label).collect();
    assert_eq!(told, ["Title", "Status", "Variant SH-M"]);
    assert!(later.differences(&later).is_empty());
}
