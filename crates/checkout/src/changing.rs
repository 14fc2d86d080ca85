//! What a shopper types: contact, addresses, delivery, a coupon.

use kernel::{CheckoutId, Email};
use storefront::{
    checkout::{CheckoutChange, CheckoutError, CheckoutState, CheckoutView},
    enquiry::FieldError,
    orders::{Buyer, Contact},
    pricing::Quote,
    profile::{Address, AddressForm},
};

use crate::{
    buyer::Owner,
    desk::CheckoutDesk,
    row::{Checkout, Typed},
    store,
    trouble::Trouble,
};

/// Longest name, in characters.
const LONGEST_NAME: usize = 120;
/// How often a change is tried when somebody else writes in between.
const TRIES: u32 = 3;

impl CheckoutDesk {
    pub(crate) async fn change_now(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        change: &CheckoutChange,
    ) -> Result<CheckoutView, Trouble> {
        let owner = Owner::of(buyer);
        for _ in 0..TRIES {
            let row = self.own(&owner, id).await?;
            match row.state {
                CheckoutState::Open if row.order.is_some() => {
                    return Err(CheckoutError::Ordered.into());
                }
                CheckoutState::Open => {}
                CheckoutState::Expired if row.order.is_none() => {}
                _ => return Err(CheckoutError::Over.into()),
            }
            let typed = entered(&row.typed, change)?;
            let quote = self.quote(&row.lines, &typed, Some(&row)).await?;
            let typed = accepted(typed, change, &quote)?;
            let written = async {
                let mut conn = self.pool().acquire().await?;
                Ok(store::set_typed(&mut conn, &row, &typed, &row.lines, &quote).await?)
            };
            if self.ask(written).await? {
                let row = self.own(&owner, id).await?;
                // What was typed is kept all the same.
                return match row.state_now() {
                    CheckoutState::Expired => Err(CheckoutError::HoldExpired.into()),
                    _ => Ok(self.shown(&row)),
                };
            }
        }
        Err(Trouble::Moved)
    }

    /// Writes the prices of now, which the shopper has not seen, so that they are shown next.
    pub(crate) async fn show_prices(
        &self,
        row: &Checkout,
        lines: &[crate::held::HeldLine],
        quote: &Quote,
    ) -> Result<(), Trouble> {
        self.ask(async {
            let mut conn = self.pool().acquire().await?;
            // Written in between, it is shown as it was written then.
            store::set_typed(&mut conn, row, &row.typed, lines, quote).await?;
            Ok(())
        })
        .await
    }
}

/// What is typed after a change, as far as that can be told without prices.
pub(crate) fn entered(before: &Typed, change: &CheckoutChange) -> Result<Typed, Trouble> {
    let mut typed = before.clone();
    let mut errors = Vec::new();
    if let Some((email, name)) = &change.contact {
        match contact(email, name) {
            Ok(contact) => typed.contact = Some(contact),
            Err(refused) => errors.extend(refused),
        }
    }
    if let Some(form) = &change.shipping_address {
        match address(form) {
            Ok(address) => typed.shipping_address = Some(address),
            Err(refused) => {
                let known = errors.iter().any(|error: &FieldError| error.field == "name");
                errors.extend(refused.into_iter().filter(|error| !known || error.field != "name"));
            }
        }
    }
    match &change.billing_address {
        Some(Some(form)) => match address(form) {
            Ok(address) => typed.billing_address = Some(address),
            Err(refused) => errors.extend(refused.into_iter().map(of_billing)),
        },
        Some(None) => typed.billing_address = None,
        None => {}
    }
    if !errors.is_empty() {
        return Err(CheckoutError::Fields(errors).into());
    }
    if let Some(contact) = &typed.contact {
        let addresses = [&mut typed.shipping_address, &mut typed.billing_address];
        for address in addresses.into_iter().flatten().filter(|address| address.name.is_empty()) {
            address.name.clone_from(&contact.name);
        }
    }
    if let Some(method) = &change.delivery_method {
        let fits = (1..=64).contains(&method.len());
        typed.delivery_method = fits.then(|| method.clone());
        if !fits {
            return Err(CheckoutError::Fields(vec![no_such_delivery()]).into());
        }
    }
    if let Some(coupon) = &change.coupon {
        let coupon: String = coupon.trim().chars().take(80).collect::<String>().to_uppercase();
        typed.coupon = Some(coupon).filter(|coupon| !coupon.is_empty());
    }
    Ok(typed)
}

