//! Asks each store whether it answers.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use catalog::CatalogStore;
use search::SearchIndex;
use sqlx::PgPool;

use crate::http::Readiness;

/// How long a store may take to answer.
const DEADLINE: Duration = Duration::from_millis(800);

/// The stores of a running shop.
pub(crate) struct StoreReadiness {
    postgres: PgPool,
    catalogue: Arc<CatalogStore>,
    index: Arc<SearchIndex>,
}

impl StoreReadiness {
    pub(crate) fn new(
        postgres: PgPool,
        catalogue: Arc<CatalogStore>,
        index: Arc<SearchIndex>,
    ) -> Self {
        Self { postgres, catalogue, index }
    }
}

async fn answers<T, E>(question: impl Future<Output = Result<T, E>>) -> bool {
    matches!(tokio::time::timeout(DEADLINE, question).await, Ok(Ok(_)))
}

#[async_trait]
impl Readiness for StoreReadiness {
    async fn stores(&self) -> Vec<(&'static str, bool)> {
        let (postgres, mongo) =
            tokio::join!(answers(inventory::ping(&self.postgres)), answers(self.catalogue.ping()));
        vec![("postgres", postgres), ("mongo", mongo), ("index", self.index.ready())]
    }

    fn serving(&self) -> bool {
        self.index.ready()
    }
}
