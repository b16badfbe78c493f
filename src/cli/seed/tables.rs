//! The rows that a case comes to, table by table, as the use cases would have written them.

use std::time::Duration;

use anyhow::{Result, anyhow};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::ground::Ground;
use super::life::{Draft, Filed};
use super::papers::Paper;
use super::plan::End;
use super::rows::{Row, Rows};
use super::story::Story;
use crate::cases::Named;
use crate::checks::{RunCheck, duplicates, identity, means};
use crate::entropy;
use crate::notices::{self, Channel, NewNotice};
use crate::people::{Cnic, Mobile};
use crate::queue::{self, Options};
use crate::seal::Place;

/// Within so many seconds the checks that wait are tried again, one after the other.
const TRIED_AGAIN_WITHIN: u64 = 6 * 3600;

/// Rows of every table but those of the money, in the order in which they may be written.
pub(super) struct Tables {
    persons: Rows,
    accounts: Rows,
    households: Rows,
    memberships: Rows,
    applications: Rows,
    snapshots: Rows,
    documents: Rows,
    cases: Rows,
    events: Rows,
    timers: Rows,
    checks: Rows,
    scores: Rows,
    notices: Rows,
    /// Under which names the cases are found.
    pub(super) names: Vec<Named>,
    /// Jobs that the cases wait for, as `enqueue_jobs` takes them.
    pub(super) jobs: Vec<Value>,
    /// Keys of the objects whose rows these are.
    pub(super) uploaded: Vec<String>,
}

