//! The calendar of Morocco, and clocks that stand still.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn morocco() -> WorkingCalendar {
    toml::from_str(include_str!("../../../../config/holidays/ma.toml")).unwrap()
}

fn on(day: Date) -> Due {
    Due::On { day, may_move: false }
}

#[test]
fn weekends_do_not_count() {
    // Friday 27 November 2026 + 1 = Monday
    assert_eq!(morocco().add_working_days(date(2026, 11, 27), 1), date(2026, 11, 30));
    assert_eq!(morocco().add_working_days(date(2026, 11, 22), 3), date(2026, 11, 25));
    assert_eq!(morocco().add_working_days(date(2026, 11, 22), 0), date(2026, 11, 22));
}

#[test]
fn national_holidays_of_2026_are_off() {
    let calendar = morocco();
    for (month, day) in
        [(1, 1), (1, 11), (1, 14), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (10, 31), (11, 6), (11, 18)]
    {
        let (name, expected) = calendar.holiday(date(2026, month, day)).unwrap();
        assert!(!expected && !name.ar.is_empty() && !name.fr.is_empty());
    }
    assert_eq!(calendar.holiday(date(2026, 11, 19)), None);
}

#[test]
fn a_holiday_begins_in_its_first_year() {
    assert!(morocco().is_working_day(date(2023, 1, 13)));
    assert!(morocco().holiday(date(2023, 1, 14)).is_none());
    assert!(morocco().holiday(date(2024, 1, 14)).is_some());
    assert!(morocco().holiday(date(2025, 10, 31)).is_none());
    assert!(morocco().holiday(date(2026, 10, 31)).is_some());
}

#[test]
fn religious_holidays_are_expected_and_complete() {
    let calendar = morocco();
    for year in [2026, 2027] {
        let expected: Vec<_> = calendar.dated.values().filter(|holiday| holiday.date.year() == year).collect();
        assert_eq!(expected.len(), 7, "two days of three feasts, and the new year");
        assert!(expected.iter().all(|holiday| holiday.expected));
    }
}

#[test]
fn a_delay_over_an_expected_holiday_may_move() {
    // Tuesday 9 March 2027; 10 and 11 are expected to be Aid al-Fitr
    assert_eq!(morocco().deadline(date(2027, 3, 9), 1, &[]), Due::On { day: date(2027, 3, 12), may_move: true });
    assert_eq!(morocco().deadline(date(2026, 11, 17), 1, &[]), on(date(2026, 11, 19)));
    // Sunday 6 June 2027 is expected to be 1 Moharram: it may turn out to be the Monday
    let friday = date(2027, 6, 4);
    assert_eq!(morocco().deadline(friday, 1, &[]), Due::On { day: date(2027, 6, 7), may_move: true });
    // due the day before an expected holiday, which may come a day early
    let monday = date(2027, 3, 8);
    assert_eq!(morocco().deadline(monday, 1, &[]), Due::On { day: date(2027, 3, 9), may_move: true });
    assert_eq!(morocco().deadline(monday, 0, &[]), on(monday));
}

#[test]
fn a_delay_beyond_the_list_may_move() {
    let Due::On { may_move, .. } = morocco().deadline(date(2027, 12, 30), 5, &[]) else { panic!() };
    assert!(may_move);
}

#[test]
fn the_clock_stands_still_while_the_citizen_is_asked() {
    let calendar = morocco();
    let monday = date(2026, 11, 23);
    // asked on Tuesday, answered on Friday: Friday is the first day that counts
    let answered = Pause { from: date(2026, 11, 24), until: Some(date(2026, 11, 27)) };
    assert_eq!(calendar.deadline(monday, 3, &[answered]), on(date(2026, 12, 1)));
    let waiting = Pause { until: None, ..answered };
    assert_eq!(calendar.deadline(monday, 3, &[waiting]), Due::Paused { remaining: 3 });
    let later = Pause { from: date(2026, 11, 25), until: None };
    assert_eq!(calendar.deadline(monday, 3, &[later]), Due::Paused { remaining: 2 });
    // asked after the day it was due: it was due
    let late = Pause { from: date(2026, 12, 10), until: None };
    assert_eq!(calendar.deadline(monday, 3, &[late]), on(date(2026, 11, 26)));
}

#[test]
fn a_pause_asked_and_answered_the_same_day_changes_nothing() {
    let day = date(2026, 11, 24);
    let pause = Pause { from: day, until: Some(day) };
    assert_eq!(morocco().deadline(date(2026, 11, 23), 3, &[pause]), on(date(2026, 11, 26)));
}

#[test]
fn a_commune_closes_on_days_of_its_own() {
    let moussem =
        DatedHoliday { date: date(2026, 11, 24), name: Bilingual::new("موسم", "Moussem"), expected: false };
    let calendar = morocco().with([moussem]);
    assert_eq!(calendar.add_working_days(date(2026, 11, 23), 1), date(2026, 11, 25));
    assert_eq!(calendar.holiday(date(2026, 11, 24)).unwrap().0.fr, "Moussem");
}

#[test]
fn impossible_calendars_are_refused() {
    let all = r#"weekend = ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]"#;
    assert!(toml::from_str::<WorkingCalendar>(all).unwrap_err().to_string().contains("all the days"));
    let day = "weekend = []\n[[fixed]]\nmonth = 2\nday = 30\nname = { ar = \"\", fr = \"\" }";
    assert!(toml::from_str::<WorkingCalendar>(day).unwrap_err().to_string().contains("no day 30"));
    assert!(toml::from_str::<WorkingCalendar>("weekend = []\nholliday = 1").is_err());
}

#[test]
fn reads_what_it_writes() {
    let json = serde_json::to_string(&morocco()).unwrap();
    assert_eq!(serde_json::from_str::<WorkingCalendar>(&json).unwrap(), morocco());
}

#[test]
fn the_next_working_day() {
    assert_eq!(morocco().next_working_day(date(2026, 11, 28)), date(2026, 11, 30));
    assert_eq!(morocco().next_working_day(date(2026, 11, 30)), date(2026, 11, 30));
    assert_eq!(morocco().next_working_day(Date::MAX), Date::MAX);
}

proptest! {
    #[test]
    fn adding_and_counting_agree(offset in 0i32..700, count in 0u16..60) {
        let calendar = morocco();
        let start = date(2026, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        let due = calendar.add_working_days(start, count);
        prop_assert_eq!(calendar.working_days_between(start, due), usize::from(count));
        prop_assert!(count == 0 || calendar.is_working_day(due));
    }

    #[test]
    fn a_pause_never_brings_the_day_forward(from in 0i32..60, length in 0i32..60, count in 0u16..30) {
        let calendar = morocco();
        let start = date(2026, 9, 1);
        let day = |offset: i32| start.checked_add(jiff::Span::new().days(offset)).unwrap();
        let pause = Pause { from: day(from), until: Some(day(from + length)) };
        let Due::On { day: paused, .. } = calendar.deadline(start, count, &[pause]) else { panic!() };
        prop_assert!(paused >= calendar.add_working_days(start, count));
    }
}
