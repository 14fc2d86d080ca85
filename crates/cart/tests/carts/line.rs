//! A line to Redis that can be cut.

use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A line to Redis that can be cut and joined again.
pub(crate) struct Line {
    address: String,
    redis: String,
    /// What the address of Redis has before and after its host: a password, a number.
    around: (String, String),
    open: Option<JoinHandle<()>>,
}

impl Line {
    pub(crate) async fn to_redis() -> Self {
        let uri = testkit::required("QUAYSIDE_TEST_REDIS_URI");
        let address = uri.strip_prefix("redis://").expect("an address of Redis");
        let (before, rest) = address.rsplit_once('@').unwrap_or(("", address));
        let (host, after) = rest.split_once('/').unwrap_or((rest, ""));
        let before = if before.is_empty() { String::new() } else { format!("{before}@") };
        let mut line = Self {
            address: "127.0.0.1:0".to_owned(),
            redis: host.to_owned(),
            around: (before, after.to_owned()),
            open: None,
        };
        line.join().await;
        line
    }

    pub(crate) fn uri(&self) -> String {
        let (before, after) = &self.around;
        format!("redis://{before}{}/{after}", self.address)
    }

    pub(crate) async fn join(&mut self) {
        let listener = TcpListener::bind(&self.address).await.expect("the port is free");
        self.address = listener.local_addr().expect("bound").to_string();
        let redis = self.redis.clone();
        self.open = Some(tokio::spawn(async move {
            // Dropped with this task, and every connection with them.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let redis = redis.clone();
                connections.spawn(async move {
                    if let Ok(mut far) = TcpStream::connect(redis).await {
                        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                    }
                });
            }
        }));
    }

    pub(crate) async fn cut(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
            // Over when the task is, and with it the port is free.
            let _ = open.await;
        }
    }
}
