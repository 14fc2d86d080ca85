//! The API described for programs (OpenAPI 3.1) and, from the same description, for people.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::{self, ContentBuilder, Ref, RefOr, ResponseBuilder, path::Operation},
};

use super::{admin, cart, checkout, items, json, orders, suggest};
use crate::http::{AppState, security_headers};

/// The description, generated from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Quayside",
        description = "The shop's API. Money is in minor units, times are RFC 3339, refusals are problem+json with a stable `code`."
    ),
    paths(
        items::list,
        items::one,
        suggest::get,
        cart::get,
        cart::patch,
        checkout::post,
        checkout::get,
        checkout::patch,
        orders::list,
        orders::one,
        orders::cancel,
        admin::products::list,
        admin::products::changes::create,
        admin::products::one,
        admin::products::changes::replace,
        admin::products::changes::publish,
        admin::products::changes::archive,
        admin::products::changes::duplicate,
        admin::stock::list,
        admin::stock::one,
        admin::stock::change,
        admin::orders::list,
        admin::orders::one,
        admin::orders::ship,
        admin::orders::deliver,
        admin::orders::cancel,
        admin::orders::refund,
        admin::notes::note,
        admin::notes::resend,
        admin::returns::approve,
        admin::returns::refuse
    ),
    modifiers(&Everywhere)
)]
struct Description;

/// What any call may be answered: that it came too often, and, where it changes something, that it
/// came from a page of another site.
struct Everywhere;

impl Modify for Everywhere {
    fn modify(&self, description: &mut openapi::OpenApi) {
        for item in description.paths.paths.values_mut() {
            let (patch, put) = (&mut item.patch, &mut item.put);
            for operation in item.post.iter_mut().chain(patch).chain(put) {
                refuses(operation, "403", "Sent by a page of another site");
                refuses(operation, "429", "Too often");
            }
            if let Some(operation) = &mut item.get {
                refuses(operation, "429", "Too often");
            }
        }
        let behind = |path: &str| path.starts_with("/api/admin/");
        for (_, item) in description.paths.paths.iter_mut().filter(|(path, _)| behind(path)) {
            for operation in item.get.iter_mut().chain(&mut item.post).chain(&mut item.put) {
                refuses(operation, "401", "No API token, or one that is not valid");
                refuses(operation, "403", "None of the token's roles allows it");
            }
        }
    }
}

fn refuses(operation: &mut Operation, status: &str, why: &str) {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let answer = ResponseBuilder::new()
        .description(why)
        .content("application/problem+json", problem)
        .build();
    operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(answer));
}

/// `GET /api/openapi.json`
pub(in crate::http) async fn json(headers: HeaderMap) -> Response {
    json::tagged(&headers, 300, &Description::openapi())
}

/// Each operation as `METHOD path`.
#[cfg(test)]
pub(in crate::http) fn operations() -> Vec<String> {
    let description = serde_json::to_value(Description::openapi()).expect("a description is JSON");
    entries(&description["paths"])
        .flat_map(|(path, methods)| {
            entries(methods).map(move |(method, _)| format!("{} {path}", method.to_uppercase()))
        })
        .collect()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// `GET /api/docs`: the description as a page.
pub(in crate::http) async fn page(State(state): State<AppState>) -> Response {
    let description = serde_json::to_value(Description::openapi()).unwrap_or_default();
    let html = document(&description, &state.files.links.css, &state.shop.identity().name);
    let policy = HeaderValue::try_from(security_headers::page_policy(&html));
    let mut response = axum::response::Html(html).into_response();
    if let Ok(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

fn document(description: &Value, css: &str, shop: &str) -> String {
    let shop = escape(shop);
    let mut out = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>API · {shop}</title><meta name=\"description\" content=\"Every call of the API, its parameters and its answers.\">\
         <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"{}\"></head>\
         <body><main class=\"api-docs\" id=\"main\"><p><a href=\"/\">{shop}</a></p><h1>API</h1><p>{}</p>\
         <p>The same for programs: <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>",
        escape(css),
        text(&description["info"]["description"]),
    );
    for (path, methods) in entries(&description["paths"]) {
        for (method, operation) in entries(methods) {
            operation_section(&mut out, path, method, operation);
        }
    }
    out.push_str("<h2>Shapes</h2>");
    for (name, schema) in entries(&description["components"]["schemas"]) {
        let _ = write!(
            out,
            "<h3 id=\"{0}\">{0}</h3><p>{1}</p>",
            escape(name),
            text(&schema["description"])
        );
        if schema["oneOf"].is_array() {
            let _ = write!(out, "<p>{}</p>", type_of(schema));
        }
        table(
            &mut out,
            name,
            ["Field", "Type", "Meaning"],
            entries(&schema["properties"]).map(|(field, property)| {
                [
                    format!("<code>{}</code>", escape(field)),
                    type_of(property),
                    text(&property["description"]),
                ]
            }),
        );
    }
    out.push_str("</main></body></html>");
    out
}

fn operation_section(out: &mut String, path: &str, method: &str, operation: &Value) {
    let _ = write!(
        out,
        "<section><h2><code>{} {}</code></h2><p>{}</p>",
        method.to_uppercase(),
        escape(path),
        text(&operation["summary"])
    );
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let name = format!("{} {path}", method.to_uppercase());
    table(
        out,
        &name,
        ["Parameter", "Type", "Meaning"],
        parameters.map(|parameter| {
            [
                format!("<code>{}</code>", text(&parameter["name"])),
                type_of(&parameter["schema"]),
                text(&parameter["description"]),
            ]
        }),
    );
    table(
        out,
        &name,
        ["Status", "Body", "When"],
        entries(&operation["responses"]).map(|(status, answer)| {
            let body =
                entries(&answer["content"]).next().map(|(_, content)| type_of(&content["schema"]));
            [escape(status), body.unwrap_or_default(), text(&answer["description"])]
        }),
    );
    out.push_str("</section>");
}

/// A table of what `of` has, or nothing where there are no rows.
fn table(out: &mut String, of: &str, head: [&str; 3], rows: impl Iterator<Item = [String; 3]>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = write!(
        out,
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}: {}\"><table><thead><tr>",
        escape(of),
        head[0]
    );
    for title in head {
        let _ = write!(out, "<th scope=\"col\">{title}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        let _ = write!(out, "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", row[0], row[1], row[2]);
    }
    out.push_str("</tbody></table></div>");
}

/// A schema's type in a few words, with links to shapes.
fn type_of(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return format!("<a href=\"#{0}\">{0}</a>", escape(name));
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().map(type_of).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", type_of(&schema["items"])),
        Value::String(kind) => escape(kind),
        Value::Array(kinds) if kinds.iter().any(|kind| kind == "array") => {
            format!("list of {} or null", type_of(&schema["items"]))
        }
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ => String::new(),
    }
}

/// A text of the description, with what stands between backticks as code.
fn text(value: &Value) -> String {
    let mut out = String::new();
    for (place, part) in escape(value.as_str().unwrap_or_default()).split('`').enumerate() {
        if place % 2 == 1 {
            let _ = write!(out, "<code>{part}</code>");
        } else {
            out.push_str(part);
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
