//! Areas as pages name them: one as `tehsil, district`, and all tehsils in a list to choose from, by district.

use std::sync::Arc;

use super::{Field, Page};
use crate::app::App;
use crate::areas::{Area, Areas};
use crate::catalogue::form::AreaLevel;
use crate::texts::Language;

/// The letters of Urdu in their order; Unicode has another.
const LETTERS: &str = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءئیے";

/// The areas of the province in a visitor's language.
#[derive(Debug)]
pub struct Places {
    areas: Arc<Areas>,
    language: Language,
}

impl Places {
    /// In the language of the page.
    pub fn of(app: &App, page: &Page) -> Self {
        Self::in_language(app, page.language)
    }

    pub fn in_language(app: &App, language: Language) -> Self {
        Self { areas: app.areas.now(), language }
    }

    #[cfg(test)]
    pub fn sample(language: Language) -> Self {
        let all = crate::areas::embedded().expect("the list is sound");
        Self { areas: Arc::new(Areas::new(all)), language }
    }

    /// An area; a tehsil with its district, where that has another name. The code where nobody named it.
    pub fn name(&self, code: &str) -> String {
        let Some(area) = self.areas.find(code) else { return code.to_owned() };
        let own = self.of_area(area);
        let district = area.parent.as_deref().filter(|_| area.level == "tehsil");
        let district = district.and_then(|code| self.areas.find(code)).map(|area| self.of_area(area));
        match (district, self.language) {
            (Some(district), Language::En) if district != own => format!("{own}, {district}"),
            (Some(district), Language::Ur) if district != own => format!("{own}، {district}"),
            _ => own.to_owned(),
        }
    }

    /// The codes of the areas that lie in no other.
    pub fn divisions(&self) -> impl Iterator<Item = &str> {
        let outermost = self.areas.all().iter().filter(|area| area.parent.is_none());
        outermost.map(|area| area.code.as_str())
    }

    /// Adds the areas of a level to a list.
    #[must_use]
    pub fn options(&self, field: Field, level: AreaLevel) -> Field {
        if level == AreaLevel::Tehsil {
            return self.tehsils(field);
        }
        let of_level = self.areas.all().iter().filter(|area| area.code.split('/').count() == level.depth());
        of_level.fold(field, |field, area| field.option(&area.code, self.name(&area.code)))
    }

    /// Adds every tehsil to a list, under its district, both in the order of the alphabet.
    #[must_use]
    pub fn tehsils(&self, field: Field) -> Field {
        let mut districts: Vec<&Area> =
            self.areas.all().iter().filter(|area| area.level == "district").collect();
        self.sort(&mut districts);
        districts.into_iter().fold(field, |field, district| {
            let is_within = |area: &&Area| area.parent.as_deref() == Some(district.code.as_str());
            let mut tehsils: Vec<&Area> = self.areas.all().iter().filter(is_within).collect();
            self.sort(&mut tehsils);
            let add = |field: Field, tehsil: &Area| {
                field.option_in(self.of_area(district), &tehsil.code, self.of_area(tehsil))
            };
            tehsils.into_iter().fold(field, add)
        })
    }

    /// Adds what lies within the areas of somebody's work: its districts, or where that is one, its tehsils.
    #[must_use]
    pub fn within(&self, field: Field, areas: &[Option<String>]) -> Field {
        let mut shown = self.areas.told_apart(areas);
        self.sort(&mut shown);
        shown.into_iter().fold(field, |field, area| field.option(&area.code, self.of_area(area)))
    }

    fn of_area<'a>(&self, area: &'a Area) -> &'a str {
        match self.language {
            Language::En => &area.name_en,
            Language::Ur => &area.name_ur,
        }
    }

    fn sort(&self, areas: &mut [&Area]) {
        areas.sort_by_cached_key(|area| alphabetical(self.of_area(area)));
    }
}

/// Where a name stands in the alphabet of its language.
pub fn alphabetical(name: &str) -> Vec<usize> {
    let place = |letter| LETTERS.chars().position(|other| other == letter).unwrap_or(letter as usize);
    name.chars().filter(|letter| letter.is_alphanumeric()).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tehsil_is_named_with_its_district() {
        let name = |code, language| Places::sample(language).name(code);
        assert_eq!(name("lahore/lahore/shalimar", Language::En), "Shalimar, Lahore");
        assert_eq!(name("lahore/lahore/shalimar", Language::Ur), "شالیمار، لاہور");
        assert_eq!(name("lahore/lahore", Language::En), "Lahore");
        assert_eq!(name("sahiwal/okara/okara", Language::En), "Okara");
        assert_eq!(name("atlantis", Language::En), "atlantis");
    }

    #[test]
    fn within_one_district_its_tehsils_are_told_apart_and_within_more_the_districts() {
        let places = Places::sample(Language::En);
        let within = |areas: &[Option<&str>]| -> Vec<String> {
            let areas: Vec<Option<String>> = areas.iter().map(|area| area.map(str::to_owned)).collect();
            let field = places.within(Field::text("area", "Area"), &areas);
            field.options.into_iter().map(|option| option.value).collect()
        };
        assert!(within(&[Some("lahore/lahore")]).contains(&"lahore/lahore/shalimar".to_owned()));
        assert!(within(&[Some("lahore/lahore")]).iter().all(|code| code.starts_with("lahore/lahore/")));
        assert_eq!(within(&[Some("lahore/lahore/shalimar")]), ["lahore/lahore/shalimar"]);
        assert!(within(&[Some("lahore")]).contains(&"lahore/kasur".to_owned()));
        assert!(within(&[None]).len() > 30 && within(&[]).is_empty());
    }

    #[test]
    fn every_tehsil_stands_under_its_district_in_the_order_of_the_language() {
        for language in Language::ALL {
            let places = Places::sample(language);
            let field = places.tehsils(Field::text("area", "Area"));
            let tehsils = places.areas.all().iter().filter(|area| area.level == "tehsil").count();
            assert_eq!(field.options.len(), tehsils);
            let mut groups: Vec<&str> =
                field.options.iter().filter_map(|option| option.group.as_deref()).collect();
            groups.dedup();
            assert!(groups.is_sorted_by_key(|name| alphabetical(name)), "{groups:?}");
        }
        assert!(
            alphabetical("پاکپتن") < alphabetical("لاہور") && alphabetical("گجرات") < alphabetical("لاہور")
        );
    }
}
