//! A payment provider for development and tests, which takes no money.
//!
//! It is a program of its own, `quayside-sandbox`, as a real one would be: it has its own books, its
//! own pages for cards, and it may be killed at any moment. Its cards behave as the worst of real
//! ones do.

mod api;
mod cards;
mod charges;
mod desk;
mod journal;
mod pages;
mod returning;
mod seal;
mod webhooks;

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

pub use desk::Desk;
pub use returning::origin;

/// More than any request has, in bytes.
const LONGEST_REQUEST: usize = 16 * 1024;

/// What the provider is told at its start. Without `Debug`, for the secrets in it.
#[derive(Clone)]
pub struct Settings {
    /// Where browsers and the shop reach it, such as `http://127.0.0.1:4010`.
    pub address: String,
    /// Opens its API.
    pub secret: String,
    /// Signs its messages.
    pub webhook_secret: String,
    /// Where its messages go; none are sent without.
    pub webhook_url: Option<String>,
    /// Where a shopper goes back to from the page for a card.
    pub shop_url: String,
    /// Origins besides that of `shop_url` to which the page for a card may send a browser back, when
    /// the `return` in its address asks for it.
    pub return_origins: Vec<String>,
    /// How late a late message is.
    pub lateness: Duration,
}

/// All that the provider answers. `/livez` is open to everybody, and asks nobody.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/livez", get(async || "ok\n"))
        .merge(api::router())
        .merge(pages::router())
        .layer(from_fn(whole))
        .with_state(desk)
}

/// Answers only once the whole request is here. A connection on which a part of one is left is
/// closed, and whoever keeps it for the next request would lose that.
async fn whole(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    match to_bytes(body, LONGEST_REQUEST).await {
        Ok(body) => next.run(Request::from_parts(head, Body::from(body))).await,
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    }
}

/// Answers, and sends messages, until it is dropped.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(listener: TcpListener, desk: Arc<Desk>) -> io::Result<()> {
    let told = webhooks::send(Arc::clone(&desk));
    let served = axum::serve(listener, router(desk));
    tokio::select! {
        result = served => result,
        () = told => Ok(()),
    }
}
