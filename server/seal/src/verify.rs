//! Judging a sealed PDF.
//!
//! A signature over a byte range proves nothing by itself: what counts is that the range is the whole file, that the file
//! can be read in one way only, and that nothing came after. So, in this order (ISO 32000-1, 12.8; the attacks are those
//! collected at pdf-insecurity.org):
//!
//! 1. the file's structure holds, with no byte unaccounted for (`pdf`);
//! 2. exactly one field is signed, and its signature dictionary has exactly the entries a seal has;
//! 3. the byte range starts at 0, ends at the end of the file, and leaves out exactly `/Contents`, which is lower-case
//!    hexadecimal and zero beyond the message;
//! 4. the digest, the CMS message and its signature fit (`signed_data`);
//! 5. the update that sealed changed the one field and added the one dictionary, and there is no other update. B-LT and
//!    B-LTA will be allowed here, revision by revision, in `judge_revisions`;
//! 6. the certificate leads to an anchor, may seal, and was valid at the time the seal states (`chain`).
//!
//! The time is the sealer's own word until there is a time-stamp. Whether the key was stolen, or the document withdrawn,
//! is asked of the trust list and the status list by the caller, with [`PdfSeal::kid`] and the credential in the record.

#[cfg(test)]
mod tests;

use const_oid::db::rfc4519::{CN, COUNTRY_NAME, ORGANIZATION_NAME};
use der::Encode;
use x509_cert::Certificate;

use crate::certificate::{self, ORGANIZATION_IDENTIFIER, SealSubject};
use crate::chain::{self, ChainError};
use crate::keys::{Kid, PublicKey};
use crate::pades::digest_around;
use crate::pdf::{self, Dictionary, Object, PdfError, PdfFile, Ref, SignatureField};
use crate::signed_data::{self, MessageError};
use crate::time::UnixTime;

/// Name of the attachment that holds the document's data.
pub const RECORD_NAME: &str = "record.json";

/// Entries a signature dictionary must have, then those it may have.
const REQUIRED: [&[u8]; 6] = [b"Type", b"Filter", b"SubFilter", b"M", b"ByteRange", b"Contents"];
const ALLOWED: [&[u8]; 3] = [b"Name", b"Reason", b"Location"];

/// What a genuine seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfSeal {
    /// Name of the signature field.
    pub field: String,
    /// Who sealed, from the certificate.
    pub sealer: SealSubject,
    /// Short name of the key, to look up in the trust list.
    pub kid: Kid,
    /// The key itself.
    pub public_key: PublicKey,
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// When, by the sealer's own word.
    pub sealed_at: UnixTime,
    /// The attached `record.json`, if there is one; the credential's URL is in it.
    pub record: Option<Vec<u8>>,
}

/// Why a PDF is not accepted as sealed by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfRefusal {
    /// Not a PDF.
    #[error("the file is not a PDF")]
    NotAPdf,
    /// A PDF of a kind that is never sealed here.
    #[error("the file is not of the kind that is sealed here: {0}")]
    Unsupported(&'static str),
    /// Broken, or shaped so that readers could differ about it.
    #[error("the file is damaged or was changed: {0}")]
    Damaged(&'static str),
    /// No seal in it.
    #[error("the file bears no seal")]
    NoSeal,
    /// More than one signature.
    #[error("the file bears more than one signature")]
    MoreThanOneSeal,
    /// The seal is not shaped as ours are.
    #[error("the seal is not well formed: {0}")]
    MalformedSeal(&'static str),
    /// The seal leaves out parts of the file.
    #[error("the seal does not cover the whole file")]
    NotWholeFile,
    /// The content was changed.
    #[error("the file was altered after it was sealed")]
    Altered,
    /// Something was added after sealing.
    #[error("something was added to the file after it was sealed")]
    ChangedAfterSealing,
    /// The certificate is not under a known authority.
    #[error("the seal is of an unknown issuer")]
    UnknownIssuer,
    /// The certificate had expired, or was not yet valid.
    #[error("the issuer's certificate was not valid when the file was sealed")]
    OutsideCertificateValidity,
    /// The certificate is for something else.
    #[error("the issuer's certificate is not for sealing documents")]
    NotForSealing,
    /// An anchor given to the verifier is not a certificate.
    #[error("a trust anchor cannot be read")]
    BadAnchor,
}

impl From<PdfError> for PdfRefusal {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::NotAPdf => Self::NotAPdf,
            PdfError::Unsupported(why) => Self::Unsupported(why),
            PdfError::Damaged(why) => Self::Damaged(why),
        }
    }
}

