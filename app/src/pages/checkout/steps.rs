//! The steps of a checkout: which there are, which can be gone to, and which is shown.

use leptos::prelude::*;
use storefront::checkout::CheckoutView;

use super::{address, free};

/// A step, as the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Details,
    Delivery,
    Payment,
    Review,
}

impl Step {
    const ALL: [Self; 4] = [Self::Details, Self::Delivery, Self::Payment, Self::Review];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Delivery => "delivery",
            Self::Payment => "payment",
            Self::Review => "review",
        }
    }

    /// What stands above it.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Details => "Your details",
            Self::Delivery => "Delivery",
            Self::Payment => "Payment",
            Self::Review => "Review and order",
        }
    }

    const fn short(self) -> &'static str {
        match self {
            Self::Details => "Details",
            Self::Review => "Review",
            Self::Delivery | Self::Payment => self.heading(),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Whether this checkout has it: nothing is brought without parcels, nothing paid without a
    /// price.
    fn exists(self, view: &CheckoutView) -> bool {
        match self {
            Self::Details | Self::Review => true,
            Self::Delivery => view.needs_delivery(),
            Self::Payment => !free(view),
        }
    }

    /// Whether all is entered that has to be before it. What is ordered is only paid any more.
    pub(super) fn reachable(self, view: &CheckoutView) -> bool {
        match self {
            Self::Details => view.order.is_none(),
            Self::Delivery => {
                let entered = view.contact.is_some() && view.shipping_address.is_some();
                view.order.is_none() && entered
            }
            Self::Payment | Self::Review => view.missing().is_empty(),
        }
    }

    /// The one to go to from here, as far as the form has been filled in.
    fn first_open(view: &CheckoutView) -> Self {
        match view.missing().first() {
            Some(&"deliveryMethod") => Self::Delivery,
            Some(_) => Self::Details,
            None if free(view) => Self::Review,
            None => Self::Payment,
        }
    }
}

/// The step to draw: that of the form that was refused, else the one that was asked for if it can
/// be gone to, else the first with something missing.
pub(super) fn shown(view: &CheckoutView, form: &str, asked: &str) -> Step {
    let wanted = match form {
        "details" => Some(Step::Details),
        "delivery" => Some(Step::Delivery),
        "submit" => Some(Step::parse(asked).unwrap_or(Step::Payment)),
        _ => Step::parse(asked),
    };
    wanted
        .filter(|step| step.exists(view) && step.reachable(view))
        .unwrap_or_else(|| Step::first_open(view))
}

/// The address of a step.
pub(super) fn href(view: &CheckoutView, step: Step) -> String {
    format!("{}?step={}", address(view), step.name())
}

/// All steps in their order; those that cannot be gone to yet are no links.
pub(super) fn list(view: &CheckoutView, here: Step) -> AnyView {
    let items: Vec<_> = Step::ALL
        .into_iter()
        .filter(|step| step.exists(view))
        .map(|step| {
            let name = step.short();
            let current = (step == here).then_some("step");
            if step.reachable(view) {
                view! { <li><a href=href(view, step) aria-current=current>{name}</a></li> }
                    .into_any()
            } else {
                view! { <li><span>{name}</span></li> }.into_any()
            }
        })
        .collect();
    view! { <nav class="steps" aria-label="Steps of the checkout"><ol>{items}</ol></nav> }
        .into_any()
}
