//! The verify page: the server sends texts and pins, the browser does the rest.

use serde::Serialize;

use super::{View, samples};

/// `/{lang}/verify`, `/V`, `/v`: is this document genuine, and still in force?
///
/// The code's content stays in the URL fragment, which a browser never sends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerifyPage {
    /// The address this page must have, as printed on the documents (`v.example.ma`).
    pub address: String,
    /// Where the trust list is fetched, on this host.
    pub trust_list: String,
    /// Pinned root keys, SPKI in base64.
    pub roots: Vec<String>,
    /// Names of the kinds by their credential number, in the three languages.
    pub kinds: Vec<KindName>,
}

/// A kind of document as the credential numbers it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindName {
    /// Number in the credential.
    pub number: u32,
    /// Arabic name.
    pub ar: String,
    /// French name.
    pub fr: String,
    /// English name.
    pub en: String,
}

impl View for VerifyPage {
    const TEMPLATE: &'static str = "verify.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "ordinary",
            Self {
                address: "v.exemple.invalid".into(),
                trust_list: "/.well-known/extract-trust.cwt".into(),
                roots: vec![samples::CODE.replace('-', "")],
                kinds: vec![KindName {
                    number: 1,
                    ar: "نسخة موجزة من رسم الولادة".into(),
                    fr: "Extrait d’acte de naissance".into(),
                    en: "Birth extract".into(),
                }],
            },
        )]
    }
}
