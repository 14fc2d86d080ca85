use storefront::profile::{Followed, ProfileError, Profiles};

use crate::ground::{Ground, account, address, address_id, copy};

#[tokio::test]
async fn a_copy_never_goes_back_to_an_older_account() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let new = copy("ines", 3, Some("ines@quay.example"));
    assert_eq!(ground.follow_account(&new).await, Ok(Followed::Written));
    for late in [1, 2, 3] {
        let old = copy("ines", late, Some("old@quay.example"));
        assert_eq!(ground.follow_account(&old).await, Ok(Followed::NotNewer));
    }
    let profile = ground.profile(&ines).await.expect("there");
    assert_eq!((profile.name.as_str(), profile.email), ("ines at 3", new.email));
    assert_eq!(profile.version, 0, "what the person chose is as it was");
    ground.clear().await;
}

#[tokio::test]
async fn a_copy_leaves_alone_what_the_person_chose() {
    let ground = Ground::new().await;
    let ines = account("ines");
    ground.add_address(&ines, &address_id("home"), &address("Kai 1")).await.expect("added");
    ground.follow_account(&copy("ines", 1, None)).await.expect("followed");
    let profile = ground.profile(&ines).await.expect("there");
    assert_eq!((profile.version, profile.addresses.len()), (1, 1));
    assert_eq!((profile.name.as_str(), profile.email), ("ines at 1", None));
    ground.clear().await;
}

#[tokio::test]
async fn an_address_of_mail_is_in_one_profile_at_a_time() {
    let ground = Ground::new().await;
    let mail = Some("quay@quay.example");
    // Of those who have none verified there may be many.
    for id in ["a", "b", "c"] {
        assert_eq!(ground.follow_account(&copy(id, 1, None)).await, Ok(Followed::Written));
    }
    assert_eq!(ground.follow_account(&copy("a", 2, mail)).await, Ok(Followed::Written));
    for newcomer in ["b", "never-stored"] {
        let held = ground.follow_account(&copy(newcomer, 2, mail)).await;
        assert_eq!(held, Err(ProfileError::MailHeld(account("a"))));
        assert_eq!(ground.profile(&account(newcomer)).await.expect("there").email, None);
    }
    // The first to hold it follows its account, and it is free.
    ground.follow_account(&copy("a", 3, None)).await.expect("followed");
    assert_eq!(ground.follow_account(&copy("b", 2, mail)).await, Ok(Followed::Written));
    ground.clear().await;
}
