//! Areas as pages name them: one as `tehsil, district`, and all tehsils in a list to choose from, by district.

use super::Field;
use crate::areas::Area;
use crate::texts::Language;

/// The letters of Urdu in their order; Unicode has another.
const LETTERS: &str = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءئیے";

/// The areas of the province in a visitor's language.
#[derive(Debug)]
pub struct Places<'a> {
    areas: &'a [Area],
    language: Language,
}

impl<'a> Places<'a> {
    pub const fn new(areas: &'a [Area], language: Language) -> Self {
        Self { areas, language }
    }

    /// An area with the one that it lies in, divisions left out; its code where it is not known.
    pub fn name(&self, code: &str) -> String {
        let Some(area) = self.areas.iter().find(|area| area.code == code) else { return code.to_owned() };
        let district = area.parent.as_deref().filter(|_| area.level == "tehsil");
        let district = district.and_then(|code| self.areas.iter().find(|area| area.code == code));
        let comma = match self.language {
            Language::En => ", ",
            Language::Ur => "، ",
        };
        let names: Vec<&str> = std::iter::once(area).chain(district).map(|area| self.of(area)).collect();
        names.join(comma)
    }

    /// Adds every tehsil to a list, under its district, both in the order of the alphabet.
    #[must_use]
    pub fn tehsils(&self, field: Field) -> Field {
        let mut districts: Vec<&Area> = self.areas.iter().filter(|area| area.level == "district").collect();
        self.sort(&mut districts);
        districts.into_iter().fold(field, |field, district| {
            let is_within = |area: &&Area| area.parent.as_deref() == Some(district.code.as_str());
            let mut tehsils: Vec<&Area> = self.areas.iter().filter(is_within).collect();
            self.sort(&mut tehsils);
            let add = |field: Field, tehsil: &Area| {
                field.option_in(self.of(district), &tehsil.code, self.of(tehsil))
            };
            tehsils.into_iter().fold(field, add)
        })
    }

    fn of(&self, area: &'a Area) -> &'a str {
        match self.language {
            Language::En => &area.name_en,
            Language::Ur => &area.name_ur,
        }
    }

    fn sort(&self, areas: &mut [&'a Area]) {
        areas.sort_by_cached_key(|area| alphabetical(self.of(area)));
    }
}

fn alphabetical(name: &str) -> Vec<usize> {
    let place = |letter| LETTERS.chars().position(|other| other == letter).unwrap_or(letter as usize);
    name.chars().filter(|letter| letter.is_alphanumeric()).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::areas;

    #[test]
    fn a_tehsil_is_named_with_its_district() {
        let areas = areas::embedded().unwrap();
        let name = |code, language| Places::new(&areas, language).name(code);
        assert_eq!(name("lahore/lahore/shalimar", Language::En), "Shalimar, Lahore");
        assert_eq!(name("lahore/lahore/shalimar", Language::Ur), "شالیمار، لاہور");
        assert_eq!(name("lahore/lahore", Language::En), "Lahore");
        assert_eq!(name("atlantis", Language::En), "atlantis");
    }

    #[test]
    fn every_tehsil_stands_under_its_district_in_the_order_of_the_language() {
        let areas = areas::embedded().unwrap();
        for language in Language::ALL {
            let field = Places::new(&areas, language).tehsils(Field::text("area", "Area"));
            let tehsils = areas.iter().filter(|area| area.level == "tehsil").count();
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
