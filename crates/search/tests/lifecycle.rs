//! The index through its life: built, followed, closed, damaged, shared.

mod support;

use std::{path::Path, sync::Arc};

use kernel::SystemClock;
use search::{IndexSettings, NoQueryLog, OpenIndexError, SearchIndex, Wrong};
use storefront::{
    search::{Search, SearchError},
    search_request::{SearchRequest, Sort},
};
use support::{FakeBoard, FakeFeed, product};
use tokio::task::JoinHandle;

/// Opens an index; waits while work that was under way when another was stopped still ends.
async fn open(folder: &Path, feed: &Arc<FakeFeed>) -> Arc<SearchIndex> {
    loop {
        let opened = SearchIndex::open(
            IndexSettings { folder: folder.to_owned() },
            Arc::clone(feed) as _,
            Arc::new(FakeBoard::default()),
            Arc::new(NoQueryLog),
            Arc::new(SystemClock),
        );
        match opened.await {
            Ok(index) => return index,
            Err(OpenIndexError::InUse(_)) => tokio::task::yield_now().await,
            Err(error) => panic!("{error}"),
        }
    }
}

/// A running index; stopped and let go of when it goes.
struct Running {
    index: Option<Arc<SearchIndex>>,
    task: JoinHandle<()>,
}

impl Running {
    async fn start(folder: &Path, feed: &Arc<FakeFeed>) -> Self {
        let index = open(folder, feed).await;
        let task = tokio::spawn(Arc::clone(&index).run());
        Self { index: Some(index), task }
    }

    fn index(&self) -> &SearchIndex {
        self.index.as_ref().expect("running")
    }

    /// Waits until the titles in the index are these.
    async fn shows(&self, titles: &[&str]) {
        let mut published = self.index().published();
        loop {
            if titles_of(self.index()).await.is_ok_and(|found| found == titles) {
                return;
            }
            published.changed().await.expect("the index lives");
        }
    }

    async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
        let index = self.index.take().expect("running");
        // The lock goes with the last owner.
        assert_eq!(Arc::strong_count(&index), 1);
    }
}

