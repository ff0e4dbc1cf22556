//! Pure rules of civil-status issuing: identifiers, names, dates, tenants, staff, acts, requests and
//! their life, matching, documents, deliveries, deadlines.
//!
//! Must not know: databases, HTTP, files, clocks, randomness. Time and random bytes come in as
//! parameters (see [`clock`]). A new rule of the field belongs here, in the module that has its noun.

pub mod act;
pub mod clock;
pub mod code;
pub mod dates;
pub mod deadline;
pub mod delivery;
pub mod document;
pub mod geography;
pub mod ids;
pub mod locale;
pub mod matching;
pub mod names;
pub mod order;
pub mod request;
pub mod staff;
pub mod tenant;
pub mod text;

pub use clock::{Clock, Entropy};
pub use dates::{HijriDate, PartialDate};
pub use locale::Locale;
pub use names::{Bilingual, Sex};
