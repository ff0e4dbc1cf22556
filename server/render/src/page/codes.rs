//! The codes a document shows its glyphs by: one for each pair of glyph and text, so that "(" and ")" drawn by one
//! mirrored glyph keep their own text.

use std::collections::HashMap;

use crate::text::Drawn;

/// One code: what it shows and the text it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub drawn: Drawn,
    pub text: String,
}

/// The codes of one face. Code 0 is `.notdef`, as in every font.
#[derive(Debug, Default, Clone)]
pub struct FaceCodes {
    by_glyph: HashMap<Drawn, Vec<u16>>,
    list: Vec<Shown>,
}

/// The codes of all faces.
#[derive(Debug)]
pub struct Codes(Vec<FaceCodes>);

impl FaceCodes {
    fn code(&mut self, drawn: &Drawn, text: &str) -> u16 {
        if self.list.is_empty() {
            self.list.push(Shown { drawn: Drawn::One(0), text: String::new() });
        }
        let known = self.by_glyph.entry(drawn.clone()).or_default();
        let same = |code: &&u16| self.list.get(usize::from(**code)).is_some_and(|shown| shown.text == text);
        if let Some(code) = known.iter().find(same) {
            return *code;
        }
        // a document shows some hundred pairs; 65,535 cannot be reached on the pages of one
        let code = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        known.push(code);
        self.list.push(Shown { drawn: drawn.clone(), text: text.to_owned() });
        code
    }

    /// All codes in order, `.notdef` first; empty when the face is not used.
    pub fn list(&self) -> &[Shown] {
        &self.list
    }
}

impl Codes {
    /// No codes yet, for that many faces.
    pub fn new(faces: usize) -> Self {
        Self(vec![FaceCodes::default(); faces])
    }

    /// The code of a glyph that stands for a text.
    pub fn code(&mut self, face: usize, drawn: &Drawn, text: &str) -> u16 {
        self.0.get_mut(face).map_or(0, |codes| codes.code(drawn, text))
    }

    /// The codes of each face, in the order of the list of fonts.
    pub fn faces(&self) -> impl Iterator<Item = &FaceCodes> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_for_each_pair_of_glyph_and_text() {
        let mut codes = Codes::new(1);
        let open = codes.code(0, &Drawn::One(9), "(");
        assert_eq!(codes.code(0, &Drawn::One(9), "("), open);
        assert_ne!(codes.code(0, &Drawn::One(9), ")"), open);
        assert_ne!(codes.code(0, &Drawn::One(8), "("), open);
        assert_eq!(open, 1, "code 0 stays .notdef");
        assert_eq!(codes.faces().next().unwrap().list().len(), 4);
    }
}
