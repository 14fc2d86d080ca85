//! How staff get in: the password, and who is in.

use kernel::AccountId;
use storefront::{
    account::{Caller, Secret},
    staff::{AfterPassword, Role, StaffError, StaffMember},
};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::Stop,
    secrets::{API_TOKEN_PREFIX, new_link, random_bytes},
    sign_in::Recognised,
    store::{
        accounts::{self, Row},
        api_tokens, roles, second_factors,
        tokens::{self, Carried, Kind},
    },
    totp,
};

/// What it says to whoever is nobody, or no longer.
pub(crate) fn nobody() -> Stop<StaffError> {
    Stop::Denied(StaffError::WrongCredentials)
}

/// What comes after the password of one of staff.
enum Next {
    In(StaffMember),
    Code,
    /// With the secret of the second factor to set up.
    Enrol(Vec<u8>),
    /// They are no staff.
    Nothing,
}

impl AccountBook {
    pub(crate) async fn staff_sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AfterPassword, StaffError> {
        let recognised = self.recognise::<StaffError>(email, password).await?;
        let nobody = match recognised {
            Recognised::Owner { account, phc, rehashed } => {
                let step = new_link();
                let next =
                    self.after_password(&account, &phc, rehashed.as_deref(), &step, caller).await?;
                match next {
                    Next::In(member) => return Ok(AfterPassword::In(member)),
                    Next::Code => return Ok(AfterPassword::Code { step }),
                    Next::Enrol(secret) => {
                        let shop = &self.settings.shop_name;
                        let uri = totp::uri(&secret, shop, account.email.as_str());
                        let (secret, uri) = (Secret::new(totp::base32(&secret)), Secret::new(uri));
                        return Ok(AfterPassword::Enrol { step, secret, uri });
                    }
                    Next::Nothing => Some(account.id),
                }
            }
            Recognised::Nobody(account) => account,
        };
        let nobody = nobody.as_ref();
        self.note_refused::<StaffError>(Action::StaffSignInRefused, nobody, caller).await?;
        Err(StaffError::WrongCredentials)
    }

    async fn after_password(
        &self,
        account: &Row,
        phc: &str,
        rehashed: Option<&str>,
        step: &Secret,
        caller: &Caller,
    ) -> Result<Next, StaffError> {
        let (id, now) = (&account.id, self.now());
        let secret = random_bytes::<{ totp::SECRET_BYTES }>();
        let sealed = self.sealer.seal(id, &secret).map_err(unsealed)?;
        let ask = async {
            let mut txn = self.begin().await?;
            if !accounts::still_has(&mut txn, id, phc, rehashed).await? {
                return Ok(Next::Nothing);
            }
            let Some((name, roles)) = roles::member(&mut txn, id).await? else {
                return Ok(Next::Nothing);
            };
            let next = if self.is_demo_owner(account, &roles, caller) {
                Next::In(StaffMember { account: id.clone(), name, roles, api_token: None })
            } else if second_factors::since(&mut txn, id).await?.is_some() {
                let carried = Carried::default();
                tokens::insert(&mut txn, step, id, Kind::SecondFactor, carried, now).await?;
                Next::Code
            } else {
                let carried = Carried { sealed: Some(&sealed), ..Carried::default() };
                tokens::insert(&mut txn, step, id, Kind::Enrol, carried, now).await?;
                Next::Enrol(secret.to_vec())
            };
            let action = match next {
                Next::In(_) => Action::StaffSignedIn,
                _ => Action::PasswordAccepted,
            };
            self.note(&mut txn, Deed::own(action, id, caller)).await?;
            txn.commit().await?;
            Ok(next)
        };
        self.gate.ask(ask).await
    }

    /// Only on the machine itself, and only who the settings name.
    fn is_demo_owner(&self, account: &Row, roles: &[Role], caller: &Caller) -> bool {
        caller.is_local()
            && roles.contains(&Role::Owner)
            && self.settings.demo_owner.as_ref() == Some(&account.email)
    }

    pub(crate) async fn staff_member(
        &self,
        account: &AccountId,
    ) -> Result<StaffMember, StaffError> {
        let read = async {
            let mut conn = self.gate.pool().acquire().await?;
            let (name, roles) = roles::member(&mut conn, account).await?.ok_or_else(nobody)?;
            Ok(StaffMember { account: account.clone(), name, roles, api_token: None })
        };
        self.gate.ask(read).await
    }

    pub(crate) async fn staff_bearer(&self, token: &Secret) -> Result<StaffMember, StaffError> {
        if !token.reveal().starts_with(API_TOKEN_PREFIX) {
            return Err(StaffError::WrongCredentials);
        }
        let read = async {
            let mut conn = self.gate.pool().acquire().await?;
            let found = api_tokens::find(&mut conn, token).await?;
            let (account, id, scope) = found.ok_or_else(nobody)?;
            let (name, mut roles) = roles::member(&mut conn, &account).await?.ok_or_else(nobody)?;
            roles.retain(|role| scope.contains(role));
            if roles.is_empty() {
                return Err(nobody());
            }
            api_tokens::note_use(&mut conn, &id, self.now()).await?;
            Ok(StaffMember { account, name, roles, api_token: Some(id) })
        };
        self.gate.ask(read).await
    }
}

/// A secret that does not open was sealed with another key: the settings are not those of the
/// database.
pub(crate) fn unsealed(error: crate::sealing::Unopened) -> StaffError {
    tracing::error!(%error, "is the sealing key the one of this database?");
    StaffError::Unavailable
}
