//! Sealing a PDF: a PAdES baseline B-B signature (ETSI EN 319 142-1), written into an empty field by an incremental update.
//!
//! The renderer made the field, tagged and with its appearance; field and widget are one dictionary. Sealing rewrites that
//! one object with `/V` added and adds the signature dictionary: no page, tag or catalog moves, so a PDF/A and PDF/UA file
//! stays one. The same input gives the same bytes when the signer is deterministic.
//!
//! [`seal_pdf`] does all at once. [`Prepared`] is the same in two steps, for a key that is far away.
//!
//! Room for what comes later: B-T puts a time-stamp token into the CMS (8 192 bytes are reserved for it), B-LT and B-LTA
//! add further updates, which `verify` must then learn to allow.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::certificate::{self, Period};
use crate::keys::{Signer, SignerError};
use crate::pdf::{self, PdfError, PdfFile, Update, text_string};
use crate::signed_data::{self, SignError};
use crate::text::is_plain;
use crate::time::UnixTime;

/// Bytes reserved for the CMS message unless told otherwise: enough for a chain of three and a time-stamp.
pub const CONTENTS_SIZE: usize = 8192;

/// Bytes beyond which a file is neither sealed nor judged: what is uploaded is refused before any work is done on it.
pub const FILE_LIMIT: usize = 16 << 20;

/// What a seal says, beside who sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealOptions<'a> {
    /// Name (`/T`) of the empty signature field.
    pub field: &'a str,
    /// When it is sealed; the certificate must be valid then.
    pub signed_at: UnixTime,
    /// Who seals, as PDF readers show it.
    pub signer_name: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
    /// Where.
    pub location: Option<&'a str>,
    /// Bytes reserved for the CMS message: [`CONTENTS_SIZE`], unless the chain is long.
    pub contents_size: usize,
}

/// Why a PDF cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not a PDF this crate can seal.
    #[error("the PDF cannot be sealed: {0}")]
    Pdf(&'static str),
    /// No signature field of that name.
    #[error("the PDF has no signature field {0:?}")]
    NoField(String),
    /// A field of it is filled already.
    #[error("the PDF is sealed already")]
    AlreadySealed,
    /// The certificate is unreadable, for another key, or not valid at the time.
    #[error("the certificate does not fit: {0}")]
    Certificate(&'static str),
    /// The CMS message does not fit the bytes reserved.
    #[error("the signature takes {needed} bytes and {reserved} are reserved")]
    TooSmall {
        /// Bytes the message has.
        needed: usize,
        /// Bytes reserved.
        reserved: usize,
    },
    /// A text of the options has control characters or marks that turn the reading direction.
    #[error("the {0} of the seal has characters that cannot be shown as they are")]
    Text(&'static str),
    /// The encoder failed.
    #[error("the signature could not be encoded")]
    Encoding,
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl From<PdfError> for SealError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::NotAPdf => Self::Pdf("it is not a PDF"),
            PdfError::Unsupported(why) | PdfError::Damaged(why) => Self::Pdf(why),
        }
    }
}

/// Seals a PDF. `chain` are the certificates between the sealing one and the root (the root may be among them).
///
/// # Errors
/// A file that is not of the renderer's shape, a field that is missing or filled, a certificate of another key or out of
/// its period, or a key that does not sign.
pub fn seal_pdf(
    pdf: &[u8],
    options: &SealOptions<'_>,
    signer: &dyn Signer,
    certificate: &[u8],
    chain: &[&[u8]],
) -> Result<Vec<u8>, SealError> {
    let unreadable = |_| SealError::Certificate("it cannot be read");
    let leaf = certificate::parse(certificate).map_err(unreadable)?;
    let others = chain.iter().map(|der| certificate::parse(der)).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    if certificate::public_key(&leaf).map_err(unreadable)? != *signer.public_key() {
        return Err(SealError::Certificate("it is for another key"));
    }
    let Period { not_before, not_after } = certificate::period_of(&leaf);
    if !(not_before..=not_after).contains(&options.signed_at) {
        return Err(SealError::Certificate("it is not valid at the time of sealing"));
    }
    let prepared = Prepared::new(pdf, options)?;
    let message = signed_data::sign(&prepared.digest(), &leaf, &others, signer).map_err(|error| match error {
        SignError::Encoding => SealError::Encoding,
        SignError::Signer(error) => SealError::Signer(error),
    })?;
    prepared.finish(&message)
}

/// A PDF with its update written and only the CMS message missing.
#[derive(Clone, Debug)]
pub struct Prepared {
    pdf: Vec<u8>,
    /// The hexadecimal string that is not signed, with its angle brackets.
    gap: Range<usize>,
}

