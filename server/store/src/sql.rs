//! Small additions to diesel's query language that both databases read alike.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

use crate::dialect::{Conn, MultiBackend};

/// An `INSERT` that does nothing when a unique value is taken: `IfAbsent(insert_into(t).values(&row)).execute(…)`
/// answers the number of rows written, 0 or 1.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct IfAbsent<Insert>(pub Insert);

impl<Insert> RunQueryDsl<Conn> for IfAbsent<Insert> {}

impl<Insert: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for IfAbsent<Insert> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT DO NOTHING");
        Ok(())
    }
}