async fn titles_of(index: &SearchIndex) -> Result<Vec<String>, SearchError> {
    let page = index.search(&SearchRequest::everything(Sort::Relevance, 100)).await?;
    let mut titles: Vec<_> = page.items.iter().map(|card| card.title.clone()).collect();
    titles.sort();
    Ok(titles)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_found_and_what_is_stale_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = FakeFeed::of([product("1", "Lamp"), product("2", "Chair")]);
    let running = Running::start(folder.path(), &feed).await;
    running.shows(&["Chair", "Lamp"]).await;
    let before = running.index().stamp();

    let mut renamed = product("1", "Floor lamp");
    renamed.version = 3;
    feed.put(renamed.clone());
    feed.put(product("3", "Table"));
    feed.remove("2");
    running.shows(&["Floor lamp", "Table"]).await;
    assert_ne!(running.index().stamp(), before);

    feed.tell_stale(product("1", "Lamp"));
    feed.put(product("4", "Vase"));
    running.shows(&["Floor lamp", "Table", "Vase"]).await;
    let remembered = running.index().remembered(renamed.slug.as_str()).await.expect("ready");
    assert_eq!(remembered.as_deref(), Some(&renamed));
    assert_eq!(running.index().remembered("lamp-1").await, Ok(None));
    let report = running.index().verify().await.expect("comparable");
    assert_eq!((report.compared, report.different), (3, 0), "{report:?}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_goes_on_from_where_the_first_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = FakeFeed::of([product("1", "Lamp")]);
    let running = Running::start(folder.path(), &feed).await;
    running.shows(&["Lamp"]).await;
    running.stop().await;

    feed.put(product("2", "Chair"));
    let running = Running::start(folder.path(), &feed).await;
    assert!(running.index().ready(), "the index of the first start is used at once");
    running.shows(&["Chair", "Lamp"]).await;
    assert_eq!(feed.readings(), 1);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_position_a_general_change_and_an_outage_are_survived() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = FakeFeed::of([product("1", "Lamp")]);
    feed.fail(2);
    let running = Running::start(folder.path(), &feed).await;
    running.shows(&["Lamp"]).await;
    feed.change_everything(|product| product.title = "Light".to_owned());
    running.shows(&["Light"]).await;
    running.stop().await;

    feed.lose_positions(product("2", "Unheard of"));
    let running = Running::start(folder.path(), &feed).await;
    running.shows(&["Light", "Unheard of"]).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_found_while_the_index_is_built_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = FakeFeed::of([product("1", "Lamp")]);
    let running = Running::start(folder.path(), &feed).await;
    running.shows(&["Lamp"]).await;
    feed.slow(true);
    feed.change_everything(|product| product.title = "Light".to_owned());
    feed.put(product("2", "Chair"));
    running.shows(&["Chair", "Lamp"]).await;
    feed.change_everything(|product| product.version += 1);
    feed.put(product("3", "Table"));
    running.shows(&["Chair", "Lamp", "Table"]).await;
    running.stop().await;

    // It ended before that was built, and hears of it again.
    let running = Running::start(folder.path(), &feed).await;
    assert!(running.index().ready());
    feed.put(product("4", "Vase"));
    running.shows(&["Chair", "Lamp", "Table", "Vase"]).await;
    feed.slow(false);
    running.shows(&["Chair", "Light", "Table", "Vase"]).await;
    let report = running.index().verify().await.expect("comparable");
    assert_eq!((report.compared, report.different), (4, 0), "{report:?}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_foreign_index_is_built_anew() {
    type Harm = fn(&Path);
    let current = |folder: &Path| {
        let name = std::fs::read_to_string(folder.join("CURRENT")).expect("written");
        folder.join(name)
    };
    let harms: [Harm; 5] = [
        |folder| std::fs::remove_file(folder.join("CURRENT")).expect("removed"),
        |folder| std::fs::write(folder.join("CURRENT"), [0xff, 0xfe]).expect("written"),
        |folder| std::fs::write(folder.join("CURRENT"), "v0-00000000-000001").expect("written"),
        |build| each_file(build, "store", |file| std::fs::remove_file(file).expect("removed")),
        |build| {
            each_file(build, "store", |file| {
                let mut bytes = std::fs::read(file).expect("read");
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
                std::fs::write(file, bytes).expect("written");
            });
        },
    ];
    for (at, harm) in harms.into_iter().enumerate() {
        let folder = tempfile::tempdir().expect("a folder");
        let feed = FakeFeed::of([product("1", "Lamp"), product("2", "Chair")]);
        let running = Running::start(folder.path(), &feed).await;
        running.shows(&["Chair", "Lamp"]).await;
        running.stop().await;
        if at < 3 {
            harm(folder.path());
        } else {
            harm(&current(folder.path()));
        }

        let running = Running::start(folder.path(), &feed).await;
        running.shows(&["Chair", "Lamp"]).await;
        assert_eq!(feed.readings(), 2, "harm {at}");
        running.stop().await;
    }
}

fn each_file(folder: &Path, extension: &str, harm: impl Fn(&Path)) {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("a build") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|known| known == extension) {
            harm(&path);
            files += 1;
        }
    }
    assert!(files > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_belongs_to_one_server_and_two_servers_agree() {
    let (first, second) = (tempfile::tempdir().expect("one"), tempfile::tempdir().expect("two"));
    let feed = FakeFeed::of((0..30).map(|at| product(&at.to_string(), &format!("Lamp {at}"))));
    let one = Running::start(first.path(), &feed).await;
    let refused = SearchIndex::open(
        IndexSettings { folder: first.path().to_owned() },
        Arc::clone(&feed) as _,
        Arc::new(FakeBoard::default()),
        Arc::new(NoQueryLog),
        Arc::new(SystemClock),
    )
    .await;
    assert!(matches!(refused, Err(OpenIndexError::InUse(_))));

    one.shows(&titles(0..30)).await;
    for at in 30..40 {
        feed.put(product(&at.to_string(), &format!("Lamp {at}")));
    }
    feed.remove("3");
    let expected: Vec<String> =
        (0..40).filter(|at| *at != 3).map(|at| format!("Lamp {at}")).collect();
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.sort_unstable();
    one.shows(&expected).await;
    // The second is built from the present state, the first has lived through the changes.
    let two = Running::start(second.path(), &feed).await;
    two.shows(&expected).await;
    assert_eq!(one.index().stamp(), two.index().stamp());
    let mut request = SearchRequest::everything(Sort::Relevance, 7);
    request.query = "lamp".to_owned();
    for turn in 0..6 {
        // A cursor of one is good at the other.
        let (here, there) = if turn % 2 == 0 { (&one, &two) } else { (&two, &one) };
        let page = here.index().search(&request).await.expect("a page");
        assert_eq!(page, there.index().search(&request).await.expect("a page"));
        request.cursor.clone_from(&page.next_cursor);
    }
    one.stop().await;
    two.stop().await;
}

fn titles(range: std::ops::Range<u32>) -> Vec<&'static str> {
    let mut titles: Vec<&'static str> =
        range.map(|at| &*Box::leak(format!("Lamp {at}").into_boxed_str())).collect();
    titles.sort_unstable();
    titles
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_names_what_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = FakeFeed::of([product("1", "Lamp"), product("2", "Chair")]);
    let index = open(folder.path(), &feed).await;
    index.rebuild().await.expect("built");
    // Nobody follows the feed, so these stay unheard of.
    let mut changed = product("1", "Lamp");
    changed.version = 2;
    changed.summary = "Bright.".to_owned();
    feed.put(changed);
    feed.remove("2");
    feed.put(product("3", "Table"));
    let report = index.verify().await.expect("comparable");
    let wrong: Vec<_> =
        report.differences.iter().map(|one| (one.id.as_str(), one.what.clone())).collect();
    let fields = ["summary", "version", "columns"].map(str::to_owned).to_vec();
    assert_eq!(
        wrong,
        [("1", Wrong::Fields(fields)), ("2", Wrong::NotForSale), ("3", Wrong::Missing)]
    );
    let on_disk = search::verify_folder(folder.path(), &*feed).await.expect("comparable");
    assert_eq!(on_disk, report, "looked at from outside, while the index is in use");
}
