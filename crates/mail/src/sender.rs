//! In whose name letters go out.

use kernel::Email;
use lettre::{Address, message::Mailbox};
use storefront::mail::OneLine;

/// Why nobody can send under an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("letters cannot be sent from this address: it has to be plain ASCII before the @")]
pub struct InvalidSender;

/// In whose name letters go out.
#[derive(Clone, Debug)]
pub struct Sender {
    pub(crate) mailbox: Mailbox,
}

impl Sender {
    /// A sender with a name, such as the shop's.
    ///
    /// # Errors
    /// [`InvalidSender`] for an address that only some servers could send from.
    pub fn new(name: &OneLine, address: &Email) -> Result<Self, InvalidSender> {
        let address = carried(address).ok_or(InvalidSender)?;
        if !address.user().is_ascii() {
            return Err(InvalidSender);
        }
        let name = Some(name.as_str().to_owned()).filter(|name| !name.is_empty());
        Ok(Self { mailbox: Mailbox::new(name, address) })
    }

    /// The part of the address after the `@`, which also names us to other servers.
    pub(crate) fn host(&self) -> &str {
        self.mailbox.email.domain()
    }
}

/// An address as servers carry it: the host in ASCII, whatever its script. None for a host that
/// cannot be written so.
pub(crate) fn carried(address: &Email) -> Option<Address> {
    let (name, host) = address.as_str().rsplit_once('@')?;
    let host = idna::domain_to_ascii(host).ok()?;
    Address::new(name, host).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_any_script_are_carried_in_ascii() {
        let of = |text: &str| carried(&Email::parse(text).expect("an address"));
        assert_eq!(
            of("ines@müller.example").map(|address| address.to_string()).as_deref(),
            Some("ines@xn--mller-kva.example")
        );
        assert_eq!(
            of("ines@example.com").map(|a| a.domain().to_owned()).as_deref(),
            Some("example.com")
        );
    }
}
