//! Working days: weekends and holidays as data, promised dates, and the clock that pauses while the citizen is asked.
//!
//! Law 55-19 makes the administration publish its delays; they run in working days of the commune. The day of filing does
//! not count. Everything here is in civil days of the commune's time zone: the caller turns moments into days.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::names::Bilingual;

/// Why a calendar was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// Nothing would ever be due.
    #[error("the weekend takes all the days of the week")]
    NoWorkingDay,
    /// There is no such day in any year.
    #[error("there is no day {day} in month {month}")]
    NoSuchDay {
        /// Month, as given.
        month: i8,
        /// Day, as given.
        day: i8,
    },
}

/// A day of the week in data: `monday` … `sunday`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the days of the week")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<Day> for Weekday {
    fn from(day: Day) -> Self {
        match day {
            Day::Monday => Self::Monday,
            Day::Tuesday => Self::Tuesday,
            Day::Wednesday => Self::Wednesday,
            Day::Thursday => Self::Thursday,
            Day::Friday => Self::Friday,
            Day::Saturday => Self::Saturday,
            Day::Sunday => Self::Sunday,
        }
    }
}

/// A holiday with the same date every year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedHoliday {
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// What is celebrated.
    pub name: Bilingual,
    /// First year it is kept.
    #[serde(default)]
    pub since: Option<i16>,
    /// Last year it is kept.
    #[serde(default)]
    pub until: Option<i16>,
}

/// A holiday, or a day the commune is closed, on one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedHoliday {
    /// The day.
    pub date: Date,
    /// What is celebrated, or why the commune is closed.
    pub name: Bilingual,
    /// The date follows an observation still to come and may move by a day.
    #[serde(default)]
    pub expected: bool,
}

/// Weekends and holidays, as in `config/holidays/<country>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    weekend: Vec<Day>,
    #[serde(default)]
    complete_until: Option<Date>,
    #[serde(default)]
    fixed: Vec<FixedHoliday>,
    #[serde(default)]
    dated: Vec<DatedHoliday>,
}

/// The working days of a country, or of a commune once its own closures are added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Source", into = "Source")]
pub struct WorkingCalendar {
    weekend: Vec<Day>,
    complete_until: Option<Date>,
    fixed: Vec<FixedHoliday>,
    dated: BTreeMap<Date, DatedHoliday>,
}

impl TryFrom<Source> for WorkingCalendar {
    type Error = CalendarError;

    fn try_from(source: Source) -> Result<Self, CalendarError> {
        let Source { weekend, complete_until, fixed, dated } = source;
        if (1..=7).all(|offset| {
            Weekday::from_monday_one_offset(offset)
                .is_ok_and(|weekday| weekend.iter().any(|day| Weekday::from(*day) == weekday))
        }) {
            return Err(CalendarError::NoWorkingDay);
        }
        // 2024 has a 29 February
        if let Some(holiday) = fixed.iter().find(|holiday| Date::new(2024, holiday.month, holiday.day).is_err()) {
            return Err(CalendarError::NoSuchDay { month: holiday.month, day: holiday.day });
        }
        let dated = dated.into_iter().map(|holiday| (holiday.date, holiday)).collect();
        Ok(Self { weekend, complete_until, fixed, dated })
    }
}

impl From<WorkingCalendar> for Source {
    fn from(calendar: WorkingCalendar) -> Self {
        Self {
            weekend: calendar.weekend,
            complete_until: calendar.complete_until,
            fixed: calendar.fixed,
            dated: calendar.dated.into_values().collect(),
        }
    }
}

/// A time during which the clock stands still: the citizen was asked and has not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The day the question was sent; it no longer counts.
    pub from: Date,
    /// The day the answer came; it counts again. `None` while waiting.
    pub until: Option<Date>,
}

