//! `POST /cart`: everything that is done to a cart by a form.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Currency, Money, Quantity, Sku, Slug};
use serde::Deserialize;
use storefront::{
    cart::{CartChange, CartError, Fix, OperationToken},
    limits::{Ask, Whom},
};

use super::{changing, sentence, sentences::NO_QUANTITY};
use crate::http::{AppState, caller::Calling, limits::TooOften, pages, visitor::Visitor};

/// The form as a browser posts it. Whatever else is posted is not looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Posted {
    op: String,
    sku: String,
    quantity: String,
    /// The price that is agreed to, in minor units, and its currency.
    price: String,
    currency: String,
    /// Names the sending of a form.
    key: String,
    /// The product whose page the form is on; the cart's own page if it is none.
    slug: String,
}

/// What the form asks for.
enum Wanted {
    Change(CartChange),
    /// To have been told what there is to tell.
    Seen,
}

/// Why it cannot be.
struct Refused {
    status: StatusCode,
    message: String,
}

impl Refused {
    fn form(message: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, message: message.into() }
    }
}

impl From<TooOften> for Refused {
    fn from(TooOften(message): TooOften) -> Self {
        Self { status: StatusCode::TOO_MANY_REQUESTS, message }
    }
}

impl From<CartError> for Refused {
    fn from(error: CartError) -> Self {
        let status = match error {
            CartError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { status, message: sentence(error) }
    }
}

impl Posted {
    fn wanted(&self) -> Result<Wanted, Refused> {
        let sku = || {
            Sku::parse(self.sku.as_str())
                .map_err(|_| Refused::form("The form names nothing that is sold here."))
        };
        let quantity = || Quantity::parse(&self.quantity).map_err(|_| Refused::form(NO_QUANTITY));
        let fix = |fix| Ok::<_, Refused>(CartChange::Fix { sku: sku()?, fix });
        Ok(Wanted::Change(match self.op.as_str() {
            "add" => CartChange::Add { sku: sku()?, quantity: quantity()? },
            "set" => CartChange::SetQuantity { sku: sku()?, quantity: quantity()? },
            "remove" => CartChange::Remove { sku: sku()? },
            "remove-saved" => CartChange::RemoveSaved { sku: sku()? },
            "undo" => CartChange::Undo,
            "save" => CartChange::SaveForLater { sku: sku()? },
            "move-back" => CartChange::MoveBack { sku: sku()? },
            "clear" => CartChange::Clear,
            "take-what-is-left" => fix(Fix::TakeWhatIsLeft)?,
            "drop" => fix(Fix::Drop)?,
            "accept-price" => fix(Fix::AcceptPrice(self.agreed()?))?,
            "seen" => return Ok(Wanted::Seen),
            _ => return Err(Refused::form("The form asks for nothing that a cart can do.")),
        }))
    }

    /// The price that is agreed to. It buys nothing: it is compared with the price of now.
    fn agreed(&self) -> Result<Money, Refused> {
        let amount = self.price.parse().ok();
        let currency = Currency::parse(&self.currency).ok();
        amount
            .zip(currency)
            .and_then(|(amount, currency)| Money::new(amount, currency).ok())
            .ok_or_else(|| Refused::form("The form names no price."))
    }

    /// The page that the form is on.
    fn address(&self) -> String {
        match (self.op.as_str(), Slug::parse(self.slug.as_str()), Sku::parse(self.sku.as_str())) {
            ("add", Ok(slug), Ok(sku)) => {
                format!("/p/{slug}?sku={}", app::encode(sku.as_str()))
            }
            _ => "/cart".to_owned(),
        }
    }

    fn again(&self, refused: &Refused) -> app::FormState {
        // The cart's page has a field for each line.
        let on_product = self.op == "add" && self.address() != "/cart";
        let field = match self.op.as_str() {
            "add" if on_product => "quantity".to_owned(),
            "set" => format!("quantity-{}", self.sku),
            _ => String::new(),
        };
        app::FormState {
            form: "cart",
            values: vec![(field.clone(), self.quantity.clone())],
            errors: vec![app::FormError { field, message: refused.message.clone() }],
        }
    }
}

/// Changes the cart and shows it, or shows the page again with why not.
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    form: Result<Form<Posted>, FormRejection>,
) -> Response {
    let Form(posted) = match form {
        Ok(form) => form,
        Err(rejection) => return rejection.into_response(),
    };
    let asks = [Ask { rule: &state.rules.cart, whom: Whom::Address(calling.address()) }];
    let done = match calling.within(&state, &asks).await {
        Ok(()) => act(&state, &mut visitor, &posted).await,
        Err(often) => Err(often.into()),
    };
    match done {
        Ok(()) if posted.op == "add" => {
            Redirect::to(&format!("/cart?added={}", app::encode(&posted.sku))).into_response()
        }
        Ok(()) => Redirect::to("/cart").into_response(),
        Err(refused) => {
            let page = visitor.for_page(&state).await;
            let form = posted.again(&refused);
            pages::refused(&state, &posted.address(), refused.status, page, form, &headers).await
        }
    }
}

async fn act(state: &AppState, visitor: &mut Visitor, posted: &Posted) -> Result<(), Refused> {
    let change = match posted.wanted()? {
        Wanted::Seen => return Ok(changing::seen(state, visitor).await?),
        Wanted::Change(change) => change,
    };
    let taken_away = matches!(
        change,
        CartChange::Remove { .. } | CartChange::RemoveSaved { .. } | CartChange::Fix { .. }
    );
    let moved = matches!(change, CartChange::SaveForLater { .. } | CartChange::MoveBack { .. });
    let token = OperationToken::parse(posted.key.as_str()).ok();
    match changing::change(state, visitor, change, token.as_ref()).await {
        // Pressed twice, or in two tabs: it is as was wanted.
        Err(CartError::NoSuchLine) if taken_away || moved => Ok(()),
        done => Ok(done?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(op: &str, quantity: &str) -> Posted {
        Posted {
            op: op.to_owned(),
            sku: "QS-1".to_owned(),
            quantity: quantity.to_owned(),
            ..Posted::default()
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused_with_a_sentence() {
        for bad in ["", "0", "-1", "2147483648", "1.5", "abc", "1e3", "100"] {
            for op in ["add", "set"] {
                let refused = posted(op, bad).wanted().err().expect("refused");
                assert_eq!((refused.status.as_u16(), refused.message.as_str()), (422, NO_QUANTITY));
            }
        }
        assert!(posted("add", " 2 ").wanted().is_ok());
    }

    #[test]
    fn what_no_form_offers_is_refused() {
        for op in ["", "ADD", "price", "set-price"] {
            assert!(posted(op, "1").wanted().is_err(), "{op}");
        }
    }

    #[test]
    fn a_refused_form_leads_back_to_its_own_page_and_nowhere_else() {
        let mut form = posted("add", "0");
        assert_eq!(form.address(), "/cart");
        form.slug = "lamp".to_owned();
        assert_eq!(form.address(), "/p/lamp?sku=QS-1");
        for bad in ["//evil.example", "../admin", "https://evil.example"] {
            form.slug = bad.to_owned();
            assert_eq!(form.address(), "/cart", "{bad}");
        }
    }
}
