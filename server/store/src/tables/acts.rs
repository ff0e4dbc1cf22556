//! Register entries.

use diesel::prelude::*;
use jiff::Timestamp;
use wathiq_domain::act::{Act, ActContent, ActKind, ActNumber};
use wathiq_domain::ids::{ActId, OfficeId, TenantId};
use wathiq_domain::text;

use crate::StoreError;
use crate::schema::register::acts;
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row, sql_json, sql_word};

sql_word!(ActKind);
sql_json!(ActContent);

row! {
    /// An act as stored.
    struct ActRow in acts {
        tenant_id: TenantId,
        id: ActId,
        office_id: OfficeId,
        kind: ActKind,
        year: i32,
        part: String,
        number: i32,
        content: ActContent,
        search: String,
        birth_date: String,
        version: i32,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl ActRow {
    fn into_domain(self) -> Result<Act> {
        let number = ActNumber {
            number: u32::try_from(self.number).map_err(|_| StoreError::Corrupt("acts.number".to_owned()))?,
            year: i16::try_from(self.year).map_err(|_| StoreError::Corrupt("acts.year".to_owned()))?,
            part: Some(self.part).filter(|part| !part.is_empty()),
        };
        Ok(Act {
            id: self.id,
            office: self.office_id,
            kind: self.kind,
            number,
            content: self.content,
            version: self.version,
        })
    }
}

/// The names of an act as they are searched: both scripts, normalised.
fn search_text(content: &ActContent) -> String {
    let arabic = text::normalise_arabic(&format!("{} {}", content.family.ar, content.given.ar));
    let latin = text::fold_latin(&format!("{} {}", content.family.fr, content.given.fr));
    format!("{arabic} {latin}")
}

/// Enters an act.
///
/// # Errors
/// Conflict when the office has that number already.
pub fn insert(tx: &mut TenantTx<'_>, act: &Act) -> Result<()> {
    let now = tx.now();
    let row = ActRow {
        tenant_id: tx.tenant(),
        id: act.id,
        office_id: act.office,
        kind: act.kind,
        year: i32::from(act.number.year),
        part: act.number.part.clone().unwrap_or_default(),
        number: i32::try_from(act.number.number).map_err(|_| StoreError::Corrupt("acts.number".to_owned()))?,
        content: act.content.clone(),
        search: search_text(&act.content),
        birth_date: act.content.birth_date.to_string(),
        version: act.version,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(acts::table).values(&row).execute(tx.conn())?;
    Ok(())
}

/// One act.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: ActId) -> Result<Act> {
    let tenant = tx.tenant();
    let row: ActRow = acts::table
        .filter(acts::tenant_id.eq(Sql(tenant)))
        .filter(acts::id.eq(Sql(id)))
        .select(ActRow::as_select())
        .first(tx.conn())?;
    row.into_domain()
}

/// The acts with that number in an office: one, or one for each part of the register.
///
/// # Errors
/// When the database fails.
pub fn by_number(tx: &mut TenantTx<'_>, office: OfficeId, kind: ActKind, number: &ActNumber) -> Result<Vec<Act>> {
    let tenant = tx.tenant();
    let serial = i32::try_from(number.number).map_err(|_| StoreError::NotFound)?;
    acts::table
        .filter(acts::tenant_id.eq(Sql(tenant)))
        .filter(acts::office_id.eq(Sql(office)))
        .filter(acts::kind.eq(Sql(kind)))
        .filter(acts::year.eq(i32::from(number.year)))
        .filter(acts::number.eq(serial))
        .order(acts::part)
        .limit(10)
        .select(ActRow::as_select())
        .load(tx.conn())?
        .into_iter()
        .map(ActRow::into_domain)
        .collect()
}

/// Acts of an office that may be meant: born on that date or in that year, or numbered near.
///
/// # Errors
/// When the database fails.
pub fn near(
    tx: &mut TenantTx<'_>,
    office: OfficeId,
    kind: ActKind,
    number: &ActNumber,
    birth: &str,
) -> Result<Vec<Act>> {
    let tenant = tx.tenant();
    let year = i32::from(number.year);
    let serial = i32::try_from(number.number).map_err(|_| StoreError::NotFound)?;
    let of_office = acts::table
        .filter(acts::tenant_id.eq(Sql(tenant)))
        .filter(acts::office_id.eq(Sql(office)))
        .filter(acts::kind.eq(Sql(kind)));
    let born: Vec<ActRow> = of_office
        .filter(acts::birth_date.ge(birth))
        .filter(acts::birth_date.lt(format!("{birth}~")))
        .order(acts::birth_date)
        .limit(50)
        .select(ActRow::as_select())
        .load(tx.conn())?;
    let numbered: Vec<ActRow> = of_office
        .filter(acts::year.eq(year))
        .filter(acts::number.between(serial - 5, serial + 5))
        .order(acts::number)
        .limit(20)
        .select(ActRow::as_select())
        .load(tx.conn())?;
    let mut found: Vec<ActRow> = born;
    for row in numbered {
        if !found.iter().any(|other| other.id == row.id) {
            found.push(row);
        }
    }
    found.into_iter().map(ActRow::into_domain).collect()
}

/// How many acts the commune has.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &mut TenantTx<'_>) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(acts::table.filter(acts::tenant_id.eq(Sql(tenant))).count().get_result(tx.conn())?)
}
