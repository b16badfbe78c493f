//! One field of a form as the macro `field` prints it: every field of every page is one of these.

use chrono::NaiveDate;
use serde::Serialize;

use super::Entries;
use crate::refusal::Refusal;

/// What is asked and how. The macro chooses the component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    LongText,
    Number,
    /// Rupees; shown with the currency before it.
    Money,
    /// Three boxes: `<name>-day`, `<name>-month`, `<name>-year`.
    Date,
    Cnic,
    Mobile,
    Iban,
    Email,
    Password,
    /// A one-time code of digits.
    Code,
    /// One of the options.
    Choice,
    /// Any of the options.
    Choices,
    YesNo,
    /// One of many options, in a list to fold out.
    Select,
    File,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Filled {
    Text(String),
    /// The three boxes of a date.
    Day {
        day: String,
        month: String,
        year: String,
    },
}

/// One answer that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct FieldOption {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    pub checked: bool,
    /// Under which heading of a list it stands. Options of one group follow each other.
    pub group: Option<String>,
}

/// A field, prepared for the page.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    pub kind: FieldKind,
    /// As the form sends it, and as problems name it.
    pub name: String,
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub value: Filled,
    pub options: Vec<FieldOption>,
    pub error: Option<String>,
    pub autocomplete: Option<&'static str>,
    /// In characters.
    pub max_length: Option<usize>,
    /// How many characters wide, where the answer has a usual length.
    pub width: Option<u8>,
    /// Whether the label is the page's heading.
    pub label_is_heading: bool,
    /// Whether its choices stand close together.
    pub is_small: bool,
    /// Media types that a file may have.
    pub accept: Option<&'static str>,
}

impl Field {
    /// A field of a kind.
    pub fn new(kind: FieldKind, name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            kind,
            id: name.replace('.', "-"),
            name,
            label: label.into(),
            hint: None,
            value: Filled::Text(String::new()),
            options: Vec::new(),
            error: None,
            autocomplete: None,
            max_length: None,
            width: None,
            label_is_heading: false,
            is_small: false,
            accept: None,
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(FieldKind::Text, name, label)
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With choices close together, for those who fill it in all day.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.is_small = true;
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = Some(characters);
        self
    }

    #[must_use]
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    #[must_use]
    pub fn heading(mut self) -> Self {
        self.label_is_heading = true;
        self
    }

    /// Adds an answer that can be chosen.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.options.push(FieldOption {
            value: value.into(),
            label: label.into(),
            hint: None,
            checked: false,
            group: None,
        });
        self
    }

    /// Adds an answer under a heading of the list.
    #[must_use]
    pub fn option_in(
        self,
        group: impl Into<String>,
        value: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        let mut field = self.option(value, label);
        if let Some(option) = field.options.last_mut() {
            option.group = Some(group.into());
        }
        field
    }

    /// Shows again what was typed. Passwords and files are asked for anew.
    #[must_use]
    pub fn filled(mut self, entries: &Entries) -> Self {
        match self.kind {
            FieldKind::Password | FieldKind::File => {}
            FieldKind::Date => {
                let part = |part: &str| entries.text(&format!("{}-{part}", self.name)).to_owned();
                self.value = Filled::Day { day: part("day"), month: part("month"), year: part("year") };
            }
            FieldKind::Choice | FieldKind::YesNo | FieldKind::Choices | FieldKind::Select => {
                for option in &mut self.options {
                    option.checked = entries.all(&self.name).any(|value| value == option.value);
                }
            }
            _ => self.value = Filled::Text(entries.text(&self.name).to_owned()),
        }
        self
    }

    /// Marks the option of a list that is chosen.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        for option in &mut self.options {
            option.checked = option.value == value;
        }
        self
    }

    /// The id to which the summary of errors links: of several boxes the first.
    pub fn anchor(&self) -> String {
        match self.kind {
            FieldKind::Date => format!("{}-day", self.id),
            _ => self.id.clone(),
        }
    }
}

/// The day of three boxes as `YYYY-MM-DD`, zeros put in; as typed where it is no such thing, so that the reader of dates
/// says what is wrong. Empty where all three are.
pub fn day_of(entries: &Entries, name: &str) -> String {
    let part = |part: &str| entries.text(&format!("{name}-{part}")).trim().to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    format!("{year:0>4}-{month:0>2}-{day:0>2}")
}

/// The day that was typed into the three boxes of a field.
///
/// # Errors
/// `Invalid` on the field where nothing was typed, or no day of the calendar.
pub fn given_day(entries: &Entries, name: &str) -> Result<NaiveDate, Refusal> {
    let typed = day_of(entries, name);
    if typed.is_empty() {
        return Err(Refusal::field(name, "field-missing"));
    }
    typed.parse().map_err(|_| Refusal::field(name, "date-malformed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_shown_again_but_never_a_password() {
        let typed = Entries::of([("name", "x".to_owned()), ("password", "secret".to_owned())]);
        assert_eq!(Field::text("name", "Name").filled(&typed).value, Filled::Text("x".to_owned()));
        let password = Field::new(FieldKind::Password, "password", "Password").filled(&typed);
        assert_eq!(password.value, Filled::Text(String::new()));
        let choice = Field::new(FieldKind::Choice, "name", "").option("w", "").option("x", "").filled(&typed);
        assert_eq!(choice.options.iter().map(|option| option.checked).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn three_boxes_are_a_day() {
        let typed = |day: &str, month: &str, year: &str| {
            Entries::of([
                ("born-day", day.to_owned()),
                ("born-month", month.to_owned()),
                ("born-year", year.to_owned()),
            ])
        };
        assert_eq!(day_of(&typed("7", " 5", "1984"), "born"), "1984-05-07");
        assert_eq!(day_of(&typed("", "", ""), "born"), "");
        assert_eq!(day_of(&typed("x", "5", "1984"), "born"), "1984-05-0x");
        let given = |day, month, year| given_day(&typed(day, month, year), "born");
        assert_eq!(given("7", "5", "1984").map(|day| day.to_string()), Ok("1984-05-07".to_owned()));
        assert_eq!(given("31", "4", "1984"), Err(Refusal::field("born", "date-malformed")));
        assert_eq!(given("", "", ""), Err(Refusal::field("born", "field-missing")));
    }
}
