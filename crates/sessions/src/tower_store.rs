//! The store that tower-sessions asks.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::Timestamp;
use patience::Away;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store,
};

use crate::{
    hash::{IdHash, fresh_id},
    kept::{BURIED, Data, Kept, Kind, write_data},
    redis_store::Of,
    service::{Gap, Inner, Known, SessionService},
    signed_in::{NotSaved, SignedIn},
    store::{self, Ended},
};

/// What reading a session brought.
enum Read {
    Kept(Kept),
    /// There is none.
    Nothing,
    /// That could not be found out.
    Unknown(Gap),
}

impl Inner {
    async fn read(self: &Arc<Self>, hash: IdHash) -> Read {
        let answer = self.redis.read(hash).await;
        // In this order: whoever sees that Redis is believed sees all that were ended before.
        let believed = self.believes_redis();
        if self.revoked.contains(hash) {
            return Read::Nothing;
        }
        let Ok(text) = answer else {
            return self.read_row(hash, Gap::Contents, false).await;
        };
        if text.as_deref() == Some(BURIED) {
            return Read::Nothing;
        }
        let kept = text.as_deref().and_then(Kept::read);
        if text.is_some() && kept.is_none() {
            tracing::error!("what Redis keeps of a session cannot be read");
        }
        match kept {
            None => self.read_row(hash, Gap::Row, true).await,
            Some(kept) if self.is_over(kept.span()) => Read::Nothing,
            Some(kept) if kept.kind == Kind::Provisional => self.read_provisional(hash, kept).await,
            // It may have ended while Redis did not hear of it.
            Some(Kept { kind: Kind::SignedIn { .. }, .. }) if !believed => {
                self.read_row(hash, Gap::Contents, false).await
            }
            Some(kept) => {
                self.touch(hash, &kept, false);
                Read::Kept(kept)
            }
        }
    }

    /// Reads from PostgreSQL. `put_back` puts it into Redis, which has lost it; there it is also
    /// known that a session which has no row is none at all.
    async fn read_row(self: &Arc<Self>, hash: IdHash, gap: Gap, put_back: bool) -> Read {
        match self.ask_rows(hash).await {
            Ok(Known::Alive(kept)) => {
                if put_back && let Err(error) = self.put_copy(hash, &kept).await {
                    tracing::error!(%error, "a session is not put back into Redis");
                }
                self.touch(hash, &kept, false);
                Read::Kept(kept)
            }
            Ok(Known::Over) => Read::Nothing,
            Ok(Known::Absent) if put_back => Read::Nothing,
            Ok(Known::Absent) | Err(Away) => Read::Unknown(gap),
        }
    }

    async fn read_provisional(self: &Arc<Self>, hash: IdHash, kept: Kept) -> Read {
        match self.ask_rows(hash).await {
            Ok(Known::Alive(row)) => {
                if let Err(error) = self.put_copy(hash, &row).await {
                    tracing::error!(%error, "a session is not put back into Redis");
                }
                Read::Kept(row)
            }
            Ok(Known::Over) => Read::Nothing,
            Ok(Known::Absent) => {
                self.touch(hash, &kept, true);
                Read::Kept(kept)
            }
            Err(Away) => Read::Kept(kept),
        }
    }

    async fn begin(&self, hash: IdHash, mut data: Data) -> Result<Data, NotSaved> {
        Gap::take_from(&mut data);
        let now = self.clock.now();
        let Some(who) = SignedIn::in_data(&data)? else {
            self.begin_guest(hash, Kind::Guest, &data, now).await?;
            return Ok(data);
        };
        // From the sign-in on: a new id makes no session live longer.
        let ends = self.end_from(who.at);
        let who = who.with_new_handle(&mut data)?;
        let (who, row) = (&who, &data);
        let begun = self.rows.ask(|pool| async move {
            let mut txn = pool::begin(&pool).await?;
            if store::is_cut_off(&mut txn, &who.account, who.at).await? {
                return Ok(false);
            }
            store::insert(&mut txn, hash, who, row, now, ends).await?;
            txn.commit().await?;
            Ok(true)
        });
        if !begun.await.map_err(|Away| NotSaved::Unavailable)? {
            return Err(NotSaved::Refused);
        }
        let kept = Kept { kind: Kind::SignedIn { version: 1, ends }, last_used: now, data };
        self.put_copy(hash, &kept).await?;
        Ok(kept.data)
    }