impl Tables {
    pub(super) fn empty() -> Self {
        Self {
            persons: Rows::of(
                "copy persons (id, cnic_sealed, cnic_index, name, father_name, date_of_birth, created_at) from stdin",
            ),
            accounts: Rows::of(
                "copy citizen_accounts (id, person_id, pser_id, state, language, mobile_sealed, mobile_index,
                    email_sealed, address, area, password_hash, created_at) from stdin",
            ),
            households: Rows::of("copy households (id, area, registered_by, created_at) from stdin"),
            memberships: Rows::of(
                "copy memberships (id, household_id, person_id, name, relationship, date_of_birth, since) from stdin",
            ),
            applications: Rows::of(
                "copy applications (id, person_id, account_id, programme, bundle_hash, state, version, created_at,
                    updated_at) from stdin",
            ),
            snapshots: Rows::of(
                "copy snapshots (application_id, number, answers, documents, required_documents, consent,
                    content_hash, submitted_at) from stdin",
            ),
            documents: Rows::of(
                "copy documents (id, application_id, requirement, member, state, file_name, media_type, size_bytes,
                    digest, object_key, wrapped_key, uploaded_by, uploaded_at, review, reviewed_by, reviewed_at)
                    from stdin",
            ),
            cases: Rows::of(
                "copy cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, amount,
                    stage, queue, clock, version, stage_entered_at, due_at, escalated_at, rank, created_at, ended_at)
                    from stdin",
            ),
            events: Rows::of(
                "copy case_events (case_id, seq, at, kind, action, actor_person, actor_kind, from_stage, to_stage,
                    bundle_hash, detail, previous_hash, hash) from stdin",
            ),
            timers: Rows::of("copy case_timers (case_id, kind, due_at) from stdin"),
            checks: Rows::of(
                "copy case_checks (case_id, name, result, evidence, tries, asked_at, answered_at, last_problem)
                    from stdin",
            ),
            scores: Rows::of(
                "copy case_scores (case_id, bundle_hash, content_hash, score, is_eligible, matched, scored_at)
                    from stdin",
            ),
            notices: Rows::of(
                "copy notices (id, kind, channel, language, account_id, case_id, recipient_sealed, params_sealed,
                    state, tries, written_at, sent_at) from stdin",
            ),
            names: Vec::new(),
            jobs: Vec::new(),
            uploaded: Vec::new(),
        }
    }

    pub(super) async fn write(self, conn: &mut PgConnection) -> Result<()> {
        let tables = [
            self.persons,
            self.accounts,
            self.households,
            self.memberships,
            self.applications,
            self.snapshots,
            self.documents,
            self.cases,
            self.events,
            self.timers,
            self.checks,
            self.scores,
            self.notices,
        ];
        for rows in tables {
            rows.write(&mut *conn).await?;
        }
        Ok(())
    }

    pub(super) fn add(
        &mut self,
        ground: &Ground,
        draft: &Draft<'_>,
        story: &Story<'_>,
        (filed, papers): (&Filed, &[Paper]),
    ) -> Result<()> {
        if draft.visits == 0 {
            self.add_people(ground, draft)?;
        }
        self.add_application(ground, draft, story, filed);
        self.add_papers(draft, story, papers);
        self.add_case(ground, draft, story);
        if !draft.is_short {
            self.add_findings(ground, draft, story, filed);
            self.add_letters(ground, draft, story);
        }
        Ok(())
    }

    fn add_people(&mut self, ground: &Ground, draft: &Draft<'_>) -> Result<()> {
        let (citizen, sealer, at) = (&draft.citizen, &ground.app.sealer, draft.plan.handed_in);
        let household = entropy::id();
        self.households.row().plain(household).text(&citizen.area).plain(citizen.person).time(at).end();
        let relationships =
            draft.shape.sections.get("members").and_then(Value::as_array).into_iter().flatten();
        let relationships = relationships.map(|row| row["relationship"].as_str().unwrap_or_default());
        for (person, relationship) in citizen.people.iter().zip(std::iter::once("self").chain(relationships))
        {
            if let Some(known) = &person.known {
                let cnic = Cnic::parse("cnic", &known.cnic).map_err(|_| anyhow!("a CNIC is malformed"))?;
                self.persons
                    .row()
                    .plain(known.id)
                    .bytes(&cnic.seal(sealer, known.id))
                    .bytes(&cnic.index(sealer))
                    .text(person.name)
                    .maybe_text((relationship == "self").then_some(person.father))
                    .maybe_day(Some(person.born))
                    .time(at)
                    .end();
            }
            self.memberships
                .row()
                .plain(entropy::id())
                .plain(household)
                .maybe_id(person.known.as_ref().map(|known| known.id))
                .text(person.name)
                .text(relationship)
                .maybe_day(Some(person.born))
                .time(at)
                .end();
        }
        let mobile = Mobile::parse("mobile", &format!("+{}", citizen.mobile))
            .map_err(|_| anyhow!("a mobile is malformed"))?;
        let email = citizen.email.as_ref().map(|email| {
            sealer.seal(Place { column: "citizen_account.email", row: citizen.account }, email.as_bytes())
        });
        self.accounts
            .row()
            .plain(citizen.account)
            .plain(citizen.person)
            .plain(&citizen.pser_id)
            .plain("live")
            .plain(citizen.language)
            .bytes(&mobile.seal(sealer, citizen.account))
            .bytes(&mobile.index(sealer))
            .maybe(email, |row, email| row.bytes(&email))
            .text(&citizen.address)
            .text(&citizen.area)
            .text(&ground.password_hash)
            .time(at)
            .end();
        Ok(())
    }

    fn add_application(&mut self, ground: &Ground, draft: &Draft<'_>, story: &Story<'_>, filed: &Filed) {
        let at = draft.plan.handed_in;
        self.applications
            .row()
            .plain(draft.application)
            .plain(draft.citizen.person)
            .plain(draft.citizen.account)
            .text(&ground.programme.code)
            .bytes(&ground.programme.hash)
            .plain(if story.ended_at.is_some() { "closed" } else { "submitted" })
            .plain(9)
            .time(at - TimeDelta::minutes(40))
            .time(at)
            .end();
        self.snapshots
            .row()
            .plain(draft.application)
            .plain(1)
            .text(&filed.answers.to_string())
            .text(&filed.documents.to_string())
            .text(&filed.required.to_string())
            .text(&ground.programme.form.consent.version)
            .bytes(&filed.content_hash)
            .time(at)
            .end();
    }

    fn add_papers(&mut self, draft: &Draft<'_>, story: &Story<'_>, papers: &[Paper]) {
        for paper in papers {
            let id = paper.id.to_string();
            let accepted = story
                .events
                .iter()
                .find(|event| event.kind == "document-accepted" && event.detail["document"] == id.as_str());
            self.documents
                .row()
                .plain(paper.id)
                .plain(draft.application)
                .text(&paper.slot.requirement)
                .maybe(paper.slot.member, Row::plain)
                .plain("stored")
                .text(paper.file_name.as_str())
                .text(paper.kind.media_type())
                .plain(paper.size_bytes)
                .bytes(&paper.digest)
                .text(&paper.object_key)
                .bytes(&paper.wrapped_key)
                .plain(draft.citizen.person)
                .time(paper.uploaded_at)
                .plain(if accepted.is_some() { "accepted" } else { "none" })
                .maybe_id(accepted.and_then(|event| event.doer.person))
                .maybe_time(accepted.map(|event| event.at))
                .end();
            self.uploaded.push(paper.object_key.clone());
        }
    }

    fn add_case(&mut self, ground: &Ground, draft: &Draft<'_>, story: &Story<'_>) {
        self.cases
            .row()
            .plain(draft.case)
            .plain(&draft.reference)
            .text(&ground.programme.code)
            .bytes(&ground.programme.hash)
            .plain(draft.application)
            .plain(1)
            .plain(draft.citizen.person)
            .text(&draft.citizen.area)
            .plain(story.facts.amount)
            .text(&story.stage)
            .maybe_text(story.queue.as_deref())
            .plain(story.clock.as_str())
            .plain(story.version)
            .time(story.stage_entered_at)
            .maybe_time(story.due_at)
            .maybe_time(story.escalated_at)
            .plain(story.rank)
            .time(draft.plan.handed_in)
            .maybe_time(story.ended_at)
            .end();
        self.names.push(Named {
            case: draft.case,
            area: draft.citizen.area.clone(),
            programme: ground.programme.code.clone(),
            name: draft.citizen.people[0].name.to_owned(),
            name_ur: None,
        });
        for event in &story.events {
            self.events
                .row()
                .plain(draft.case)
                .plain(event.seq)
                .time(event.at)
                .text(&event.kind)
                .maybe_text(event.action.as_deref())
                .maybe_id(event.doer.person)
                .plain(event.doer.kind.as_str())
                .maybe_text(event.from.as_deref())
                .maybe_text(event.to.as_deref())
                .bytes(&ground.programme.hash)
                .text(&event.detail.to_string())
                .bytes(&event.previous)
                .bytes(&event.hash)
                .end();
        }
        for timer in &story.timers {
            self.timers.row().plain(draft.case).text(&timer.kind).time(timer.due_at).end();
        }
    }

    fn add_findings(&mut self, ground: &Ground, draft: &Draft<'_>, story: &Story<'_>, filed: &Filed) {
        let shape = draft.shape;
        for (name, asked_at) in &story.checks {
            let waits = draft.plan.end == End::Submitted && name == identity::NAME;
            let answered_at = *asked_at + TimeDelta::seconds(15);
            let found = match name.as_str() {
                identity::NAME => identified().to_string(),
                means::NAME => shape.means.evidence.to_string(),
                duplicates::NAME => json!({ "found": [] }).to_string(),
                _ => json!({}).to_string(),
            };
            let result = if name == means::NAME { shape.means.verdict.as_str() } else { "passed" };
            self.checks
                .row()
                .plain(draft.case)
                .text(name)
                .plain(if waits { "waiting" } else { result })
                .maybe_text((!waits).then_some(&found))
                .plain(if waits { 4 } else { 1 })
                .time(*asked_at)
                .maybe_time((!waits).then_some(answered_at))
                .maybe_text(waits.then_some("the registry gave no answer: it does not answer"))
                .end();
            if waits {
                let delay = Duration::from_secs(draft.number * 7_919 % TRIED_AGAIN_WITHIN + 600);
                let options = Options { delay: Some(delay), ..Options::default() };
                let job = RunCheck { case: draft.case, check: name.clone() };
                self.jobs.push(queue::row_with(&job, &options));
            }
            if name == means::NAME {
                self.scores
                    .row()
                    .plain(draft.case)
                    .bytes(&ground.programme.hash)
                    .bytes(&filed.content_hash)
                    .plain(shape.score.value)
                    .plain(shape.score.is_eligible)
                    .names(&shape.score.matched())
                    .time(answered_at)
                    .end();
            }
        }
    }

    fn add_letters(&mut self, ground: &Ground, draft: &Draft<'_>, story: &Story<'_>) {
        let citizen = &draft.citizen;
        let email = citizen.email.as_deref().map(|email| (Channel::Email, email));
        for letter in &story.letters {
            for (channel, recipient) in std::iter::once((Channel::Sms, &*citizen.mobile)).chain(email) {
                let notice = NewNotice {
                    kind: &letter.kind,
                    channel,
                    language: citizen.language,
                    recipient,
                    account: Some(citizen.account),
                    case: Some(draft.case),
                    params: &letter.params,
                    expires_at: None,
                };
                let prepared = notices::prepare(&ground.app.sealer, &notice).row;
                let hidden = |column: &str| prepared[column].as_str().unwrap_or_default();
                self.notices
                    .row()
                    .text(prepared["id"].as_str().unwrap_or_default())
                    .text(&letter.kind)
                    .plain(channel.as_str())
                    .plain(citizen.language)
                    .plain(citizen.account)
                    .plain(draft.case)
                    .hex(hidden("recipient_sealed"))
                    .hex(hidden("params_sealed"))
                    .plain("sent")
                    .plain(1)
                    .time(letter.at)
                    .time(letter.at + TimeDelta::seconds(2))
                    .end();
            }
        }
    }
}

/// The evidence of a registry that knows the applicant.
fn identified() -> Value {
    let answer = identity::Answer {
        result: identity::Word::Match,
        evidence: identity::Evidence { name: Some(true), date_of_birth: Some(true), is_alive: Some(true) },
    };
    identity::judge(&answer).evidence
}
