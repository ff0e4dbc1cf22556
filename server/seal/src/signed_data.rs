//! The CMS message of a seal (RFC 5652), as PAdES baseline B-B wants it (ETSI EN 319 142-1, EN 319 122-1).
//!
//! Signed are exactly the content type, the digest of the file and the digest of the certificate; not the signing time,
//! which is in the PDF. Two orders matter: attributes are a DER SET OF, and what is signed is that SET with its own tag,
//! not the `[0]` it is carried under.
//!
//! Reading is by rebuilding: from the certificates, the digest and the signature the whole message is written again and
//! must come out the same, so there is no byte in it that nobody looked at.

#[cfg(test)]
mod tests;

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use const_oid::db::rfc5912::ID_SHA_256;
use der::asn1::{Any, OctetString, OctetStringRef, SetOfVec};
use der::{Decode, Encode, Sequence};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;

use crate::certificate::{ecdsa_with_sha256, public_key};
use crate::keys::{Signer, SignerError, sign_checked, signature_from_der, signature_to_der};

/// `id-aa-signingCertificateV2` (RFC 5035).
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `ESSCertIDv2` with the default digest, SHA-256, which DER leaves out.
#[derive(Sequence)]
struct EssCertIdV2 {
    hash: OctetString,
}

#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// Why a message cannot be made.
#[derive(Debug)]
pub(crate) enum SignError {
    Encoding,
    Signer(SignerError),
}

impl From<der::Error> for SignError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

/// Why a message is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageError {
    /// Not the message this module writes.
    Malformed,
    /// The digest in it is not that of the file.
    OtherDigest,
    /// The signature does not verify.
    BadSignature,
}

/// A message whose signature fits its certificate and the file. Whether the certificate is trusted is another question.
#[derive(Debug)]
pub(crate) struct Verified {
    /// The certificate of the key that signed.
    pub leaf: Certificate,
    /// The other certificates in the message.
    pub others: Vec<Certificate>,
}

/// Signs the digest of a file.
pub(crate) fn sign(
    digest: &[u8; 32],
    leaf: &Certificate,
    others: &[Certificate],
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignError> {
    let attributes = signed_attributes(digest, leaf)?;
    let to_sign: [u8; 32] = Sha256::digest(attributes.to_der()?).into();
    let signature = sign_checked(signer, &to_sign).map_err(SignError::Signer)?;
    let signature = signature_to_der(&signature).ok_or(SignError::Encoding)?;
    Ok(build(attributes, leaf, others, &signature)?)
}

/// Judges a message over the digest of a file.
pub(crate) fn verify(message: &[u8], digest: &[u8; 32]) -> Result<Verified, MessageError> {
    let read = read(message).ok_or(MessageError::Malformed)?;
    if read.digest != *digest {
        return Err(MessageError::OtherDigest);
    }
    let attributes = signed_attributes(digest, &read.leaf).map_err(|_| MessageError::Malformed)?;
    let signed = attributes.to_der().map_err(|_| MessageError::Malformed)?;
    let rebuilt = build(attributes, &read.leaf, &read.others, &read.signature).map_err(|_| MessageError::Malformed)?;
    if rebuilt != message {
        return Err(MessageError::Malformed);
    }
    let key = public_key(&read.leaf).map_err(|_| MessageError::Malformed)?;
    let signature = signature_from_der(&read.signature).ok_or(MessageError::Malformed)?;
    if key.verify_prehash(&Sha256::digest(signed).into(), &signature) {
        Ok(Verified { leaf: read.leaf, others: read.others })
    } else {
        Err(MessageError::BadSignature)
    }
}

struct Parts {
    leaf: Certificate,
    others: Vec<Certificate>,
    digest: [u8; 32],
    signature: Vec<u8>,
}

/// Finds the parts that vary; [`verify`] then checks that there is nothing else.
fn read(message: &[u8]) -> Option<Parts> {
    let signed: SignedData = ContentInfo::from_der(message).ok()?.content.decode_as().ok()?;
    let signer = signed.signer_infos.0.get(0)?;
    let SignerIdentifier::IssuerAndSerialNumber(id) = &signer.sid else {
        return None;
    };
    let (mut leaf, mut others) = (None, Vec::new());
    for choice in signed.certificates?.0.into_vec() {
        let CertificateChoices::Certificate(certificate) = choice else {
            return None;
        };
        let tbs = &certificate.tbs_certificate;
        if leaf.is_none() && tbs.issuer == id.issuer && tbs.serial_number == id.serial_number {
            leaf = Some(certificate);
        } else {
            others.push(certificate);
        }
    }
    let attributes = signer.signed_attrs.as_ref()?;
    let digest = attributes.iter().find(|attribute| attribute.oid == ID_MESSAGE_DIGEST)?.values.get(0)?;
    let digest = digest.decode_as::<OctetStringRef<'_>>().ok()?.as_bytes().try_into().ok()?;
    Some(Parts { leaf: leaf?, others, digest, signature: signer.signature.as_bytes().to_vec() })
}

fn signed_attributes(digest: &[u8; 32], leaf: &Certificate) -> der::Result<SignedAttributes> {
    let hash = OctetString::new(Sha256::digest(leaf.to_der()?).to_vec())?;
    let certificate = SigningCertificateV2 { certs: vec![EssCertIdV2 { hash }] };
    SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(ID_MESSAGE_DIGEST, Any::encode_from(&OctetStringRef::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::from_der(&certificate.to_der()?)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

fn build(
    attributes: SignedAttributes,
    leaf: &Certificate,
    others: &[Certificate],
    signature: &[u8],
) -> der::Result<Vec<u8>> {
    let sha256 = AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: None };
    let certificates = std::iter::once(leaf).chain(others).cloned().map(CertificateChoices::Certificate);
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: leaf.tbs_certificate.issuer.clone(),
            serial_number: leaf.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: ecdsa_with_sha256(),
        signature: OctetString::new(signature)?,
        unsigned_attrs: None, // B-T puts the time-stamp token here; `verify` then has to read and judge it
    };
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(certificates.collect::<Vec<_>>())?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&signed)? }.to_der()
}
