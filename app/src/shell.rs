//! The document around every page.

use leptos::prelude::*;
use storefront::{Shop, product::Category, profile::ColourScheme, shop::ShopIdentity};

use crate::{
    context::{Assets, PageRequest, Visitor},
    islands::{cart_link::CartLink, search_box::SearchBox},
    pages::{self, Page},
    parts::logo::mark,
};

/// The whole document for the request in the context.
pub fn shell() -> AnyView {
    // Outside the islands nothing is hydrated, so nothing is marked for it.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let shop = expect_context::<Shop>();
    let assets = expect_context::<Assets>();
    let request = expect_context::<PageRequest>();
    let visitor: Visitor = use_context().unwrap_or_default();
    let drawing = pages::draw(shop.clone(), request, visitor.clone(), use_context(), use_context());
    // Awaited here rather than in the page's place: head, header and body need what it found.
    Suspend::new(async move {
        let page = drawing.await;
        let top = shop.catalogue.top_categories().await;
        document(&shop, &assets, &visitor, page, &top.unwrap_or_default())
    })
    // Its type ends here, so that the server is not compiled around every page's markup.
    .into_any()
}

fn document(
    shop: &Shop,
    assets: &Assets,
    visitor: &Visitor,
    page: Page,
    top: &[std::sync::Arc<Category>],
) -> impl IntoView + use<> {
    let identity = shop.identity();
    let name = identity.name.clone();
    let title =
        if page.title.is_empty() { name.clone() } else { format!("{} · {name}", page.title) };
    let canonical = page.canonical.as_ref().map(|path| format!("{}{path}", identity.origin));
    let image = page.image.as_ref().map(|path| format!("{}{path}", identity.origin));
    let categories: Vec<_> = top
        .iter()
        .map(|category| (format!("/c/{}", category.slug), category.name.clone()))
        .collect();
    let titles = shop.content.titles().into_iter();
    let content: Vec<_> = titles.map(|(slug, title)| (format!("/pages/{slug}"), title)).collect();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-scheme=scheme(visitor.scheme)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title.clone()}</title>
                <meta name="description" content=page.description.clone()/>
                {page.unlisted.then(|| view! { <meta name="robots" content="noindex, follow"/> })}
                {page.again_in.map(|seconds| view! { <noscript><meta http-equiv="refresh" content=seconds/></noscript> })}
                {canonical.clone().map(|href| view! { <link rel="canonical" href=href/> })}
                {open_graph("og:site_name", name.clone())}
                {open_graph("og:title", title)}
                {open_graph("og:description", page.description)}
                {open_graph("og:type", page.kind.to_owned())}
                {canonical.map(|href| open_graph("og:url", href))}
                {image.map(|src| open_graph("og:image", src))}
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f7fbfc" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#091620" media="(prefers-color-scheme: dark)"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
                <link rel="preload" r#as="font" type="font/woff2" href="/art/archivo-wide.woff2" crossorigin="anonymous"/>
                <link rel="preload" r#as="fetch" href=assets.wasm.clone() crossorigin="anonymous" fetchpriority="low"/>
                <script type="module" src="/boot.js" data-js=assets.js.clone() data-wasm=assets.wasm.clone()></script>
                {page.data.map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
            </head>
            <body>
                <a class="skip" href="#main">"Skip to content"</a>
                {if page.enclosed { enclosed_header(&identity) } else { header(&identity, visitor, (!page.own_search).then_some(page.query), &categories) }}
                <main id="main">{page.body}</main>
                {if page.enclosed { enclosed_footer(&content) } else { page_footer(&identity, &categories, &content) }}
            </body>
        </html>
    }
}

/// `property` is no attribute that the view macro knows.
fn open_graph(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", property).attr("content", content)
}

fn links(targets: &[(String, String)]) -> Vec<AnyView> {
    targets
        .iter()
        .map(|(href, name)| view! { <li><a href=href.clone()>{name.clone()}</a></li> }.into_any())
        .collect()
}

/// What the styles are told where somebody chose.
const fn scheme(chosen: ColourScheme) -> Option<&'static str> {
    match chosen {
        ColourScheme::System => None,
        ColourScheme::Light => Some("light"),
        ColourScheme::Dark => Some("dark"),
    }
}

/// `query` is what the search box holds; without it there is none.
fn header(
    identity: &ShopIdentity,
    visitor: &Visitor,
    query: Option<String>,
    categories: &[(String, String)],
) -> AnyView {
    view! {
        <header class="masthead">
            <a class="mark" href="/">{mark(identity)}</a>
            {query.map(|query| view! { <SearchBox query=query id="q".to_owned()/> })}
            {personal(visitor)}
            {navigation(categories)}
        </header>
    }
    .into_any()
}

/// Above a page that stands alone: nothing leads away from it but back to the cart.
fn enclosed_header(identity: &ShopIdentity) -> AnyView {
    view! {
        <header class="masthead-enclosed">
            <a class="mark" href="/cart">{mark(identity)}<span class="mark-note">"Back to your cart"</span></a>
        </header>
    }
    .into_any()
}

/// Below it: what the law and the worried ask for.
fn enclosed_footer(content: &[(String, String)]) -> AnyView {
    view! { <footer class="foot-enclosed"><nav aria-label="About the shop"><ul>{links(content)}</ul></nav></footer> }
        .into_any()
}

/// What is the visitor's own.
fn personal(visitor: &Visitor) -> AnyView {
    let count = visitor.cart_count;
    let (account, label) =
        if visitor.account.is_some() { ("/account", "Account") } else { ("/sign-in", "Sign in") };
    view! {
        <nav class="personal" aria-label="Yours">
            <a href=account><svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7"/></svg><span class="glyph-text">{label}</span></a>
            <CartLink count=count/>
        </nav>
    }
    .into_any()
}

/// Most departments that a row of its own has room for.
const A_ROW: usize = 9;
/// How many of a longer list stand beside the fold that holds them all.
const BESIDE_THE_FOLD: usize = 5;

fn navigation(categories: &[(String, String)]) -> AnyView {
    let many = categories.len() > A_ROW;
    let row = if many { &categories[..BESIDE_THE_FOLD] } else { categories };
    view! {
        <nav class=if many { "departments departments-many" } else { "departments" } aria-label="Departments">
            <ul class="departments-row">{links(row)}</ul>
            <details class="departments-fold"><summary><span class="fold-long">"Departments"</span><span class="fold-short" aria-hidden="true">"Menu"</span></summary><ul>{links(categories)}</ul></details>
        </nav>
    }
    .into_any()
}

fn page_footer(
    identity: &ShopIdentity,
    categories: &[(String, String)],
    content: &[(String, String)],
) -> AnyView {
    // Beside a logo the flag would be another shop's.
    let flag =
        identity.logo.is_none().then(|| view! { <span class="flag" aria-hidden="true"></span> });
    view! {
        <footer class="quay">
            <div class="quay-tide" aria-hidden="true"></div>
            <div class="quay-inside">
                <div class="quay-about"><p class="mark">{flag}{identity.name.clone()}</p><p>{identity.tagline.clone()}</p></div>
                <nav aria-label="All departments"><h2>"Departments"</h2><ul>{links(categories)}</ul></nav>
                <nav aria-label="About the shop"><h2>"Help and legal"</h2><ul><li><a href="/orders">"Your orders"</a></li><li><a href="/orders/find">"Find an order"</a></li>{links(content)}<li><a href="/api/docs">"API"</a></li></ul></nav>
            </div>
        </footer>
    }
    .into_any()
}
