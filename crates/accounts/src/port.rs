//! The ports, answered. The domain's errors are the ports' own: what PostgreSQL says is logged at
//! the gate and comes no further.

use async_trait::async_trait;
use kernel::AccountId;
use storefront::{
    account::{
        AccountError, AccountExport, AccountView, Accounts, Caller, OwnAccount, Registration,
        Secret,
    },
    sessions::SessionHandle,
    staff::{
        AfterPassword, AuditEntry, AuditQuery, Enrolled, NewApiToken, NewStaff, Role, StaffDoor,
        StaffError, StaffMember, StaffRoom, StaffRow, TokenCursor, TokenPage,
    },
};

use crate::book::AccountBook;

#[async_trait]
impl Accounts for AccountBook {
    async fn register(&self, form: &Registration, caller: &Caller) -> Result<(), AccountError> {
        self.register(form, caller).await
    }

    async fn verify(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        self.verify(link, password, caller).await
    }

    async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        self.sign_in(email, password, caller).await
    }

    async fn ask_reset(&self, email: &str, caller: &Caller) -> Result<(), AccountError> {
        self.ask_reset(email, caller).await
    }

    async fn reset(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        self.reset(link, password, caller).await
    }

    async fn confirm_mail(
        &self,
        link: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        self.confirm_mail(link, caller).await
    }
}

#[async_trait]
impl OwnAccount for AccountBook {
    async fn view(&self, account: &AccountId) -> Result<AccountView, AccountError> {
        self.view_own(account).await
    }

    async fn rename(
        &self,
        account: &AccountId,
        name: &str,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        self.rename(account, name, caller).await
    }

    async fn change_password(
        &self,
        account: &AccountId,
        current: &Secret,
        new: &Secret,
        keep: Option<&SessionHandle>,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        self.change_password(account, current, new, keep, caller).await
    }

    async fn ask_mail_change(
        &self,
        account: &AccountId,
        current: &Secret,
        email: &str,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        self.ask_mail_change(account, current, email, caller).await
    }

    async fn export(&self, account: &AccountId) -> Result<AccountExport, AccountError> {
        self.export_own(account).await
    }

    async fn erase(
        &self,
        account: &AccountId,
        current: &Secret,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        self.erase(account, current, caller).await
    }
}

#[async_trait]
impl StaffDoor for AccountBook {
    async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AfterPassword, StaffError> {
        self.staff_sign_in(email, password, caller).await
    }

    async fn enter_code(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<StaffMember, StaffError> {
        self.enter_code(step, code, caller).await
    }

    async fn enrol(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<Enrolled, StaffError> {
        self.enrol(step, code, caller).await
    }

    async fn member(&self, account: &AccountId) -> Result<StaffMember, StaffError> {
        self.staff_member(account).await
    }

    async fn bearer(&self, token: &Secret) -> Result<StaffMember, StaffError> {
        self.staff_bearer(token).await
    }
}

#[async_trait]
impl StaffRoom for AccountBook {
    async fn list(&self, by: &StaffMember) -> Result<Vec<StaffRow>, StaffError> {
        self.list_staff(by).await
    }

    async fn add(
        &self,
        by: &StaffMember,
        form: &NewStaff,
        caller: &Caller,
    ) -> Result<AccountId, StaffError> {
        self.add_staff(by, form, caller).await
    }

    async fn set_roles(
        &self,
        by: &StaffMember,
        account: &AccountId,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<(), StaffError> {
        self.set_staff_roles(by, account, roles, caller).await
    }

    async fn remove(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        self.remove_staff(by, account, caller).await
    }

    async fn reset_second_factor(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        self.reset_staff_factor(by, account, caller).await
    }

    async fn issue_token(
        &self,
        by: &StaffMember,
        label: &str,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<NewApiToken, StaffError> {
        self.issue_api_token(by, label, roles, caller).await
    }

    async fn tokens(
        &self,
        by: &StaffMember,
        after: Option<&TokenCursor>,
    ) -> Result<TokenPage, StaffError> {
        self.list_api_tokens(by, after).await
    }

    async fn revoke_token(
        &self,
        by: &StaffMember,
        id: &str,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        self.revoke_api_token(by, id, caller).await
    }

    async fn audit(
        &self,
        by: &StaffMember,
        query: &AuditQuery,
    ) -> Result<Vec<AuditEntry>, StaffError> {
        self.read_audit(by, query).await
    }
}
