//! Zones and methods of delivery as staff see them.

use kernel::Money;

use crate::profile::Country;

mod form;

pub use form::{MethodDraft, MethodForm, ServiceDraft, ServiceForm, StepForm, ZoneDraft, ZoneForm};

/// The most zones that a shop has.
pub const MOST_ZONES: i64 = 100;
/// The most methods that a shop has.
pub const MOST_METHODS: i64 = 50;
/// The most steps of weight that a method has to a zone.
pub const MOST_STEPS: usize = 12;

/// Part of a country by its postcodes, where the rest has another rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZonePart {
    /// The country.
    pub country: Country,
    /// What the postcodes begin with.
    pub prefix: String,
}

/// A zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneView {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its countries, by name.
    pub countries: Vec<Country>,
    /// Parts of other countries that belong to it.
    pub parts: Vec<ZonePart>,
    /// Grows by one each time staff change it.
    pub version: u32,
}

/// A step of weight and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Up to this weight.
    pub up_to_grams: u64,
    /// The price.
    pub price: Money,
    /// From which worth of goods on it costs nothing.
    pub free_from: Option<Money>,
}

/// What a method is to one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceView {
    /// The zone's code.
    pub zone: String,
    /// Fewest working days on the way.
    pub min_days: u32,
    /// Most working days on the way.
    pub max_days: u32,
    /// Grows by one each time staff change it.
    pub version: u32,
    /// The steps, by currency and weight.
    pub steps: Vec<StepView>,
}

/// A method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodView {
    /// Its code.
    pub code: String,
    /// What shoppers see.
    pub name: String,
    /// Until which minute of the day, in UTC, an order leaves on the same day.
    pub cutoff_minute: u32,
    /// False while it is switched off.
    pub active: bool,
    /// Grows by one each time staff change it.
    pub version: u32,
    /// The codes of the zones that it goes to.
    pub zones: Vec<String>,
}

/// All of delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryOverview {
    /// Zones by name, at most [`MOST_ZONES`].
    pub zones: Vec<ZoneView>,
    /// Methods by name, at most [`MOST_METHODS`].
    pub methods: Vec<MethodView>,
    /// Parts of countries that are not served although the rest may be.
    pub unserved: Vec<ZonePart>,
}

/// A method to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodSheet {
    /// The method.
    pub method: MethodView,
    /// What it is to each zone that it goes to.
    pub services: Vec<ServiceView>,
    /// The codes and names of all zones, by name.
    pub zones: Vec<(String, String)>,
}
