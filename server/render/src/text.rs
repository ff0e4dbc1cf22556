//! Words into placed glyphs: shaping, bidirectional order and line breaking by parley, glyphs handed on in the order
//! they are read, each with the characters it stands for.

mod clusters;

use std::borrow::Cow;
use std::sync::Arc;

use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontFamily, FontWeight, Layout, LayoutContext,
    OverflowWrap, StyleProperty,
};
use wathiq_domain::Locale;

use crate::error::{Place, Problem, RenderError};
use crate::fonts::Fonts;

/// Where the lines of a text stand in their box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Left in French, right in Arabic.
    Start,
    /// In the middle.
    Center,
    /// Right in French, left in Arabic.
    End,
}

/// How a text is set. Lengths are points at full size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The language decides direction, fonts and the language of the tag.
    pub language: Locale,
    /// Size of the letters.
    pub size: f32,
    /// From one baseline to the next.
    pub leading: f32,
    /// Heavier face.
    pub bold: bool,
    /// Where lines stand.
    pub align: Align,
}

/// What is drawn for some characters: one glyph of the face, or several that cannot be told apart by characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Drawn {
    /// A glyph of the face.
    One(u16),
    /// Glyphs with their offsets (right, up), and the advance of all, in thousandths of the size.
    Several { parts: Vec<(u16, i16, i16)>, advance: u16 },
}

/// What is drawn with the characters it stands for; `x` from the left edge of the box, `y` down from the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    pub drawn: Drawn,
    pub text: String,
    pub x: f32,
    pub y: f32,
}

/// The glyphs of one cluster, in the order of its text; their texts put together are its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Which face, by place in the list of fonts.
    pub face: usize,
    /// Byte at which the cluster's text starts.
    pub start: usize,
    pub glyphs: Vec<Glyph>,
}

/// One line of a text, clusters in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    pub clusters: Vec<Cluster>,
    /// Advance without trailing space.
    pub width: f32,
}

/// A text that has been shaped and can be broken at any width.
pub struct Shaped {
    pub style: Style,
    text: String,
    layout: Layout<()>,
    broken_at: Option<f32>,
}

/// Shapes texts; one for each thread.
pub struct Shaper {
    fonts: Arc<Fonts>,
    context: FontContext,
    layouts: LayoutContext<()>,
}

impl Shaper {
    /// A shaper over these fonts.
    pub fn new(fonts: Arc<Fonts>) -> Self {
        let context = fonts.context();
        Self { fonts, context, layouts: LayoutContext::new() }
    }

    /// Shapes a text. White space is folded: a template may be indented as its author likes.
    pub fn shape(&mut self, text: &str, style: Style) -> Shaped {
        let text = fold(text);
        let mut builder = self.layouts.ranged_builder(&mut self.context, &text, 1.0, false);
        builder.set_base_direction(match style.language {
            Locale::Ar => BaseDirection::Rtl,
            Locale::Fr | Locale::En => BaseDirection::Ltr,
        });
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(FontFamily::Source(Cow::Borrowed(self.fonts.stack(style.language))));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        // a name longer than its column breaks inside the word rather than run out of it
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let layout = builder.build(&text);
        Shaped { style, text, layout, broken_at: None }
    }
}

impl Shaped {
    /// The text as it was shaped.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The width of the longest line if nothing had to break.
    pub fn natural_width(&self) -> f32 {
        self.layout.calculate_content_widths().max
    }

    /// The width under which a word would break.
    pub fn word_width(&self) -> f32 {
        self.layout.calculate_content_widths().min
    }

    /// Breaks into lines of at most that width and says how many there are.
    pub fn break_at(&mut self, width: f32) -> usize {
        if self.broken_at != Some(width) {
            self.layout.break_all_lines(Some(width));
            self.broken_at = Some(width);
        }
        self.layout.len()
    }

    /// The lines at that width, aligned in it.
    pub fn lines(&mut self, width: f32, fonts: &Fonts, place: &Place) -> Result<Vec<Line>, RenderError> {
        // broken again: alignment moves glyphs, and measuring may have asked for another width since
        self.layout.break_all_lines(Some(width));
        self.broken_at = None;
        let alignment = match self.style.align {
            Align::Start => Alignment::Start,
            Align::Center => Alignment::Center,
            Align::End => Alignment::End,
        };
        self.layout.align(alignment, AlignmentOptions::default());
        self.layout.lines().map(|line| self.line(&line, fonts, place)).collect()
    }

