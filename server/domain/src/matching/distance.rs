//! How many slips of the keyboard lie between two texts.

/// The number of letters to add, drop, change or swap with their neighbour to make `b` of `a`
/// (optimal string alignment), or `None` when it is more than `limit`.
///
/// Time is bounded by `limit`: rows further than that from the diagonal are not looked at.
pub fn bounded_distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > limit {
        return None;
    }
    if short.is_empty() {
        return Some(long.len());
    }
    let far = limit + 1;
    // rows of the table for the last two letters and the present one; column = letters of `short` used
    let mut before: Vec<usize> = vec![far; short.len() + 1];
    let mut above: Vec<usize> = (0..=short.len()).map(|column| column.min(far)).collect();
    let mut row: Vec<usize> = vec![far; short.len() + 1];
    let mut last = None;
    for (index, letter) in long.iter().enumerate() {
        let first = index.saturating_sub(limit);
        let end = (index + limit + 1).min(short.len());
        row.fill(far);
        if let Some(cell) = row.first_mut() {
            *cell = (index + 1).min(far);
        }
        let mut best = (index + 1).min(far);
        for (column, other) in short.iter().enumerate().take(end).skip(first) {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(far);
            let mut cost = (at(&above, column) + usize::from(letter != other))
                .min(at(&above, column + 1) + 1)
                .min(at(&row, column) + 1);
            let swapped =
                column.checked_sub(1).and_then(|column| short.get(column)) == Some(letter) && last == Some(other);
            if swapped {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            let cost = cost.min(far);
            if let Some(cell) = row.get_mut(column + 1) {
                *cell = cost;
            }
            best = best.min(cost);
        }
        if best > limit {
            return None;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
        last = Some(letter);
    }
    above.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
        bounded_distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), limit)
    }

    /// The same by the whole table, slowly.
    fn plain(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = usize::from(a[i - 1] != b[j - 1]);
                    let mut cost = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + change);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cost = cost.min(table[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn slips_are_counted() {
        for (a, b, expected) in [
            ("tanger", "tanger", 0),
            ("tanger", "tangr", 1),
            ("tanger", "tangeer", 1),
            ("tanger", "tamger", 1),
            ("tanger", "tagner", 1),
            ("tanger", "atngre", 2),
            ("", "ab", 2),
            ("محمد", "محمود", 1),
        ] {
            assert_eq!(distance(a, b, 3), Some(expected), "{a} {b}");
            assert_eq!(distance(b, a, 3), Some(expected), "{b} {a}");
        }
    }

    #[test]
    fn beyond_the_limit_there_is_no_answer() {
        assert_eq!(distance("tanger", "rabat", 2), None);
        assert_eq!(distance("a", "abcd", 2), None);
        assert_eq!(distance("ab", "ab", 0), Some(0));
        assert_eq!(distance("ab", "ba", 0), None);
    }

    proptest! {
        #[test]
        fn agrees_with_the_whole_table(a in "[abc]{0,9}", b in "[abc]{0,9}", limit in 0usize..6) {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let whole = plain(&a, &b);
            prop_assert_eq!(bounded_distance(&a, &b, limit), (whole <= limit).then_some(whole));
        }
    }
}
