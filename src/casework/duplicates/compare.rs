//! Two cases side by side: question by question, document by document. What is the same is found by the blind indexes of
//! identifiers and the digests of files; what is shown of them is masked. Whoever looks has looked at both.

use serde_json::Value;
use sqlx::PgConnection;

use super::merge::{hindrance, may_unmerge};
use super::{Both, JUDGE};
use crate::app::App;
use crate::applications;
use crate::cases::Standing;
use crate::cases::pairs::{Pair, PairState};
use crate::casework::look::{self, CaseView};
use crate::catalogue::form::{Form, Given, QuestionKind, Section as Asked};
use crate::documents::Document;
use crate::error::{Error, Fault, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::Text;
use crate::workflow::vocabulary::MERGE;

/// The two cases and how they differ.
#[derive(Debug)]
pub struct Comparison {
    /// Each with what the office sees.
    pub here: CaseView,
    pub there: CaseView,
    /// What was made of them, as the first sees it; none where only the one who looks has brought them together.
    pub pair: Option<Pair>,
    pub shared: Shared,
    pub sections: Vec<Section>,
    pub papers: Vec<Papers>,
    pub offers: Offers,
}

/// What the register says that two applicants have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// They are one.
    Person,
    /// They live together.
    Household,
    Nothing,
}

impl Shared {
    /// Its word on pages and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
            Self::Nothing => "none",
        }
    }
}

/// A section of the form of either.
#[derive(Debug)]
pub struct Section {
    pub name: String,
    pub title: Text,
    /// Whether it is asked once for each of a list.
    pub is_list: bool,
    pub rows: Vec<RowPair>,
}

/// One row of each that belong together; of a list perhaps one side alone.
#[derive(Debug)]
pub struct RowPair {
    /// What the row is called, on either side.
    pub name: Option<String>,
    pub is_here: bool,
    pub is_there: bool,
    pub answers: Vec<Answered>,
}

/// A question that either side answered.
#[derive(Debug)]
pub struct Answered {
    pub title: Text,
    pub kind: QuestionKind,
    /// Masked; null where it is not answered.
    pub here: Value,
    pub there: Value,
    pub is_same: bool,
}

/// What was sent for one requirement.
#[derive(Debug)]
pub struct Papers {
    pub title: Text,
    pub here: Vec<Paper>,
    pub there: Vec<Paper>,
}

/// A document of one side.
#[derive(Debug)]
pub struct Paper {
    pub document: Document,
    /// Whether the very same file was sent on the other side.
    pub is_in_both: bool,
}

/// What the one who looks may do with the two.
#[derive(Debug)]
pub struct Offers {
    /// Whether they may say that the two belong together, or are different.
    pub may_judge: bool,
    /// Why they never may, where it is about them.
    pub barred: Option<Refusal>,
    pub may_unmerge: bool,
    /// Closing the second for the first, and the first for the second: none where it is not theirs to do, else why it
    /// would not work now.
    pub close_there: Option<Option<Refusal>>,
    pub close_here: Option<Option<Refusal>>,
}

/// Looks at two cases.
///
/// # Errors
/// `NotFound` where the actor may not see the first; `OtherElsewhere` where they are a pair and the actor may not see the
/// second.
pub async fn compare(app: &App, actor: &Actor, references: (&Reference, &Reference)) -> Result<Comparison> {
    let mut conn = app.db.acquire().await?;
    let both = Both::read(app, &mut conn, actor, references).await?;
    let offers = offers(app, &mut conn, actor, &both).await?;
    let answers = [answers(&mut conn, &both.this).await?, answers(&mut conn, &both.that).await?];
    let Both { this, that, pair } = both;
    let other = that.applicant.person;
    let shared = if this.applicant.person == other {
        Shared::Person
    } else if this.kin_of_applicant.contains(&other) {
        Shared::Household
    } else {
        Shared::Nothing
    };
    let here = look::view(app, &mut conn, actor, this).await?;
    let there = look::view(app, &mut conn, actor, that).await?;
    let forms = [&here.programme.form, &there.programme.form];
    Ok(Comparison {
        sections: sections(forms, &answers),
        papers: papers(forms, &here.documents, &there.documents),
        shared,
        pair,
        offers,
        here,
        there,
    })
}

async fn offers(app: &App, conn: &mut PgConnection, actor: &Actor, both: &Both) -> Result<Offers> {
    let judging = both.authorize(app, actor, JUDGE);
    let state = both.pair.as_ref().map_or(PairState::Open, |pair| pair.state);
    let mut offers = Offers {
        may_judge: judging.is_ok() && state != PairState::Merged,
        barred: match judging {
            Err(Error::Refused(no @ (Refusal::OwnCase | Refusal::KinCase | Refusal::HadAHand))) => Some(no),
            _ => None,
        },
        may_unmerge: state == PairState::Merged && may_unmerge(app, actor, both).is_ok(),
        close_there: None,
        close_here: None,
    };
    if state != PairState::Merged && both.authorize(app, actor, MERGE).is_ok() {
        let (this, that) = (&both.this, &both.that);
        offers.close_there = Some(hindrance(app, conn, actor, (this, that)).await?);
        offers.close_here = Some(hindrance(app, conn, actor, (that, this)).await?);
    }
    Ok(offers)
}