impl Pause {
    fn covers(&self, day: Date) -> bool {
        day >= self.from && self.until.is_none_or(|until| day < until)
    }
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// On that day.
    On {
        /// The last day of the delay.
        day: Date,
        /// An expected holiday lies within or beside, or the list of holidays does not reach so far: the day may move.
        may_move: bool,
    },
    /// The clock stands still; so many working days are left once the answer comes.
    Paused {
        /// Working days left.
        remaining: u16,
    },
}

impl WorkingCalendar {
    /// The same calendar with more days off, such as a commune's own closures; a day already off keeps the new name.
    pub fn with(mut self, days_off: impl IntoIterator<Item = DatedHoliday>) -> Self {
        self.dated.extend(days_off.into_iter().map(|holiday| (holiday.date, holiday)));
        self
    }

    /// What is celebrated that day, and whether the date is only expected.
    pub fn holiday(&self, day: Date) -> Option<(&Bilingual, bool)> {
        let dated = self.dated.get(&day).map(|holiday| (&holiday.name, holiday.expected));
        let fixed = self.fixed.iter().find(|holiday| {
            (holiday.month, holiday.day) == (day.month(), day.day())
                && holiday.since.is_none_or(|since| day.year() >= since)
                && holiday.until.is_none_or(|until| day.year() <= until)
        });
        // a fixed holiday is certain, whatever else falls on it
        fixed.map(|holiday| (&holiday.name, false)).or(dated)
    }

    /// Whether offices are open that day.
    pub fn is_working_day(&self, day: Date) -> bool {
        !self.is_weekend(day) && self.holiday(day).is_none()
    }

    fn is_weekend(&self, day: Date) -> bool {
        self.weekend.iter().any(|off| Weekday::from(*off) == day.weekday())
    }

    /// The day itself if offices are open, else the next day they are.
    pub fn next_working_day(&self, day: Date) -> Date {
        days_from(day).find(|day| self.is_working_day(*day)).unwrap_or(Date::MAX)
    }

    /// The last day of a delay of `count` working days that began on `start`, which does not count.
    /// A delay of no days is due on `start` itself.
    pub fn add_working_days(&self, start: Date, count: u16) -> Date {
        match self.deadline(start, count, &[]) {
            Due::On { day, .. } => day,
            Due::Paused { .. } => start,
        }
    }

    /// Working days after `start`, up to and with `end`; none when `end` is not after `start`.
    pub fn working_days_between(&self, start: Date, end: Date) -> usize {
        days_from(start).skip(1).take_while(|day| *day <= end).filter(|day| self.is_working_day(*day)).count()
    }

    /// When a delay of `count` working days that began on `start` ends, not counting the days inside a pause.
    pub fn deadline(&self, start: Date, count: u16, pauses: &[Pause]) -> Due {
        let mut remaining = count;
        let mut last = start;
        let stop = pauses.iter().filter(|pause| pause.until.is_none()).map(|pause| pause.from).min();
        for day in days_from(start).skip(1) {
            if remaining == 0 {
                break;
            }
            if stop.is_some_and(|stop| day >= stop) {
                return Due::Paused { remaining };
            }
            if pauses.iter().any(|pause| pause.covers(day)) {
                continue;
            }
            if self.is_working_day(day) {
                remaining -= 1;
                last = day;
            }
        }
        Due::On { day: last, may_move: count > 0 && self.may_move(start, last) }
    }

    /// Whether a delay between the two days rests on a guess. An expected holiday may move by a day, so the days
    /// just outside matter too, and those on a weekend.
    fn may_move(&self, start: Date, last: Date) -> bool {
        let after = last.tomorrow().unwrap_or(Date::MAX);
        self.dated.range(start..=after).any(|(_, holiday)| holiday.expected)
            || self.complete_until.is_some_and(|until| last > until)
    }
}

/// The days from `day` on, to the end of time as jiff knows it.
fn days_from(day: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(day), |day| day.tomorrow().ok())
}

#[cfg(test)]
mod tests;
