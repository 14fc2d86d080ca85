//! People with accounts.

use crate::{
    browser::Browser,
    ground::{Shop, until},
};

/// What every one of them uses.
pub(crate) const PASSWORD: &str = "tide tables and rope 42";

impl Shop {
    /// Somebody who registered, followed the letter and is signed in.
    pub(crate) fn person(&self, email: &str) -> Browser {
        let browser = self.visitor();
        let fields = [("email", email), ("name", "Ines Hafen"), ("password", PASSWORD)];
        let registered = browser.post("/register", &fields);
        assert_eq!(registered.location, "/register?done=sent", "{}", registered.body);
        let token = self.link_to(email, "/verify-email?token=");
        let fields = [("token", token.as_str()), ("password", PASSWORD)];
        let verified = browser.post("/verify-email", &fields);
        assert_eq!(verified.location, "/account?done=verified", "{}", verified.body);
        browser
    }

    /// The secret of the link in the newest letter to somebody that has such a link.
    pub(crate) fn link_to(&self, email: &str, start: &str) -> String {
        let found = std::cell::RefCell::new(None);
        until("the letter is there", || {
            *found.borrow_mut() = self.letters().iter().rev().find_map(|letter| {
                let to = letter.lines().any(|line| line.starts_with("To:") && line.contains(email));
                // Long lines of a letter are broken at an equals sign.
                let text = letter.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
                let (_, rest) = text.split_once(start).filter(|_| to)?;
                Some(
                    rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                        .next()?
                        .to_owned(),
                )
            });
            found.borrow().is_some()
        });
        found.into_inner().expect("waited for")
    }
}