/// An address. A parcel needs a name; whoever buys is who gets it, unless another is named, and who
/// that is may be told later.
fn address(form: &AddressForm) -> Result<Address, Vec<FieldError>> {
    if !form.name.trim().is_empty() {
        return form.check();
    }
    let named = AddressForm { name: "whoever buys".to_owned(), ..form.clone() };
    named.check().map(|address| Address { name: String::new(), ..address })
}

/// Looks at what was typed with the prices that it leads to.
fn accepted(mut typed: Typed, change: &CheckoutChange, quote: &Quote) -> Result<Typed, Trouble> {
    if let (Some(_), Some(refusal)) = (&change.coupon, quote.coupon_refused) {
        return Err(CheckoutError::Coupon(refusal).into());
    }
    if typed.shipping_address.is_some() && quote.delivery_method != typed.delivery_method {
        // Chosen for another address, it is chosen anew; chosen now, it is none of the list.
        if change.delivery_method.is_some() && !quote.delivery.is_empty() {
            return Err(CheckoutError::Fields(vec![no_such_delivery()]).into());
        }
        typed.delivery_method.clone_from(&quote.delivery_method);
    }
    Ok(typed)
}

fn contact(email: &str, name: &str) -> Result<Contact, Vec<FieldError>> {
    let mut errors = Vec::new();
    let address = Email::parse(email).map_err(|_| {
        let message = "Enter an email address like name@example.com.";
        errors.push(FieldError { field: "email", message });
    });
    let name = name.trim();
    if name.is_empty() {
        errors.push(FieldError { field: "name", message: "Enter a name." });
    } else if name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        let message = "Enter a name of at most 120 characters.";
        errors.push(FieldError { field: "name", message });
    }
    match address {
        Ok(email) if errors.is_empty() => Ok(Contact { email, name: name.to_owned() }),
        _ => Err(errors),
    }
}

fn no_such_delivery() -> FieldError {
    FieldError { field: "deliveryMethod", message: "Choose one of the ways of delivery." }
}

/// Names a field of the billing address apart from that of the other.
fn of_billing(error: FieldError) -> FieldError {
    let field = match error.field {
        "name" => "billing.name",
        "line1" => "billing.line1",
        "line2" => "billing.line2",
        "city" => "billing.city",
        "region" => "billing.region",
        "postcode" => "billing.postcode",
        "country" => "billing.country",
        _ => "billing.phone",
    };
    FieldError { field, message: error.message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(refused: Result<Typed, Trouble>) -> Vec<&'static str> {
        match refused {
            Err(Trouble::Refused(CheckoutError::Fields(errors))) => {
                errors.iter().map(|error| error.field).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_field_that_is_wrong_is_named_once() {
        let change = CheckoutChange {
            contact: Some(("nobody".to_owned(), " ".to_owned())),
            shipping_address: Some(AddressForm::default()),
            ..CheckoutChange::default()
        };
        let named = fields(entered(&Typed::default(), &change));
        assert_eq!(named, ["email", "name", "line1", "city", "country"]);
    }

    fn torstrasse() -> AddressForm {
        AddressForm {
            line1: "Torstr. 1".to_owned(),
            city: "Berlin".to_owned(),
            postcode: "10119".to_owned(),
            country: "DE".to_owned(),
            ..AddressForm::default()
        }
    }

    fn ann() -> Option<(String, String)> {
        Some(("ann@example.com".to_owned(), "Ann".to_owned()))
    }

    #[test]
    fn a_parcel_goes_to_whoever_buys_unless_another_is_named() {
        let bob = AddressForm { name: "Bob".to_owned(), ..torstrasse() };
        for (form, named) in [(torstrasse(), "Ann"), (bob, "Bob")] {
            let change = CheckoutChange {
                contact: ann(),
                shipping_address: Some(form),
                ..CheckoutChange::default()
            };
            let typed = entered(&Typed::default(), &change).expect("it is right");
            assert_eq!(typed.shipping_address.expect("an address").name, named);
        }
    }

    #[test]
    fn who_buys_may_be_told_after_where_it_goes() {
        let place = CheckoutChange {
            shipping_address: Some(torstrasse()),
            billing_address: Some(Some(torstrasse())),
            ..CheckoutChange::default()
        };
        let person = CheckoutChange { contact: ann(), ..CheckoutChange::default() };
        let placed = entered(&Typed::default(), &place).expect("it is right");
        let typed = entered(&placed, &person).expect("it is right");
        assert_eq!(typed.shipping_address.expect("an address").name, "Ann");
        assert_eq!(typed.billing_address.expect("an address").name, "Ann");
    }
}
