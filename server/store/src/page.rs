//! Pages of a list, by key and not by number: the thousandth page costs what the first does.

/// Which part of a list: the rows after a key, a limited number of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<K> {
    /// Key of the last row of the page before; none for the first page.
    pub after: Option<K>,
    /// Rows at most.
    pub limit: u16,
}

impl<K> Page<K> {
    /// The first page.
    pub const fn first(limit: u16) -> Self {
        Self { after: None, limit }
    }

    /// The page after the row of this key.
    pub const fn after(key: K, limit: u16) -> Self {
        Self { after: Some(key), limit }
    }

    /// Rows to ask the database for: one more than the page holds, which tells whether there is a next page.
    pub(crate) fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Makes the answer from the rows found by [`Self::fetch`].
    pub(crate) fn of<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Listed<T, K> {
        let limit = usize::from(self.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Listed { rows, next }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T, K> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Key to ask the next page with; none on the last page.
    pub next: Option<K>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_last_page_has_no_next() {
        let page = Page::<u8>::first(2);
        assert_eq!(page.fetch(), 3);
        assert_eq!(page.of(vec![1, 2], |n| *n), Listed { rows: vec![1, 2], next: None });
        assert_eq!(page.of(vec![1, 2, 3], |n| *n), Listed { rows: vec![1, 2], next: Some(2) });
        assert_eq!(page.of(vec![], |n| *n), Listed { rows: vec![], next: None });
    }
}
