//! What every answer needs, whatever it says: headers, problems, language, request span, static files, limits.

mod headers;
mod lang;
pub mod limits;
mod problem;
mod span;
mod statics;

pub use headers::{Policy, SecurityHeaders, security_headers};
pub use lang::{Lang, preferred};
pub use problem::{FieldProblem, Problem};
pub use span::{RedactedSpan, request_id};
pub use statics::static_files;
