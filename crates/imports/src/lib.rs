//! Files of products that staff import.
//!
//! A file lies in a folder, its [run](storefront::import_room::RunRow) is a row in PostgreSQL.
//! [`ImportBook`] answers the port; an [`ImportWorker`] takes runs that wait, one at a time, and has
//! an [`Importer`](storefront::import_room::Importer) do them. A run whose worker gives no sign of
//! life is taken by another and done from its beginning: an import writes only what differs, so that
//! doing it again is right. Servers that share a database share the folder, too.

mod faults;
mod folder;
mod room;
mod store;
mod worker;

pub use folder::ImportFolder;
pub use room::ImportBook;
pub use worker::ImportWorker;
