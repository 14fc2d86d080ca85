//! A browser, and around its requests what the layer of tower-sessions does.

use std::{net::IpAddr, sync::Arc};

use kernel::{AccountId, Timestamp};
use sessions::{Arrival, NotSaved, SessionService, SignedIn};
use tower_sessions_core::{Session, session::Id};

pub(crate) const FIREFOX: &str =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

pub(crate) fn account(name: &str) -> AccountId {
    AccountId::parse(name).expect("an id")
}

/// Has this cookie.
#[derive(Clone, Default)]
pub(crate) struct Browser {
    pub(crate) cookie: Option<Id>,
}

impl Browser {
    /// The session of a request to this server.
    pub(crate) fn ask(&self, server: &SessionService) -> Session {
        Session::new(self.cookie, Arc::new(server.clone()), None)
    }

    /// Takes the answer to a request, with whatever it does to the cookie.
    pub(crate) async fn take(&mut self, session: Session) -> Result<(), NotSaved> {
        let (modified, empty) = (session.is_modified(), session.is_empty().await);
        if self.cookie.is_some() && empty {
            self.cookie = None;
        } else if modified && !empty {
            session.save().await?;
            self.cookie = session.id();
        }
        Ok(())
    }

    /// Writes something into the session.
    pub(crate) async fn note(
        &mut self,
        server: &SessionService,
        word: &str,
    ) -> Result<(), NotSaved> {
        let session = self.ask(server);
        session.insert("word", word).await?;
        self.take(session).await
    }

    /// What was written into it last.
    pub(crate) async fn noted(&mut self, server: &SessionService) -> Option<String> {
        let session = self.ask(server);
        let word = session.get("word").await.expect("reading is no error");
        self.take(session).await.expect("nothing to save");
        word
    }

    /// Signs in, and takes the answer.
    pub(crate) async fn sign_in_at(
        &mut self,
        server: &SessionService,
        name: &str,
        began: Timestamp,
    ) -> Result<(), NotSaved> {
        let (done, taken) = self.arrive(server, name, began).await;
        taken.and(done)
    }

    /// What came of signing in, and of taking the answer: a session may end in between.
    pub(crate) async fn arrive(
        &mut self,
        server: &SessionService,
        name: &str,
        began: Timestamp,
    ) -> (Result<(), NotSaved>, Result<(), NotSaved>) {
        let session = self.ask(server);
        let arrival = Arrival {
            account: account(name),
            began,
            second_factor: false,
            user_agent: FIREFOX,
            address: IpAddr::from([203, 0, 113, 77]),
        };
        let done = SignedIn::sign_in(&session, arrival).await;
        (done, self.take(session).await)
    }

    /// Who the server says is signed in.
    pub(crate) async fn signed_in(&mut self, server: &SessionService) -> Option<SignedIn> {
        let session = self.ask(server);
        let who = SignedIn::of(&session).await;
        self.take(session).await.expect("nothing to save");
        who
    }

    pub(crate) async fn is_signed_in(&mut self, server: &SessionService) -> bool {
        self.signed_in(server).await.is_some()
    }

    pub(crate) async fn sign_out(&mut self, server: &SessionService) -> Result<(), NotSaved> {
        let session = self.ask(server);
        SignedIn::sign_out(&session).await?;
        self.take(session).await
    }
}
