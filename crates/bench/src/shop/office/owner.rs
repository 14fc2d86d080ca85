//! The owner of the shop, in the back office.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};

use super::super::quayside::Quayside;
use crate::http::{Connection, Questions, Sent};
use crate::queries::encoded;

/// The owner's address.
const EMAIL: &str = "owner@quayside.example";
/// What forms of fields alone are sent as.
const FORM: &str = "application/x-www-form-urlencoded";

/// Makes the owner of a shop, of whom no second factor is asked on this machine. Returns the password.
///
/// # Errors
/// What the shop's command says.
pub(super) fn establish(shop: &mut Quayside) -> Result<String> {
    let password = kernel::random_token::<12>();
    shop.settings = vec![
        ("QUAYSIDE_OWNER_PASSWORD", password.clone()),
        ("QUAYSIDE_DEMO_OWNER", EMAIL.to_owned()),
    ];
    shop.run(&["staff", "owner", EMAIL, "--name", "Shop owner"])?;
    Ok(password)
}

/// The owner, signed in.
pub(super) struct Owner {
    address: SocketAddr,
    cookie: String,
}

impl Owner {
    /// Signs in.
    ///
    /// # Errors
    /// When the shop is not reached or does not let the owner in.
    pub(super) async fn sign_in(address: SocketAddr, password: &str) -> Result<Self> {
        let fields = format!("email={}&password={}", encoded(EMAIL), encoded(password));
        let body = Some((FORM, fields.as_str()));
        let sent = Sent { method: "POST", path: "/admin/sign-in", cookie: None, key: None, body };
        let mut connection = Connection::open(address).await?;
        let answer = connection.ask(&sent.bytes(), None).await?;
        ensure!(answer.status == 303, "signing in is answered with {}", answer.status);
        let cookie = connection.take_cookie().context("the owner got no cookie")?;
        Ok(Self { address, cookie })
    }

    /// The body of a page.
    ///
    /// # Errors
    /// When it is not answered with 200.
    pub(super) async fn page(&self, path: &str) -> Result<String> {
        let (status, body) = self.ask(&self.sent("GET", path, None)).await?;
        ensure!(status == 200, "{path} is answered with {status}");
        Ok(body)
    }

    /// Sends the fields of a form.
    ///
    /// # Errors
    /// When it is not answered with 303.
    pub(super) async fn submit(&self, path: &str, fields: &str) -> Result<()> {
        self.send(path, FORM, fields).await
    }

    /// Sends a form of any kind.
    ///
    /// # Errors
    /// When it is not answered with 303.
    pub(super) async fn send(&self, path: &str, kind: &str, body: &str) -> Result<()> {
        let (status, _) = self.ask(&self.sent("POST", path, Some((kind, body)))).await?;
        ensure!(status == 303, "what is sent to {path} is answered with {status}");
        Ok(())
    }

    /// A page, to be asked for again and again.
    pub(super) fn asking(&self, path: &str) -> Questions {
        let request = self.sent("GET", path, None).bytes();
        Questions { requests: Arc::new(vec![request]), expected: 200 }
    }

    fn sent<'a>(
        &'a self,
        method: &'a str,
        path: &'a str,
        body: Option<(&'a str, &'a str)>,
    ) -> Sent<'a> {
        Sent { method, path, cookie: Some(&self.cookie), key: None, body }
    }

    /// Asks on a connection of its own: between two questions may be minutes.
    async fn ask(&self, sent: &Sent<'_>) -> Result<(u16, String)> {
        let mut connection = Connection::open(self.address).await?;
        let mut body = Vec::new();
        let answer = connection.ask(&sent.bytes(), Some(&mut body)).await?;
        Ok((answer.status, String::from_utf8_lossy(&body).into_owned()))
    }
}
