//! BEGIN: units are held, and prices frozen.

use inventory::holds::understood;
use kernel::CheckoutId;
use storefront::{
    checkout::{Begin, Begun, CheckoutError, CheckoutState},
    orders::{Buyer, Who},
};

use crate::{
    buyer::Owner,
    desk::{CheckoutDesk, new_id},
    held::HeldLine,
    row::{Checkout, Typed},
    store,
    trouble::Trouble,
};

impl CheckoutDesk {
    pub(crate) async fn begin_now(&self, buyer: &Buyer, wish: &Begin) -> Result<Begun, Trouble> {
        let holder = match buyer {
            Buyer::Account(account) => format!("account {account}"),
            Buyer::Guest(_) => format!("network {}", wish.network),
        };
        self.begin_for(buyer, wish, &holder, self.settings().most_held).await
    }

    /// Holds units for whoever they are counted for together, who may have so many of each SKU in
    /// checkouts at a time.
    pub(crate) async fn begin_for(
        &self,
        buyer: &Buyer,
        wish: &Begin,
        holder: &str,
        most: Option<u32>,
    ) -> Result<Begun, Trouble> {
        let owner = Owner::of(buyer);
        let lines = self.priced_lately(&wish.lines).await?;
        self.refuse_sold_out(&owner, wish.newcomer, &lines).await?;
        let latest = match wish.newcomer {
            true => None,
            false => self.ask(async { Ok(store::latest(self.pool(), &owner).await?) }).await?,
        };
        // Who was here before does not type it again. A coupon was used where it was paid with.
        let typed = latest.map_or_else(Typed::default, |latest| match latest.state {
            CheckoutState::Completed => Typed { coupon: None, ..latest.typed },
            _ => latest.typed,
        });
        let quote = self.quote_anew(&lines, &typed).await?;
        let id = new_id();
        let json = |value: Result<serde_json::Value, serde_json::Error>| {
            value.map_err(|error| Trouble::Store(sqlx::Error::Encode(error.into())))
        };
        let quote = json(serde_json::to_value(&quote))?;
        let typed = json(serde_json::to_value(&typed))?;
        let cart = wish.cart.as_ref().map(serde_json::to_value).transpose();
        let cart = cart.map_err(|error| Trouble::Store(sqlx::Error::Encode(error.into())))?;
        // Once more after an order that stood in the way was given up.
        for _ in 0..2 {
            let rows = self
                .inner
                .holds
                .serve(async |pool| {
                    let wish = store::Wish {
                        id: id.as_str(),
                        owner: &owner,
                        holder,
                        lines: &lines,
                        quote: quote.clone(),
                        typed: typed.clone(),
                        cart: cart.clone(),
                        seconds: self.settings().hold_seconds,
                        most,
                    };
                    store::begin(pool, wish).await
                })
                .await?;
            let Some(first) = rows.first() else {
                return Err(Trouble::Wrong("BEGIN was not answered".to_owned()));
            };
            let checkout = CheckoutId::parse(first.checkout.clone())
                .map_err(|error| Trouble::Wrong(error.to_string()))?;
            if first.reserve.outcome == "ordered" {
                self.give_up_declined(&checkout).await?;
                continue;
            }
            let reserved = understood(rows.into_iter().map(|row| row.reserve).collect())?;
            let row = self.own(&owner, &checkout).await?;
            return Ok(Begun { checkout: self.shown(&row), replayed: reserved.replayed });
        }
        Err(Trouble::Moved)
    }

    /// What it comes to. What was typed the last time must not stand in the way of buying.
    async fn quote_anew(
        &self,
        lines: &[HeldLine],
        typed: &Typed,
    ) -> Result<storefront::pricing::Quote, Trouble> {
        if *typed == Typed::default() {
            return self.quote_lately(lines).await;
        }
        match self.quote(lines, typed, None).await {
            Err(Trouble::Refused(CheckoutError::Fields(_))) => self.quote_lately(lines).await,
            other => other,
        }
    }

    /// A checkout of this owner.
    pub(crate) async fn own(&self, owner: &Owner, id: &CheckoutId) -> Result<Checkout, Trouble> {
        let found = self.ask(async { Ok(store::find(self.pool(), owner, id).await?) }).await?;
        found.ok_or_else(|| CheckoutError::NotFound.into())
    }

    /// Gives up an order whose payment was declined, for its buyer buys something else now.
    async fn give_up_declined(&self, id: &CheckoutId) -> Result<(), Trouble> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let row = store::lock(&mut txn, id).await?.ok_or(CheckoutError::NotFound)?;
            if row.state == CheckoutState::Open {
                self.close_order(&mut txn, &row, CheckoutState::Cancelled, Who::Shopper).await?;
            }
            Ok(txn.commit().await?)
        })
        .await
    }
}
