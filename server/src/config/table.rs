//! The table of settings: every one there is, with its default and what it does.

use crate::http::LIMIT_SETTINGS;

/// One row of the table of settings.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    /// Its name in the settings file; in the environment upper-case with `QUAYSIDE_` before it.
    pub(crate) name: &'static str,
    /// What holds when nobody says anything; empty where there is no default.
    pub(crate) default: &'static str,
    /// What it does.
    pub(crate) meaning: &'static str,
    /// Whether its value is kept out of listings.
    pub(crate) secret: bool,
}

const fn setting(name: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting { name, default, meaning, secret: false }
}

const fn secret(name: &'static str, meaning: &'static str) -> Setting {
    Setting { name, default: "", meaning, secret: true }
}

/// Every setting but those of limits.
const SETTINGS: &[Setting] = &[
    setting(
        "data",
        "",
        "Folder for pictures, unless these are in a bucket, the search index and whatever else the shop keeps in files. Found by itself in a checkout.",
    ),
    setting(
        "pictures",
        "folder",
        "Where pictures are kept: folder, which is `pictures` in the data folder, or s3, a bucket of an S3-compatible store.",
    ),
    setting(
        "s3_endpoint",
        "",
        "Scheme and host of the S3-compatible store, such as https://s3.eu-central-1.amazonaws.com. Unencrypted only on this machine.",
    ),
    setting("s3_region", "us-east-1", "The region of the bucket."),
    setting("s3_bucket", "", "The name of the bucket. It has to be there already."),
    setting(
        "s3_prefix",
        "",
        "What the names of all objects begin with, such as shop/pictures; nothing unless set.",
    ),
    setting(
        "s3_addresses",
        "path",
        "Where the bucket's name stands in addresses: path (https://host/bucket) or host (https://bucket.host).",
    ),
    setting(
        "s3_access_key",
        "",
        "The name of the key that opens the bucket. It may get, put and delete objects, and list the bucket.",
    ),
    secret("s3_secret_key", "The key that opens the bucket."),
    setting("config", "", "The settings file; quayside.toml in the data folder unless set."),
    setting("listen", "127.0.0.1:3000", "Address and port to serve on."),
    setting(
        "origin",
        "",
        "Scheme, host and port that shoppers use, such as https://shop.example. Canonical links start with it. Made from `listen` unless set.",
    ),
    setting("site", "", "Folder with the built scripts and styles; target/site unless set."),
    setting(
        "content",
        "",
        "Folder with the Markdown of delivery, terms, privacy, contact and imprint; the texts built into the program unless set.",
    ),
    secret("postgres_uri", "PostgreSQL: postgres://user:password@host:port/database."),
    secret("mongo_uri", "MongoDB (a replica set): mongodb://host:port/database?replicaSet=rs0."),
    secret(
        "redis_uri",
        "Redis for sessions, carts and limits, with an append-only file and no eviction: redis://:password@host:port/0.",
    ),
    secret("cache_uri", "Redis for what may be lost: redis://:password@host:port/0."),
    secret(
        "secret_key",
        "64 hexadecimal digits from which the shop's keys are made; every server of a shop has the same. Made once and kept in the data folder, readable by its owner only, unless set.",
    ),
    setting(
        "postgres_connections",
        "8",
        "Connections to PostgreSQL. Small pools are faster on hot rows.",
    ),
    setting(
        "index",
        "",
        "Folder of this server's search index; index/<port> in the data folder unless set. Two servers never share one.",
    ),
    setting(
        "shop_name",
        "Quayside",
        "The name in the header and in page titles. Name, tagline, delivery note and seller hold until staff set others in the back office.",
    ),
    setting(
        "tagline",
        "Good things for home, work and the open air.",
        "The sentence under the name on the home page.",
    ),
    setting(
        "delivery_note",
        "Delivery in 2 to 4 working days, €4.90 or free from €50.",
        "What every product's page says of delivery. The page about delivery says the same at length.",
    ),
    setting(
        "seller",
        "",
        "Who sells, for invoices: name and postal address by the law, lines divided by `|`, such as Quayside Ltd|Quay 1|20457 Hamburg|Germany. Each order keeps what held when it was placed. Unless set, invoices bear the shop's name and lead to the imprint.",
    ),
    setting(
        "seller_tax_number",
        "",
        "The seller's VAT or tax number, for invoices; none is named unless set.",
    ),
    setting(
        "page_cache_ms",
        "1000",
        "How long a rendered page may be shown again to visitors without a cookie, in milliseconds; 0 renders every time.",
    ),
    setting("currency", "EUR", "The currency of an empty cart."),
    setting(
        "client_address_header",
        "",
        "Header whose last entry is the visitor's address, such as x-forwarded-for. Only behind a proxy that writes it; the other end of the connection unless set.",
    ),
    setting(
        "limits",
        "on",
        "Whether anything is limited: on or off. Off is for measuring, and refused unless `listen` is of this machine alone.",
    ),
    setting("mail_from", "shop@quayside.example", "The address that letters come from."),
    setting(
        "smtp_host",
        "",
        "The mail server that letters are handed to. Unless set they are laid into the data folder, and a server that only this machine can reach shows them at /dev/mail.",
    ),
    setting("smtp_port", "587", "The mail server's port."),
    setting(
        "smtp_security",
        "starttls",
        "How the way to the mail server is encrypted: starttls, tls, or none for a server on this machine.",
    ),
    setting("smtp_user", "", "The name to give to the mail server, where it asks for one."),
    secret("smtp_password", "The password to give to the mail server."),
    setting(
        "demo_owner",
        "",
        "Mail address of the owner of a demo, who needs no second factor on the machine itself. Refused unless `listen` is of this machine alone.",
    ),
    setting("payments", "sandbox", "Who takes money: sandbox, which takes none, or stripe."),
    setting("sandbox_address", "", "Where the shop reaches the sandbox's program."),
    setting("sandbox_pages", "", "Where browsers reach it; the same unless set."),
    secret("sandbox_secret", "Opens the sandbox to the shop."),
    secret("stripe_secret_key", "The shop's secret key at Stripe."),
    secret("payment_webhook_secret", "What the payment provider signs its messages with."),
    setting("hold_seconds", "300", "For how long a checkout holds its units, in seconds."),
    setting(
        "pay_seconds",
        "900",
        "How long an order waits while nobody knows whether it is paid, in seconds; then its payment is called off.",
    ),
    setting(
        "hold_most",
        "50",
        "The most units of one SKU that one person, or the guests of one network, may hold in checkouts at a time.",
    ),
    setting(
        "hold_connections",
        "8",
        "Connections to PostgreSQL for holding units alone. More are slower on hot rows.",
    ),
    setting(
        "tax",
        "included",
        "Whether prices hold the tax or it comes on top: included or added. Staff may set the other.",
    ),
    setting(
        "country",
        "DE",
        "The shop's own country, whose tax is shown until it is known where an order goes. Staff may set another.",
    ),
    setting("search_cache", "on", "Whether answers of search are kept in Redis: on or off."),
    setting("log", "info", "What is logged, in the form of the `tracing` filter directives."),
    setting("log_format", "text", "text or json."),
];

/// Every setting: those of this table, and one for each limit.
pub(crate) fn all() -> impl Iterator<Item = Setting> {
    let limits = LIMIT_SETTINGS.iter().map(|&(name, default, meaning)| Setting {
        name,
        default,
        meaning,
        secret: false,
    });
    SETTINGS.iter().copied().chain(limits)
}
