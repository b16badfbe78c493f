//! When a time given in days is over. Days are those of the calendar in Punjab; a time always ends at local midnight,
//! so that nobody has to know at which minute something arrived.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::{Asia::Karachi, Tz};

/// Where days begin and end.
pub const ZONE: Tz = Karachi;

/// A length of time as workflows give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// `30 days`: over at the midnight that ends the thirtieth day after today.
    Days(u16),
    /// `7 working days`: counted from the next working day, over at the midnight that ends the seventh.
    WorkingDays(u16),
}

impl Span {
    /// The longest time a workflow may give, in days.
    pub const LONGEST: u16 = 3650;

    /// Reads `1 day`, `30 days`, `1 working day` or `7 working days`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number = number.parse().ok().filter(|number| (1..=Self::LONGEST).contains(number))?;
        match unit.trim() {
            "day" | "days" => Some(Self::Days(number)),
            "working day" | "working days" => Some(Self::WorkingDays(number)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Days(number) => write!(out, "{number} days"),
            Self::WorkingDays(number) => write!(out, "{number} working days"),
        }
    }
}

/// Which days the offices work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCalendar {
    weekend: Vec<Weekday>,
    holidays: BTreeSet<NaiveDate>,
}

impl WorkingCalendar {
    /// A calendar, unless every day of its week is off.
    pub fn new(weekend: Vec<Weekday>, holidays: BTreeSet<NaiveDate>) -> Option<Self> {
        let days_off: BTreeSet<u32> = weekend.iter().map(Weekday::num_days_from_monday).collect();
        (days_off.len() < 7).then_some(Self { weekend, holidays })
    }

    /// Whether the offices work on this day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !self.weekend.contains(&day.weekday()) && !self.holidays.contains(&day)
    }

    /// The moment at which a time that begins `now` is over.
    pub fn due(&self, now: DateTime<Utc>, span: Span) -> DateTime<Utc> {
        let today = now.with_timezone(&ZONE).date_naive();
        let last = match span {
            Span::Days(number) => today + Days::new(u64::from(number)),
            Span::WorkingDays(number) => self.working_day_after(today, number),
        };
        midnight(last + Days::new(1))
    }

    /// The moment before which a time of so many working days must have begun to be over `now`.
    pub fn begun_before(&self, now: DateTime<Utc>, working_days: u16) -> DateTime<Utc> {
        let mut day = now.with_timezone(&ZONE).date_naive();
        let mut left = working_days;
        while left > 0 {
            day = day - Days::new(1);
            left -= u16::from(self.is_working_day(day));
        }
        midnight(day)
    }

    fn working_day_after(&self, today: NaiveDate, number: u16) -> NaiveDate {
        let mut day = today;
        let mut left = number;
        while left > 0 {
            day = day + Days::new(1);
            left -= u16::from(self.is_working_day(day));
        }
        day
    }
}

/// The first moment of a day in Punjab.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let local = day.and_time(NaiveTime::MIN);
    // Where the clock was put forward at midnight (2002, 2008, 2009) the day began an hour later.
    [local, local + TimeDelta::hours(1)]
        .iter()
        .find_map(|start| ZONE.from_local_datetime(start).earliest())
        .expect("a clock is put forward by one hour at most")
        .to_utc()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc, Weekday};

    use super::{Span, WorkingCalendar};

    fn calendar() -> WorkingCalendar {
        // Pakistan Day and the three days of Eid al-Fitr 2026.
        let holidays = ["2026-03-20", "2026-03-21", "2026-03-22", "2026-03-23"];
        let holidays = holidays.iter().map(|day| day.parse::<NaiveDate>().expect("a day")).collect();
        WorkingCalendar::new(vec![Weekday::Sat, Weekday::Sun], holidays).expect("five days are worked")
    }

    fn due(now: &str, span: &str) -> String {
        let now: DateTime<Utc> = now.parse().expect("a moment");
        let due = calendar().due(now, Span::parse(span).expect("a span"));
        due.with_timezone(&super::ZONE).to_rfc3339()
    }

    #[test]
    fn days_end_at_the_local_midnight_after_the_last() {
        assert_eq!(due("2026-11-01T10:00:00+05:00", "30 days"), "2026-12-02T00:00:00+05:00");
        assert_eq!(due("2026-11-01T00:00:00+05:00", "1 day"), "2026-11-03T00:00:00+05:00");
        assert_eq!(due("2026-11-01T23:59:59+05:00", "1 day"), "2026-11-03T00:00:00+05:00");
    }

    #[test]
    fn the_day_is_the_one_in_punjab_and_not_in_greenwich() {
        assert_eq!(due("2026-11-01T18:59:59Z", "1 day"), "2026-11-03T00:00:00+05:00");
        assert_eq!(due("2026-11-01T19:00:00Z", "1 day"), "2026-11-04T00:00:00+05:00");
    }

    #[test]
    fn working_days_count_from_the_next_one_and_skip_weekends() {
        assert_eq!(due("2026-11-02T09:00:00+05:00", "1 working day"), "2026-11-04T00:00:00+05:00");
        assert_eq!(due("2026-11-06T09:00:00+05:00", "1 working day"), "2026-11-10T00:00:00+05:00");
        assert_eq!(due("2026-11-07T09:00:00+05:00", "1 working day"), "2026-11-10T00:00:00+05:00");
        assert_eq!(due("2026-11-02T09:00:00+05:00", "7 working days"), "2026-11-12T00:00:00+05:00");
    }

    #[test]
    fn working_days_skip_holidays() {
        assert_eq!(due("2026-03-19T09:00:00+05:00", "1 working day"), "2026-03-25T00:00:00+05:00");
        assert_eq!(due("2026-03-21T09:00:00+05:00", "2 working days"), "2026-03-26T00:00:00+05:00");
    }

    #[test]
    fn what_began_before_a_moment_is_over_and_nothing_later_is() {
        // A Monday after a weekend, a day after holidays, a Sunday.
        for now in ["2026-11-02T09:00:00+05:00", "2026-03-24T00:00:00+05:00", "2026-11-08T23:59:59+05:00"] {
            let now: DateTime<Utc> = now.parse().expect("a moment");
            let moment = calendar().begun_before(now, 3);
            let due = |begun| calendar().due(begun, Span::WorkingDays(3));
            assert!(due(moment - chrono::TimeDelta::seconds(1)) <= now, "{now}");
            assert!(due(moment) > now, "{now}");
        }
    }

    #[test]
    fn a_day_without_midnight_begins_an_hour_later() {
        assert_eq!(due("2008-05-30T09:00:00+05:00", "1 day"), "2008-06-01T01:00:00+06:00");
    }

    #[test]
    fn a_week_without_a_working_day_is_no_calendar() {
        let week = (0..7).map(|day| Weekday::try_from(day).expect("seven days")).collect();
        assert_eq!(WorkingCalendar::new(week, std::collections::BTreeSet::new()), None);
    }

    #[test]
    fn only_whole_days_are_spans() {
        for text in ["0 days", "-1 days", "7", "days", "7 hours", "4000 days", "1.5 days", "7  nights"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
        assert_eq!(Span::parse("1 working day"), Some(Span::WorkingDays(1)));
    }
}
