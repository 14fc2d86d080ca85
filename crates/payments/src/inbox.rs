//! Messages of the provider.

use async_trait::async_trait;
use storefront::payment::{PaymentMessages, WebhookError};

use crate::{
    desk::{DeskError, PaymentDesk},
    signature::is_signed,
    store::{due, inbox},
};

/// How long a message is known again, in days. Providers repeat one for three days at most.
const DAYS_KNOWN: i32 = 30;

#[async_trait]
impl PaymentMessages for PaymentDesk {
    async fn receive(&self, body: &[u8], signature: &str) -> Result<(), WebhookError> {
        if !is_signed(body, signature, &self.settings.webhook_secrets, self.clock.now()) {
            return Err(WebhookError::BadSignature);
        }
        let (message, payment) = self.provider.read_message(body).ok_or(WebhookError::Malformed)?;
        let payment = payment.as_ref().map(kernel::PaymentId::as_str);
        let laid = inbox::insert(&self.books.pool, self.provider.name(), &message, payment);
        self.ask(laid).await.map_err(|_| WebhookError::Unavailable)?;
        Ok(())
    }
}

impl PaymentDesk {
    /// Opens messages: of each it is enough to know which payment it speaks of, for the provider is
    /// asked how that stands.
    pub(crate) async fn open_messages(&self, limit: usize) -> Result<usize, DeskError> {
        let opened = async {
            let mut txn = pool::begin(&self.books.pool).await?;
            let rows = i64::try_from(limit).unwrap_or(i64::MAX);
            let taken = inbox::take(&mut txn, self.provider.name(), rows).await?;
            // Sorted, so that two who do this never wait for each other in a ring.
            let mut concerned: Vec<&str> = taken.iter().flatten().map(String::as_str).collect();
            concerned.sort_unstable();
            concerned.dedup();
            for payment in concerned {
                due::hurry(&mut txn, payment).await?;
            }
            txn.commit().await?;
            Ok(taken.len())
        };
        self.ask(opened).await
    }

    /// Forgets messages of a month ago, and tells how many.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn forget_messages(&self) -> Result<u64, DeskError> {
        self.ask(inbox::forget(&self.books.pool, DAYS_KNOWN)).await
    }
}
