//! Requests that are done once, however often they are sent.
//!
//! Whoever serves one notes it in the transaction that does it, and the answer in the one that
//! decides it. Refused for a wrong field, nothing is noted: the transaction is rolled back.

use kernel::OrderId;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use sqlx::PgTransaction;
use storefront::checkout::IdempotencyKey;

use crate::{refusal::OrderError, store, store::unreadable};

/// For how many days a request is remembered.
pub const REQUEST_DAYS: i32 = 7;

/// What was answered to a request before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer(serde_json::Value);

impl StoredAnswer {
    /// The answer as it was given.
    ///
    /// # Errors
    /// [`OrderError::Store`] when it was of another shape.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, OrderError> {
        serde_json::from_value(self.0).map_err(|error| OrderError::Store(unreadable(error)))
    }
}

/// What is known of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BeganRequest {
    /// Nothing was: it is noted now, and is to be done.
    New,
    /// It is being done, for this order if that is known, and not answered yet.
    InProgress(Option<OrderId>),
    /// It was answered.
    Answered(StoredAnswer),
    /// Its key was used for something else.
    OtherRequest,
}

/// What is stored of a request: its parts, told apart from one another.
#[must_use]
pub fn request_hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Notes a request, or says what is known of it. `scope` is who asks and what for: the same key of
/// another means nothing. Waits, as long as a lock may take, for one that is being noted.
///
/// # Errors
/// [`OrderError::BadText`] for a scope of more than 200 characters, [`OrderError::Store`].
pub async fn begin_request(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &IdempotencyKey,
    hash: &[u8; 32],
) -> Result<BeganRequest, OrderError> {
    if !(1..=200).contains(&scope.chars().count()) {
        return Err(OrderError::BadText("scope"));
    }
    if store::requests::insert(txn, scope, key.as_str(), hash).await? {
        return Ok(BeganRequest::New);
    }
    let Some(made) = store::requests::select(txn, scope, key.as_str()).await? else {
        // Forgotten between the two statements, after a week. Whoever asks again finds it new.
        return Ok(BeganRequest::InProgress(None));
    };
    if made.request_hash != hash {
        return Ok(BeganRequest::OtherRequest);
    }
    Ok(match made.answer {
        Some(answer) => BeganRequest::Answered(StoredAnswer(answer)),
        None => {
            let order = made.order_id.map(OrderId::parse).transpose();
            BeganRequest::InProgress(order.map_err(|error| OrderError::Store(unreadable(error)))?)
        }
    })
}

/// Notes which order a request is about, so that whoever sends it again can be told how it stands.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn bind_request(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &IdempotencyKey,
    order: &OrderId,
) -> Result<(), OrderError> {
    Ok(store::requests::set_order(txn, scope, key.as_str(), order).await?)
}

/// Notes what is answered to a request. False when it was answered before: that answer stays.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn answer_request(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &IdempotencyKey,
    answer: &(impl Serialize + Sync),
) -> Result<bool, OrderError> {
    let answer =
        serde_json::to_value(answer).map_err(|error| OrderError::Store(unreadable(error)))?;
    Ok(store::requests::set_answer(txn, scope, key.as_str(), &answer).await?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Two requests are taken for one only when they are one, wherever their parts begin.
        #[test]
        fn what_differs_has_another_hash(
            one in prop::collection::vec("[ab]{0,3}", 0..4),
            other in prop::collection::vec("[ab]{0,3}", 0..4),
        ) {
            let hash = |parts: &[String]| {
                let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
                request_hash(&parts)
            };
            prop_assert_eq!(hash(&one) == hash(&other), one == other);
        }
    }
}
