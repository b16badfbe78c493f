//! A workflow after it was loaded and checked: every name in it stands for something that exists.

use chrono::{DateTime, Utc};

use super::deadline::{Span, WorkingCalendar};
use super::guard::Guard;
use super::text::Text;

/// The stages a case of one programme goes through and what can happen in each.
#[derive(Debug)]
pub struct Definition {
    pub programme: String,
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub summary: Option<Text>,
    /// What its cases are about; none where they are applications for something.
    pub about: Option<About>,
    /// The stage in which a case begins.
    pub initial: String,
    /// In the order of the file.
    pub stages: Vec<Stage>,
    /// Sets of actions of which one person, or one household, does at most one on a case, ever.
    pub separate: Vec<Vec<String>>,
    /// Which share of its decisions a second officer looks at again, in percent; none where nobody does.
    pub second_look: Option<u8>,
}

/// What a case is about that is no application for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A decision on another case, which its end lets the citizen appeal.
    Decision,
    /// Another case, or nothing in particular.
    Case,
}

/// The way on that the end of a case offers to whoever does not agree.
#[derive(Debug)]
pub struct Appeal {
    /// The programme to which one appeals.
    pub programme: String,
    /// How long after the end one may.
    pub within: Span,
    /// The stage to which an appeal that is allowed takes the case back.
    pub reopens: String,
}

/// Where a case is.
#[derive(Debug)]
pub struct Stage {
    pub name: String,
    pub title: Text,
    pub clock: Clock,
    /// The work queue in which cases of this stage wait for an officer.
    pub queue: Option<String>,
    /// Checks that start when a case enters.
    pub checks: Vec<String>,
    /// Notices that go out when a case enters.
    pub notices: Vec<String>,
    /// Whether entering issues the citizen a certificate, once a case.
    pub certificate: bool,
    pub actions: Vec<Action>,
    /// What events do, tried in order.
    pub branches: Vec<Branch>,
    /// What the passing of time does.
    pub lapses: Vec<Lapse>,
    /// Whether only some cases come here, on their way by the others.
    pub aside: bool,
    /// When the case is escalated if it is still here.
    pub deadline: Option<Span>,
    /// Whether the case is over.
    pub end: bool,
    /// How an end can be appealed.
    pub appeal: Option<Appeal>,
}

/// On whose time a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Department,
    Citizen,
    /// The case is over.
    Stopped,
}

/// What somebody can do in a stage.
#[derive(Debug)]
pub struct Action {
    pub name: String,
    pub title: Text,
    /// What history says afterwards, in the past tense.
    pub record: String,
    pub target: Target,
    pub when: Option<Guard>,
    pub reason_required: bool,
    /// The reasons there are, where it is not for free words alone to say why: one of them is to be named.
    pub reasons: Vec<Reason>,
    pub notices: Vec<String>,
    pub effect: Option<Started>,
    /// What it decides of what the citizen asked for; none where it decides nothing.
    pub decides: Option<Verdict>,
    /// Whether it takes the case that this one is about up again.
    pub reopens: bool,
    /// Whether it can be taken back for a short time, until which its messages wait.
    pub undo: bool,
}

/// A reason that can be counted, and told in either language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: String,
    /// Without a full stop: more words may follow.
    pub title: Text,
}

/// Which way a case is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    For,
    Against,
}

/// The effect an action sets off, and what each way of its ending does.
#[derive(Debug)]
pub struct Started {
    pub name: String,
    pub outcomes: Vec<Outcome>,
}

/// One way in which an effect ends.
#[derive(Debug)]
pub struct Outcome {
    pub name: String,
    pub target: Target,
    pub notices: Vec<String>,
}

/// Where a case is afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    To(String),
    Stay,
}

/// What an event does when its condition holds.
#[derive(Debug)]
pub struct Branch {
    pub event: String,
    pub when: Option<Guard>,
    pub to: String,
    pub notices: Vec<String>,
}