    fn line(&self, line: &parley::Line<'_, ()>, fonts: &Fonts, place: &Place) -> Result<Line, RenderError> {
        let metrics = line.metrics();
        let mut x = metrics.offset;
        let mut found = Vec::new();
        for run in line.runs() {
            let face = fonts
                .index_of(run.font())
                .ok_or_else(|| Problem::Font("a face outside the list was used".to_owned()).at(place))?;
            x = clusters::of_run(&run, &self.text, face, fonts, x, &mut found).map_err(|problem| problem.at(place))?;
        }
        // reading order: what a screen reader and a copy give back is the order of the page's operators
        found.sort_by_key(|cluster| cluster.start);
        Ok(Line { clusters: found, width: metrics.advance - metrics.hanging_advance })
    }
}

/// One space between words, none at the ends; no-break spaces stay.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;

    fn lines(text: &str, language: Locale, width: f32) -> Vec<Line> {
        let fonts = Arc::new(Fonts::read(&Files::embedded()).unwrap());
        let mut shaper = Shaper::new(Arc::clone(&fonts));
        let style = Style { language, size: 11.0, leading: 16.0, bold: false, align: Align::Start };
        shaper.shape(text, style).lines(width, &fonts, &Place::default()).unwrap()
    }

    fn read_back(lines: &[Line]) -> String {
        let all = lines.iter().flat_map(|line| &line.clusters).flat_map(|cluster| &cluster.glyphs);
        all.map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn glyphs_read_back_as_the_text_put_in() {
        let arabic = [
            "فاطمة الزهراء",
            "الأَلَويّ بن لاشين",
            "مُحَمَّد عبد الله المَلّاكيّ (المعروف بعلي) المزداد سنة 1987 رقم 123/2026",
            "الأم بالفرنسية Zoé (Marie) سلمى (ليلى)، لَلّا مليكة",
            "بتاريخ ١٢ مارس ٢٠٢٦ (الساعة 10:30)",
            "المملكة، يحيى، فتيحة، بختة، حنان",
        ];
        for text in arabic {
            assert_eq!(read_back(&lines(text, Locale::Ar, 500.0)), text);
        }
        for text in ["EL FILÂLÏ-BENÔÎT (née Œuvrard), office fixé à Fès n° 12", "Ğül Čapek Østerby Ŧuvŋa ɣer ẞ"]
        {
            assert_eq!(read_back(&lines(text, Locale::Fr, 500.0)), text);
        }
        assert_eq!(read_back(&lines("ⴼⴰⵟⵉⵎⴰ Fatima", Locale::Fr, 500.0)), "ⴼⴰⵟⵉⵎⴰ Fatima");
    }

    #[test]
    fn a_broken_text_keeps_every_character() {
        let text = "ألف وتسعمائة واثنان وثمانون للميلاد الموافق لسنة ألف وأربعمائة واثنين للهجرة";
        let broken = lines(text, Locale::Ar, 90.0);
        assert!(broken.len() > 3, "{}", broken.len());
        assert!(broken.iter().all(|line| line.width <= 90.0));
        assert_eq!(read_back(&broken), text);
    }

    #[test]
    fn a_word_longer_than_its_column_breaks_inside() {
        let text = "Wolfeschlegelsteinhausenbergerdorff";
        let broken = lines(text, Locale::Fr, 60.0);
        assert!(broken.len() > 1 && broken.iter().all(|line| line.width <= 60.0));
        assert_eq!(read_back(&broken), text);
    }

    #[test]
    fn arabic_starts_at_the_right_edge() {
        let line = &lines("نموذج", Locale::Ar, 200.0)[0];
        assert!(line.clusters[0].glyphs[0].x > 150.0, "{:?}", line.clusters[0]);
    }

    #[test]
    fn a_character_without_a_glyph_is_an_error() {
        let fonts = Arc::new(Fonts::read(&Files::embedded()).unwrap());
        let mut shaper = Shaper::new(Arc::clone(&fonts));
        let style = Style { language: Locale::Fr, size: 11.0, leading: 16.0, bold: false, align: Align::Start };
        let error = shaper.shape("Wang 王", style).lines(200.0, &fonts, &Place::default()).unwrap_err();
        assert!(matches!(error.problem, Problem::NoGlyph { character: '王', .. }), "{error}");
    }
}
