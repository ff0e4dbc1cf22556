//! Which commune a secret token belongs to: the first step of every link that works without signing in.
//!
//! Only the SHA-256 of a token is kept. Tokens are 128 random bits or more, so the digest needs no salt
//! (NIST SP 800-63B, 3.1.2.2, look-up secrets). No personal data stands here.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wathiq_domain::ids::TenantId;

use crate::schema::platform::locators;
use crate::scope::Reason;
use crate::types::{Sql, row, sql_word};
use crate::{StoreError, SystemTx, TenantTx};

/// What a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocatorKind {
    /// The tracking page of a request.
    Tracking,
    /// A session of staff.
    Session,
    /// The download of a document.
    Download,
    /// An order being filled in.
    Draft,
    /// A sign-in half done: between password and second factor.
    SignIn,
    /// An invitation of staff.
    Invitation,
}
sql_word!(LocatorKind);

row! {
    struct Locator in locators {
        kind: LocatorKind,
        digest: [u8; 32],
        tenant_id: TenantId,
        subject: Uuid,
        created_at: Timestamp,
        expires_at: Option<Timestamp>,
    }
}

/// Where a token leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// The commune.
    pub tenant: TenantId,
    /// The row of that commune: a request, a session, a document, by the locator's kind.
    pub subject: Uuid,
}

/// The digest of a token, as it is stored.
pub fn digest(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}

impl TenantTx<'_> {
    /// Makes a token lead to a row of this tenant.
    ///
    /// # Errors
    /// `Conflict` when the token is in use, which randomness excludes.
    pub fn add_locator(
        &mut self,
        kind: LocatorKind,
        token: &[u8],
        subject: Uuid,
        expires_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let locator = Locator {
            kind,
            digest: digest(token),
            tenant_id: self.tenant(),
            subject,
            created_at: self.now(),
            expires_at,
        };
        diesel::insert_into(locators::table).values(&locator).execute(self.conn())?;
        Ok(())
    }

    /// Makes all tokens of this kind that led to a row lead nowhere.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn remove_locators(&mut self, kind: LocatorKind, subject: Uuid) -> Result<usize, StoreError> {
        let tokens = locators::table
            .filter(locators::tenant_id.eq(self.key()))
            .filter(locators::kind.eq(Sql(kind)))
            .filter(locators::subject.eq(Sql(subject)));
        Ok(diesel::delete(tokens).execute(self.conn())?)
    }
}

impl SystemTx<'_> {
    /// Finds where a token leads, for [`Reason::Locate`]. An expired token leads nowhere.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn locate(&mut self, kind: LocatorKind, token: &[u8]) -> Result<Option<Located>, StoreError> {
        self.require(Reason::Locate)?;
        let now = self.now();
        let found = locators::table
            .filter(locators::kind.eq(Sql(kind)))
            .filter(locators::digest.eq(Sql(digest(token))))
            .filter(locators::expires_at.is_null().or(locators::expires_at.gt(Sql(Some(now)))))
            .select((locators::tenant_id, locators::subject))
            .first::<(TenantId, Uuid)>(self.conn())
            .optional()?;
        Ok(found.map(|(tenant, subject)| Located { tenant, subject }))
    }

    /// Removes expired tokens of all tenants, for [`Reason::Worker`]. Answers how many.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn purge_locators(&mut self) -> Result<usize, StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        let expired = locators::table.filter(locators::expires_at.le(Sql(Some(now))));
        Ok(diesel::delete(expired).execute(self.conn())?)
    }
}
