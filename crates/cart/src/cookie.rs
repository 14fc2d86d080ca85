//! A guest's cart in a signed cookie, while Redis is away.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, Mac};
use kernel::{Currency, Money, ProductId, Quantity, Sku, Timestamp, random_token};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use storefront::cart::Told;

use crate::contents::{Cart, Line, Removed, Shown, in_order};

/// Longest value of the cookie, in bytes. Browsers keep about 4,096 with name and attributes.
pub const LONGEST: usize = 3500;
/// Bytes of the signature as text, and the point before it.
const SIGNATURE: usize = 44;
/// Longest title in a cookie, in characters.
const TITLE: usize = 60;
/// Operations of which a cookie remembers the tokens.
const TOKENS: usize = 4;
/// Tellings that a cookie keeps.
const TELLINGS: usize = 3;
/// Signed with the rest, so that nothing else signed with the same key passes for a cart.
const PURPOSE: &[u8] = b"quayside cart 1\n";

/// Writes and reads the cookie.
#[derive(Clone)]
pub struct GuestCookie {
    mac: Hmac<Sha256>,
}

/// A cart as it is in a cookie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CookieCart {
    /// Tells it from other carts, so that it is merged into another only once.
    pub id: String,
    /// Its contents.
    pub cart: Cart,
    /// Lines that did not fit, since the shopper was last shown.
    pub left_out: u32,
}

/// SKU, units, place, milliseconds when added, product, price, whether counted, title.
type Packed = (Sku, Quantity, u64, i64, ProductId, i64, Currency, bool, String);

#[derive(Serialize, Deserialize)]
struct Payload {
    i: String,
    v: u64,
    p: u64,
    o: u32,
    t: Vec<String>,
    n: Vec<Told>,
    l: Vec<Packed>,
    s: Vec<Packed>,
    r: Vec<(bool, Packed)>,
}

fn pack(sku: &Sku, line: &Line) -> Packed {
    let Line { quantity, place, added, tracked, shown } = line;
    let title = shown.title.chars().take(TITLE).collect();
    let (amount, currency) = (shown.price.amount(), shown.price.currency());
    let product = shown.product.clone();
    (sku.clone(), *quantity, *place, added.millis(), product, amount, currency, *tracked, title)
}

fn unpack(packed: Packed) -> Option<(Sku, Line)> {
    let (sku, quantity, place, added, product, amount, currency, tracked, title) = packed;
    let price = Money::new(amount, currency).ok()?;
    let shown = Shown { product, slug: None, title, options: Vec::new(), price };
    Some((sku, Line { quantity, place, added: Timestamp::from_millis(added), tracked, shown }))
}

/// Bytes of a value as JSON, with the comma after it.
fn length(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(usize::MAX, |json| json.len() + 1)
}

impl GuestCookie {
    /// Signs with HMAC-SHA256 under this key, which stays on the server.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self { mac: Hmac::new_from_slice(key).expect("HMAC takes keys of any length") }
    }

    /// The cookie's value for a cart: its newest lines, as many as fit into [`LONGEST`]. The
    /// number of those that do not is added to `left_out`. None for a cart that holds nothing and
    /// has nothing to say.
    #[must_use]
    pub fn write(&self, kept: &CookieCart) -> (Option<String>, u32) {
        let Cart { version, next_place, lines, saved, removed, tokens, told } = &kept.cart;
        if lines.is_empty() && saved.is_empty() && removed.is_empty() {
            return (None, kept.left_out);
        }
        let id = if kept.id.is_empty() { random_token::<8>() } else { kept.id.clone() };
        let mut payload = Payload {
            i: id,
            v: *version,
            p: *next_place,
            o: u32::MAX,
            t: tokens[tokens.len().saturating_sub(TOKENS)..].to_vec(),
            n: told[told.len().saturating_sub(TELLINGS)..].to_vec(),
            l: Vec::new(),
            s: Vec::new(),
            r: Vec::new(),
        };
        let room = (LONGEST - SIGNATURE) / 4 * 3;
        let mut left = room.saturating_sub(length(&payload));
        let mut newest: Vec<_> = in_order(lines).into_iter().map(|line| (false, line)).collect();
        newest.extend(in_order(saved).into_iter().map(|line| (true, line)));
        newest.sort_by_key(|(_, (_, line))| std::cmp::Reverse(line.place));
        let mut more = newest.len();
        for (saved, (sku, line)) in newest {
            let packed = pack(sku, line);
            let Some(rest) = left.checked_sub(length(&packed)) else { break };
            (left, more) = (rest, more - 1);
            if saved { payload.s.push(packed) } else { payload.l.push(packed) }
        }
        // What was removed is the first to be given up, and whole: half of it would come back as
        // if it were all.
        let taken: Vec<_> =
            removed.iter().map(|(sku, one)| (one.saved, pack(sku, &one.line))).collect();
        if length(&taken) <= left {
            payload.r = taken;
        }
        payload.o = kept.left_out.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        let text = BASE64.encode(serde_json::to_vec(&payload).unwrap_or_default());
        let signature = BASE64.encode(self.signed(&text).finalize().into_bytes());
        (Some(format!("{text}.{signature}")), payload.o)
    }

    /// The cart of a cookie's value; an empty one where that is forged, damaged or too long.
    #[must_use]
    pub fn read(&self, value: &str) -> CookieCart {
        self.payload(value).map(from_payload).unwrap_or_default()
    }

    fn payload(&self, value: &str) -> Option<Payload> {
        if value.len() > LONGEST {
            return None;
        }
        let (text, signature) = value.split_once('.')?;
        let signature = BASE64.decode(signature).ok()?;
        self.signed(text).verify_slice(&signature).ok()?;
        serde_json::from_slice(&BASE64.decode(text).ok()?).ok()
    }

    fn signed(&self, text: &str) -> Hmac<Sha256> {
        self.mac.clone().chain_update(PURPOSE).chain_update(text)
    }
}

fn from_payload(payload: Payload) -> CookieCart {
    let list = |packed: Vec<Packed>| -> BTreeMap<Sku, Line> {
        packed.into_iter().filter_map(unpack).collect()
    };
    let removed = payload.r.into_iter().filter_map(|(saved, packed)| {
        unpack(packed).map(|(sku, line)| (sku, Removed { saved, line }))
    });
    CookieCart {
        id: payload.i,
        left_out: payload.o,
        cart: Cart {
            version: payload.v,
            next_place: payload.p,
            lines: list(payload.l),
            saved: list(payload.s),
            removed: removed.collect(),
            tokens: payload.t,
            told: payload.n,
        },
    }
}
