//! The machine's own clock and randomness: the one place where they are read.

use jiff::Timestamp;
use wathiq_domain::{Clock, Entropy};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The operating system's random bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness no secret can be made: going on would be worse than stopping.
        if let Err(error) = getrandom::fill(bytes) {
            eprintln!("wathiq: the operating system gives no random bytes: {error}");
            std::process::abort();
        }
    }
}
