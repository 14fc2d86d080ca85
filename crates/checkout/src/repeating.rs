//! Keys of submissions that stand for something already.

use kernel::CheckoutId;
use orders::{BeganRequest, begin_request, request_hash};
use storefront::{
    checkout::{CheckoutError, IdempotencyKey, Submitted},
    orders::Buyer,
};

use crate::{buyer::Owner, desk::CheckoutDesk, trouble::Trouble};

/// By what the submission of a checkout is known again; of none, what no submission is known by.
pub(crate) fn mark_of(id: Option<&CheckoutId>) -> [u8; 32] {
    let parts: Vec<&[u8]> = id.iter().map(|id| id.as_str().as_bytes()).collect();
    request_hash(&parts)
}

impl CheckoutDesk {
    /// Submits. Whatever else is wrong with it, a key that stands for another request is told first.
    pub(crate) async fn submit_by_key(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        key: &IdempotencyKey,
    ) -> Result<Submitted, Trouble> {
        let refused = match self.submit_now(buyer, id, key).await {
            Err(Trouble::Refused(refused)) => refused,
            other => return other,
        };
        let answered = matches!(
            refused,
            CheckoutError::KeyUsed | CheckoutError::Declined { .. } | CheckoutError::InProgress(_)
        );
        if !answered && self.key_stands_for_another(buyer, key, Some(id)).await? {
            return Err(CheckoutError::KeyUsed.into());
        }
        Err(refused.into())
    }

    /// Whether a buyer's key stands for the submission of something else than `id`.
    pub(crate) async fn key_stands_for_another(
        &self,
        buyer: &Buyer,
        key: &IdempotencyKey,
        id: Option<&CheckoutId>,
    ) -> Result<bool, Trouble> {
        let scope = Owner::of(buyer).scope("submit");
        let began = self
            .ask(async {
                let mut txn = pool::begin(self.pool()).await?;
                // Rolled back: it is only looked at.
                Ok(begin_request(&mut txn, &scope, key, &mark_of(id)).await?)
            })
            .await?;
        Ok(began == BeganRequest::OtherRequest)
    }
}
