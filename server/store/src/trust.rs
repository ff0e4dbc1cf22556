//! Seal keys as the public trust list shows them, and the tokens of the platform's operators.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wathiq_domain::ids::{OperatorId, TenantId};
use wathiq_domain::tenant::TenantCode;

use crate::locators::digest;
use crate::schema::platform::{operator_tokens, tenants, trust_entries};
use crate::scope::Reason;
use crate::types::{Sql, Tag, row, sql_json, sql_word};
use crate::{StoreError, SystemTx, TenantTx};

/// Standing of a seal key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrustStatus {
    /// Seals documents.
    Active,
    /// Seals no more; what it sealed stays good.
    Retired,
    /// Known to others: what it sealed from `compromised_at` on is refused.
    Compromised,
    /// Seals specimens only.
    Specimen,
}
sql_word!(TrustStatus);

/// Numbers of the kinds of documents that a key may seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindNumbers(pub Vec<u16>);
sql_json!(KindNumbers);

row! {
    /// A seal key.
    pub struct TrustEntry in trust_entries {
        /// Whose.
        pub tenant_id: TenantId,
        /// Identifier of the key, unique on the platform.
        pub kid: Tag,
        /// Public key (`SubjectPublicKeyInfo`, DER).
        pub spki: Vec<u8>,
        /// Certificate (DER).
        pub certificate: Vec<u8>,
        /// What it may seal.
        pub kinds: KindNumbers,
        /// Good from.
        pub not_before: Timestamp,
        /// Good until.
        pub not_after: Timestamp,
        /// Standing.
        pub status: TrustStatus,
        /// Since when it is compromised.
        pub compromised_at: Option<Timestamp>,
        /// When it was added.
        pub created_at: Timestamp,
    }
}

/// A seal key with its commune, a line of the public list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedKey {
    /// The commune's code.
    pub code: TenantCode,
    /// The commune's name in Arabic.
    pub name_ar: String,
    /// The commune's name in French.
    pub name_fr: String,
    /// The key.
    pub entry: TrustEntry,
}

impl TenantTx<'_> {
    /// Adds a seal key of this tenant (`entry.tenant_id` is the transaction's, whatever it says).
    ///
    /// # Errors
    /// `Conflict` on `trust_entries_kid_key`.
    pub fn insert_trust_entry(&mut self, entry: &TrustEntry) -> Result<(), StoreError> {
        let entry = TrustEntry { tenant_id: self.tenant(), ..entry.clone() };
        diesel::insert_into(trust_entries::table).values(&entry).execute(self.conn())?;
        Ok(())
    }

    /// Seal keys of this tenant, oldest first.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn own_trust_entries(&mut self) -> Result<Vec<TrustEntry>, StoreError> {
        let entries = trust_entries::table
            .filter(trust_entries::tenant_id.eq(self.key()))
            .order((trust_entries::created_at.asc(), trust_entries::kid.asc()))
            .select(TrustEntry::as_select())
            .load(self.conn())?;
        Ok(entries)
    }

    /// Retires a key, or says since when it is compromised.
    ///
    /// # Errors
    /// `NotFound`; `Refused` when the instant does not go with the status.
    pub fn set_trust_status(
        &mut self,
        kid: Tag,
        status: TrustStatus,
        compromised_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let key = trust_entries::table
            .filter(trust_entries::tenant_id.eq(self.key()))
            .filter(trust_entries::kid.eq(Sql(kid)));
        let changed = diesel::update(key)
            .set((trust_entries::status.eq(Sql(status)), trust_entries::compromised_at.eq(Sql(compromised_at))))
            .execute(self.conn())?;
        if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

impl SystemTx<'_> {
    /// Every seal key of every commune, in a fixed order, for [`Reason::TrustList`].
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn trust_list(&mut self) -> Result<Vec<ListedKey>, StoreError> {
        self.require(Reason::TrustList)?;
        let rows = trust_entries::table
            .inner_join(tenants::table)
            .order((tenants::code.asc(), trust_entries::kid.asc()))
            .select((tenants::code, tenants::name_ar, tenants::name_fr, TrustEntry::as_select()))
            .load::<(TenantCode, String, String, TrustEntry)>(self.conn())?;
        Ok(rows
            .into_iter()
            .map(|(code, name_ar, name_fr, entry)| ListedKey { code, name_ar, name_fr, entry })
            .collect())
    }

    /// Adds a token of an operator; only its digest is kept. For [`Reason::Onboarding`].
    ///
    /// # Errors
    /// `Conflict` when the token exists.
    pub fn insert_operator_token(&mut self, token: &[u8], label: &str) -> Result<OperatorId, StoreError> {
        self.require_any(&[Reason::Onboarding, Reason::Demo])?;
        let row = OperatorToken {
            digest: digest(token),
            operator_id: self.new_id(),
            label: label.to_owned(),
            created_at: self.now(),
            revoked_at: None,
        };
        diesel::insert_into(operator_tokens::table).values(&row).execute(self.conn())?;
        Ok(row.operator_id)
    }

    /// Whose token this is; nobody's when it is unknown or revoked. For [`Reason::SignIn`].
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn operator_of(&mut self, token: &[u8]) -> Result<Option<OperatorId>, StoreError> {
        self.require_any(&[Reason::SignIn, Reason::Onboarding])?;
        let found = operator_tokens::table
            .filter(operator_tokens::digest.eq(Sql(digest(token))))
            .filter(operator_tokens::revoked_at.is_null())
            .select(operator_tokens::operator_id)
            .first(self.conn())
            .optional()?;
        Ok(found)
    }

    /// Ends the tokens of an operator. For [`Reason::Onboarding`].
    ///
    /// # Errors
    /// `NotFound` when none was good.
    pub fn revoke_operator(&mut self, operator: OperatorId) -> Result<(), StoreError> {
        self.require_any(&[Reason::Onboarding, Reason::Demo])?;
        let now = self.now();
        let tokens = operator_tokens::table
            .filter(operator_tokens::operator_id.eq(Sql(operator)))
            .filter(operator_tokens::revoked_at.is_null());
        let changed =
            diesel::update(tokens).set(operator_tokens::revoked_at.eq(Sql(Some(now)))).execute(self.conn())?;
        if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

row! {
    struct OperatorToken in operator_tokens {
        digest: [u8; 32],
        operator_id: OperatorId,
        label: String,
        created_at: Timestamp,
        revoked_at: Option<Timestamp>,
    }
}
