//! Certificates for the keys that seal PDF files: one platform authority, and one certificate for each key of a commune.
//!
//! X.509 version 3, ECDSA P-256 with SHA-256, in DER. Serial numbers and times are given by the caller, signatures by a
//! software key are deterministic, so the same input gives the same certificate. The leaf has no extended key usage on
//! purpose: readers built on NSS refuse document-signing ones.

#[cfg(test)]
pub(crate) mod tests;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519::{CN, COUNTRY_NAME, ORGANIZATION_NAME};
use const_oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_KEY_USAGE, ID_CE_SUBJECT_KEY_IDENTIFIER,
};
use const_oid::db::rfc5912::ECDSA_WITH_SHA_256;
use der::asn1::{Any, BitString, OctetString, PrintableStringRef, SetOfVec, Utf8StringRef};
use der::flagset::FlagSet;
use der::pem::LineEnding;
use der::{Decode, Encode};
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::certificate::Version;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;
use x509_cert::{Certificate, TbsCertificate};

use crate::keys::{PublicKey, Signer, SignerError, sign_checked, signature_to_der};
use crate::text::{has_one_direction, is_plain};
use crate::time::UnixTime;

/// `organizationIdentifier` (X.520; used by ETSI EN 319 412-1 for legal persons).
pub(crate) const ORGANIZATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

/// A certificate in DER.
pub type Der = Vec<u8>;

/// Who an authority is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthoritySubject {
    /// Two letters, ISO 3166-1.
    pub country: String,
    /// The platform's operator.
    pub organization: String,
    /// Name of the authority.
    pub common_name: String,
}

/// Who seals: a commune, as a legal person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealSubject {
    /// Two letters, ISO 3166-1.
    pub country: String,
    /// The commune's name.
    pub organization: String,
    /// Its official identifier, e.g. the tenant code.
    pub organization_identifier: String,
    /// Name of the key: what a PDF reader shows.
    pub common_name: String,
}

/// The time a certificate is good for, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub not_before: UnixTime,
    /// Last moment.
    pub not_after: UnixTime,
}

/// Why a certificate cannot be made or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Zero, or longer than 20 bytes (RFC 5280, 4.1.2.2).
    #[error("the serial number is zero or too long")]
    Serial,
    /// The period ends before it begins.
    #[error("the period of the certificate is empty")]
    Period,
    /// A name is empty, too long, has characters a certificate cannot hold, or mixes Latin and Arabic letters.
    #[error("a name cannot be written in a certificate")]
    Name,
    /// Not a certificate of the kind made here.
    #[error("not a certificate with a P-256 key, in DER")]
    Unreadable,
    /// The authority's certificate is for another key than the one that signs.
    #[error("the authority's certificate and key do not belong together")]
    KeyMismatch,
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The encoder failed.
    #[error("the certificate could not be encoded")]
    Encoding,
}

impl From<der::Error> for CertificateError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

/// Makes a self-signed authority that may certify seals but no further authorities.
///
/// # Errors
/// A serial number, period or name that a certificate cannot hold, or a key that does not sign.
pub fn root(
    signer: &dyn Signer,
    subject: &AuthoritySubject,
    serial: &[u8],
    period: Period,
) -> Result<Der, CertificateError> {
    let name = name(&[
        (COUNTRY_NAME, &subject.country),
        (ORGANIZATION_NAME, &subject.organization),
        (CN, &subject.common_name),
    ])?;
    let key = signer.public_key();
    let extensions = vec![
        extension(ID_CE_BASIC_CONSTRAINTS, true, &BasicConstraints { ca: true, path_len_constraint: Some(0) })?,
        extension(ID_CE_KEY_USAGE, true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
        extension(ID_CE_SUBJECT_KEY_IDENTIFIER, false, &key_identifier(key)?)?,
    ];
    issue(signer, name.clone(), name, key, serial, period, extensions)
}

/// Certifies the key of a commune for sealing: `digitalSignature` and `nonRepudiation`, nothing else.
///
/// # Errors
/// As [`root`], and an authority certificate that is unreadable or of another key.
pub fn seal_certificate(
    authority: &dyn Signer,
    authority_certificate: &[u8],
    key: &PublicKey,
    subject: &SealSubject,
    serial: &[u8],
    period: Period,
) -> Result<Der, CertificateError> {
    let issuer = parse(authority_certificate)?;
    if public_key(&issuer)? != *authority.public_key() {
        return Err(CertificateError::KeyMismatch);
    }
    let name = name(&[
        (COUNTRY_NAME, &subject.country),
        (ORGANIZATION_NAME, &subject.organization),
        (ORGANIZATION_IDENTIFIER, &subject.organization_identifier),
        (CN, &subject.common_name),
    ])?;
    let authority_key = AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier(authority.public_key())?),
        authority_cert_issuer: None,
        authority_cert_serial_number: None,
    };
    let extensions = vec![
        extension(ID_CE_BASIC_CONSTRAINTS, true, &BasicConstraints { ca: false, path_len_constraint: None })?,
        extension(ID_CE_KEY_USAGE, true, &KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation))?,
        extension(ID_CE_SUBJECT_KEY_IDENTIFIER, false, &key_identifier(key)?)?,
        extension(ID_CE_AUTHORITY_KEY_IDENTIFIER, false, &authority_key)?,
    ];
    issue(authority, issuer.tbs_certificate.subject, name, key, serial, period, extensions)
}

/// A certificate as PEM, for people and other tools.
///
/// # Errors
/// Not a certificate.
pub fn to_pem(certificate: &[u8]) -> Result<String, CertificateError> {
    parse(certificate)?;
    der::pem::encode_string("CERTIFICATE", LineEnding::LF, certificate).map_err(|_| CertificateError::Encoding)
}

