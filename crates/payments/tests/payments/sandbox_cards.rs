//! The sandbox's cards, each to its end, over HTTP.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use kernel::{CheckoutId, PaymentId};
use payments::{NewPayment, PaymentDesk, SandboxProvider, open};
use sandbox::{Desk, serve};
use storefront::payment::{
    Answer, CardState, CardToken, PaymentMessages, PaymentProvider, PaymentState,
};
use testkit::TestDatabase;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::support::{SECRET, an_order, desk_of, new_payment};

const API_SECRET: &str = "opens the sandbox";

/// Messages as they came: body and signature.
type Heard = Arc<Mutex<Vec<(Vec<u8>, String)>>>;

struct Street {
    database: TestDatabase,
    provider: Arc<SandboxProvider>,
    desk: PaymentDesk,
    journal: PathBuf,
    heard: Heard,
    served: JoinHandle<()>,
}

/// A shop's mailbox for messages: takes each, and answers 200.
fn mailbox(heard: Heard) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/messages", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            if let Some(message) = crate::http::take_request(&stream) {
                let signature = message.header("quayside-signature");
                heard.lock().expect("sound").push((message.body.clone(), signature));
                crate::http::answer(&stream, 200, "{}");
            }
        }
    });
    url
}

impl Street {
    async fn new() -> Self {
        let heard: Heard = Arc::default();
        let webhook_url = mailbox(heard.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let journal = std::env::temp_dir().join(format!("sandbox-{}", kernel::random_token::<8>()));
        let settings = sandbox::Settings {
            address: address.clone(),
            secret: API_SECRET.to_owned(),
            webhook_secret: SECRET.to_owned(),
            webhook_url: Some(webhook_url),
            shop_url: "http://127.0.0.1:3000/checkout".to_owned(),
            return_origins: Vec::new(),
            lateness: Duration::from_millis(300),
        };
        let sandbox = Arc::new(Desk::open(&journal, settings).expect("its books"));
        let served = tokio::spawn(async move {
            serve(listener, sandbox).await.expect("it serves");
        });
        let provider = SandboxProvider::new(&address, &address, API_SECRET).expect("an address");
        let provider = Arc::new(provider);
        let database = TestDatabase::new().await;
        let desk = desk_of(&database, provider.clone());
        Self { database, provider, desk, journal, heard, served }
    }

    async fn close(self) {
        self.served.abort();
        self.database.drop().await;
        std::fs::remove_file(self.journal).expect("removed");
    }

    /// A shopper types a card into the provider's page, and the shop asks for it.
    async fn card(&self, number: &str) -> CardToken {
        let checkout = CheckoutId::parse(kernel::random_token::<16>()).expect("an id");
        assert_eq!(self.provider.card(&checkout, 1).await, Answer::Known(CardState::Missing));
        let url = self.provider.input_url(&checkout);
        assert_eq!(type_card(&url, "4111 1111 1111 1112").await, r#"{"status":"invalid"}"#);
        assert_eq!(type_card(&url, number).await, r#"{"status":"ready"}"#);
        match self.provider.card(&checkout, 1).await {
            Answer::Known(CardState::Ready(card)) => card,
            other => panic!("{other:?}"),
        }
    }

    async fn pay(&self, number: &str) -> PaymentId {
        let card = self.card(number).await;
        let new = NewPayment { card, ..new_payment(&an_order(), 1, "sandbox") };
        let mut txn = self.database.pool.begin().await.expect("begun");
        let opened = open(&mut txn, &new).await.expect("opened");
        txn.commit().await.expect("committed");
        self.desk.drive(&opened.payment).await.expect("driven");
        opened.payment
    }

    async fn state(&self, payment: &PaymentId) -> PaymentState {
        self.desk.view(payment).await.expect("there").state
    }

    /// Messages about a payment, once there are so many.
    async fn messages(&self, payment: &PaymentId, count: usize) -> Vec<(Vec<u8>, String)> {
        let of_it = || {
            let heard = self.heard.lock().expect("sound");
            let name = payment.as_str();
            let of_it =
                heard.iter().filter(|(body, _)| String::from_utf8_lossy(body).contains(name));
            of_it.cloned().collect::<Vec<_>>()
        };
        testkit::eventually("all messages came", || of_it().len() >= count).await;
        of_it()
    }
}

async fn type_card(url: &str, number: &str) -> String {
    let body =
        format!(r#"{{"paymentDetails":{{"number":"{number}","expiry":"12/39","cvc":"123"}}}}"#);
    post(url, "application/json", body).await.1
}

async fn post(url: &str, kind: &'static str, body: String) -> (u16, String) {
    let url = url.to_owned();
    let posted = tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build()
            .into();
        let mut answer =
            agent.post(&url).header("content-type", kind).send(body).expect("answered");
        let location =
            answer.headers().get("location").map(|to| to.to_str().expect("text").to_owned());
        let text = answer.body_mut().read_to_string().expect("a body");
        (answer.status().as_u16(), location.unwrap_or(text))
    });
    posted.await.expect("posted")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_pays() {
    let street = Street::new().await;
    let payment = street.pay("4242 4242 4242 4242").await;
    assert_eq!(street.state(&payment).await, PaymentState::Captured);
    for (body, signature) in street.messages(&payment, 2).await {
        street.desk.receive(&body, &signature).await.expect("signed by the sandbox");
    }
    street.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_declined() {
    let street = Street::new().await;
    let payment = street.pay("4000000000000002").await;
    assert_eq!(street.state(&payment).await, PaymentState::Declined);
    street.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_is_asked_and_says_yes_or_no() {
    let street = Street::new().await;
    for (word, end) in [("approve", PaymentState::Captured), ("decline", PaymentState::Declined)] {
        let payment = street.pay("4000000000003220").await;
        let view = street.desk.view(&payment).await.expect("there");
        assert_eq!(view.state, PaymentState::RequiresAction);
        let url = view.action_url.expect("a page");
        let form = "application/x-www-form-urlencoded";
        let (status, location) = post(&url, form, format!("answer={word}")).await;
        assert_eq!((status, &*location), (303, "http://127.0.0.1:3000/checkout"));
        street.desk.drive(&payment).await.expect("the shopper is back");
        assert_eq!(street.state(&payment).await, end);
    }
    street.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_lost_and_found() {
    let street = Street::new().await;
    let payment = street.pay("4000000000000341").await;
    assert_eq!(street.state(&payment).await, PaymentState::Unknown);
    street.desk.drive(&payment).await.expect("it is looked up");
    assert_eq!(street.state(&payment).await, PaymentState::Captured);
    street.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_come_late_twice_and_in_the_wrong_order() {
    let street = Street::new().await;
    let payment = street.pay("4000000000000119").await;
    assert_eq!(street.state(&payment).await, PaymentState::Captured);
    let messages = street.messages(&payment, 4).await;
    assert!(String::from_utf8_lossy(&messages[0].0).contains("captured"), "the end comes first");
    for (body, signature) in &messages {
        street.desk.receive(body, signature).await.expect("taken");
    }
    let count: i64 = sqlx::query_scalar("select count(*) from payments.webhook_inbox")
        .fetch_one(&street.database.pool)
        .await
        .expect("counted");
    assert_eq!(count, 2, "each is kept once");
    street.desk.recover(10).await.expect("a round");
    assert_eq!(street.state(&payment).await, PaymentState::Captured);
    street.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_for_a_card_opens_for_its_checkout_only() {
    let street = Street::new().await;
    let one = CheckoutId::parse("one").expect("an id");
    let url = street.provider.input_url(&one).replace("/cards/one", "/cards/two");
    let body = r#"{"paymentDetails":{"number":"4242424242424242","expiry":"12/39","cvc":"123"}}"#;
    assert_eq!(post(&url, "application/json", body.to_owned()).await.0, 404);
    let two = CheckoutId::parse("two").expect("an id");
    assert_eq!(street.provider.card(&two, 1).await, Answer::Known(CardState::Missing));
    street.close().await;
}
