//! The shop's cookies, all of them needed for what the visitor asked for: one for the session, one
//! for the session of staff, one for a cart while there is nowhere else to keep it, one for a guest's
//! checkouts and orders, and one by which a browser that signed in before is told from a stranger's.

use sessions::SessionService;
use time::Duration;
use tower_cookies::{Cookie, Cookies, cookie::SameSite};
use tower_sessions::{Expiry, SessionManagerLayer};

/// Longest life of a cookie. How long what it opens lives, the server decides.
const LONGEST: Duration = Duration::days(60);

/// Names and attributes of the cookies.
#[derive(Clone, Debug)]
pub(crate) struct CookieJarRules {
    secure: bool,
}

impl CookieJarRules {
    /// For a shop at this origin. Over https the names begin with `__Host-`, which no other host or
    /// plain http can set.
    pub(crate) fn for_origin(origin: &str) -> Self {
        Self { secure: origin.starts_with("https://") }
    }

    fn name(&self, plain: &'static str, host: &'static str) -> &'static str {
        if self.secure { host } else { plain }
    }

    /// Of a shopper's session.
    pub(super) fn session(&self) -> &'static str {
        self.name("quayside", "__Host-quayside")
    }

    /// Of a session of staff.
    pub(super) fn staff(&self) -> &'static str {
        // Its path is /admin, and a name with `__Host-` demands the path /.
        self.name("quayside-staff", "__Secure-quayside-staff")
    }

    /// Of a guest's cart while Redis is away.
    pub(super) fn cart(&self) -> &'static str {
        self.name("quayside-cart", "__Host-quayside-cart")
    }

    /// Of a browser that signed in before.
    pub(super) fn place(&self) -> &'static str {
        self.name("quayside-place", "__Host-quayside-place")
    }

    /// Of a guest who has begun a checkout.
    pub(super) fn buyer(&self) -> &'static str {
        self.name("quayside-buyer", "__Host-quayside-buyer")
    }

    /// The layer that finds a shopper's session.
    pub(super) fn shoppers(
        &self,
        sessions: &SessionService,
    ) -> SessionManagerLayer<SessionService> {
        self.layer(sessions, self.session()).with_path("/")
    }

    /// The layer that finds a session of staff.
    pub(super) fn of_staff(
        &self,
        sessions: &SessionService,
    ) -> SessionManagerLayer<SessionService> {
        self.layer(sessions, self.staff()).with_path("/admin")
    }

    fn layer(
        &self,
        sessions: &SessionService,
        name: &'static str,
    ) -> SessionManagerLayer<SessionService> {
        SessionManagerLayer::new(sessions.clone())
            .with_name(name)
            .with_secure(self.secure)
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(LONGEST))
    }

    /// Sets the cookie that a cart is kept in; takes it back for an empty value.
    pub(super) fn set_cart(&self, cookies: &Cookies, value: &str) {
        let cookie = self.cookie(self.cart(), value);
        if value.is_empty() {
            cookies.remove(cookie);
        } else {
            cookies.add(with_age(cookie, Duration::days(30)));
        }
    }

    /// Has a guest's browser show by which secret their checkouts and orders are found; takes that
    /// back for an empty value.
    pub(super) fn set_buyer(&self, cookies: &Cookies, value: &str) {
        let cookie = self.cookie(self.buyer(), value);
        if value.is_empty() {
            cookies.remove(cookie);
        } else {
            cookies.add(with_age(cookie, LONGEST));
        }
    }

    /// Has a browser show from now on that somebody signed in with it.
    pub(super) fn set_place(&self, cookies: &Cookies, value: &str) {
        cookies.add(with_age(self.cookie(self.place(), value), Duration::days(365)));
    }

    fn cookie(&self, name: &'static str, value: &str) -> Cookie<'static> {
        Cookie::build((name, value.to_owned()))
            .path("/")
            .secure(self.secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .build()
    }
}

fn with_age(mut cookie: Cookie<'static>, age: Duration) -> Cookie<'static> {
    cookie.set_max_age(age);
    cookie
}
