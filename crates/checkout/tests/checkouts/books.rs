//! What has to be true at all times, and what once all is done.

use crate::{bank::Line, ground::Ground};

impl Ground {
    /// That all figures agree, whatever is still under way.
    pub(crate) async fn assert_sound(&self) {
        let findings = reconcile::check(self.pool()).await.expect("readable");
        assert!(findings.len() > 10, "{findings:?}");
        let wrong: Vec<_> = findings.iter().filter(|found| found.violations > 0).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        // Units that are being paid for belong to a checkout that is, others to one that is not.
        let stray: Vec<(String, String, String)> = sqlx::query_as(
            "select hold.checkout, hold.state, coalesce(checkout.state, '(none)')
             from inventory.hold left join checkout.checkout on checkout.id = hold.checkout
             where (hold.state = 'committing') <> coalesce(checkout.state = 'submitted', false)
                 or hold.state = 'consumed' and checkout.state <> 'completed'
                 or hold.state = 'held' and hold.expires_at > statement_timestamp()
                     and checkout.state <> 'open'",
        )
        .fetch_all(self.pool())
        .await
        .expect("readable");
        assert_eq!(stray, [], "lines that no checkout answers for");
    }

    /// That the bank has of each order what the order says was paid and not paid back. Of what was
    /// paid outside the shop, and of what was paid back in another way, it knows nothing.
    pub(crate) async fn assert_paid(&self) {
        let payments: Vec<(String, String, i64)> = sqlx::query_as(
            "select payment.id, orders.id,
                    case when orders.payment = payment.id then total - orders.refunded else 0 end
                    + (select coalesce(sum(refund.amount), 0)::bigint from payments.refund
                       where refund.payment = payment.id and after_refusal = 'by_hand')
             from payments.payment join orders.orders on orders.id = payment.order_id
             where provider <> 'manual'",
        )
        .fetch_all(self.pool())
        .await
        .expect("readable");
        for (payment, order, kept) in payments {
            assert_eq!(self.bank.balance(&payment), kept, "{payment} of {order}");
        }
    }

    /// Lets all that is under way come to its end, looks at the books, and closes.
    pub(crate) async fn close(self) {
        self.assert_sound().await;
        self.bank.line(Line::Open);
        for _ in 0..12 {
            self.look_after().await;
            if reconcile::underway(self.pool()).await.expect("readable").is_empty() {
                break;
            }
        }
        self.assert_sound().await;
        self.assert_paid().await;
        self.database.drop().await;
    }
}
