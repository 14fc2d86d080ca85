//! What is to be done next for a payment.

use storefront::payment::PaymentState;

/// For how long a provider surely knows a key again, in seconds: an hour less than a day.
pub(crate) const KEYS_KNOWN: i64 = 23 * 3600;

/// What was seen at the provider since somebody began to work at the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looked {
    /// Nobody looked yet.
    No,
    /// It never heard of it.
    Absent,
    /// It did not answer.
    Silent,
    /// It told how it stands.
    Seen,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Write down that it is called off; nobody was asked.
    CallOff,
    /// Set the money aside.
    Authorise,
    /// Take it.
    Capture,
    /// Let go of it.
    Void,
    /// Ask for all of it to go back.
    GiveBack,
    /// Ask how it stands.
    LookUp,
    /// Hand it to a person: the provider may have forgotten the key by now.
    Review,
    /// Nothing for now.
    Rest,
}

/// What a step is decided by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) state: PaymentState,
    pub(crate) wanted: bool,
    pub(crate) looked: Looked,
    /// How long ago the provider was first asked, in seconds.
    pub(crate) asked_before: Option<i64>,
    /// Whether some of what was taken is not going back.
    pub(crate) kept: bool,
}

/// What is to be done next.
pub(crate) fn next(case: Case) -> Step {
    use PaymentState as S;
    if case.looked == Looked::Silent {
        return Step::Rest;
    }
    let forgotten = case.asked_before.is_some_and(|seconds| seconds > KEYS_KNOWN);
    match case.state {
        S::Created if case.wanted => Step::Authorise,
        S::Created => Step::CallOff,
        S::Authorising | S::Unknown => match case.looked {
            Looked::No => Step::LookUp,
            Looked::Absent if !case.wanted => Step::Void,
            Looked::Absent if forgotten => Step::Review,
            Looked::Absent => Step::Authorise,
            Looked::Seen | Looked::Silent => Step::Rest,
        },
        S::RequiresAction if !case.wanted => Step::Void,
        S::RequiresAction if case.looked == Looked::No => Step::LookUp,
        S::RequiresAction => Step::Rest,
        S::Authorised if case.wanted => Step::Capture,
        S::Authorised => Step::Void,
        S::Captured if !case.wanted && case.kept => Step::GiveBack,
        S::Captured | S::Declined | S::Voided | S::Refunded | S::NeedsReview => Step::Rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_case() -> impl Strategy<Value = Case> {
        let looked = prop_oneof![
            Just(Looked::No),
            Just(Looked::Absent),
            Just(Looked::Silent),
            Just(Looked::Seen)
        ];
        let state = (0..PaymentState::ALL.len()).prop_map(|index| PaymentState::ALL[index]);
        let asked = proptest::option::of(0..2 * KEYS_KNOWN);
        (state, any::<bool>(), looked, asked, any::<bool>()).prop_map(
            |(state, wanted, looked, asked_before, kept)| Case {
                state,
                wanted,
                looked,
                asked_before,
                kept,
            },
        )
    }

    proptest! {
        #[test]
        fn money_that_is_not_wanted_is_never_asked_for(case in any_case()) {
            if !case.wanted {
                prop_assert!(!matches!(next(case), Step::Authorise | Step::Capture));
            }
        }

        #[test]
        fn money_that_is_wanted_is_never_let_go(case in any_case()) {
            if case.wanted {
                prop_assert!(!matches!(next(case), Step::Void | Step::GiveBack | Step::CallOff));
            }
        }

        #[test]
        fn a_key_is_not_used_again_once_it_may_be_forgotten(case in any_case()) {
            let old = case.asked_before.is_some_and(|seconds| seconds > KEYS_KNOWN);
            if old && case.state != PaymentState::Created {
                prop_assert_ne!(next(case), Step::Authorise);
            }
        }

        #[test]
        fn nothing_more_is_asked_of_who_does_not_answer(case in any_case()) {
            if case.looked == Looked::Silent {
                prop_assert_eq!(next(case), Step::Rest);
            }
        }
    }

    #[test]
    fn what_is_unknown_is_looked_at_before_anything_else() {
        for state in [PaymentState::Unknown, PaymentState::Authorising] {
            for wanted in [true, false] {
                let case =
                    Case { state, wanted, looked: Looked::No, asked_before: Some(1), kept: false };
                assert_eq!(next(case), Step::LookUp);
            }
        }
    }
}
