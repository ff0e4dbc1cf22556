//! The colour space of documents: sRGB as an ICC version 2 display profile, made here from its definition
//! (IEC 61966-2-1; ICC.1:2001-04), so that no foreign file has to be carried along.

use std::sync::OnceLock;

/// Chromaticities of the primaries and of the white point D65 (ITU-R BT.709).
const RED: [f64; 2] = [0.64, 0.33];
const GREEN: [f64; 2] = [0.30, 0.60];
const BLUE: [f64; 2] = [0.15, 0.06];
const WHITE: [f64; 2] = [0.3127, 0.3290];
/// The white of the profile connection space, D50, as ICC gives it.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// Cone responses of the Bradford adaptation.
const BRADFORD: Matrix = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
/// Steps of the tone curve.
const STEPS: u32 = 1024;

type Matrix = [[f64; 3]; 3];

/// The bytes of the profile.
pub fn srgb() -> &'static [u8] {
    static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
    PROFILE.get_or_init(profile)
}

fn profile() -> Vec<u8> {
    let colorants = colorants();
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(D50)),
        (b"rXYZ", xyz(column(&colorants, 0))),
        (b"gXYZ", xyz(column(&colorants, 1))),
        (b"bXYZ", xyz(column(&colorants, 2))),
        (b"rTRC", curve),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let mut last = (0, 0);
    table.extend(long(tags.len()));
    for (signature, content) in tags {
        // the three curves are one
        if !content.is_empty() {
            last = (start + data.len(), content.len());
            data.extend(content);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(signature);
        table.extend(long(last.0));
        table.extend(long(last.1));
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// 128 bytes (ICC.1:2001-04, 6.1).
fn header(size: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend(long(size));
    header.extend([0; 4]);
    header.extend([2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    for part in D50 {
        header.extend(fixed(part));
    }
    header.resize(128, 0);
    header
}

/// XYZ of the primaries, adapted from D65 to D50; columns red, green, blue.
fn colorants() -> Matrix {
    let xyz = |[x, y]: [f64; 2]| [x / y, 1.0, (1.0 - x - y) / y];
    let [red, green, blue] = [RED, GREEN, BLUE].map(xyz);
    let primaries: Matrix = [[red[0], green[0], blue[0]], [red[1], green[1], blue[1]], [red[2], green[2], blue[2]]];
    let white = xyz(WHITE);
    let scale = apply(&inverse(&primaries), white);
    let scaled = multiply(&primaries, &diagonal(scale));
    let (from, to) = (apply(&BRADFORD, white), apply(&BRADFORD, D50));
    let ratio = diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]]);
    multiply(&multiply(&inverse(&BRADFORD), &multiply(&ratio, &BRADFORD)), &scaled)
}

/// The tone curve of sRGB in steps.
fn curve() -> Vec<u8> {
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(STEPS.to_be_bytes());
    for step in 0..STEPS {
        let coded = f64::from(step) / f64::from(STEPS - 1);
        let linear = if coded <= 0.04045 { coded / 12.92 } else { ((coded + 0.055) / 1.055).powf(2.4) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 65,535")]
        tag.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    tag
}

fn xyz(value: [f64; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    for part in value {
        tag.extend(fixed(part));
    }
    tag
}

fn text(text: &str) -> Vec<u8> {
    let mut tag = b"text\0\0\0\0".to_vec();
    tag.extend(text.as_bytes());
    tag.push(0);
    tag
}

/// `textDescriptionType`: ASCII, then empty Unicode and script code parts.
fn description(text: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend(long(text.len() + 1));
    tag.extend(text.as_bytes());
    tag.push(0);
    tag.extend([0; 4 + 4 + 2 + 1 + 67]);
    tag
}

fn long(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

/// s15Fixed16.
#[expect(clippy::cast_possible_truncation, reason = "values between -2 and 2")]
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn column(matrix: &Matrix, at: usize) -> [f64; 3] {
    matrix.map(|row| row.get(at).copied().unwrap_or_default())
}

fn diagonal([a, b, c]: [f64; 3]) -> Matrix {
    [[a, 0.0, 0.0], [0.0, b, 0.0], [0.0, 0.0, c]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn apply(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| dot(row, vector))
}

fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    a.map(|row| [0, 1, 2].map(|at| dot(row, column(b, at))))
}

#[expect(clippy::many_single_char_names, reason = "the textbook's letters")]
fn inverse(matrix: &Matrix) -> Matrix {
    let [[a, b, c], [d, e, f], [g, h, i]] = *matrix;
    let determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    let adjugate = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    adjugate.map(|row| row.map(|part| part / determinant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colorants_are_the_published_ones() {
        // B. Lindbloom, sRGB adapted to D50 by Bradford; his D50 differs from that of ICC in the fourth place
        let expected = [
            [0.436_074_7, 0.385_064_9, 0.143_080_4],
            [0.222_504_5, 0.716_878_6, 0.060_616_9],
            [0.013_932_2, 0.097_104_5, 0.714_173_3],
        ];
        for (row, expected) in colorants().iter().zip(expected) {
            for (part, expected) in row.iter().zip(expected) {
                assert!((part - expected).abs() < 4e-4, "{part} {expected}");
            }
        }
        // white comes out as the white of the connection space
        for (sum, white) in colorants().iter().map(|row| row.iter().sum::<f64>()).zip(D50) {
            assert!((sum - white).abs() < 1e-4);
        }
    }

    #[test]
    fn the_profile_is_whole() {
        let profile = srgb();
        assert_eq!(u32::from_be_bytes(profile[0..4].try_into().unwrap()) as usize, profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(profile.len() % 4, 0);
        let count = u32::from_be_bytes(profile[128..132].try_into().unwrap()) as usize;
        for tag in profile[132..132 + 12 * count].chunks(12) {
            let at = u32::from_be_bytes(tag[4..8].try_into().unwrap()) as usize;
            let size = u32::from_be_bytes(tag[8..12].try_into().unwrap()) as usize;
            assert!(at.is_multiple_of(4) && at + size <= profile.len(), "{tag:?}");
        }
    }

    #[test]
    fn the_curve_runs_from_black_to_white() {
        let curve = curve();
        assert_eq!(&curve[12..14], &[0, 0]);
        assert_eq!(&curve[curve.len() - 2..], &[0xff, 0xff]);
        let values: Vec<u16> = curve[12..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        assert!(values.is_sorted());
    }
}
