//! `quayside serve`

use std::{future::pending, net::SocketAddr};

use anyhow::{Context, Result};
use axum::serve::ListenerExt;
use tokio::{net::TcpListener, signal};

use crate::{
    compose,
    config::Config,
    http::{AppState, SiteFiles, StateParts, router},
    letters, order_letters,
};

/// Serves the shop until Ctrl-C or SIGTERM, then lets running answers finish.
pub(super) async fn run(config: &Config) -> Result<()> {
    // Drawing a page waits on the executor that leptos knows; without its default features nothing
    // else sets it. Set already, it stays.
    let _ = any_spawner::Executor::init_tokio();
    let files = SiteFiles::read(&config.site)?;
    let composed = compose::shop(config).await?;
    // The first answers are to know it too.
    let told = composed.wording.look().await;
    told.context("synonyms could not be read; run `quayside migrate` first")?;
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        format!("cannot listen on {}; is another shop running there?", config.listen)
    })?;
    tokio::spawn(composed.stock.run());
    tokio::spawn(composed.front.run());
    tokio::spawn(composed.index.run());
    tokio::spawn(composed.listed.run());
    tokio::spawn(composed.wording.run());
    tokio::spawn(composed.widths.run());
    let counting = tokio::spawn(composed.queries.clone().run());
    let people = composed.people;
    for sessions in [&people.shoppers, &people.staff] {
        // Only looks at what ended meanwhile; without a store it is made up for.
        if sessions.follow().await.is_err() {
            tracing::warn!("a store of sessions does not answer yet");
        }
        tokio::spawn(sessions.clone().run());
    }
    tokio::spawn(composed.imports.run());
    people.carts.keep_up();
    composed.buying.keep_up(&composed.postgres, people.carts.clone());
    tokio::spawn(order_letters::run(
        composed.buying.orders.letters(),
        people.letterhead.clone(),
        composed.shop.front.clone(),
        people.mailer.clone(),
    ));
    tokio::spawn(letters::run(
        people.book.letters(),
        people.letterhead,
        composed.shop.front.clone(),
        people.mailer,
    ));
    tokio::spawn(letters::run_upkeep(people.book.upkeep()));
    let state = AppState::new(StateParts {
        shop: composed.shop,
        files,
        pictures: composed.pictures,
        readiness: composed.readiness,
        page_cache: config.page_cache,
        addresses: config.addresses.clone(),
        shoppers: people.shoppers,
        staff: people.staff,
        rules: config.rules.clone(),
        place_key: people.place_key,
    })
    .await;
    tracing::info!(address = %config.listen, origin = config.origin, "serving");
    // Small answers leave at once instead of waiting for more to send.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await?;
    counting.abort();
    composed.queries.flush().await;
    Ok(())
}

async fn asked_to_stop() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            Err(_) => pending().await,
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated => {}
    }
    tracing::info!("stopping");
}
