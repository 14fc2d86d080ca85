//! What staff say reaches the search of every server.

use std::sync::Arc;

use querylog::{Wording, WordingWatch};
use storefront::{search_room::SearchRoom, staff::Role};
use tokio::sync::watch;

use crate::ground::{Ground, caller, group, member, pins};

/// A server's watch, and what it has handed on.
fn server(ground: &Ground) -> (Arc<WordingWatch>, watch::Receiver<Vec<Wording>>) {
    let (tell, told) = watch::channel(Vec::new());
    let take = move |wording: &Wording| {
        tell.send_modify(|all: &mut Vec<Wording>| all.push(wording.clone()));
    };
    (Arc::new(WordingWatch::new(ground.database.pool.clone(), take)), told)
}

#[tokio::test]
async fn every_server_hears_of_a_change_once_and_of_nothing_else() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    let servers = [server(&ground), server(&ground)];
    desk.add_synonym(&by, &group("sofa, couch", "", ""), &caller).await.expect("added");
    desk.add_synonym(&by, &group("phone", "smartphone", ""), &caller).await.expect("added");
    desk.pin(&by, &pins("mug", &["p2", "p1"], ""), &caller).await.expect("pinned");
    for (watch, told) in &servers {
        for _ in 0..2 {
            watch.look().await.expect("looked");
        }
        let told = told.borrow();
        assert_eq!(told.len(), 1, "nothing changed between the looks");
        let Wording { synonyms, pins } = &told[0];
        assert_eq!((synonyms[0].words.len(), synonyms[0].also.len()), (2, 0));
        assert_eq!((&*synonyms[1].words[0], &*synonyms[1].also[0]), ("phone", "smartphone"));
        assert_eq!(*pins, [("mug".to_owned(), vec!["p2".to_owned(), "p1".to_owned()])]);
    }
    desk.unpin(&by, "mug", 1, &caller).await.expect("ended");
    for (watch, told) in &servers {
        watch.look().await.expect("looked");
        let told = told.borrow();
        assert!(told.len() == 2 && told[1].pins.is_empty() && told[1].synonyms.len() == 2);
    }
    // A restored database has a lower number.
    ground.run("update search_desk.edition set number = 1").await;
    ground.run("delete from search_desk.synonym").await;
    let (watch, told) = &servers[0];
    watch.look().await.expect("looked");
    assert_eq!(told.borrow().last(), Some(&Wording::default()));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_watch_that_runs_hears_of_it_and_outlives_a_store_that_is_away() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    let (watch, mut told) = server(&ground);
    let running = tokio::spawn(watch.run());
    told.wait_for(|all| !all.is_empty()).await.expect("it runs");
    ground.database.go_away().await;
    ground.database.come_back().await;
    desk.add_synonym(&by, &group("sofa, couch", "", ""), &caller).await.expect("added");
    let heard = |all: &Vec<Wording>| all.last().is_some_and(|last| last.synonyms.len() == 1);
    told.wait_for(heard).await.expect("it runs");
    running.abort();
    ground.database.drop().await;
}
