//! What the address of the figures asks for: the day at whose end, a programme, an area; and the form in which one asks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::report::{self, Choices};
use crate::refusal::Refusal;
use crate::reports::as_at;
use crate::web::address::given;
use crate::web::page::field::{FieldKind, given_day};
use crate::web::page::places::Places;
use crate::web::page::{Entries, Field, Page};
use crate::web::supervision::words;

const HERE: &str = "/supervision/figures";

/// The query. The form sends a day in three parts, links have it in one; what is empty asks for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Asked {
    as_at: String,
    as_at_day: String,
    as_at_month: String,
    as_at_year: String,
    programme: String,
    area: String,
}

/// One thing that is asked for, as the filter shows it.
#[derive(Debug, Serialize)]
pub(super) struct Selected {
    title: String,
    tags: [Tag; 1],
}

#[derive(Debug, Serialize)]
struct Tag {
    text: String,
    /// The page without it.
    href: String,
}

impl Asked {
    /// The day, where one is asked for.
    ///
    /// # Errors
    /// `Invalid` on `as-at` for what is no day.
    pub(super) fn day(&self) -> Result<Option<NaiveDate>, Refusal> {
        let boxes = self.boxes();
        if boxes.iter().all(|(_, text)| text.is_empty()) {
            return Ok(None);
        }
        given_day(&boxes, as_at::FIELD).map(Some)
    }

    /// As the use case takes it, with the day that was read.
    pub(super) fn of(&self, day: Option<NaiveDate>) -> report::Asked<'_> {
        report::Asked { as_at: day, programme: given(&self.programme), area: given(&self.area) }
    }

    /// The three boxes of the day, filled from either spelling.
    fn boxes(&self) -> Entries {
        let typed = [&self.as_at_day, &self.as_at_month, &self.as_at_year].map(|text| text.trim().to_owned());
        let [day, month, year] = match self.as_at.trim() {
            "" => typed,
            whole => {
                let mut parts = whole.splitn(3, '-').map(str::to_owned);
                let mut next = || parts.next().unwrap_or_default();
                let (year, month) = (next(), next());
                [next(), month, year]
            }
        };
        Entries::of([("as-at-day", day), ("as-at-month", month), ("as-at-year", year)])
    }

    /// The fields of the form, with what is asked for now.
    pub(super) fn fields(&self, app: &App, page: &Page, choices: &Choices) -> Vec<Field> {
        let day = Field::new(FieldKind::Date, as_at::FIELD, page.say("figures-as-at"))
            .hint(page.say("figures-as-at-hint"))
            .filled(&self.boxes());
        let select = |name: &str, any: &str| {
            let label = page.say(&format!("figures-filter-{name}"));
            Field::new(FieldKind::Select, name, label).option("", page.say(any))
        };
        let programme =
            choices.programmes.iter().fold(select("programme", "figures-any-programme"), |field, code| {
                field.option(code, words::programme(app, page, code))
            });
        let places = Places::of(app, page);
        let area = places.within(select("area", "figures-any-area"), choices.scope.columns().0);
        let area = match given(&self.area) {
            Some(code) if area.options.iter().all(|option| option.value != code) => {
                area.option(code, places.name(code))
            }
            _ => area,
        };
        let lists = [programme.chosen(&self.programme), area.chosen(&self.area)];
        // A list with one choice besides "all" chooses nothing.
        [day].into_iter().chain(lists.into_iter().filter(|field| field.options.len() > 2)).collect()
    }

    /// What is asked for, each with the page without it.
    pub(super) fn selected(&self, page: &Page, fields: &[Field], day: Option<NaiveDate>) -> Vec<Selected> {
        let asked = [
            (as_at::FIELD, day.map(|day| crate::texts::day(day, page.language))),
            ("programme", chosen(fields, "programme")),
            ("area", chosen(fields, "area")),
        ];
        let label =
            |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.label.clone());
        asked
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?)))
            .map(|(name, text)| Selected {
                title: label(name).unwrap_or_default(),
                tags: [Tag { text, href: address(&self.query(day, name)) }],
            })
            .collect()
    }

    /// What is asked for as the query of an address, without the one called `but`.
    pub(super) fn query(&self, day: Option<NaiveDate>, but: &str) -> String {
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let pairs = [(as_at::FIELD, &*day), ("programme", &*self.programme), ("area", &*self.area)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(name, value)| *name != but && !value.is_empty()));
        query.finish()
    }

    /// What a file of a figure is called, after what is in it and of when.
    pub(super) fn file(&self, figure: &str, day: NaiveDate) -> String {
        let day = day.to_string();
        let parts = ["pser", figure, &self.programme, &self.area, &day];
        let whole = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-");
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        format!("{}.csv", whole.chars().map(plain).collect::<String>())
    }
}

/// The page with a query, where there is one.
fn address(query: &str) -> String {
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

fn chosen(fields: &[Field], name: &str) -> Option<String> {
    let field = fields.iter().find(|field| field.name == name)?;
    field.options.iter().find(|option| option.checked && !option.value.is_empty()).map(|it| it.label.clone())
}

#[cfg(test)]
pub(super) fn sample() -> (Vec<Field>, Vec<Selected>) {
    let day = Field::new(FieldKind::Date, as_at::FIELD, "تاریخ").hint("وضاحت");
    let programme = Field::new(FieldKind::Select, "programme", "پروگرام").option("", "سب");
    let tag = Tag { text: "نقد امداد".to_owned(), href: HERE.to_owned() };
    let selected = Selected { title: "پروگرام".to_owned(), tags: [tag] };
    (vec![day, programme.option("cash-assistance", "نقد امداد").chosen("cash-assistance")], vec![selected])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_one_part_and_in_three_and_stands_in_one_in_every_link() {
        let typed = Asked {
            as_at_day: "2".to_owned(),
            as_at_month: "3".to_owned(),
            as_at_year: "2026".to_owned(),
            ..Asked::default()
        };
        let linked = Asked { as_at: "2026-03-02".to_owned(), ..Asked::default() };
        let day = "2026-03-02".parse().ok();
        for asked in [&typed, &linked] {
            assert_eq!(asked.day(), Ok(day));
            assert_eq!(asked.query(day, ""), "as-at=2026-03-02");
        }
        assert_eq!(Asked::default().day(), Ok(None));
        for wrong in ["2026-02-30", "yesterday", "2026-3", "02-03-2026", "2026-03-02-01"] {
            let asked = Asked { as_at: wrong.to_owned(), ..Asked::default() };
            assert_eq!(asked.day(), Err(Refusal::field("as-at", "date-malformed")), "{wrong}");
        }
    }

    #[test]
    fn a_file_says_of_what_and_of_when_it_is() {
        let day: NaiveDate = "2026-03-02".parse().unwrap();
        assert_eq!(Asked::default().file("stages", day), "pser-stages-2026-03-02.csv");
        let asked = Asked { area: "lahore/kasur".to_owned(), ..Asked::default() };
        assert_eq!(asked.file("money", day), "pser-money-lahore-kasur-2026-03-02.csv");
    }
}
