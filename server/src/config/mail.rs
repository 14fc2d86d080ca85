//! How letters leave the shop.

use mail::{Credentials, Security, SmtpSettings};
use storefront::account::Secret;

use super::{ConfigError, Sources, variable};

/// Who carries letters.
#[derive(Clone, Debug)]
pub(crate) enum Carrier {
    /// Nobody: they are laid into the data folder.
    Folder,
    /// A mail server.
    Smtp(SmtpSettings),
}

impl Carrier {
    pub(super) fn of(sources: &Sources) -> Result<Self, ConfigError> {
        let Some(host) = sources.text("smtp_host") else { return Ok(Self::Folder) };
        let security = match sources.needed("smtp_security")?.as_str() {
            "starttls" => Security::StartTls,
            "tls" => Security::Tls,
            "none" => Security::Plain,
            other => {
                return Err(ConfigError::Value {
                    name: variable("smtp_security"),
                    value: other.to_owned(),
                    reason: "it is starttls, tls or none".to_owned(),
                });
            }
        };
        let password = Secret::new(sources.text("smtp_password").unwrap_or_default());
        let credentials = sources.text("smtp_user").map(|user| Credentials { user, password });
        let port = sources.read("smtp_port")?;
        Ok(Self::Smtp(SmtpSettings { host, port, security, credentials, trusted: None }))
    }
}
