//! From a sealing certificate to an anchor.
//!
//! A small part of RFC 5280, section 6: P-256 with SHA-256 only, names compared byte for byte, and every critical extension
//! must be one that is understood here. Revocation of certificates is not asked: a stolen or retired key is a matter of
//! the trust list, which the caller has.

#[cfg(test)]
mod tests;

use const_oid::db::rfc5280::{ID_CE_BASIC_CONSTRAINTS, ID_CE_KEY_USAGE};
use der::Encode;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsages};

use crate::certificate::{allows, ecdsa_with_sha256, period_of, public_key};
use crate::keys::signature_from_der;
use crate::time::UnixTime;

/// Authorities between a leaf and its anchor, at most.
const MAX_INTERMEDIATES: usize = 3;

/// Why a certificate is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChainError {
    /// No path to an anchor.
    UnknownIssuer,
    /// A certificate of the path was not valid at the time.
    OutsideValidity,
    /// The leaf may not seal documents, or an authority may not certify.
    NotAllowed,
    /// The message brings certificates that are no part of the path.
    StrayCertificate,
}

/// Judges the leaf at a moment. `others` are the certificates that came with it: each must be used, or be the anchor.
pub(crate) fn validate(
    leaf: &Certificate,
    others: &[Certificate],
    anchors: &[Certificate],
    at: UnixTime,
) -> Result<(), ChainError> {
    let path = path(leaf, others, anchors)?;
    if others.iter().any(|other| !path.contains(&other)) {
        return Err(ChainError::StrayCertificate);
    }
    if !allows(leaf, KeyUsages::DigitalSignature | KeyUsages::NonRepudiation) || is_authority(leaf, 0) {
        return Err(ChainError::NotAllowed);
    }
    for (below, authority) in path.iter().skip(1).enumerate() {
        if !is_authority(authority, below) || !allows(authority, KeyUsages::KeyCertSign) {
            return Err(ChainError::NotAllowed);
        }
    }
    for certificate in &path {
        if !is_understood(certificate) {
            return Err(ChainError::NotAllowed);
        }
        let period = period_of(certificate);
        if !(period.not_before..=period.not_after).contains(&at) {
            return Err(ChainError::OutsideValidity);
        }
    }
    Ok(())
}

/// The leaf, then each issuer, the last of them an anchor.
fn path<'a>(
    leaf: &'a Certificate,
    others: &'a [Certificate],
    anchors: &'a [Certificate],
) -> Result<Vec<&'a Certificate>, ChainError> {
    let mut path = vec![leaf];
    let mut current = leaf;
    for _ in 0..=MAX_INTERMEDIATES {
        if let Some(anchor) = anchors.iter().find(|anchor| is_issued_by(current, anchor)) {
            path.push(anchor);
            return Ok(path);
        }
        let next = others.iter().find(|other| !path.contains(other) && is_issued_by(current, other));
        current = next.ok_or(ChainError::UnknownIssuer)?;
        path.push(current);
    }
    Err(ChainError::UnknownIssuer)
}

fn is_issued_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let tbs = &certificate.tbs_certificate;
    let algorithm = ecdsa_with_sha256();
    if tbs.issuer != issuer.tbs_certificate.subject
        || tbs.signature != algorithm
        || certificate.signature_algorithm != algorithm
    {
        return false;
    }
    let (Ok(key), Ok(signed)) = (public_key(issuer), tbs.to_der()) else {
        return false;
    };
    let signature = certificate.signature.as_bytes().and_then(signature_from_der);
    signature.is_some_and(|signature| key.verify_prehash(&Sha256::digest(signed).into(), &signature))
}

/// True if it may certify, with so many authorities below it in the path.
fn is_authority(certificate: &Certificate, below: usize) -> bool {
    match certificate.tbs_certificate.get::<BasicConstraints>() {
        Ok(Some((_, constraints))) => {
            constraints.ca && constraints.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        }
        Ok(None) | Err(_) => false,
    }
}

fn is_understood(certificate: &Certificate) -> bool {
    let tbs = &certificate.tbs_certificate;
    tbs.version == Version::V3
        && tbs.extensions.iter().flatten().all(|extension| {
            !extension.critical || [ID_CE_BASIC_CONSTRAINTS, ID_CE_KEY_USAGE].contains(&extension.extn_id)
        })
}
