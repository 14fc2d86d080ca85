use proptest::prelude::*;

use super::*;
use PaymentState as S;

const NEWS: [News; 9] = [
    News::Asking,
    News::Silence,
    News::CalledOff,
    News::ActionNeeded,
    News::Authorised,
    News::Captured,
    News::Declined,
    News::Voided,
    News::Refunded,
];

/// What only a person says.
const FOUND: [(News, S); 2] = [(News::FoundTaken, S::Captured), (News::FoundNotTaken, S::Voided)];

fn heard(state: S, news: News) -> S {
    match after(state, news) {
        Move::To(next) => next,
        Move::Stay => state,
    }
}

fn all_heard(news: &[News]) -> S {
    news.iter().fold(S::Authorising, |state, news| heard(state, *news))
}

/// What a provider may do with a charge, from its beginning to its end.
const LIVES: [&[News]; 7] = [
    &[News::Authorised, News::Captured],
    &[News::Authorised, News::Captured, News::Refunded],
    &[News::Authorised, News::Voided],
    &[News::ActionNeeded, News::Authorised, News::Captured],
    &[News::ActionNeeded, News::Declined],
    &[News::ActionNeeded, News::Voided],
    &[News::Declined],
];

fn any_news() -> impl Strategy<Value = News> {
    (0..NEWS.len()).prop_map(|index| NEWS[index])
}

/// A life, told late, twice and out of order, with silences between.
fn a_life_told_badly() -> impl Strategy<Value = (&'static [News], Vec<News>)> {
    (0..LIVES.len(), 0..3_usize, 0..3_usize).prop_flat_map(|(life, repeats, silences)| {
        let life = LIVES[life];
        let mut told: Vec<News> = life.to_vec();
        told.extend(life.iter().cycle().take(repeats));
        told.extend(std::iter::repeat_n(News::Silence, silences));
        (Just(life), Just(told).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn however_a_life_is_told_its_end_is_found(
        (life, told) in a_life_told_badly()
    ) {
        let mut state = all_heard(&told);
        // A silence after the end of the tale is ended by asking.
        if state == S::Unknown {
            state = heard(state, *life.last().expect("lives have an end"));
        }
        let end = all_heard(&life[life.len() - 1..]);
        prop_assert_eq!(state, end);
    }

    #[test]
    fn a_final_state_is_left_for_review_only(
        before in proptest::collection::vec(any_news(), 0..8), then in any_news()
    ) {
        let state = all_heard(&before);
        let next = heard(state, then);
        if state.is_final() && next != state {
            prop_assert_eq!(next, S::NeedsReview);
        }
    }

    #[test]
    fn money_that_was_taken_is_never_forgotten(
        before in proptest::collection::vec(any_news(), 0..6),
        later in proptest::collection::vec(any_news(), 0..6)
    ) {
        let mut told = before;
        told.push(News::Captured);
        told.extend(later);
        let state = all_heard(&told);
        prop_assert!(
            matches!(state, S::Captured | S::Refunded | S::NeedsReview), "{:?} after {:?}", state, told
        );
    }

    #[test]
    fn news_told_twice_is_told_once(
        before in proptest::collection::vec(any_news(), 0..8), news in any_news()
    ) {
        let once = heard(all_heard(&before), news);
        let contradicted = once == S::NeedsReview;
        prop_assert!(heard(once, news) == once || contradicted);
    }
}

#[test]
fn an_attempt_begins_by_asking_or_is_called_off() {
    for news in NEWS {
        let expected = match news {
            News::Asking => S::Authorising,
            News::CalledOff | News::Voided => S::Voided,
            _ => S::Created,
        };
        assert_eq!(heard(S::Created, news), expected, "{news:?}");
    }
}

#[test]
fn a_silence_is_never_a_failure() {
    for state in S::ALL {
        let next = heard(state, News::Silence);
        assert!(next == state || next == S::Unknown, "{state:?} became {next:?}");
    }
}

/// Nothing was taken and nothing will be: whoever waited for it may try another card.
#[test]
fn a_no_to_what_was_set_aside_is_a_no() {
    assert_eq!(heard(S::Authorised, News::Declined), S::Declined);
    assert_eq!(all_heard(&[News::Authorised, News::Silence, News::Declined]), S::Declined);
}

#[test]
fn contradictions_go_to_a_person() {
    for (state, news) in [
        (S::Declined, News::Captured),
        (S::Declined, News::Authorised),
        (S::Voided, News::Captured),
        (S::Captured, News::Declined),
        (S::Captured, News::Voided),
        (S::Refunded, News::Voided),
    ] {
        assert_eq!(heard(state, news), S::NeedsReview, "{news:?} in {state:?}");
    }
}

#[test]
fn a_person_ends_a_review_and_nothing_else() {
    for (news, end) in FOUND {
        for state in S::ALL {
            let expected = if state == S::NeedsReview { end } else { state };
            assert_eq!(heard(state, news), expected, "{news:?} in {state:?}");
        }
    }
}

/// The database has a list of its own, which must be the same.
#[test]
fn the_database_knows_the_same_moves() {
    let migration = include_str!("../../../../migrations/20261121000065_payments.sql");
    let list = migration.split("insert into payments.move").nth(1).expect("the list of moves");
    let list = list.split(';').next().expect("it ends");
    let mut allowed = std::collections::BTreeSet::new();
    for part in list.split("select").skip(1) {
        let names: Vec<&str> = part.split('\'').skip(1).step_by(2).collect();
        if part.trim_start().starts_with("unnest") {
            let (after, befores) = names.split_last().expect("names");
            allowed.extend(befores.iter().map(|before| (*before, *after)));
        } else {
            let (before, afters) = names.split_first().expect("names");
            allowed.extend(afters.iter().map(|after| (*before, *after)));
        }
    }
    let later = include_str!("../../../../migrations/20261123000070_payments_to_look_into.sql");
    let later = later.split("insert into payments.move").nth(1).expect("more of the list");
    let names: Vec<&str> = later.split('\'').skip(1).step_by(2).collect();
    allowed.extend(names.chunks(2).map(|pair| (pair[0], pair[1])));
    let mut decided = std::collections::BTreeSet::new();
    for state in S::ALL {
        for news in NEWS.into_iter().chain(FOUND.map(|(news, _)| news)) {
            if let Move::To(next) = after(state, news) {
                decided.insert((state.as_str(), next.as_str()));
            }
        }
    }
    let more: Vec<_> = decided.difference(&allowed).collect();
    assert!(more.is_empty(), "the database refuses {more:?}");
    let less: Vec<_> = allowed.difference(&decided).collect();
    // A person's word is taken in any state that money was asked in.
    let only_review = less.iter().all(|(_, after)| *after == "needs_review");
    assert!(only_review, "nothing leads to {less:?}");
}
