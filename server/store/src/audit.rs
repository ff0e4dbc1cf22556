//! What was done, by whom: one chain of hashes per commune, only ever added to.
//!
//! Each line holds the hash of the line before, so that a line changed, taken out or put in is found by
//! [`TenantTx::verify_audit`]. The database refuses to update or delete lines; the chain is for who can bypass that.
//! A line says *who* did *what* to *which row*; details are for codes and numbers, never for names or addresses of
//! citizens, since a line can never be purged.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wathiq_domain::ids::{OperatorId, StaffId, TenantId};

use crate::page::{Listed, Page};
use crate::schema::platform::audit_events;
use crate::types::{Sql, row, sql_word};
use crate::{StoreError, TenantTx};

/// Counter of the lines.
const COUNTER: &str = "audit";

/// Opens every hashed line; another layout gets another number.
const LAYOUT: &[u8] = b"wathiq/audit/1";

/// Lines read at a time when verifying.
const BATCH: u16 = 1000;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person who works for the commune.
    Staff(StaffId),
    /// The citizen who has the tracking link.
    Citizen,
    /// An operator of the platform.
    Operator(OperatorId),
    /// The program itself: a job, a deadline.
    System,
}

/// The word for an [`Actor`] in data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// See [`Actor::Staff`].
    Staff,
    /// See [`Actor::Citizen`].
    Citizen,
    /// See [`Actor::Operator`].
    Operator,
    /// See [`Actor::System`].
    System,
}
sql_word!(ActorKind);

impl ActorKind {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Citizen => "citizen",
            Self::Operator => "operator",
            Self::System => "system",
        }
    }
}

impl Actor {
    fn parts(self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::Staff(id) => (ActorKind::Staff, Some(id.as_uuid())),
            Self::Citizen => (ActorKind::Citizen, None),
            Self::Operator(id) => (ActorKind::Operator, Some(id.as_uuid())),
            Self::System => (ActorKind::System, None),
        }
    }
}

/// Something done, to be written by [`TenantTx::audit`].
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEvent {
    actor: Actor,
    action: String,
    subject: Option<(String, Uuid)>,
    details: serde_json::Map<String, serde_json::Value>,
}

impl AuditEvent {
    /// Who did what: `AuditEvent::new(Actor::Staff(id), "request.approved")`.
    pub fn new(actor: Actor, action: impl Into<String>) -> Self {
        Self { actor, action: action.into(), subject: None, details: serde_json::Map::new() }
    }

    /// To which row: `.about("request", id.as_uuid())`.
    pub fn about(mut self, kind: impl Into<String>, id: Uuid) -> Self {
        self.subject = Some((kind.into(), id));
        self
    }

    /// Codes and numbers worth keeping for ever: `.with("refusal", "act_not_found")`. No personal data.
    pub fn with(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.details.insert(key.into(), value.into());
        self
    }
}

row! {
    /// A line of the chain.
    pub struct AuditLine in audit_events {
        /// Whose chain.
        pub tenant_id: TenantId,
        /// Number of the line, from 1, without gaps.
        pub seq: i64,
        /// When.
        pub at: Timestamp,
        /// Who: the sort.
        pub actor_kind: ActorKind,
        /// Who: the identifier of staff or operator.
        pub actor_id: Option<Uuid>,
        /// What was done.
        pub action: String,
        /// To what: the sort of row.
        pub subject_kind: Option<String>,
        /// To what: the row.
        pub subject_id: Option<Uuid>,
        /// A JSON object, as text: the hash is over these very bytes.
        pub details: String,
        /// Hash of the line before; zeros for the first.
        pub prev_hash: [u8; 32],
        /// SHA-256 of this line, `prev_hash` included.
        pub hash: [u8; 32],
    }
}

impl AuditLine {
    /// What `hash` must be. Every field is written with its length, so that no two lines hash alike.
    pub fn computed_hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut field = |bytes: &[u8]| {
            // `usize` is 64 bits at most on every platform Rust has
            hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(bytes);
        };
        field(LAYOUT);
        field(&self.prev_hash);
        field(self.tenant_id.as_uuid().as_bytes());
        field(&self.seq.to_be_bytes());
        field(&self.at.as_microsecond().to_be_bytes());
        field(self.actor_kind.as_str().as_bytes());
        field(self.actor_id.as_ref().map_or(&[][..], |id| id.as_bytes()));
        field(self.action.as_bytes());
        field(self.subject_kind.as_deref().unwrap_or_default().as_bytes());
        field(self.subject_id.as_ref().map_or(&[][..], |id| id.as_bytes()));
        field(self.details.as_bytes());
        hasher.finalize().into()
    }
}

