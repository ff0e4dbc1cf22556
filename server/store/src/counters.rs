//! Numbers without gaps and without doubles: act, request and document numbers of one commune.
//!
//! A number is taken in the transaction that uses it: rolled back, it is given again. The price is that two
//! transactions of one commune that take the same number wait for each other, so take it late.

use diesel::prelude::*;

use crate::schema::platform::counters;
use crate::sql::IfAbsent;
use crate::types::{Sql, row};
use crate::{StoreError, TenantTx};

row! {
    struct Counter in counters {
        tenant_id: wathiq_domain::ids::TenantId,
        name: String,
        value: i64,
    }
}

impl TenantTx<'_> {
    /// The next number of this name, from 1.
    ///
    /// # Errors
    /// `Busy` when another transaction keeps the counter for too long.
    pub fn next_number(&mut self, name: &str) -> Result<i64, StoreError> {
        if let Some(number) = self.advance(name)? {
            return Ok(number);
        }
        // the first use of this counter; another transaction may be doing the same, and one of the two inserts
        let first = Counter { tenant_id: self.tenant(), name: name.to_owned(), value: 0 };
        IfAbsent(diesel::insert_into(counters::table).values(&first)).execute(self.conn())?;
        self.advance(name)?.ok_or(StoreError::NotFound)
    }

    /// The last number given of this name; 0 when none was.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn last_number(&mut self, name: &str) -> Result<i64, StoreError> {
        let value = counters::table
            .filter(counters::tenant_id.eq(self.key()))
            .filter(counters::name.eq(name))
            .select(counters::value)
            .first(self.conn())
            .optional()?;
        Ok(value.unwrap_or(0))
    }

    fn advance(&mut self, name: &str) -> Result<Option<i64>, StoreError> {
        let counter =
            counters::table.filter(counters::tenant_id.eq(Sql(self.tenant()))).filter(counters::name.eq(name));
        let number = diesel::update(counter)
            .set(counters::value.eq(counters::value + 1))
            .returning(counters::value)
            .get_result(self.conn())
            .optional()?;
        Ok(number)
    }
}