impl Prepared {
    /// Writes the update with an empty place for the message.
    ///
    /// # Errors
    /// As [`seal_pdf`], but for certificates and keys.
    pub fn new(pdf: &[u8], options: &SealOptions<'_>) -> Result<Self, SealError> {
        let file = PdfFile::open(pdf)?;
        if file.revisions.len() != 1 {
            return Err(SealError::Pdf("it was changed after it was made"));
        }
        let fields = pdf::signature_fields(&file)?;
        if fields.iter().any(|field| field.value.is_some()) {
            return Err(SealError::AlreadySealed);
        }
        let mut named = fields.iter().filter(|field| field.name == options.field.as_bytes());
        let field = named.next().ok_or_else(|| SealError::NoField(options.field.to_owned()))?;
        if named.next().is_some() {
            return Err(SealError::Pdf("two signature fields have one name"));
        }

        let mut update = Update::after(&file, options.contents_size * 2 + 2048)?;
        let signature = update.new_id();
        let field_body = filled_field(&file, field, signature)?;
        update.put(field.id, &field_body);
        let dictionary = SignatureDictionary::new(options)?;
        let at = update.put(signature, &dictionary.body);
        let mut pdf = update.finish();

        let shift = |range: &Range<usize>| range.start + at..range.end + at;
        let gap = shift(&dictionary.contents);
        let range = format!("[0 {:>10} {:>10} {:>10}]", gap.start, gap.end, pdf.len() - gap.end);
        let place = pdf.get_mut(shift(&dictionary.byte_range)).filter(|place| place.len() == range.len());
        place.ok_or(SealError::Pdf("it is too long"))?.copy_from_slice(range.as_bytes());
        Ok(Self { pdf, gap })
    }

    /// SHA-256 over all of the file but the gap: the `messageDigest` to sign.
    pub fn digest(&self) -> [u8; 32] {
        digest_around(&self.pdf, &self.gap)
    }

    /// Puts the DER of the CMS message into the gap.
    ///
    /// # Errors
    /// The message is longer than the place reserved.
    pub fn finish(mut self, message: &[u8]) -> Result<Vec<u8>, SealError> {
        let reserved = (self.gap.len() - 2) / 2;
        let too_small = SealError::TooSmall { needed: message.len(), reserved };
        let start = self.gap.start + 1;
        let place = self.pdf.get_mut(start..start + message.len() * 2).filter(|_| message.len() <= reserved);
        place.ok_or(too_small)?.copy_from_slice(hex::encode(message).as_bytes());
        Ok(self.pdf)
    }
}

/// SHA-256 of a file without a gap in it.
pub(crate) fn digest_around(bytes: &[u8], gap: &Range<usize>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(bytes.get(..gap.start).unwrap_or_default());
    hash.update(bytes.get(gap.end..).unwrap_or_default());
    hash.finalize().into()
}

/// The field's own spelling with `/V` added at its end, so that nothing else about it can change.
fn filled_field(
    file: &PdfFile<'_>,
    field: &pdf::SignatureField<'_>,
    signature: pdf::Ref,
) -> Result<Vec<u8>, SealError> {
    let revision = file.newest().and_then(|revision| revision.objects.get(&field.id.0));
    let spelled = revision.and_then(|placed| file.bytes.get(placed.span.clone())).unwrap_or_default();
    let start = spelled.windows(2).position(|two| two == b"<<");
    let end = spelled.windows(2).rposition(|two| two == b">>");
    let inside = start.zip(end).and_then(|(start, end)| spelled.get(start..end));
    let mut body = inside.ok_or(SealError::Pdf("the signature field cannot be read"))?.to_vec();
    body.extend_from_slice(format!("/V {} {} R>>", signature.0, signature.1).as_bytes());
    Ok(body)
}

/// `[0`, three numbers right-aligned in ten characters with a space before each, `]`.
const BYTE_RANGE_WIDTH: usize = 2 + 3 * 11 + 1;

/// A signature dictionary (ISO 32000-1, 12.8.1) with blanks to fill, and where they are in it.
struct SignatureDictionary {
    body: Vec<u8>,
    byte_range: Range<usize>,
    contents: Range<usize>,
}

impl SignatureDictionary {
    fn new(options: &SealOptions<'_>) -> Result<Self, SealError> {
        let mut body = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(".to_vec();
        body.extend(options.signed_at.to_pdf_date().map_err(|_| SealError::Encoding)?.into_bytes());
        body.push(b')');
        let texts = [("Name", Some(options.signer_name)), ("Reason", options.reason), ("Location", options.location)];
        for (key, text) in texts {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                if !is_plain(text) {
                    return Err(SealError::Text(key));
                }
                body.push(b'/');
                body.extend_from_slice(key.as_bytes());
                body.extend(text_string(text));
            }
        }
        body.extend_from_slice(b"/ByteRange");
        let byte_range = body.len()..body.len() + BYTE_RANGE_WIDTH;
        body.resize(byte_range.end, b' ');
        body.extend_from_slice(b"/Contents");
        let contents = body.len()..body.len() + options.contents_size * 2 + 2;
        body.push(b'<');
        body.resize(contents.end - 1, b'0');
        body.extend_from_slice(b">>>");
        Ok(Self { body, byte_range, contents })
    }
}
