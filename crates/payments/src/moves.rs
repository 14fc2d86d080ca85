//! What news makes of a payment: the one place that decides it.

use storefront::payment::PaymentState;

/// What was heard of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// The provider is about to be asked.
    Asking,
    /// It was asked and gave no answer.
    Silence,
    /// It was called off before the provider was asked at all.
    CalledOff,
    /// The shopper has something to do first.
    ActionNeeded,
    /// The money is set aside.
    Authorised,
    /// The money was taken.
    Captured,
    /// The provider said no.
    Declined,
    /// The provider let go of it.
    Voided,
    /// All of the money went back.
    Refunded,
    /// A person found that the money was taken.
    FoundTaken,
    /// A person found that no money was taken.
    FoundNotTaken,
}

/// What becomes of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// It goes to another state.
    To(PaymentState),
    /// It stays: the news is old, or no news.
    Stay,
}

/// What news makes of a payment in a state.
///
/// News comes late, twice and out of order, so what is older than the state changes nothing. A
/// final state is left for one reason only: news that cannot be true beside it. Money is at stake
/// then, and a person has to look.
pub(crate) fn after(state: PaymentState, news: News) -> Move {
    use PaymentState as S;
    match (state, news) {
        // A person decides on it, and nobody else.
        (S::NeedsReview, News::FoundTaken) => Move::To(S::Captured),
        (S::NeedsReview, News::FoundNotTaken) => Move::To(S::Voided),
        (S::NeedsReview, _) | (_, News::FoundTaken | News::FoundNotTaken) => Move::Stay,

        (S::Created, News::Asking) => Move::To(S::Authorising),
        (S::Created, News::CalledOff | News::Voided) => Move::To(S::Voided),
        // Nobody was asked: it speaks of something else, or its row was lost with a backup.
        (S::Created, _) => Move::Stay,
        (_, News::Asking | News::CalledOff) => Move::Stay,

        // An action that is awaited stays awaited, and what is final was not asked about.
        (S::Authorising | S::Authorised, News::Silence) => Move::To(S::Unknown),
        (_, News::Silence) => Move::Stay,

        (S::Authorising | S::Unknown, News::ActionNeeded) => Move::To(S::RequiresAction),
        (_, News::ActionNeeded) => Move::Stay,

        (S::Authorising | S::RequiresAction | S::Unknown, News::Authorised) => {
            Move::To(S::Authorised)
        }
        (S::Declined, News::Authorised) => Move::To(S::NeedsReview),
        (S::Authorised | S::Captured | S::Voided | S::Refunded, News::Authorised) => Move::Stay,

        (S::Authorising | S::RequiresAction | S::Unknown | S::Authorised, News::Captured) => {
            Move::To(S::Captured)
        }
        (S::Declined | S::Voided, News::Captured) => Move::To(S::NeedsReview),
        (S::Captured | S::Refunded, News::Captured) => Move::Stay,

        // A bank may still say no to what it has set aside, when it is to be taken.
        (S::Authorising | S::RequiresAction | S::Unknown | S::Authorised, News::Declined) => {
            Move::To(S::Declined)
        }
        (S::Captured | S::Refunded, News::Declined) => Move::To(S::NeedsReview),
        // No money either way.
        (S::Declined | S::Voided, News::Declined) => Move::Stay,

        (S::Authorising | S::RequiresAction | S::Unknown | S::Authorised, News::Voided) => {
            Move::To(S::Voided)
        }
        (S::Captured | S::Refunded, News::Voided) => Move::To(S::NeedsReview),
        (S::Declined | S::Voided, News::Voided) => Move::Stay,

        (
            S::Authorising | S::RequiresAction | S::Unknown | S::Authorised | S::Captured,
            News::Refunded,
        ) => Move::To(S::Refunded),
        (S::Declined | S::Voided, News::Refunded) => Move::To(S::NeedsReview),
        (S::Refunded, News::Refunded) => Move::Stay,
    }
}

#[cfg(test)]
mod tests;
