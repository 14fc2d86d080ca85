//! Sending back.

use kernel::{Money, Quantity, Sku};
use sqlx::PgTransaction;
use storefront::{
    mail::LetterKind,
    orders::{Happening, OrderStatus, ReturnState, Who},
};

use super::{LockedOrder, bounded, left};
use crate::{
    letters,
    refusal::OrderError,
    returns::{ApprovedReturn, RETURN_DAYS, are_there},
    store::{events, lines, returns},
};

impl LockedOrder {
    /// Its buyer wants to send units back, and `who` said so; `key` is the form's own. Asked with the
    /// same before, nothing is written, and the answer is false.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] before it was shipped, [`OrderError::TooLate`],
    /// [`OrderError::NotThoseUnits`], [`OrderError::BadText`], [`OrderError::Store`].
    pub async fn request_return(
        &mut self,
        txn: &mut PgTransaction<'_>,
        wanted: &[(Sku, Quantity)],
        reason: &str,
        key: &str,
        who: Who,
    ) -> Result<bool, OrderError> {
        if returns::asked(txn, &self.id, key).await? {
            return Ok(false);
        }
        self.allow(OrderStatus::Returned)?;
        bounded("reason", reason, 500)?;
        if !(8..=128).contains(&key.len()) {
            return Err(OrderError::BadText("key"));
        }
        let days = i32::try_from(RETURN_DAYS).unwrap_or(i32::MAX);
        if returns::is_late(txn, &self.id, days).await? {
            return Err(OrderError::TooLate);
        }
        if !are_there(wanted, &returns::left(txn, &self.id).await?) {
            return Err(OrderError::NotThoseUnits);
        }
        let id = kernel::random_token::<16>();
        returns::insert(txn, &id, &self.id, key, reason, wanted).await?;
        let requested = events::New {
            reference: &id,
            ..events::New::once(Happening::ReturnRequested, who, "")
        };
        events::insert(txn, &self.id, requested).await?;
        letters::write_of_return(txn, &self.id, LetterKind::ReturnAsked, &id).await?;
        Ok(true)
    }

    /// Agrees to a return: its units came back, and `refund` is to be paid for them, and then noted
    /// by [`LockedOrder::refunded`] under the return's id. With `restock`
    /// they are to be free again, which the caller sees to in the same transaction. Agreed to
    /// before with the same refund, nothing is written.
    ///
    /// # Errors
    /// [`OrderError::NotFound`], [`OrderError::Decided`] when it was refused or another refund agreed to,
    /// [`OrderError::NotThoseUnits`], [`OrderError::RefundTooLarge`], [`OrderError::DoesNotAddUp`]
    /// for another currency, [`OrderError::Store`].
    pub async fn approve_return(
        &mut self,
        txn: &mut PgTransaction<'_>,
        return_id: &str,
        refund: Money,
        restock: bool,
    ) -> Result<ApprovedReturn, OrderError> {
        let decided = returns::lock(txn, &self.id, return_id).await?.ok_or(OrderError::NotFound)?;
        match decided.state {
            ReturnState::Refused => return Err(OrderError::Decided),
            ReturnState::Approved => {
                let agreed = decided.refund.unwrap_or_default();
                // Whoever typed another sum must not think that theirs goes back.
                if agreed != refund.amount() {
                    return Err(OrderError::Decided);
                }
                return Ok(ApprovedReturn {
                    restock: Vec::new(),
                    refund: Money::new(agreed, self.total.currency())
                        .unwrap_or(Money::zero(self.total.currency())),
                    all_returned: self.status == OrderStatus::Returned,
                    before: true,
                });
            }
            ReturnState::Requested => {}
        }
        if refund.currency() != self.total.currency() {
            return Err(OrderError::DoesNotAddUp);
        }
        let agreed = returns::agreed_unpaid(txn, &self.id).await?;
        if refund.amount().saturating_add(agreed) > left(self.total, self.refunded).amount() {
            return Err(OrderError::RefundTooLarge);
        }
        let back = returns::lines(txn, return_id).await?;
        for (sku, units) in &back {
            let units = i32::try_from(*units).unwrap_or(i32::MAX);
            if !lines::add_returned(txn, &self.id, sku.as_str(), units).await? {
                return Err(OrderError::NotThoseUnits);
            }
        }
        if !returns::decide(txn, return_id, Some((refund.amount(), restock))).await? {
            return Err(OrderError::Decided);
        }
        let approved = events::New {
            what: Happening::ReturnApproved,
            who: Who::Staff,
            note: "",
            amount: Some(refund.amount()),
            reference: return_id,
        };
        events::insert(txn, &self.id, approved).await?;
        // Of what goes back another letter tells, once it has.
        if refund.amount() == 0 {
            letters::write_of_return(txn, &self.id, LetterKind::ReturnAgreed, return_id).await?;
        }
        let all_returned = lines::all_returned(txn, &self.id).await?;
        if all_returned {
            let returned = OrderStatus::Returned;
            self.become_next(txn, returned, Happening::Returned, Who::Staff, "").await?;
            self.forget_when_over(txn).await?;
        }
        let restock = if restock { back } else { Vec::new() };
        Ok(ApprovedReturn { restock, refund, all_returned, before: false })
    }

    /// Nothing goes back any more for a return that was agreed to: its refund was refused, and is let
    /// be. A letter tells its buyer. Not agreed to, nothing is written.
    ///
    /// # Errors
    /// [`OrderError::Store`].
    pub async fn waive_refund(
        &mut self,
        txn: &mut PgTransaction<'_>,
        return_id: &str,
    ) -> Result<(), OrderError> {
        if returns::waive(txn, &self.id, return_id).await? {
            letters::write_of_return(txn, &self.id, LetterKind::ReturnAgreed, return_id).await?;
        }
        Ok(())
    }

    /// Does not agree to a return; its units stay where they are. Refused before for the same reason,
    /// nothing is written, and the answer is false.
    ///
    /// # Errors
    /// [`OrderError::NotFound`], [`OrderError::Decided`] when it was agreed to, or refused for another
    /// reason that its buyer has been told,
    /// [`OrderError::BadText`], [`OrderError::Store`].
    pub async fn refuse_return(
        &mut self,
        txn: &mut PgTransaction<'_>,
        return_id: &str,
        reason: &str,
    ) -> Result<bool, OrderError> {
        let decided = returns::lock(txn, &self.id, return_id).await?.ok_or(OrderError::NotFound)?;
        match decided.state {
            ReturnState::Approved => return Err(OrderError::Decided),
            ReturnState::Refused => {
                let told = events::note_of(txn, &self.id, Happening::ReturnRefused, return_id);
                return if told.await?.as_deref() == Some(reason) {
                    Ok(false)
                } else {
                    Err(OrderError::Decided)
                };
            }
            ReturnState::Requested => {}
        }
        bounded("reason", reason, 500)?;
        returns::decide(txn, return_id, None).await?;
        let refused = events::New {
            reference: return_id,
            ..events::New::once(Happening::ReturnRefused, Who::Staff, reason)
        };
        events::insert(txn, &self.id, refused).await?;
        letters::write_of_return(txn, &self.id, LetterKind::ReturnRefused, return_id).await?;
        Ok(true)
    }
}
