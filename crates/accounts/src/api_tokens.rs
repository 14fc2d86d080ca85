//! Tokens with which programs use the API for staff.

use serde_json::json;
use storefront::{
    account::{Caller, Reason, Refusal},
    staff::{
        ApiTokenRow, NewApiToken, Permission, Role, StaffError, StaffMember, TOKEN_PAGE,
        TokenCursor, TokenPage,
    },
};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::Stop,
    secrets::new_api_token,
    staff_door::nobody,
    staff_room::check_roles,
    store::{accounts, api_tokens, roles},
};

/// Longest label, in characters.
const LONGEST_LABEL: usize = 80;

fn check_label(label: &str) -> Result<String, Refusal> {
    let label = label.trim();
    let length = label.chars().count();
    if (1..=LONGEST_LABEL).contains(&length) && !label.contains(char::is_control) {
        Ok(label.to_owned())
    } else {
        Err(Refusal { field: "label", reason: Reason::BadLabel })
    }
}

/// Only people make and revoke tokens; a token that could would outlive its own end.
fn require_person(by: &StaffMember) -> Result<(), StaffError> {
    if by.api_token.is_none() { Ok(()) } else { Err(StaffError::Forbidden) }
}

impl AccountBook {
    pub(crate) async fn issue_api_token(
        &self,
        by: &StaffMember,
        label: &str,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<NewApiToken, StaffError> {
        require_person(by)?;
        let (label, roles) = match (check_label(label), check_roles(roles)) {
            (Ok(label), Ok(roles)) => (label, roles),
            (label, roles) => {
                let refusals = [label.err(), roles.err()];
                return Err(StaffError::Refused(refusals.into_iter().flatten().collect()));
            }
        };
        let secret = new_api_token();
        let token = ApiTokenRow {
            id: kernel::random_token::<8>(),
            account: by.account.clone(),
            label,
            roles,
            created_at: self.now(),
            last_used_at: None,
            revoked_at: None,
        };
        let issue = async {
            let mut txn = self.begin().await?;
            accounts::lock(&mut txn, &by.account).await?;
            let (_, own) = roles::member(&mut txn, &by.account).await?.ok_or_else(nobody)?;
            if !token.roles.iter().all(|role| own.contains(role)) {
                return Err(Stop::Denied(StaffError::refused("roles", Reason::BadRoles)));
            }
            api_tokens::insert(&mut txn, &token, &secret).await?;
            let deed = Deed::staffs(Action::TokenIssued, &by.account, &token.id, caller);
            self.note(&mut txn, deed.roles(&[], &token.roles)).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask::<_, StaffError>(issue).await?;
        Ok(NewApiToken { id: token.id, secret })
    }

    pub(crate) async fn list_api_tokens(
        &self,
        by: &StaffMember,
        after: Option<&TokenCursor>,
    ) -> Result<TokenPage, StaffError> {
        require_person(by)?;
        let read = async {
            let mut conn = self.gate.pool().acquire().await?;
            let (_, own) = roles::member(&mut conn, &by.account).await?.ok_or_else(nobody)?;
            let all = own.iter().any(|role| role.allows(Permission::ManageStaff));
            let account = (!all).then_some(&by.account);
            Ok(api_tokens::page(&mut conn, account, after).await?)
        };
        let mut tokens = self.gate.ask::<_, StaffError>(read).await?;
        let more = tokens.len() > TOKEN_PAGE;
        tokens.truncate(TOKEN_PAGE);
        let last = tokens.last().filter(|_| more);
        let next = last.and_then(|last| TokenCursor::parse(&last.id).ok());
        Ok(TokenPage { tokens, next })
    }

    pub(crate) async fn revoke_api_token(
        &self,
        by: &StaffMember,
        id: &str,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        require_person(by)?;
        if id.contains(|c: char| !c.is_ascii_alphanumeric()) {
            return Err(StaffError::NotFound);
        }
        let revoke = async {
            let mut txn = self.begin().await?;
            let (_, own) = roles::member(&mut txn, &by.account).await?.ok_or_else(nobody)?;
            let all = own.iter().any(|role| role.allows(Permission::ManageStaff));
            match api_tokens::holder(&mut txn, id).await? {
                Some(holder) if all || holder == by.account => {}
                // To others it is as if there were none.
                _ => return Err(Stop::Denied(StaffError::NotFound)),
            }
            if api_tokens::revoke(&mut txn, id, self.now()).await? {
                let deed = Deed {
                    before: Some(json!({ "revoked": false })),
                    after: Some(json!({ "revoked": true })),
                    ..Deed::staffs(Action::TokenRevoked, &by.account, id, caller)
                };
                self.note(&mut txn, deed).await?;
            }
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(revoke).await
    }
}