async fn answers(conn: &mut PgConnection, standing: &Standing) -> Result<Given> {
    let frozen = applications::snapshot(conn, standing.application, standing.snapshot).await?;
    let frozen = frozen.ok_or_else(|| Fault::broken("a case has no snapshot"))?;
    Ok(Given::from(&frozen.answers))
}

/// The sections of the first form, then those that only the second has.
fn sections([one, other]: [&Form; 2], given: &[Given; 2]) -> Vec<Section> {
    let more = other.sections.iter().filter(|section| one.section(&section.name).is_none());
    one.sections.iter().chain(more).map(|section| of_section(section, [one, other], given)).collect()
}

fn of_section(section: &Asked, forms: [&Form; 2], given: &[Given; 2]) -> Section {
    let mut questions: Vec<&crate::catalogue::form::Question> = Vec::new();
    for question in forms.iter().filter_map(|form| form.section(&section.name)).flat_map(|s| &s.questions) {
        if !questions.iter().any(|known| known.name == question.name) {
            questions.push(question);
        }
    }
    let (here, here_shown) = given[0].rows(&section.name);
    let (there, there_shown) = given[1].rows(&section.name);
    let pairs =
        if section.each.is_some() { matched(section, &here, &there) } else { vec![(Some(0), Some(0))] };
    let at = |rows: &[Value], place: Option<usize>| place.and_then(|place| rows.get(place)).cloned();
    let row = |(mine, theirs): (Option<usize>, Option<usize>)| {
        let (ours, others) = (at(&here, mine).unwrap_or_default(), at(&there, theirs).unwrap_or_default());
        let (shown, others_shown) =
            (at(&here_shown, mine).unwrap_or_default(), at(&there_shown, theirs).unwrap_or_default());
        let asked = questions.iter().map(|question| Answered {
            title: question.for_office().clone(),
            kind: question.kind.clone(),
            here: shown[&question.name].clone(),
            there: others_shown[&question.name].clone(),
            is_same: ours[&question.name] == others[&question.name],
        });
        let name = section.name_of(&shown).or_else(|| section.name_of(&others_shown));
        RowPair {
            name: name.filter(|_| section.each.is_some()).map(str::to_owned),
            is_here: mine.is_some(),
            is_there: theirs.is_some(),
            answers: asked.filter(|one| !(one.here.is_null() && one.there.is_null())).collect(),
        }
    };
    let rows: Vec<RowPair> = pairs.into_iter().map(row).collect();
    Section {
        name: section.name.clone(),
        title: section.for_office().clone(),
        is_list: section.each.is_some(),
        rows: rows.into_iter().filter(|row| !row.answers.is_empty()).collect(),
    }
}

/// Which rows of two lists are of the same; those that are of one list only come by themselves.
fn matched(section: &Asked, here: &[Value], there: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let partners = section.partners(here, there);
    let alone = (0..there.len()).filter(|other| !partners.contains(&Some(*other)));
    let alone: Vec<_> = alone.map(|other| (None, Some(other))).collect();
    partners.into_iter().enumerate().map(|(place, other)| (Some(place), other)).chain(alone).collect()
}

/// What was sent, requirement by requirement.
fn papers(forms: [&Form; 2], here: &[Document], there: &[Document]) -> Vec<Papers> {
    let mut names: Vec<&str> = Vec::new();
    for document in here.iter().chain(there) {
        if !names.contains(&document.slot.requirement.as_str()) {
            names.push(&document.slot.requirement);
        }
    }
    let of = |mine: &[Document], theirs: &[Document], name: &str| -> Vec<Paper> {
        let of_name = mine.iter().filter(|document| document.slot.requirement == name);
        let is_in_both = |document: &Document| theirs.iter().any(|other| other.digest == document.digest);
        of_name
            .map(|document| Paper { document: document.clone(), is_in_both: is_in_both(document) })
            .collect()
    };
    let title = |name: &str| {
        let mut requirements = forms.iter().flat_map(|form| &form.requirements);
        let found = requirements.find(|requirement| requirement.name == name);
        found.map_or_else(
            || Text { en: name.to_owned(), ur: name.to_owned() },
            |found| found.for_office().clone(),
        )
    };
    let paper = |name: &&str| Papers {
        title: title(name),
        here: of(here, there, name),
        there: of(there, here, name),
    };
    names.iter().map(paper).collect()
}
