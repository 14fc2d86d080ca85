//! Telling the shop what became of its payments.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use kernel::{Clock, SystemClock};
use serde_json::json;
use tokio::time::sleep;
use ureq::Agent;

use crate::{charges::Message, desk::Desk, seal::signature};

/// How long the shop has to take one message.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the desk is looked at for what is to be told again.
const ROUND: Duration = Duration::from_millis(200);
/// The longest rest between two attempts.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// When a message is to be sent, and how often it was in vain.
struct Plan {
    due: Instant,
    failures: u32,
    copies: u8,
}

/// Sends messages for ever. What the shop did not take is sent again, with rests that grow; what it
/// was not told when this process died is sent by the next.
pub(crate) async fn send(desk: Arc<Desk>) {
    let Some(url) = desk.settings.webhook_url.clone() else {
        return std::future::pending().await;
    };
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .into();
    let mut plans: HashMap<String, Plan> = HashMap::new();
    loop {
        let untold = desk.untold();
        let ids: HashSet<&String> = untold.iter().map(|message| &message.id).collect();
        plans.retain(|id, _| ids.contains(id));
        for message in &untold {
            let lateness = if message.late { desk.settings.lateness } else { Duration::ZERO };
            let plan = plans.entry(message.id.clone()).or_insert_with(|| Plan {
                due: Instant::now() + lateness,
                failures: 0,
                copies: message.copies.max(1),
            });
            if plan.due > Instant::now() {
                continue;
            }
            if tell(&agent, &url, &desk.settings.webhook_secret, message).await {
                plan.copies = plan.copies.saturating_sub(1);
                if plan.copies == 0
                    && let Err(error) = desk.told(&message.id)
                {
                    tracing::error!(%error, "the journal cannot be written");
                }
                // The second copy comes a while after the first.
                plan.due = Instant::now() + desk.settings.lateness;
            } else {
                plan.failures += 1;
                let rest = Duration::from_secs(1 << plan.failures.min(6));
                plan.due = Instant::now() + rest.min(LONGEST_REST);
            }
        }
        tokio::select! {
            () = desk.news.notified() => {}
            () = sleep(ROUND) => {}
        }
    }
}

/// Sends one message, and tells whether the shop took it.
async fn tell(agent: &Agent, url: &str, secret: &str, message: &Message) -> bool {
    let body = json!({
        "id": message.id, "payment": message.payment, "status": message.status
    })
    .to_string();
    let signed = signature(secret, body.as_bytes(), SystemClock.now());
    let (agent, url) = (agent.clone(), url.to_owned());
    let told = tokio::task::spawn_blocking(move || {
        let answer = agent
            .post(&url)
            .header("content-type", "application/json")
            .header("quayside-signature", signed)
            .send(body);
        matches!(answer, Ok(answer) if answer.status().is_success())
    });
    told.await.unwrap_or(false)
}
