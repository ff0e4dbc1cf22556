//! The demonstration's communes, staff, acts and requests: all invented, and plainly so.

mod acts;
mod communes;

pub use acts::{SampleAct, acts, benchmark_record};
pub use communes::{PASSWORD, communes, platform_accounts};