/// Where a case goes when nothing happened for a time.
#[derive(Debug)]
pub struct Lapse {
    pub after: Span,
    pub to: String,
    pub notices: Vec<String>,
}

impl Definition {
    /// The stage of a name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// An action of a stage, if the stage offers it.
    pub fn action_in(&self, stage: &str, name: &str) -> Option<&Action> {
        self.stage(stage)?.action(name)
    }

    /// The names of all actions, each once, in the order of the file.
    pub fn action_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for action in self.stages.iter().flat_map(|stage| &stage.actions) {
            if !names.contains(&action.name.as_str()) {
                names.push(&action.name);
            }
        }
        names
    }

    /// The actions that decide a case, each once, in the order of the file.
    pub fn deciding(&self) -> Vec<&str> {
        let decides = |name: &&str| {
            self.stages.iter().filter_map(|stage| stage.action(name)).any(|a| a.decides.is_some())
        };
        self.action_names().into_iter().filter(decides).collect()
    }

    /// Which way an action decides, in whichever stage it is offered.
    pub fn verdict(&self, action: &str) -> Option<Verdict> {
        self.stages.iter().filter_map(|stage| stage.action(action)).find_map(|action| action.decides)
    }

    /// The kinds of all notices that steps send, each at least once.
    pub fn notices(&self) -> Vec<&str> {
        self.stages.iter().flat_map(Stage::all_notices).map(String::as_str).collect()
    }

    /// Whether one person may not do both actions on one case.
    pub fn separates(&self, one: &str, other: &str) -> bool {
        let holds = |set: &Vec<String>, name: &str| set.iter().any(|member| member == name);
        one != other && self.separate.iter().any(|set| holds(set, one) && holds(set, other))
    }
}

impl Stage {
    /// When time itself does something about a case that entered at `entered`: its deadline passes or it lapses, whichever
    /// comes first.
    pub fn due(&self, entered: DateTime<Utc>, calendar: &WorkingCalendar) -> Option<DateTime<Utc>> {
        let spans = self.deadline.into_iter().chain(self.lapses.iter().map(|lapse| lapse.after));
        spans.map(|span| calendar.due(entered, span)).min()
    }

    /// What goes out when a case enters or leaves, or when something happens while it stays.
    fn all_notices(&self) -> impl Iterator<Item = &String> {
        let events = self.branches.iter().flat_map(|branch| &branch.notices);
        let times = self.lapses.iter().flat_map(|lapse| &lapse.notices);
        let actions = self.actions.iter().flat_map(|action| &action.notices);
        let effects = self.actions.iter().filter_map(|action| action.effect.as_ref());
        let outcomes = effects.flat_map(|effect| &effect.outcomes).flat_map(|outcome| &outcome.notices);
        self.notices.iter().chain(events).chain(times).chain(actions).chain(outcomes)
    }

    /// Whether the citizen reads why a case came here: it ended, or they have something to do. Other reasons are the office's.
    pub fn tells_why(&self) -> bool {
        self.end || self.clock == Clock::Citizen
    }

    /// Whether the case is decided here: one of the stage's actions decides it.
    pub fn is_deciding(&self) -> bool {
        self.actions.iter().any(|action| action.decides.is_some())
    }

    /// The action of a name, if this stage offers it.
    pub fn action(&self, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.name == name)
    }
}

impl Action {
    /// The reason of a code, if the action has it.
    pub fn reason(&self, code: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}

impl Target {
    /// The stage afterwards, given the stage before.
    pub fn from<'t>(&'t self, stage: &'t str) -> &'t str {
        match self {
            Self::To(name) => name,
            Self::Stay => stage,
        }
    }
}

impl About {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Decision, Self::Case];

    /// Its word in the language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Case => "case",
        }
    }
}

impl Verdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::For, Self::Against];

    /// Its word in the language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
        }
    }
}

impl Clock {
    /// Its word in the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Citizen => "citizen",
            Self::Stopped => "stopped",
        }
    }
}
