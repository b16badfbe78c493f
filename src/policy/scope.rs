//! What an actor may list, for the where clause of a query: lists are filtered in the database, never row by row.

use uuid::Uuid;

use super::Policy;
use super::actor::{Actor, covers};
use super::load::place_of;

/// The part of a kind that an actor may do a deed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Nothing,
    /// What is about this person.
    Own(Uuid),
    /// What lies within one of the pairs. The lists are equally long and belong together place by place; `None` is the
    /// whole province, or every programme.
    Within {
        areas: Vec<Option<String>>,
        programmes: Vec<Option<String>>,
    },
}

impl Scope {
    /// The pairs of areas and programmes as two columns, for `unnest` in a query; none where nothing is within.
    pub fn columns(&self) -> (&[Option<String>], &[Option<String>]) {
        match self {
            Self::Within { areas, programmes } => (areas, programmes),
            Self::Nothing | Self::Own(_) => (&[], &[]),
        }
    }

    /// Whether something of a programme in an area is within, for what is not asked of the database.
    pub fn holds(&self, area: &str, programme: &str) -> bool {
        let (areas, programmes) = self.columns();
        areas.iter().zip(programmes).any(|(own_area, own_programme)| {
            own_area.as_deref().is_none_or(|own| covers(own, area))
                && own_programme.as_deref().is_none_or(|own| own == programme)
        })
    }

    /// The part of it that is of this programme and within this area, where they are given; nothing where either lies
    /// outside.
    #[must_use]
    pub fn narrowed(&self, programme: Option<&str>, area: Option<&str>) -> Self {
        let (own_areas, own_programmes) = self.columns();
        let (mut areas, mut programmes) = (Vec::new(), Vec::new());
        for (own_area, own_programme) in own_areas.iter().zip(own_programmes) {
            let is_of = programme.is_none_or(|asked| own_programme.as_deref().is_none_or(|own| own == asked));
            let is_within = area.is_none() || encloses(own_area.as_deref(), area);
            if is_of && is_within {
                areas.push(area.map(str::to_owned).or_else(|| own_area.clone()));
                programmes.push(programme.map(str::to_owned).or_else(|| own_programme.clone()));
            }
        }
        if areas.is_empty() { Self::Nothing } else { Self::Within { areas, programmes } }
    }

    /// Whether something may lie within both.
    pub fn meets(&self, other: &Self) -> bool {
        let pairs = |scope| {
            let (areas, programmes): (&[Option<String>], &[Option<String>]) = Self::columns(scope);
            areas.iter().map(Option::as_deref).zip(programmes.iter().map(Option::as_deref))
        };
        pairs(self).any(|(area, programme)| {
            pairs(other).any(|(theirs, also)| {
                (encloses(area, theirs) || encloses(theirs, area))
                    && (programme.is_none() || also.is_none() || programme == also)
            })
        })
    }
}

/// Whether an area covers another; none is the whole province.
fn encloses(outer: Option<&str>, inner: Option<&str>) -> bool {
    outer.is_none_or(|outer| inner.is_some_and(|inner| covers(outer, inner)))
}

impl Policy {
    /// The part of a kind on which the actor may do the deed, as far as roles and grants say.
    pub fn scope(&self, actor: &Actor, kind: &str, deed: &str) -> Scope {
        self.scope_with(actor, (kind, deed), None)
    }

    /// The part of it where the actor also has the skill that it takes, where it takes one.
    pub fn scope_with(&self, actor: &Actor, (kind, deed): (&str, &str), skill: Option<&str>) -> Scope {
        let Some(deed) = place_of(&self.deeds, kind, deed) else { return Scope::Nothing };
        if let Actor::Citizen { person, .. } = actor {
            let allowed = self.held(actor).any(|held| self.allowed_somewhere(held.role, deed));
            return if allowed { Scope::Own(*person) } else { Scope::Nothing };
        }
        let (mut areas, mut programmes) = (Vec::new(), Vec::new());
        for held in self.held(actor).filter(|held| held.grant.is_none_or(|grant| grant.has(skill))) {
            let area = held.grant.and_then(|grant| grant.area.clone());
            let granted = held.grant.and_then(|grant| grant.programme.as_deref());
            for programme in self.programmes_of(held.role, deed, granted) {
                areas.push(area.clone());
                programmes.push(programme);
            }
        }
        if areas.is_empty() { Scope::Nothing } else { Scope::Within { areas, programmes } }
    }

    /// The programmes for which a role with a grant may do a deed; one `None` is all of them.
    fn programmes_of(&self, role: usize, deed: usize, granted: Option<&str>) -> Vec<Option<String>> {
        let by_rule = |programme: &str| self.rules.allow(role, deed, Some(programme));
        if let Some(granted) = granted {
            return if by_rule(granted) { vec![Some(granted.to_owned())] } else { Vec::new() };
        }
        if self.rules.allow(role, deed, None) {
            return vec![None];
        }
        self.programmes.iter().filter(|programme| by_rule(programme)).cloned().map(Some).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    fn within(area: Option<&str>, programme: Option<&str>) -> Scope {
        Scope::Within { areas: vec![area.map(str::to_owned)], programmes: vec![programme.map(str::to_owned)] }
    }

    #[test]
    fn a_part_is_narrowed_to_what_lies_within_it_and_to_nothing_else() {
        let lahore = within(Some("lahore"), None);
        assert_eq!(lahore.narrowed(None, None), lahore);
        let kasur = within(Some("lahore/kasur"), Some("appeal"));
        assert_eq!(lahore.narrowed(Some("appeal"), Some("lahore/kasur")), kasur);
        assert_eq!(kasur.narrowed(Some("grievance"), None), Scope::Nothing);
        assert_eq!(kasur.narrowed(None, Some("lahore")), Scope::Nothing, "what encloses it lies outside");
        assert_eq!(within(None, None).narrowed(None, Some("multan")), within(Some("multan"), None));
        assert_eq!(Scope::Nothing.narrowed(None, None), Scope::Nothing);
    }

    #[test]
    fn two_parts_meet_where_one_lies_in_the_other_for_the_same_programme() {
        let lahore = within(Some("lahore"), None);
        assert!(lahore.meets(&within(Some("lahore/lahore"), Some("appeal"))));
        assert!(within(Some("lahore/lahore"), None).meets(&lahore));
        assert!(lahore.meets(&within(None, None)));
        assert!(!lahore.meets(&within(Some("lahore-city"), None)));
        assert!(!lahore.meets(&within(Some("multan"), None)));
        assert!(!within(None, Some("appeal")).meets(&within(None, Some("grievance"))));
        assert!(!lahore.meets(&Scope::Nothing));
    }
}
