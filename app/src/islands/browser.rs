//! The few things that islands ask of the browser.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, Window};

/// The window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Marks the root of an island as alive, for those who wait for it.
pub(crate) fn mark_alive(root: &Element) {
    // An island without its mark fails its test, so nothing more is done here when it fails.
    let _ = root.set_attribute("data-hydrated", "true");
}

/// Calls `handler` for each event of a kind, as long as the page lives.
pub(crate) fn listen(target: &EventTarget, kind: &str, handler: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handler);
    if target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref()).is_ok() {
        closure.forget();
    }
}

/// What a GET of this address answers, as text; nothing when it is refused or fails.
pub(crate) async fn get_text(address: &str) -> Option<String> {
    let answer = JsFuture::from(window()?.fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = answer.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// What a POST of these fields answers, wherever it leads to, as text; nothing when it fails. A
/// refusal is an answer too.
pub(crate) async fn post_form(address: &str, fields: &web_sys::UrlSearchParams) -> Option<String> {
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(fields);
    let sent = window()?.fetch_with_str_and_init(address, &request);
    let response: web_sys::Response = JsFuture::from(sent).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// When so many milliseconds are over that were left when the page was drawn, by the browser's own
/// clock, in milliseconds since 1970. The page was drawn after it was asked for: counted from there, no
/// second is shown that there is not.
pub(crate) fn end_of(left: i64) -> f64 {
    let waited = window().and_then(|window| window.performance()).map_or(0.0, |since| since.now());
    js_sys::Date::now() - waited + left as f64
}

/// Whole seconds from now until a moment of [`end_of`]; none after it.
pub(crate) fn seconds_until(end: f64) -> i64 {
    ((end - js_sys::Date::now()) / 1000.0).floor().max(0.0) as i64
}

/// A member of a JavaScript object; undefined when there is none.
pub(crate) fn member(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A member that is text; empty when it is not.
pub(crate) fn text(value: &JsValue, name: &str) -> String {
    member(value, name).as_string().unwrap_or_default()
}

/// A member that is a list; empty when it is not.
pub(crate) fn list(value: &JsValue, name: &str) -> Vec<JsValue> {
    member(value, name).dyn_into::<js_sys::Array>().map(|array| array.to_vec()).unwrap_or_default()
}