/// What a verification of a chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditCheck {
    /// Whole.
    Whole {
        /// Lines.
        lines: i64,
        /// Hash of the last line, zeros when there is none: kept elsewhere, it proves later that nothing before it
        /// was rewritten.
        head: [u8; 32],
    },
    /// Broken at a line.
    Broken {
        /// The line that is missing, changed, or does not follow the one before.
        seq: i64,
    },
}

/// Writes events at the end of the tenant's chain. The counter's row keeps other writers of the chain waiting.
pub(crate) fn append(tx: &mut TenantTx<'_>, events: Vec<AuditEvent>) -> Result<(), StoreError> {
    for event in events {
        let seq = tx.next_number(COUNTER)?;
        let prev_hash = if seq == 1 { [0; 32] } else { hash_of(tx, seq - 1)? };
        let (actor_kind, actor_id) = event.actor.parts();
        let (subject_kind, subject_id) = event.subject.unzip();
        let mut line = AuditLine {
            tenant_id: tx.tenant(),
            seq,
            at: tx.now(),
            actor_kind,
            actor_id,
            action: event.action,
            subject_kind,
            subject_id,
            details: serde_json::Value::Object(event.details).to_string(),
            prev_hash,
            hash: [0; 32],
        };
        line.hash = line.computed_hash();
        diesel::insert_into(audit_events::table).values(&line).execute(tx.conn())?;
    }
    Ok(())
}

fn hash_of(tx: &mut TenantTx<'_>, seq: i64) -> Result<[u8; 32], StoreError> {
    let hash = audit_events::table
        .filter(audit_events::tenant_id.eq(tx.key()))
        .filter(audit_events::seq.eq(seq))
        .select(audit_events::hash)
        .first(tx.conn())
        .optional()?;
    hash.ok_or_else(|| StoreError::Corrupt(format!("line {seq} of the audit chain is missing")))
}

impl TenantTx<'_> {
    /// Lines of the chain, newest first; about one row, or all.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn audit_lines(&mut self, about: Option<Uuid>, page: &Page<i64>) -> Result<Listed<AuditLine, i64>, StoreError> {
        let mut query = audit_events::table
            .filter(audit_events::tenant_id.eq(self.key()))
            .into_boxed::<crate::dialect::MultiBackend>();
        if let Some(subject) = about {
            query = query.filter(audit_events::subject_id.eq(Sql(Some(subject))));
        }
        if let Some(before) = page.after {
            query = query.filter(audit_events::seq.lt(before));
        }
        let rows = query
            .order(audit_events::seq.desc())
            .limit(page.fetch())
            .select(AuditLine::as_select())
            .load(self.conn())?;
        Ok(page.of(rows, |line: &AuditLine| line.seq))
    }

    /// Walks the whole chain and recomputes every hash.
    ///
    /// # Errors
    /// Those of reaching the database; a broken chain is an answer, not an error.
    pub fn verify_audit(&mut self) -> Result<AuditCheck, StoreError> {
        let mut head = [0; 32];
        let mut lines = 0;
        loop {
            let batch = audit_events::table
                .filter(audit_events::tenant_id.eq(self.key()))
                .filter(audit_events::seq.gt(lines))
                .order(audit_events::seq.asc())
                .limit(i64::from(BATCH))
                .select(AuditLine::as_select())
                .load(self.conn())?;
            for line in &batch {
                let expected = lines + 1;
                if line.seq != expected || line.prev_hash != head || line.hash != line.computed_hash() {
                    return Ok(AuditCheck::Broken { seq: expected });
                }
                head = line.hash;
                lines = expected;
            }
            if batch.len() < usize::from(BATCH) {
                break;
            }
        }
        // lines cut off at the end leave no gap: the counter still knows them
        if self.last_number(COUNTER)? == lines {
            Ok(AuditCheck::Whole { lines, head })
        } else {
            Ok(AuditCheck::Broken { seq: lines + 1 })
        }
    }
}
