//! Sends letters about orders.

use std::{sync::Arc, time::Duration};

use mail::{Letterhead, OrderNews};
use orders::{DueLetter, LetterQueue};
use storefront::{
    mail::{MailError, Mailer},
    shop::ShopFront,
};
use tokio::time::sleep;

/// How often it is looked whether letters wait.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long a store that does not answer is left alone.
const REST: Duration = Duration::from_secs(5);
/// Letters taken at a time: as many as are sent well within their lease.
const BATCH: u32 = 4;

/// Sends letters about orders for ever. One that could not be sent waits longer each time; it may
/// arrive twice, but it is never lost.
pub(crate) async fn run(
    queue: LetterQueue,
    letterhead: Letterhead,
    front: Arc<dyn ShopFront>,
    mailer: Arc<dyn Mailer>,
) {
    loop {
        let pause = match queue.due_letters(BATCH).await {
            Ok(letters) if letters.is_empty() => LOOK_EVERY,
            Ok(letters) => {
                let letterhead = letterhead.of(&front.identity());
                for letter in letters {
                    send(&queue, &letterhead, &*mailer, letter).await;
                }
                Duration::ZERO
            }
            Err(error) => {
                tracing::warn!(%error, "letters about orders wait: their store does not answer");
                REST
            }
        };
        sleep(pause).await;
    }
}

async fn send(queue: &LetterQueue, letterhead: &Letterhead, mailer: &dyn Mailer, due: DueLetter) {
    let kind = due.kind.name();
    let (amount, returned) = (due.amount, due.returned.as_ref());
    let news = OrderNews { amount, returned, reason: &due.reason };
    let written = letterhead.write_about_order(
        due.id.clone(),
        due.to.clone(),
        due.kind,
        &due.order,
        news,
        &due.link,
    );
    let noted = match written {
        Err(error) => {
            tracing::error!(letter = %due.id, kind, %error, "a letter cannot be written");
            queue.give_up(&due).await
        }
        Ok(letter) => match mailer.send(&letter).await {
            Ok(()) => {
                tracing::info!(letter = %due.id, kind, "a letter was sent");
                queue.mark_sent(&due).await.map(drop)
            }
            Err(MailError::Refused) => {
                tracing::warn!(letter = %due.id, kind, "nobody will take a letter");
                queue.give_up(&due).await
            }
            Err(MailError::Unavailable) => {
                tracing::warn!(letter = %due.id, kind, attempts = due.attempts, "a letter waits");
                queue.put_back(&due).await
            }
        },
    };
    if let Err(error) = noted {
        // Its lease ends by itself, and it is looked at again.
        tracing::warn!(letter = %due.id, kind, %error, "what became of a letter is not noted");
    }
}
