//! Keeping pictures, on a real folder.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::AccountId;
use storefront::{image::WIDTHS, picture_room::PictureFormat, staff::Role};

use super::*;

/// A PNG of one pixel.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn dot() -> Vec<u8> {
    STANDARD.decode(DOT).expect("base64")
}

fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

#[tokio::test]
async fn what_is_kept_is_made_in_all_widths_soon() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(PictureStore::open(folder.path()).expect("opens"));
    let (keeper, maker) = keeper(store);
    let by = member(Role::Catalogue);
    let kept = keeper.keep(&by, "dot.png", dot()).await.expect("kept");
    assert_eq!((kept.width, kept.height), (1, 1));
    let keys = vec![kept.key.clone(), "no-key".to_owned()];
    assert_eq!(keeper.made(keys.clone()).await, Ok(vec![0, 0]));
    assert_eq!(keeper.keep(&by, "a.gif", b"GIF89a".to_vec()).await, Err(KeepError::NotAPicture));
    let misnamed = keeper.keep(&by, "dot.jpg", dot()).await;
    assert_eq!(misnamed, Err(KeepError::Misnamed(PictureFormat::Png)));
    let PictureKeeper { store, waiting, .. } = Arc::into_inner(keeper).expect("nobody else keeps");
    drop(waiting);
    maker.run().await;
    let (keeper, _maker) = super::keeper(store);
    assert_eq!(keeper.made(keys.clone()).await, Ok(vec![WIDTHS.len(), 0]));
    keeper.discard(&by, &kept.key).await.expect("deleted");
    assert_eq!(keeper.made(keys).await, Ok(vec![0, 0]));
}

#[tokio::test]
async fn only_who_edits_products_keeps_and_discards() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(PictureStore::open(folder.path()).expect("opens"));
    let (keeper, _maker) = keeper(store);
    for role in Role::ALL {
        let by = member(role);
        let may = role.allows(Permission::EditCatalogue);
        let kept = keeper.keep(&by, "dot.png", dot()).await;
        assert_eq!(kept.is_ok(), may, "{role:?}");
        let discarded = keeper.discard(&by, &"0".repeat(32)).await;
        assert_eq!(discarded, if may { Ok(()) } else { Err(KeepError::Forbidden) }, "{role:?}");
    }
}

#[tokio::test]
async fn a_queue_that_is_full_refuses_no_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(PictureStore::open(folder.path()).expect("opens"));
    let (sender, _receiver) = mpsc::channel(1);
    let keeper = PictureKeeper { store, waiting: sender, taken: Taken::default() };
    for _ in 0..3 {
        assert!(keeper.keep(&member(Role::Owner), "dot.png", dot()).await.is_ok());
    }
}

#[tokio::test]
async fn what_was_never_sent_is_made_once_somebody_looks_at_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(PictureStore::open(folder.path()).expect("opens"));
    let bytes = STANDARD.decode(DOT).expect("base64");
    let key = store.put_upload(&bytes).expect("kept").picture.key;
    let (keeper, maker) = keeper(store.clone());
    for _ in 0..3 {
        assert_eq!(keeper.made(vec![key.clone()]).await, Ok(vec![0]));
    }
    assert_eq!(maker.waiting.len(), 1, "looked at three times, and made once");
    drop(keeper);
    maker.run().await;
    assert_eq!(store.made(&key).expect("counted"), WIDTHS.len());
}
