//! Pages with which staff import and export products, one by one.

mod fakes;

use app::Visitor;
use fakes::{
    import_room::{run, run_id},
    markup::{assert_bound, main_part},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    import_room::{ImportRoomError, RunState},
    staff::{Permission, Role},
};

/// The page of the run that stands so.
fn of(state: RunState) -> String {
    let place = RunState::ALL.into_iter().position(|known| known == state).expect("a state");
    format!("/admin/imports/{}", run_id(place))
}

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    let mut addresses: Vec<String> = RunState::ALL.into_iter().map(of).collect();
    addresses.push("/admin/imports".to_owned());
    addresses.push(format!("{}?done=uploaded", of(RunState::Uploaded)));
    assert_whole(&shop, &addresses);
    for missing in ["/admin/imports/none", "/admin/imports/no%20id"] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
    assert_eq!(by(&shop, owner(), "/admin/imports?nextCursor=1").status, 400);
}

#[test]
fn a_file_is_sent_with_a_key_before_it() {
    let shop = fakes::shop();
    let visitor = Visitor { form_key: "key1".to_owned(), ..owner() };
    let page = by(&shop, visitor, "/admin/imports");
    let main = main_part(&page);
    let (key, file) = (main.find("value=\"key1\""), main.find("name=\"file\""));
    assert!(key.expect("a key") < file.expect("a file"));
    assert!(page.has("enctype=\"multipart/form-data\"") && page.has("/admin/exports/products.csv"));
    assert!(page.has(&format!("href=\"{}\"", of(RunState::Checked))) && page.has("goods-2.csv"));
    let page = again(&shop, "/admin/imports", "upload", &[], &[("file", "It is not UTF-8.")]);
    assert_bound("refused", &page);
    assert!(page.has("href=\"#file\"") && page.has("id=\"file-error\""));
}

#[test]
fn columns_are_guessed_and_what_was_chosen_stays() {
    let shop = fakes::shop();
    let address = of(RunState::Uploaded);
    let page = by(&shop, owner(), &address);
    assert!(page.has(&format!("action=\"{address}/check\"")));
    assert_eq!(page.count("<select"), 4);
    for (value, label) in
        [("sku", "SKU"), ("title", "Title"), ("price", "Price"), ("", "Not imported")]
    {
        assert!(
            page.has(&format!("<option value=\"{value}\" selected>{label}</option>")),
            "{label}"
        );
    }
    assert!(
        page.has("MUG-1 · MUG-2")
            && page.has("&lt;b&gt;")
            && !page.has("<td class=\"import-cell\"><b>")
    );
    let values = [("column-0", "sku"), ("column-1", "sku"), ("column-3", "tags"), ("version", "3")];
    let page =
        again(&shop, &address, "check", &values, &[("column-1", "“SKU” is chosen already.")]);
    assert_bound(&address, &page);
    assert!(
        page.has("href=\"#column-1\"") && page.has("<option value=\"tags\" selected>Tags</option>")
    );
}

#[test]
fn who_comes_second_sees_what_was_chosen_before() {
    let shop = fakes::shop();
    let address = of(RunState::Checked);
    let values = [("column-0", "id"), ("version", "2")];
    let page = again(&shop, &address, "check", &values, &[("version", "Somebody was faster.")]);
    assert!(page.has("Somebody else has chosen: SKU.") && page.has("href=\"#now\""));
    assert!(page.has("<option value=\"id\" selected>Product id</option>"));
    assert!(page.has("name=\"version\" value=\"3\""));
}

#[test]
fn what_was_checked_can_be_imported_and_its_errors_read() {
    let shop = fakes::shop();
    let address = of(RunState::Checked);
    let page = by(&shop, owner(), &address);
    assert!(page.has(&format!("action=\"{address}/run\"")) && page.has("Import the good rows"));
    assert!(page.has("would add 1 products") && page.has("`x` is no price such as 12.50"));
    assert!(page.has(&format!("href=\"{address}/errors.csv\"")) && page.has("All of them."));
    for state in RunState::ALL.into_iter().filter(|state| *state != RunState::Checked) {
        assert!(!by(&shop, owner(), &of(state)).has("/run\""), "{state:?}");
    }
    shop.import_room.stored().runs[2].row.counts.errors = 900;
    assert!(by(&shop, owner(), &address).has("The first 1 of 900."));
    shop.import_room.stored().runs[2].file_gone = true;
    let page = by(&shop, owner(), &address);
    assert!(page.has("Send it again.") && !page.has("/run\"") && !page.has("/check\""));
}

#[test]
fn what_is_under_way_says_how_far_it_is_and_can_be_stopped() {
    let shop = fakes::shop();
    for state in RunState::ALL {
        let page = by(&shop, owner(), &of(state));
        assert_eq!(page.has("<progress"), state.is_busy(), "{state:?}");
        assert_eq!(page.has("/cancel\""), state.is_busy(), "{state:?}");
    }
    let page = by(&shop, owner(), &of(RunState::Running));
    assert!(page.has("50 % of the file read, 2 rows: 1 new") && page.has("value=\"50\""));
    assert!(page.has("Look again") && page.has("data-island=\"import-progress\""));
    shop.import_room.stored().runs[3].stopping = true;
    let page = by(&shop, owner(), &of(RunState::Running));
    assert!(page.has("It stops before its next batch.") && !page.has("/cancel\""));
    let mut stopped = run(5, RunState::Cancelled);
    assert!(by(&shop, owner(), &of(RunState::Cancelled)).has("No product was changed."));
    stopped.row.written = true;
    shop.import_room.stored().runs[5] = stopped;
    assert!(by(&shop, owner(), &of(RunState::Cancelled)).has("What was written before stays"));
}

#[test]
fn the_list_goes_on_where_it_ended() {
    let shop = fakes::shop();
    shop.import_room.stored().runs = (0..51).map(|number| run(number, RunState::Done)).collect();
    let page = by(&shop, owner(), "/admin/imports");
    let next = format!("/admin/imports?nextCursor=1795269900000.{}", run_id(49));
    assert!(page.has(&format!("href=\"{next}\"")) && !page.has("goods-50.csv"));
    let page = by(&shop, owner(), &next);
    assert!(page.has("goods-50.csv") && page.has("First page"));
    shop.import_room.stored().runs.clear();
    assert!(by(&shop, owner(), "/admin/imports").has("No file was sent yet."));
}

#[test]
fn the_way_there_is_shown_to_those_who_may_go_it() {
    let shop = fakes::shop();
    for role in Role::ALL {
        let page = by(&shop, member(role), "/admin");
        let edits = role.allows(Permission::EditCatalogue);
        assert_eq!(page.has("href=\"/admin/imports\""), edits, "{role:?}");
    }
}

#[test]
fn a_store_that_is_away_and_a_role_that_may_not_are_told() {
    let shop = fakes::shop();
    for (error, status) in [(ImportRoomError::Unavailable, 503), (ImportRoomError::Forbidden, 403)]
    {
        shop.import_room.stored().refused = Some(error);
        for address in ["/admin/imports".to_owned(), of(RunState::Done)] {
            assert_eq!(by(&shop, owner(), &address).status, status, "{address}");
        }
    }
    shop.import_room.stored().refused = Some(ImportRoomError::Unavailable);
    let page = again(&shop, "/admin/imports", "upload", &[], &[("file", "Choose a file.")]);
    assert!(page.has("Choose a file.") && page.has("Send file"));
}
