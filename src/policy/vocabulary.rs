//! The kinds of things there are and what can be done with each: the words that use cases ask with. To them come the
//! actions of the workflows, which are deeds on a case.

/// What all things of a kind have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    /// Deeds that only look; own cases and those of kin may be looked at.
    pub looking: &'static [&'static str],
    /// Deeds that change something or show what is otherwise hidden.
    pub acting: &'static [&'static str],
    /// Whether each thing belongs to an area and a programme. One whose area is not known is for the whole province only.
    pub local: bool,
}

/// The kind whose deeds the workflows extend.
pub const CASE: &str = "case";

/// The deed that decides whether a thing exists for somebody.
pub const SEE: &str = "see";

/// Every kind.
pub const KINDS: &[Kind] = &[
    Kind {
        name: CASE,
        looking: &[SEE, "see-history", "search"],
        acting: &[
            "claim",
            "hold",
            "release",
            "assign",
            "review-document",
            "reveal",
            "note",
            "message",
            "judge-duplicates",
            "unmerge",
            "overrule-merge",
            "undo",
        ],
        local: true,
    },
    Kind { name: "application", looking: &[SEE], acting: &["create", "edit", "submit"], local: true },
    Kind { name: "document", looking: &[SEE, "download"], acting: &["upload", "review"], local: true },
    Kind { name: "certificate", looking: &[SEE, "download"], acting: &["revoke"], local: true },
    Kind { name: "queue", looking: &[SEE], acting: &["next"], local: false },
    Kind { name: "batch", looking: &[SEE], acting: &["create", "propose", "approve", "reject"], local: true },
    Kind { name: "payment", looking: &[SEE], acting: &[], local: true },
    Kind { name: "budget", looking: &[SEE], acting: &["appropriate"], local: true },
    Kind {
        name: "account",
        looking: &[SEE, "take-record"],
        acting: &["register", "edit", "confirm", "recover", "invite", "disable"],
        local: false,
    },
    // A person at the counter of a help centre. They may go to any.
    Kind { name: "citizen", looking: &[SEE], acting: &["recover", "register", "assist"], local: false },
    Kind { name: "session", looking: &[SEE], acting: &["start", "renew", "end"], local: false },
    Kind { name: "history", looking: &[SEE, "verify"], acting: &[], local: true },
    Kind { name: "access-log", looking: &[SEE], acting: &[], local: true },
    // That somebody of the staff is away, of whom it is said by whoever gives out work where they work.
    Kind { name: "absence", looking: &[SEE], acting: &["declare"], local: true },
    // What everybody may see: the front page, help, the way in.
    Kind { name: "page", looking: &[SEE], acting: &[], local: false },
    Kind { name: "programme", looking: &[SEE], acting: &[], local: false },
    Kind { name: "area", looking: &[SEE], acting: &[], local: false },
    Kind { name: "job", looking: &[SEE], acting: &[], local: false },
    // A decision that is looked at again. Whoever takes one does not see whose it was.
    Kind { name: "second-look", looking: &[SEE], acting: &["take"], local: true },
    Kind { name: "report", looking: &[SEE, "see-notices"], acting: &[], local: false },
    Kind { name: "client", looking: &[], acting: &["create"], local: false },
];

/// The actions that a programme's workflow declares.
#[derive(Debug, Clone)]
pub struct Programme<'a> {
    pub name: &'a str,
    pub actions: Vec<&'a str>,
}

/// One deed on one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    pub kind: Kind,
    pub name: String,
    pub is_acting: bool,
    /// The programmes whose workflows declare it; none where it is the same in all.
    pub programmes: Option<Vec<String>>,
}

/// All deeds, in the order of the kinds, with the actions of the workflows after a case's own.
pub(super) fn deeds(programmes: &[Programme<'_>]) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for kind in KINDS {
        let own = |name: &&str, is_acting| Deed {
            kind: *kind,
            name: (*name).to_owned(),
            is_acting,
            programmes: None,
        };
        deeds.extend(kind.looking.iter().map(|name| own(name, false)));
        deeds.extend(kind.acting.iter().map(|name| own(name, true)));
        if kind.name == CASE {
            deeds.extend(actions(*kind, programmes));
        }
    }
    deeds
}

fn actions(kind: Kind, programmes: &[Programme<'_>]) -> Vec<Deed> {
    let mut actions: Vec<Deed> = Vec::new();
    for programme in programmes {
        for action in &programme.actions {
            let owner = programme.name.to_owned();
            if let Some(deed) = actions.iter_mut().find(|deed| deed.name == *action) {
                deed.programmes.get_or_insert_default().push(owner);
            } else {
                let name = (*action).to_owned();
                actions.push(Deed { kind, name, is_acting: true, programmes: Some(vec![owner]) });
            }
        }
    }
    actions
}