    async fn begin_guest(
        &self,
        hash: IdHash,
        kind: Kind,
        data: &Data,
        now: Timestamp,
    ) -> Result<(), NotSaved> {
        let kept = Kept { kind, last_used: now, data: data.clone() };
        let text = kept.write().map_err(|_| NotSaved::Unwritable)?;
        let seconds = self.lifetimes.seconds_left(kept.span(), now);
        if self.redis.create(hash, &text, seconds).await.is_err() {
            tracing::debug!("a guest's session is not kept while Redis is away");
        }
        Ok(())
    }

    async fn save(&self, hash: IdHash, mut data: Data) -> Result<(), NotSaved> {
        if self.revoked.contains(hash) {
            return Err(NotSaved::Refused);
        }
        let (gap, now) = (Gap::take_from(&mut data), self.clock.now());
        let who = SignedIn::in_data(&data)?;
        match (who, gap) {
            // It says who is signed in, and did not when it was read: that needs a new id.
            (Some(_), Some(_)) => Err(NotSaved::Refused),
            (Some(who), None) => self.save_row(hash, &who, data, now).await,
            (None, Some(Gap::Contents)) => Ok(()),
            (None, Some(Gap::Row)) => self.begin_guest(hash, Kind::Provisional, &data, now).await,
            (None, None) => {
                let text = write_data(&data).map_err(|_| NotSaved::Unwritable)?;
                match self.redis.replace(hash, Of::Guests, &text).await {
                    Ok(false) => Err(NotSaved::Refused),
                    // A guest's session is worth no error page.
                    Ok(true) | Err(Away) => Ok(()),
                }
            }
        }
    }

    async fn save_row(
        &self,
        hash: IdHash,
        who: &SignedIn,
        data: Data,
        now: Timestamp,
    ) -> Result<(), NotSaved> {
        let row = &data;
        let saved = self
            .rows
            .ask(|pool| async move { store::update(&pool, hash, who, row, now).await })
            .await;
        match saved {
            Ok(Some((version, ends))) => {
                let kept = Kept { kind: Kind::SignedIn { version, ends }, last_used: now, data };
                self.put_copy(hash, &kept).await
            }
            Ok(None) => Err(NotSaved::Refused),
            Err(Away) => {
                let text = write_data(&data).map_err(|_| NotSaved::Unwritable)?;
                self.save_copy(hash, &text).await
            }
        }
    }

    async fn end(&self, hash: IdHash) -> Result<(), NotSaved> {
        let now = self.clock.now();
        let ended = self.rows.ask(|pool| async move { store::end_by_hash(&pool, hash, now).await });
        match ended.await {
            Ok(Some(ended)) => self.see_off(&[ended]).await,
            // A guest's, or one that has ended already.
            Ok(None) => self.bury(hash).await,
            Err(Away) => {
                let ends = self.end_from(now);
                let seconds = (ends.millis() - now.millis()) / 1000;
                let asked = self.redis.bury_unasked(hash, seconds).await;
                if asked.map_err(|Away| NotSaved::Unavailable)? {
                    self.revoked.add(hash, ends);
                }
            }
        }
        Ok(())
    }

    /// Ends in PostgreSQL what was ended while it was away.
    pub(crate) async fn end_noted(&self) -> Result<(), Away> {
        let now = self.clock.now();
        for hash in self.redis.unended().await? {
            let ended =
                self.rows.ask(|pool| async move { store::end_by_hash(&pool, hash, now).await });
            if let Some(Ended { hash, ends }) = ended.await? {
                self.revoked.add(hash, ends);
            }
            self.redis.strike_unended(hash).await?;
        }
        Ok(())
    }
}

/// A session that was ended or replaced is not saved: [`session_store::Error::Backend`]. Redis
/// being away is no error: a guest's session is then empty and stays so, and the other's comes from
/// PostgreSQL.
#[async_trait]
impl SessionStore for SessionService {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        record.id = fresh_id();
        record.data = self.0.begin(self.0.hash(record.id), record.data.clone()).await?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        Ok(self.0.save(self.0.hash(record.id), record.data.clone()).await?)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let (data, over_at) = match self.0.read(self.0.hash(*id)).await {
            Read::Kept(kept) => {
                let over_at = self.0.lifetimes.over_at(kept.span());
                (kept.data, over_at)
            }
            Read::Nothing => return Ok(None),
            Read::Unknown(gap) => (gap.data(), self.0.end_from(self.0.clock.now())),
        };
        let expiry_date = OffsetDateTime::from_unix_timestamp(over_at.seconds())
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        Ok(self.0.end(self.0.hash(*id)).await?)
    }
}