impl From<MessageError> for PdfRefusal {
    fn from(error: MessageError) -> Self {
        match error {
            MessageError::Malformed => Self::MalformedSeal("its message is not of the form used here"),
            MessageError::OtherDigest | MessageError::BadSignature => Self::Altered,
        }
    }
}

impl From<ChainError> for PdfRefusal {
    fn from(error: ChainError) -> Self {
        match error {
            ChainError::UnknownIssuer => Self::UnknownIssuer,
            ChainError::OutsideValidity => Self::OutsideCertificateValidity,
            ChainError::NotAllowed => Self::NotForSealing,
            ChainError::StrayCertificate => {
                Self::MalformedSeal("it brings certificates that have nothing to do with it")
            }
        }
    }
}

/// Judges a PDF; `anchors` are the authorities' certificates, in DER.
///
/// # Errors
/// One [`PdfRefusal`] for each reason not to accept it. A change of any single byte leads to one.
pub fn verify_pdf(bytes: &[u8], anchors: &[&[u8]]) -> Result<PdfSeal, PdfRefusal> {
    let anchors = anchors.iter().map(|der| certificate::parse(der)).collect::<Result<Vec<_>, _>>();
    let anchors = anchors.map_err(|_| PdfRefusal::BadAnchor)?;
    let file = PdfFile::open(bytes)?;
    let field = signed_field(&file)?;
    let seal = Seal::read(&file, &field)?;
    let gap = seal.gap(&file)?;
    let digest = digest_around(bytes, &gap);
    let verified = signed_data::verify(&message(bytes, &gap)?, &digest)?;
    judge_revisions(&file, &field, seal.id)?;
    chain::validate(&verified.leaf, &verified.others, &anchors, seal.sealed_at)?;
    let record = pdf::record(&file, RECORD_NAME.as_bytes())?;
    describe(&field, &verified.leaf, seal.sealed_at, record)
}

/// The one filled signature field.
fn signed_field<'a>(file: &'a PdfFile<'_>) -> Result<SignatureField<'a>, PdfRefusal> {
    let mut signed = pdf::signature_fields(file)?.into_iter().filter(|field| field.value.is_some());
    let field = signed.next().ok_or(PdfRefusal::NoSeal)?;
    if signed.next().is_some() { Err(PdfRefusal::MoreThanOneSeal) } else { Ok(field) }
}

/// A signature dictionary and its number.
struct Seal<'a> {
    id: Ref,
    dictionary: &'a Dictionary,
    sealed_at: UnixTime,
}

impl<'a> Seal<'a> {
    fn read(file: &'a PdfFile<'_>, field: &SignatureField<'_>) -> Result<Self, PdfRefusal> {
        let id = field.value.ok_or(PdfRefusal::NoSeal)?;
        let dictionary = file.get(id).and_then(Object::as_dictionary);
        let dictionary = dictionary.ok_or(PdfRefusal::MalformedSeal("its dictionary is missing"))?;
        let complete = REQUIRED.iter().all(|key| dictionary.get(key).is_some());
        let known = |key: &[u8]| REQUIRED.contains(&key) || ALLOWED.contains(&key);
        if !complete || !dictionary.0.iter().all(|entry| known(&entry.key)) {
            return Err(PdfRefusal::MalformedSeal("its dictionary lacks an entry or has another"));
        }
        if !(dictionary.has_name(b"Type", b"Sig")
            && dictionary.has_name(b"Filter", b"Adobe.PPKLite")
            && dictionary.has_name(b"SubFilter", b"ETSI.CAdES.detached"))
        {
            return Err(PdfRefusal::MalformedSeal("it is of another kind"));
        }
        let sealed_at = dictionary.get(b"M").and_then(Object::as_string).and_then(UnixTime::from_pdf_date);
        let sealed_at = sealed_at.ok_or(PdfRefusal::MalformedSeal("its time cannot be read"))?;
        Ok(Self { id, dictionary, sealed_at })
    }

