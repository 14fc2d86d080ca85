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
        let trouble = match self.submit_now(buyer, id, key).await {
            Err(trouble) => trouble,
            submitted => return submitted,
        };
        let answered = matches!(
            trouble,
            Trouble::Refused(
                CheckoutError::KeyUsed
                    | CheckoutError::Declined { .. }
                    | CheckoutError::InProgress(_)
            )
        );
        // Where even that cannot be asked, what was wrong before is told.
        if !answered && self.key_stands_for_another(buyer, key, Some(id)).await.unwrap_or(false) {
            return Err(CheckoutError::KeyUsed.into());
        }
        Err(trouble)
    }

    /// Whether a buyer's key stands for the submission of something else than `id`.
    pub(crate) async fn key_stands_for_another(
        &self,
        buyer: &Buyer,
        key: &IdempotencyKey,
        id: Option<&CheckoutId>,
    ) -> Result<bool, Trouble> {
        let scope = Owner::of(buyer).scope("submit");
        let began = self.looked_up(&scope, key, &mark_of(id)).await?;
        Ok(began == BeganRequest::OtherRequest)
    }

    /// What a key stands for, without having it stand for anything.
    pub(crate) async fn looked_up(
        &self,
        scope: &str,
        key: &IdempotencyKey,
        hash: &[u8; 32],
    ) -> Result<BeganRequest, Trouble> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            // Rolled back: it is only looked at.
            Ok(begin_request(&mut txn, scope, key, hash).await?)
        })
        .await
    }
}
