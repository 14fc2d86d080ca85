//! The first owner, who can be invited by nobody.

use kernel::AccountId;
use storefront::{
    account::{AccountError, Caller, Secret},
    staff::{Role, StaffRow},
};

use crate::{
    audit::{Action, Deed},
    book::{AccountBook, check_email, check_name},
    gate::Stop,
    registration::{new_id, taken},
    store::{accounts, roles},
};

impl AccountBook {
    /// Makes the person of this address an owner: for whoever sets the shop up at the machine, not
    /// for a page. An account that has the address verified keeps its name and password; else one
    /// is made, verified. A second time it finds nothing to do.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`email`, `name`, `password`), [`AccountError::Busy`],
    /// [`AccountError::Unavailable`].
    pub async fn establish_owner(
        &self,
        email: &str,
        name: &str,
        password: &Secret,
    ) -> Result<AccountId, AccountError> {
        let checked = (check_email(email), check_name(name));
        let password_checked = self.check_password(password, name, email);
        let (email, name) = match (checked, password_checked) {
            ((Ok(email), Ok(name)), Ok(())) => (email, name),
            ((email, name), password) => {
                let refusals = [email.err(), name.err(), password.err()];
                return Err(AccountError::Refused(refusals.into_iter().flatten().collect()));
            }
        };
        let phc = self.hashers.hash(password).await?;
        let caller = Caller::default();
        let establish = async {
            let mut txn = self.begin().await?;
            let now = self.now();
            roles::lock_owners(&mut txn).await?;
            let account = if let Some(known) = accounts::verified(&mut txn, &email).await? {
                accounts::lock(&mut txn, &known.id)
                    .await?
                    .ok_or(Stop::Denied(AccountError::Unavailable))?;
                known.id
            } else {
                let account = new_id();
                accounts::insert(&mut txn, &account, &email, &name, now).await?;
                accounts::set_password(&mut txn, &account, &phc, now).await?;
                accounts::set_verified(&mut txn, &account, now).await.map_err(taken)?;
                account
            };
            let before = roles::of(&mut txn, &account).await?;
            if before.contains(&Role::Owner) {
                return Ok(account);
            }
            let mut after = before.clone();
            after.insert(0, Role::Owner);
            roles::replace(&mut txn, &account, &after).await?;
            let deed = Deed::strangers(Action::RolesChanged, Some(&account), &caller);
            self.note(&mut txn, deed.roles(&before, &after)).await?;
            txn.commit().await?;
            Ok(account)
        };
        self.gate.ask(establish).await
    }

    /// All staff, for whoever sets the shop up at the machine.
    ///
    /// # Errors
    /// [`AccountError::Unavailable`].
    pub async fn staff(&self) -> Result<Vec<StaffRow>, AccountError> {
        let read = async {
            let mut txn = self.begin().await?;
            Ok(roles::list(&mut txn).await?)
        };
        self.gate.ask(read).await
    }
}
