//! How staff get in: the second step.

use kernel::{AccountId, Timestamp};
use sqlx::PgTransaction;
use storefront::{
    account::{Caller, Reason, Secret},
    staff::{Enrolled, StaffError, StaffMember},
};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::Stop,
    secrets::{new_recovery_code, read_recovery_code},
    staff_door::{nobody, unsealed},
    store::{
        accounts, audit, roles, second_factors,
        tokens::{self, Kind, Token},
    },
    totp,
};

/// Codes that may be tried for one password.
const TRIES: i32 = 5;
/// Wrong codes that may be entered for an account within an hour, by whoever has its password. After
/// that no code is looked at, so that a stolen password alone does not guess one.
const WRONG_CODES: i64 = 10;
/// That hour, in milliseconds.
const LATELY: i64 = 60 * 60_000;
/// Recovery codes that one gets.
const RECOVERY_CODES: usize = 10;

fn step_spent() -> Stop<StaffError> {
    Stop::Denied(StaffError::StepSpent)
}

impl AccountBook {
    pub(crate) async fn enter_code(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<StaffMember, StaffError> {
        let enter = async {
            let mut txn = self.begin().await?;
            let token = self.step(&mut txn, step, Kind::SecondFactor).await?;
            let account = token.account.clone();
            self.allow_another_code(&mut txn, &account).await?;
            let sealed = second_factors::sealed(&mut txn, &account).await?;
            let sealed = sealed.ok_or_else(step_spent)?;
            let secret = self.sealer.open(&account, &sealed).map_err(unsealed);
            let secret = secret.map_err(Stop::Denied)?;
            let taken = match totp::step_of(&secret, code.reveal(), self.now()) {
                Some(step) => second_factors::take_step(&mut txn, &account, step).await?,
                None => false,
            };
            let recovered = match read_recovery_code(code.reveal()) {
                Some(code) if !taken => {
                    second_factors::spend_recovery_code(&mut txn, &account, &code).await?
                }
                _ => false,
            };
            if recovered {
                self.note(&mut txn, Deed::own(Action::RecoveryCodeUsed, &account, caller)).await?;
            }
            if !taken && !recovered {
                return self.refuse_code(txn, step, &token, caller).await;
            }
            tokens::spend(&mut txn, step).await?;
            let member = self.let_in(&mut txn, &token, caller).await?;
            txn.commit().await?;
            Ok(Ok(member))
        };
        self.gate.ask::<_, StaffError>(enter).await?
    }

    pub(crate) async fn enrol(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<Enrolled, StaffError> {
        let recovery_codes: Vec<_> = (0..RECOVERY_CODES).map(|_| new_recovery_code()).collect();
        let enrol = async {
            let mut txn = self.begin().await?;
            let now = self.now();
            let token = self.step(&mut txn, step, Kind::Enrol).await?;
            let account = token.account.clone();
            let sealed = token.sealed.as_deref().ok_or_else(step_spent)?;
            let secret = self.sealer.open(&account, sealed).map_err(unsealed);
            let secret = secret.map_err(Stop::Denied)?;
            let Some(half_minute) = totp::step_of(&secret, code.reveal(), now) else {
                return self.refuse_code(txn, step, &token, caller).await;
            };
            let codes = &recovery_codes;
            let set =
                second_factors::insert(&mut txn, &account, sealed, half_minute, codes, now).await?;
            if !set {
                return Err(step_spent());
            }
            tokens::void(&mut txn, &account, &[Kind::Enrol]).await?;
            self.note(&mut txn, Deed::own(Action::SecondFactorSet, &account, caller)).await?;
            let member = self.let_in(&mut txn, &token, caller).await?;
            txn.commit().await?;
            Ok(Ok(member))
        };
        let member = self.gate.ask::<_, StaffError>(enrol).await??;
        Ok(Enrolled { member, recovery_codes })
    }

    /// The step that a secret names. The account is locked: its codes are tried one by one.
    async fn step(
        &self,
        txn: &mut PgTransaction<'_>,
        step: &Secret,
        kind: Kind,
    ) -> Result<Token, Stop<StaffError>> {
        let now = self.now();
        let token = tokens::find(txn, step, &[kind], now).await?.ok_or_else(step_spent)?;
        accounts::lock(txn, &token.account).await?.ok_or_else(step_spent)?;
        tokens::find(txn, step, &[kind], now).await?.ok_or_else(step_spent)
    }

    /// Stops whoever goes on guessing. The audit log counts, and the account is locked.
    async fn allow_another_code(
        &self,
        txn: &mut PgTransaction<'_>,
        account: &AccountId,
    ) -> Result<(), Stop<StaffError>> {
        let since = Timestamp::from_millis(self.now().millis() - LATELY);
        if audit::codes_refused(txn, account, since).await? >= WRONG_CODES {
            return Err(Stop::Denied(StaffError::refused("code", Reason::TooManyCodes)));
        }
        Ok(())
    }

    /// A wrong code counts, so it is committed.
    async fn refuse_code<T>(
        &self,
        mut txn: PgTransaction<'_>,
        step: &Secret,
        token: &Token,
        caller: &Caller,
    ) -> Result<Result<T, StaffError>, Stop<StaffError>> {
        let account = Some(&token.account);
        self.note(&mut txn, Deed::strangers(Action::CodeRefused, account, caller)).await?;
        let last = token.tries + 1 >= TRIES;
        if last {
            tokens::spend(&mut txn, step).await?;
        } else {
            tokens::note_try(&mut txn, step).await?;
        }
        txn.commit().await?;
        let refused = StaffError::refused("code", Reason::WrongCode);
        Ok(Err(if last { StaffError::StepSpent } else { refused }))
    }

    async fn let_in(
        &self,
        txn: &mut PgTransaction<'_>,
        token: &Token,
        caller: &Caller,
    ) -> Result<StaffMember, Stop<StaffError>> {
        let account = token.account.clone();
        let (name, roles) = roles::member(txn, &account).await?.ok_or_else(nobody)?;
        self.note(txn, Deed::own(Action::StaffSignedIn, &account, caller)).await?;
        Ok(StaffMember { account, name, roles, api_token: None })
    }
}