    /// Where `/Contents` is, which must be exactly what the byte range leaves out of the whole file.
    fn gap(&self, file: &PdfFile<'_>) -> Result<std::ops::Range<usize>, PdfRefusal> {
        let gap = self.dictionary.entry(b"Contents").map(|entry| entry.span.clone()).ok_or(PdfRefusal::NoSeal)?;
        let rest = file.bytes.len().checked_sub(gap.end);
        let expected =
            rest.map(|rest| [0, gap.start, gap.end, rest].map(|n| i64::try_from(n).ok().map(Object::Integer)));
        let stated = self.dictionary.get(b"ByteRange").and_then(Object::as_array).unwrap_or_default();
        let whole = expected.is_some_and(|expected| stated.iter().cloned().map(Some).eq(expected));
        if whole { Ok(gap) } else { Err(PdfRefusal::NotWholeFile) }
    }
}

/// The CMS message in the gap: lower-case hexadecimal between angle brackets, zero after the end of the message.
fn message(bytes: &[u8], gap: &std::ops::Range<usize>) -> Result<Vec<u8>, PdfRefusal> {
    const NOT_HEX: PdfRefusal = PdfRefusal::MalformedSeal("its message is not lower-case hexadecimal");
    let digits = bytes.get(gap.clone()).and_then(|gap| gap.strip_prefix(b"<")?.strip_suffix(b">")).ok_or(NOT_HEX)?;
    if !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(NOT_HEX);
    }
    let mut message = hex::decode(digits).map_err(|_| NOT_HEX)?;
    // SEQUENCE, with its length in two bytes: a message of ours is always between 256 and 65 535 bytes long.
    let [0x30, 0x82, high, low, ..] = *message.as_slice() else {
        return Err(PdfRefusal::MalformedSeal("it holds no message"));
    };
    let length = 4 + usize::from(u16::from_be_bytes([high, low]));
    if length > message.len() || message.iter().skip(length).any(|byte| *byte != 0) {
        return Err(PdfRefusal::MalformedSeal("something stands behind its message"));
    }
    message.truncate(length);
    Ok(message)
}

/// One revision by the renderer, one by the sealer, and nothing else.
fn judge_revisions(file: &PdfFile<'_>, field: &SignatureField<'_>, seal: Ref) -> Result<(), PdfRefusal> {
    let [made, sealed] = file.revisions.as_slice() else {
        return Err(PdfRefusal::ChangedAfterSealing);
    };
    // B-LT and B-LTA: accept `[made, sealed, later @ ..]` where each later revision only adds a DSS or a time-stamp.
    let only_two = sealed.objects.len() == 2
        && sealed.freed.is_empty()
        && sealed.objects.contains_key(&field.id.0)
        && sealed.objects.contains_key(&seal.0)
        && !made.objects.contains_key(&seal.0);
    let empty_field = made.objects.get(&field.id.0).filter(|placed| placed.id == field.id);
    let empty_field = empty_field.and_then(|placed| placed.object.as_dictionary());
    let only_filled = empty_field.is_some_and(|empty| *empty == field.dictionary.without(b"V"));
    let same = |key: &[u8]| made.trailer.get(key) == sealed.trailer.get(key);
    let allowed = [b"Size".as_slice(), b"Prev", b"Root", b"Info", b"ID"];
    let same_trailer = same(b"Root")
        && same(b"Info")
        && same(b"ID")
        && sealed.trailer.0.iter().all(|entry| allowed.contains(&entry.key.as_slice()));
    if only_two && only_filled && same_trailer { Ok(()) } else { Err(PdfRefusal::ChangedAfterSealing) }
}

fn describe(
    field: &SignatureField<'_>,
    leaf: &Certificate,
    sealed_at: UnixTime,
    record: Option<Vec<u8>>,
) -> Result<PdfSeal, PdfRefusal> {
    const UNREADABLE: PdfRefusal = PdfRefusal::MalformedSeal("its certificate cannot be read");
    let text = |oid| certificate::subject_text(leaf, oid).unwrap_or_default();
    let public_key = certificate::public_key(leaf).map_err(|_| UNREADABLE)?;
    Ok(PdfSeal {
        field: String::from_utf8_lossy(field.name).into_owned(),
        sealer: SealSubject {
            country: text(COUNTRY_NAME),
            organization: text(ORGANIZATION_NAME),
            organization_identifier: text(ORGANIZATION_IDENTIFIER),
            common_name: text(CN),
        },
        kid: public_key.kid(),
        public_key,
        certificate: leaf.to_der().map_err(|_| UNREADABLE)?,
        sealed_at,
        record,
    })
}
