//! Changes of a small tree.

use kernel::Slug;

use super::*;

fn id(text: &str) -> CategoryId {
    CategoryId::parse(text).expect("an id")
}

fn category(name: &str, parent: Option<&str>, position: u32) -> CategoryDocument {
    CategoryDocument {
        id: id(name),
        version: 3,
        slug: Slug::parse(name).expect("a slug"),
        name: name.to_owned(),
        description: String::new(),
        parent: parent.map(id),
        position,
        image: None,
    }
}

/// `a` with `b` and `d` below it, `c` below `b`, and `e` beside `a`.
fn tree() -> Vec<CategoryDocument> {
    vec![
        category("a", None, 0),
        category("b", Some("a"), 0),
        category("c", Some("b"), 0),
        category("d", Some("a"), 0),
        category("e", None, 1),
    ]
}

fn checked(name: &str) -> CheckedCategory {
    CheckedCategory {
        slug: Slug::parse(name).expect("a slug"),
        name: name.to_owned(),
        description: String::new(),
    }
}

fn place(name: &str, place: &CategoryPlace) -> Result<CategoryPlan, ShelfError> {
    CategoryChange::Place { id: &id(name), read: 3, place }.plan(&tree())
}

fn refused(plan: Result<CategoryPlan, ShelfError>) -> &'static str {
    match plan {
        Err(ShelfError::Refused(refused)) => refused[0].field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_one_is_the_last_where_it_stands_and_made_once() {
    let (new, above, lost) = (checked("f"), id("a"), id("z"));
    let change = CategoryChange::Create { id: &id("f"), checked: &new, parent: Some(&above) };
    let first = change.plan(&tree()).expect("a plan").first.expect("a category");
    assert_eq!((first.position, first.parent), (1, Some(id("a"))));
    let change = CategoryChange::Create { id: &id("c"), checked: &new, parent: None };
    assert_eq!(change.plan(&tree()), Ok(CategoryPlan::default()));
    let taken = checked("e");
    let change = CategoryChange::Create { id: &id("f"), checked: &taken, parent: None };
    assert_eq!(refused(change.plan(&tree())), "slug");
    let change = CategoryChange::Create { id: &id("f"), checked: &new, parent: Some(&lost) };
    assert_eq!(refused(change.plan(&tree())), "parent");
}

#[test]
fn nothing_is_below_itself() {
    for below in ["a", "b", "c"] {
        assert_eq!(refused(place("a", &CategoryPlace::Under(below.to_owned()))), "parent");
    }
    assert_eq!(refused(place("a", &CategoryPlace::Under("z".to_owned()))), "parent");
    let plan = place("b", &CategoryPlace::Under("e".to_owned())).expect("a plan");
    assert_eq!((plan.next[0].parent.clone(), plan.next[0].version), (Some(id("e")), 4));
    let plan = place("b", &CategoryPlace::Under(String::new())).expect("a plan");
    assert_eq!((plan.next[0].parent.clone(), plan.next[0].position), (None, 2));
    let same = place("b", &CategoryPlace::Under("a".to_owned()));
    assert_eq!(same, Ok(CategoryPlan::default()));
}

#[test]
fn siblings_change_places_and_get_places_of_their_own() {
    let plan = place("d", &CategoryPlace::Up).expect("a plan");
    let next: Vec<_> = plan.next.iter().map(|next| (next.id.as_str(), next.position)).collect();
    assert_eq!(next, [("d", 0), ("b", 1)], "d keeps its place and is another version");
    let plan = place("a", &CategoryPlace::Down).expect("a plan");
    let next: Vec<_> = plan.next.iter().map(|next| (next.id.as_str(), next.position)).collect();
    assert_eq!(next, [("e", 0), ("a", 1)]);
    assert_eq!(place("a", &CategoryPlace::Up), Ok(CategoryPlan::default()));
    assert_eq!(place("e", &CategoryPlace::Down), Ok(CategoryPlan::default()));
}

#[test]
fn a_merge_takes_the_children_along() {
    let (b, e) = (id("b"), id("e"));
    let merge = |from: &CategoryId, into: &CategoryId, read| {
        CategoryChange::Merge { id: from, read, into }.plan(&tree())
    };
    let plan = merge(&b, &e, 3).expect("a plan");
    assert_eq!(plan.gone, Some(id("b")));
    assert_eq!((plan.next[0].id.as_str(), plan.next[0].parent.clone()), ("c", Some(id("e"))));
    for (into, field) in [("b", "into"), ("c", "into"), ("z", "into")] {
        assert_eq!(refused(merge(&b, &id(into), 3)), field, "{into}");
    }
    assert_eq!(merge(&b, &e, 2), Err(ShelfError::Stale));
    assert_eq!(merge(&id("z"), &e, 1), Ok(CategoryPlan::default()), "merged before");
}

#[test]
fn who_read_an_older_version_writes_nothing_else_than_what_stands() {
    let (new, same, b) = (checked("g"), checked("b"), id("b"));
    let change = CategoryChange::Write { id: &b, read: 2, checked: &new };
    assert_eq!(change.plan(&tree()), Err(ShelfError::Stale));
    let change = CategoryChange::Write { id: &b, read: 2, checked: &same };
    assert_eq!(change.plan(&tree()), Ok(CategoryPlan::default()));
    let change = CategoryChange::Write { id: &b, read: 3, checked: &new };
    assert_eq!(change.plan(&tree()).expect("a plan").next[0].name, "g");
    let delete = |name: &str, read| CategoryChange::Delete { id: &id(name), read }.plan(&tree());
    assert_eq!(delete("c", 3).expect("a plan").gone, Some(id("c")));
    assert_eq!(delete("c", 2), Err(ShelfError::Stale));
    assert_eq!(refused(delete("b", 3)), "");
    assert_eq!(delete("z", 1), Ok(CategoryPlan::default()));
}