/// Reads a certificate from PEM.
///
/// # Errors
/// Not the PEM of a certificate.
pub fn from_pem(pem: &str) -> Result<Der, CertificateError> {
    let (label, der) = der::pem::decode_vec(pem.as_bytes()).map_err(|_| CertificateError::Unreadable)?;
    if label != "CERTIFICATE" {
        return Err(CertificateError::Unreadable);
    }
    parse(&der)?;
    Ok(der)
}

/// The key a certificate is for.
///
/// # Errors
/// Not a certificate with a P-256 key.
pub fn certified_key(certificate: &[u8]) -> Result<PublicKey, CertificateError> {
    public_key(&parse(certificate)?)
}

/// The period a certificate is good for.
///
/// # Errors
/// Not a certificate.
pub fn period(certificate: &[u8]) -> Result<Period, CertificateError> {
    Ok(period_of(&parse(certificate)?))
}

/// Reads a certificate; it must be in canonical DER, so that comparing and hashing bytes is comparing certificates.
pub(crate) fn parse(der: &[u8]) -> Result<Certificate, CertificateError> {
    let certificate = Certificate::from_der(der).map_err(|_| CertificateError::Unreadable)?;
    if certificate.to_der()? == der { Ok(certificate) } else { Err(CertificateError::Unreadable) }
}

pub(crate) fn public_key(certificate: &Certificate) -> Result<PublicKey, CertificateError> {
    let spki = certificate.tbs_certificate.subject_public_key_info.to_der()?;
    PublicKey::from_spki_der(&spki).map_err(|_| CertificateError::Unreadable)
}

pub(crate) fn period_of(certificate: &Certificate) -> Period {
    let validity = certificate.tbs_certificate.validity;
    Period { not_before: UnixTime::from_x509(validity.not_before), not_after: UnixTime::from_x509(validity.not_after) }
}

/// The first value of an attribute of the subject, as text.
pub(crate) fn subject_text(certificate: &Certificate, oid: ObjectIdentifier) -> Option<String> {
    let attributes = certificate.tbs_certificate.subject.0.iter().flat_map(|rdn| rdn.0.iter());
    let value = &attributes.into_iter().find(|attribute| attribute.oid == oid)?.value;
    let utf8 = value.decode_as::<Utf8StringRef<'_>>().map(|s| s.as_str().to_owned());
    utf8.or_else(|_| value.decode_as::<PrintableStringRef<'_>>().map(|s| s.as_str().to_owned())).ok()
}

pub(crate) fn ecdsa_with_sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA_256, parameters: None }
}

fn issue(
    signer: &dyn Signer,
    issuer: Name,
    subject: Name,
    key: &PublicKey,
    serial: &[u8],
    period: Period,
    extensions: Vec<Extension>,
) -> Result<Der, CertificateError> {
    if serial.iter().all(|b| *b == 0) {
        return Err(CertificateError::Serial);
    }
    if period.not_after < period.not_before {
        return Err(CertificateError::Period);
    }
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(serial).map_err(|_| CertificateError::Serial)?,
        signature: ecdsa_with_sha256(),
        issuer,
        validity: Validity { not_before: period.not_before.to_x509()?, not_after: period.not_after.to_x509()? },
        subject,
        subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(&key.to_spki_der())?,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(extensions),
    };
    let digest: [u8; 32] = Sha256::digest(tbs_certificate.to_der()?).into();
    let signature = sign_checked(signer, &digest)?;
    let signature = signature_to_der(&signature).ok_or(CertificateError::Encoding)?;
    let certificate = Certificate {
        tbs_certificate,
        signature_algorithm: ecdsa_with_sha256(),
        signature: BitString::from_bytes(&signature)?,
    };
    Ok(certificate.to_der()?)
}

fn extension(oid: ObjectIdentifier, critical: bool, value: &impl Encode) -> Result<Extension, CertificateError> {
    Ok(Extension { extn_id: oid, critical, extn_value: OctetString::new(value.to_der()?)? })
}

/// RFC 7093, method 1: the leftmost 160 bits of SHA-256 over the key's bits.
fn key_identifier(key: &PublicKey) -> Result<OctetString, CertificateError> {
    let spki = SubjectPublicKeyInfoOwned::from_der(&key.to_spki_der())?;
    let digest = Sha256::digest(spki.subject_public_key.raw_bytes());
    Ok(OctetString::new(digest.get(..20).unwrap_or_default())?)
}

/// Upper bounds of RFC 5280, appendix A.1: 2 for the country, 64 for the rest; and one script in each name.
fn name(parts: &[(ObjectIdentifier, &String)]) -> Result<Name, CertificateError> {
    let mut sequence = Vec::with_capacity(parts.len());
    for (oid, text) in parts {
        if text.is_empty() || text.chars().count() > 64 || !is_plain(text) || !has_one_direction(text) {
            return Err(CertificateError::Name);
        }
        let value = if *oid == COUNTRY_NAME {
            if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
                return Err(CertificateError::Name);
            }
            Any::from(PrintableStringRef::new(text.as_str())?)
        } else {
            Any::from(Utf8StringRef::new(text.as_str())?)
        };
        let attribute = AttributeTypeAndValue { oid: *oid, value };
        sequence.push(RelativeDistinguishedName(SetOfVec::try_from(vec![attribute])?));
    }
    Ok(RdnSequence(sequence))
}

/// True if the key usage extension, which must be there, has all of these.
pub(crate) fn allows(certificate: &Certificate, usages: impl Into<FlagSet<KeyUsages>>) -> bool {
    matches!(certificate.tbs_certificate.get::<KeyUsage>(), Ok(Some((_, usage))) if usage.0.contains(usages))
}
