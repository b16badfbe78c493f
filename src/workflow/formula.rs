//! A condition as the proofs see it: true or false atoms joined by and, or, not. Small enough to try every assignment.

use std::collections::BTreeSet;

/// A condition with everything that is not logic folded into atoms, which are named by their text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Formula {
    Always(bool),
    Atom(String),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// Both sides are true or both are false.
    Same(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// The atoms it depends on.
    pub(crate) fn atoms(&self) -> BTreeSet<&str> {
        match self {
            Self::Always(_) => BTreeSet::new(),
            Self::Atom(name) => BTreeSet::from([name.as_str()]),
            Self::Not(inner) => inner.atoms(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::atoms).collect(),
            Self::Same(left, right) => left.atoms().union(&right.atoms()).copied().collect(),
        }
    }

    /// Its value when exactly the atoms in `truths` are true.
    pub(crate) fn holds(&self, truths: &BTreeSet<&str>) -> bool {
        match self {
            Self::Always(value) => *value,
            Self::Atom(name) => truths.contains(name.as_str()),
            Self::Not(inner) => !inner.holds(truths),
            Self::All(parts) => parts.iter().all(|part| part.holds(truths)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(truths)),
            Self::Same(left, right) => left.holds(truths) == right.holds(truths),
        }
    }

    /// Whether facts exist under which it is true while the atoms in `given` have the values there. Of each set in
    /// `one_of` exactly one atom is true. Atoms of numbers count as independent, so the answer may be yes where
    /// arithmetic says no, never the reverse.
    pub(crate) fn can_hold(&self, given: &[(&str, bool)], one_of: &[&[&str]]) -> bool {
        let mut atoms = self.atoms();
        atoms.extend(given.iter().map(|(name, _)| *name));
        let sets: Vec<&[&str]> =
            one_of.iter().filter(|set| set.iter().any(|name| atoms.contains(name))).copied().collect();
        atoms.extend(sets.iter().copied().flatten());
        let atoms: Vec<&str> = atoms.into_iter().collect();
        (0_u32..1 << atoms.len()).any(|bits| {
            let chosen = atoms.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
            let truths: BTreeSet<&str> = chosen.map(|(_, name)| *name).collect();
            sets.iter().all(|set| set.iter().filter(|name| truths.contains(*name)).count() == 1)
                && given.iter().all(|(name, value)| truths.contains(name) == *value)
                && self.holds(&truths)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Formula::{self, All, Any, Atom, Not};

    fn atom(name: &str) -> Formula {
        Atom(name.to_owned())
    }

    #[test]
    fn of_facts_that_exclude_each_other_two_never_hold_together() {
        let one_of: &[&[&str]] = &[&["none", "live", "failed"]];
        let returned = Any(vec![atom("none"), atom("failed")]);
        assert!(returned.can_hold(&[], one_of));
        assert!(!returned.can_hold(&[("live", true)], one_of));
        assert!(!Not(Box::new(Any(vec![atom("none"), atom("live"), atom("failed")]))).can_hold(&[], one_of));
    }

    #[test]
    fn a_contradiction_never_holds() {
        assert!(!All(vec![atom("a"), Not(Box::new(atom("a")))]).can_hold(&[], &[]));
    }
}
