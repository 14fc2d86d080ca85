//! One product: made, changed, shown to shoppers, copied, put back.

use app::FormError;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::ProductId;
use storefront::{
    draft::ProductStatus,
    product_desk::{ProductConflict, ProductError, ProductForm, Saved, status_named},
};

use super::staff_form::StaffForm;

/// The form with everything about a product, on its page.
const FORM: &str = "product";
const NEW: &str = "/admin/products/new";

fn id(text: &str) -> Result<ProductId, ProductError> {
    ProductId::parse(text).map_err(|_| ProductError::NotFound)
}

/// The page of a product; that of a new one for what is no id.
fn page(text: &str) -> String {
    ProductId::parse(text).map_or_else(|_| NEW.to_owned(), |id| format!("/admin/products/{id}"))
}

/// A version that was read.
fn version(text: &str) -> Result<i64, ProductError> {
    text.trim().parse().map_err(|_| ProductError::Stale)
}

/// The fields of the form as they were posted.
fn fields(form: &StaffForm) -> Vec<(String, String)> {
    form.posted.again(FORM, Vec::new()).values
}

/// Where a form that was taken leads to.
fn led(page: &str, saved: Saved, done: &str) -> String {
    let done = match saved {
        Saved::Now => done,
        Saved::Before => "before",
    };
    format!("{page}?done={done}")
}

/// `POST /admin/products/new`
pub(in crate::http) async fn create(form: StaffForm) -> Response {
    let typed = ProductForm::read(&fields(&form));
    let created = form.shop().product_desk.create(&form.by, &typed, &form.caller).await;
    match created {
        Ok((id, saved)) => {
            form.products_changed();
            let led = Ok::<_, ProductError>(led(&page(id.as_str()), saved, "created"));
            form.answer(FORM, NEW, &[], led).await
        }
        Err(error) => again(form, NEW, error).await,
    }
}

/// `POST /admin/products/{id}`
pub(in crate::http) async fn change(Path(text): Path<String>, form: StaffForm) -> Response {
    let typed = ProductForm::read(&fields(&form));
    let address = page(&text);
    let changed = async {
        let desk = &form.shop().product_desk;
        desk.change(&form.by, &id(&text)?, &typed, &form.caller).await
    };
    let changed = changed.await;
    match changed {
        Ok(saved) => {
            form.products_changed();
            let led = Ok::<_, ProductError>(led(&address, saved, "changed"));
            form.answer(FORM, &address, &[], led).await
        }
        Err(error) => again(form, &address, error).await,
    }
}

/// `POST /admin/products/{id}/variants`: the page again with the grid made. Nothing is saved.
pub(in crate::http) async fn variants(Path(text): Path<String>, form: StaffForm) -> Response {
    let address = if text == "new" { NEW.to_owned() } else { page(&text) };
    let typed = ProductForm::read(&fields(&form));
    match typed.with_grid() {
        Ok(made) => {
            let mut values = made.fields();
            values.push(("made".to_owned(), "grid".to_owned()));
            form.again(StatusCode::OK, (FORM, address.as_str()), values, Vec::new()).await
        }
        Err(refusals) => again(form, &address, ProductError::refused(refusals)).await,
    }
}

/// `POST /admin/products/{id}/status`
pub(in crate::http) async fn status(Path(text): Path<String>, form: StaffForm) -> Response {
    let address = page(&text);
    let (to, read) = (status_named(&form.text("to")), form.text("version"));
    let set = async {
        let status = to.ok_or(ProductError::NotFound)?;
        let (id, read) = (id(&text)?, version(&read)?);
        form.shop().product_desk.set_status(&form.by, &id, status, read, &form.caller).await
    };
    let done = match to {
        Some(ProductStatus::Active) => "published",
        Some(ProductStatus::Archived) => "archived",
        _ => "withdrawn",
    };
    let led = set.await.map(|saved| led(&address, saved, done));
    form.products_changed();
    form.answer("status", &address, &[], led).await
}

/// `POST /admin/products/{id}/duplicate`
pub(in crate::http) async fn duplicate(Path(text): Path<String>, form: StaffForm) -> Response {
    let key = form.text("key");
    let copied = async {
        form.shop().product_desk.duplicate(&form.by, &id(&text)?, &key, &form.caller).await
    };
    let led = copied.await.map(|copy| led(&page(copy.as_str()), Saved::Now, "duplicated"));
    form.answer("duplicate", &page(&text), &[], led).await
}

/// `POST /admin/products/{id}/restore`
pub(in crate::http) async fn restore(Path(text): Path<String>, form: StaffForm) -> Response {
    let (earlier, read) = (form.text("earlier"), form.text("version"));
    let restored = async {
        let (id, read) = (id(&text)?, version(&read)?);
        let earlier = earlier.parse().map_err(|_| ProductError::NotFound)?;
        form.shop().product_desk.restore(&form.by, &id, earlier, read, &form.caller).await
    };
    let address = page(&text);
    let led = restored.await.map(|saved| led(&address, saved, "restored"));
    form.products_changed();
    form.answer("restore", &format!("{address}/history"), &[], led).await
}

/// The page again with what was typed; after two people changed the same, with what each wrote.
async fn again(form: StaffForm, page: &str, error: ProductError) -> Response {
    match error {
        ProductError::Conflict(conflict) => {
            let message = "Somebody else has changed this product meanwhile. Nothing was \
                           overwritten, and nothing of yours is lost: look at both, and save again.";
            let errors = vec![FormError { field: "both".to_owned(), message: message.to_owned() }];
            form.again(StatusCode::CONFLICT, (FORM, page), both(&conflict), errors).await
        }
        ProductError::Refused { refusals, resolved: Some(resolved) } => {
            let errors = refusals
                .into_iter()
                .map(|refusal| FormError { field: refusal.field, message: refusal.message });
            let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, errors.collect());
            form.again(status, (FORM, page), resolved.fields(), errors).await
        }
        error => {
            let led = Err::<String, _>(error);
            form.answer(FORM, page, &[], led).await
        }
    }
}

/// The fields of what two people made of a product, and what each wrote where both did.
fn both(conflict: &ProductConflict) -> Vec<(String, String)> {
    let mut values = conflict.form.fields();
    for part in &conflict.conflicts {
        values.push(("both".to_owned(), part.part.clone()));
        values.push((format!("label.{}", part.part), part.label.clone()));
        values.push((format!("mine.{}", part.part), part.mine.clone()));
        values.push((format!("theirs.{}", part.part), part.theirs.clone()));
    }
    values
}
