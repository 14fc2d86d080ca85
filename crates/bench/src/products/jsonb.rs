//! Products as JSONB in PostgreSQL.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{PgPool, Row};

use super::copying::{self, Copying};
use super::layout::{Cost, Filter, Filtered, Layout, Task};
use super::{plan, tables};
use crate::public_feed::{AttributeValue, FeedProduct};

const SCHEMA: &str = "
    drop schema if exists bench_jsonb cascade;
    create schema bench_jsonb;
    create table bench_jsonb.products (
        id bigint primary key,
        slug text not null,
        version bigint not null default 1,
        product jsonb not null
    )";

const INDEXES: &str = "
    create unique index on bench_jsonb.products (slug);
    create index on bench_jsonb.products using gin (product jsonb_path_ops);
    create index on bench_jsonb.products ((product ->> 'brand'), id);
    vacuum analyze bench_jsonb.products";

macro_rules! page {
    () => {
        "select id, slug, product from bench_jsonb.products where slug = $1"
    };
}

macro_rules! filter {
    () => {
        "select id, count(*) over () from bench_jsonb.products
        where product @> $1 order by id limit 24"
    };
}

#[derive(Serialize, Deserialize)]
struct StoredProduct {
    title: String,
    brand: String,
    summary: String,
    price: i64,
    specs: BTreeMap<String, AttributeValue>,
}

impl StoredProduct {
    fn of(product: &FeedProduct) -> Self {
        Self {
            title: product.title.clone(),
            brand: product.brand.clone(),
            summary: product.summary.clone(),
            price: product.price,
            specs: product.attributes.iter().cloned().collect(),
        }
    }
}

/// One table, one row a product.
pub(super) struct JsonColumn {
    pool: PgPool,
}

impl JsonColumn {
    /// Makes an empty table.
    pub(super) async fn open(pool: PgPool) -> Result<Self> {
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Self { pool })
    }
}

fn condition(filter: &Filter) -> Json<serde_json::Value> {
    Json(
        serde_json::json!({ "brand": filter.brand, "specs": { filter.name.clone(): filter.value } }),
    )
}

#[async_trait]
impl Layout for JsonColumn {
    fn name(&self) -> &'static str {
        "JSONB (PostgreSQL)"
    }

    async fn load(&self, products: &[FeedProduct]) -> Result<()> {
        let mut rows = Copying::new();
        for product in products {
            let json = serde_json::to_string(&StoredProduct::of(product))?;
            rows.row(&[Some(&product.id.to_string()), Some(&product.slug), Some(&json)]);
        }
        rows.send(&self.pool, "copy bench_jsonb.products (id, slug, product) from stdin").await?;
        copying::run_each(&self.pool, INDEXES).await
    }

    async fn bytes_on_disk(&self) -> Result<u64> {
        copying::schema_size(&self.pool, "bench_jsonb").await
    }

    async fn round_trip(&self) -> Result<()> {
        sqlx::query("select 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    async fn page(&self, slug: &str) -> Result<FeedProduct> {
        let row = sqlx::query(page!()).bind(slug).fetch_optional(&self.pool).await?;
        let row = row.context("no such product")?;
        let Json(stored): Json<StoredProduct> = row.try_get(2)?;
        Ok(FeedProduct {
            id: row.try_get(0)?,
            slug: row.try_get(1)?,
            title: stored.title,
            brand: stored.brand,
            summary: stored.summary,
            price: stored.price,
            attributes: stored.specs.into_iter().collect(),
        })
    }

    async fn filter(&self, filter: &Filter) -> Result<Filtered> {
        let query = sqlx::query(filter!()).bind(condition(filter));
        tables::filtered(&query.fetch_all(&self.pool).await?)
    }

    async fn add(&self, product: &FeedProduct) -> Result<()> {
        sqlx::query("insert into bench_jsonb.products (id, slug, product) values ($1, $2, $3)")
            .bind(product.id)
            .bind(&product.slug)
            .bind(Json(StoredProduct::of(product)))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn change(&self, id: i64, version: i64, name: &str, value: &str) -> Result<bool> {
        let changed = sqlx::query(
            "update bench_jsonb.products
            set product = jsonb_set(product, array['specs', $3], to_jsonb($4)), version = version + 1
            where id = $1 and version = $2",
        )
        .bind(id)
        .bind(version)
        .bind(name)
        .bind(value)
        .execute(&self.pool)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    async fn cost(&self, task: Task, slug: &str, filter: &Filter) -> Result<Cost> {
        let explained = match task {
            Task::RoundTrip => return Ok(Cost { joins: 0, round_trips: 1, rows: 0 }),
            Task::NewKind | Task::Change => return Ok(Cost { joins: 0, round_trips: 1, rows: 1 }),
            Task::Page => sqlx::query(concat!("explain (format json) ", page!())).bind(slug),
            Task::Filter => {
                sqlx::query(concat!("explain (format json) ", filter!())).bind(condition(filter))
            }
        };
        let Json(explained): Json<serde_json::Value> =
            explained.fetch_one(&self.pool).await?.try_get(0)?;
        Ok(Cost { joins: plan::joins(&explained)?, round_trips: 1, rows: 0 })
    }
}
