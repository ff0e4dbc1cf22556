//! Time and randomness as parameters, so that a run can be repeated.

use jiff::Timestamp;

/// Where the current instant comes from: the machine in production, a fixed instant in tests.
pub trait Clock: Send + Sync {
    /// The instant to take as now.
    fn now(&self) -> Timestamp;
}

/// Where random bytes come from: the operating system in production, a seed in tests.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with bytes nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}
