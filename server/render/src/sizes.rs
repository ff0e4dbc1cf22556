//! The type scale and the spaces of a page, in one place. Lengths are points.

use wathiq_domain::Locale;

use crate::text::{Align, Style};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// A4.
pub const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// No letter is set smaller than this.
pub const FLOOR: f32 = 8.5;
/// Sizes tried in turn when a page is too full, as parts of full size; the last brings body text to the floor.
pub const STEPS: [f32; 6] = [1.0, 0.96, 0.92, 0.88, 0.82, FLOOR / 11.0];
/// Where the baseline of a line lies below its top, as part of the leading; the same in both scripts, so that a row's
/// two sides stand on one line.
pub const BASELINE: f32 = 0.70;

/// The size of a text by its place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Legal basis, notes, footer.
    Small,
    /// What is certified.
    Body,
    /// The value of a fact: leading common to both scripts.
    Fact,
    /// Its label: a size below.
    Label,
    /// The issuing office in the letterhead, headings.
    Large,
    /// The title.
    Title,
}

impl Size {
    /// Size and leading. Arabic is set a step larger: Naskh has a small eye.
    const fn measures(self, language: Locale) -> (f32, f32) {
        match (self, language) {
            (Self::Small, Locale::Ar) => (10.5, 13.5),
            (Self::Small, _) => (8.8, 11.5),
            (Self::Body, Locale::Ar) => (13.0, 17.5),
            (Self::Body, _) => (11.0, 14.5),
            (Self::Fact, Locale::Ar) => (13.5, 17.0),
            (Self::Fact, _) => (11.0, 17.0),
            (Self::Label, Locale::Ar) => (11.5, 17.0),
            (Self::Label, _) => (9.2, 17.0),
            (Self::Large, Locale::Ar) => (15.0, 20.0),
            (Self::Large, _) => (12.5, 16.5),
            (Self::Title, Locale::Ar) => (23.0, 31.0),
            (Self::Title, _) => (18.0, 23.0),
        }
    }

    /// The style of a text of this size.
    pub const fn style(self, language: Locale, bold: bool, align: Align) -> Style {
        let (size, leading) = self.measures(language);
        Style { language, size, leading, bold, align }
    }
}

/// The part of full size a style is set at when the page is at `step`.
pub fn factor(style: &Style, step: f32) -> f32 {
    step.max(FLOOR / style.size).min(1.0)
}

/// From one baseline to the next when the page is at `step`: the same for all texts of one nominal leading, whatever
/// keeps their letters from shrinking, so that a row stays on its line; but never tighter than the letters allow.
pub fn leading(style: &Style, step: f32) -> f32 {
    (style.leading * step).max(style.size * factor(style, step) * 1.2)
}
