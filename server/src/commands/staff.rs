//! `quayside staff`

use std::{env, sync::Arc};

use accounts::AccountBook;
use anyhow::{Context, Result, anyhow, bail};
use clap::Subcommand;
use storefront::{
    account::{AccountError, Caller, Refusal, Secret},
    staff::{NewStaff, Role, StaffError, StaffMember, StaffRoom, StaffRow},
};

use crate::{compose, config::Config};

/// What to do about staff. Whoever may run it is believed: the machine's own door is the guard.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Make someone an owner, with the password in QUAYSIDE_OWNER_PASSWORD or one that is made and
    /// printed once. An account that is there keeps its name and its password.
    Owner {
        /// Mail address.
        email: String,
        /// What they are called.
        #[arg(long)]
        name: String,
    },
    /// Invite someone by mail, or make someone who has an account one of staff.
    Add {
        /// Mail address.
        email: String,
        /// What they are called.
        #[arg(long)]
        name: String,
        /// What they may do: owner, catalogue, orders, warehouse, support or analyst.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
    /// Give a member these roles and no others.
    Role {
        /// Mail address.
        email: String,
        /// A role; repeat for several.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
    /// Take all roles, tokens and the second factor of a member; the account stays a shopper's.
    Remove {
        /// Mail address.
        email: String,
    },
    /// Make a token for the API and print it, this once.
    Token {
        /// Mail address of the member whose it is.
        email: String,
        /// What it is for.
        #[arg(long)]
        label: String,
        /// A role of the member's; repeat for several.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
    /// List all staff.
    List,
}

fn role(name: &str) -> Result<Role, String> {
    Role::named(name).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
        format!("it is one of {}", all.join(", "))
    })
}

/// Does it.
pub(super) async fn run(config: &Config, action: Action) -> Result<()> {
    let postgres = compose::postgres(config).await?;
    let book = compose::account_book(config, &postgres)?;
    match action {
        Action::Owner { email, name } => owner(&book, &email, &name).await,
        Action::List => {
            for row in book.staff().await? {
                let roles: Vec<_> = row.roles.iter().map(|role| role.name()).collect();
                let state = if row.active { "" } else { "  (invited)" };
                println!("{}  {}  {}{state}", row.email, row.name, roles.join(", "));
            }
            Ok(())
        }
        Action::Add { email, name, roles } => {
            let form = NewStaff { email: email.clone(), name, roles };
            let by = first_owner(&book).await?;
            book.add(&by, &form, &Caller::default()).await.map_err(told)?;
            println!("A letter to {email} is on its way.");
            Ok(())
        }
        Action::Role { email, roles } => {
            let (by, row) = (first_owner(&book).await?, member(&book, &email).await?);
            book.set_roles(&by, &row.account, &roles, &Caller::default()).await.map_err(told)?;
            println!("{email} has other roles now.");
            Ok(())
        }
        Action::Remove { email } => {
            let (by, row) = (first_owner(&book).await?, member(&book, &email).await?);
            book.remove(&by, &row.account, &Caller::default()).await.map_err(told)?;
            println!("{email} is no longer staff.");
            Ok(())
        }
        Action::Token { email, label, roles } => {
            let by = acting(member(&book, &email).await?);
            let made =
                book.issue_token(&by, &label, &roles, &Caller::default()).await.map_err(told)?;
            println!("{}", made.secret.reveal());
            Ok(())
        }
    }
}

async fn owner(book: &AccountBook, email: &str, name: &str) -> Result<()> {
    let given = env::var("QUAYSIDE_OWNER_PASSWORD").ok().filter(|password| !password.is_empty());
    let known = book.staff().await?.iter().any(|row| row.email.as_str() == email);
    let password = given.clone().unwrap_or_else(kernel::random_token::<12>);
    let made = book.establish_owner(email, name, &Secret::new(password.as_str())).await;
    made.map_err(|error| match error {
        AccountError::Refused(refusals) => anyhow!(sentences(&refusals)),
        other => other.into(),
    })?;
    println!("{email} is an owner.");
    if given.is_none() && !known {
        println!("Password, shown this once: {password}");
    }
    Ok(())
}

/// In whose name the rest is done, and who the audit log says did it.
async fn first_owner(book: &Arc<AccountBook>) -> Result<StaffMember> {
    let rows = book.staff().await?;
    let owner = rows.into_iter().find(|row| row.active && row.roles.contains(&Role::Owner));
    owner.map(acting).context(
        "the shop has no owner yet; make one with `quayside staff owner EMAIL --name NAME`",
    )
}

async fn member(book: &AccountBook, email: &str) -> Result<StaffRow> {
    let mut rows = book.staff().await?.into_iter();
    match rows.find(|row| row.email.as_str().eq_ignore_ascii_case(email)) {
        Some(row) => Ok(row),
        None => bail!("{email} is not staff; `quayside staff list` names all"),
    }
}

fn acting(row: StaffRow) -> StaffMember {
    StaffMember { account: row.account, name: row.name, roles: row.roles, api_token: None }
}

fn told(error: StaffError) -> anyhow::Error {
    match error {
        StaffError::Refused(refusals) => anyhow!(sentences(&refusals)),
        other => other.into(),
    }
}

fn sentences(refusals: &[Refusal]) -> String {
    refusals
        .iter()
        .map(|refusal| format!("{}: {}", refusal.field, refusal.reason.message()))
        .collect::<Vec<_>>()
        .join(" ")
}
