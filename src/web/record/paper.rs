//! The record of somebody's own data on paper, in the words of the pages.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::app::App;
use crate::casework::own_record::{Came, Filed, Record};
use crate::catalogue::form::{Question, QuestionKind, Section};
use crate::paper::{Block, Paper, Words, number, said, typed};
use crate::people::contact::Email;
use crate::texts::{self, Language};
use crate::web::page::places::Places;

/// Sets the record in blocks.
pub(super) fn of(app: &App, language: Language, record: &Record) -> Paper {
    let printer = Printer { language, places: Places::in_language(app, language) };
    let made = printer.moment(record.made_at);
    let mut blocks = vec![Block::Text(printer.say("record-lead")), Block::Note(said(&made))];
    printer.account(record, &mut blocks);
    printer.household(record, &mut blocks);
    for filed in &record.applications {
        printer.application(filed, &mut blocks);
    }
    printer.rest(record, &mut blocks);
    Paper {
        language,
        title: printer.say("record-title"),
        head: printer.say("paper-head"),
        foot: number(&record.profile.pser_id),
        blocks,
        made_at: record.made_at,
    }
}

struct Printer {
    language: Language,
    places: Places,
}

impl Printer {
    fn account(&self, record: &Record, blocks: &mut Vec<Block>) {
        let profile = &record.profile;
        let none = || self.say("record-none");
        let email = profile.contact.email.as_ref().map(Email::reveal);
        blocks.push(Block::Heading(self.say("record-account")));
        blocks.push(Block::Facts(vec![
            (self.say("account-name"), typed(&profile.name)),
            (self.say("account-pser-id"), number(&profile.pser_id)),
            (self.say("account-cnic"), number(profile.cnic.reveal())),
            (self.say("account-mobile"), number(&format!("+{}", profile.contact.mobile.reveal()))),
            (self.say("account-email"), email.map_or_else(none, number)),
            (self.say("account-address"), profile.address.as_deref().map_or_else(none, typed)),
            (self.say("account-area"), said(&self.places.name(&profile.area))),
        ]));
    }

    fn household(&self, record: &Record, blocks: &mut Vec<Block>) {
        if record.household.is_empty() {
            return;
        }
        let row = |member: &crate::households::Member| {
            let born = member.date_of_birth.map(|day| said(&texts::day(day, self.language)));
            vec![typed(&member.name), born.unwrap_or_else(|| self.say("record-none"))]
        };
        blocks.push(Block::Heading(self.say("record-household")));
        let columns = vec![self.say("record-member"), self.say("record-born")];
        blocks.push(Block::Table { columns, rows: record.household.iter().map(row).collect() });
    }

    fn application(&self, filed: &Filed, blocks: &mut Vec<Block>) {
        let programme = &filed.programme;
        blocks.push(Block::Heading(self.of(&programme.title)));
        let mut facts = vec![(self.say("record-begun"), said(&self.moment(filed.application.created_at)))];
        if let Some(Came { standing, .. }) = &filed.case {
            let stage = programme.workflow.stage(&standing.stage);
            facts.push((self.say("status-reference"), number(&standing.reference)));
            facts.extend(stage.map(|stage| (self.say("status-stage"), self.of(&stage.title))));
        }
        blocks.push(Block::Facts(facts));
        for section in &programme.form.sections {
            self.answers(section, &filed.answers[&section.name], blocks);
        }
        self.documents(filed, blocks);
        if let Some(came) = &filed.case {
            self.case(filed, came, blocks);
        }
    }

    /// Sections that nobody answered are left out; of a repeated one each row stands under its own.
    fn answers(&self, section: &Section, given: &Value, blocks: &mut Vec<Block>) {
        let rows: Vec<&Value> = match given {
            Value::Array(rows) => rows.iter().collect(),
            Value::Null => Vec::new(),
            once => vec![once],
        };
        for row in rows {
            let answered = section.questions.iter().filter(|question| !row[&question.name].is_null());
            let facts: Vec<(Words, Words)> = answered
                .map(|question| (self.of(&question.title), self.answer(question, &row[&question.name])))
                .collect();
            if !facts.is_empty() {
                blocks.push(Block::Text(self.of(&section.title)));
                blocks.push(Block::Facts(facts));
            }
        }
    }

    fn answer(&self, question: &Question, given: &Value) -> Words {
        let text = given.as_str().unwrap_or_default();
        match &question.kind {
            QuestionKind::Cnic | QuestionKind::Iban | QuestionKind::Mobile => number(text),
            QuestionKind::Money { .. } => number(&texts::rupees(given.as_i64().unwrap_or_default())),
            QuestionKind::Integer { .. } => number(&given.to_string()),
            QuestionKind::Date { .. } => {
                text.parse().map_or_else(|_| typed(text), |day| said(&texts::day(day, self.language)))
            }
            QuestionKind::YesNo => self.say(if given.as_bool() == Some(true) { "kit-yes" } else { "kit-no" }),
            QuestionKind::Choice { options } => {
                let chosen = options.iter().find(|option| option.name == text);
                chosen.map_or_else(|| typed(text), |option| self.of(&option.title))
            }
            QuestionKind::Area { .. } => said(&self.places.name(text)),
            QuestionKind::Text { .. } => typed(text),
        }
    }

    fn documents(&self, filed: &Filed, blocks: &mut Vec<Block>) {
        if filed.documents.is_empty() {
            return;
        }
        let row = |document: &crate::documents::Document| {
            let wanted = &document.slot.requirement;
            let title = filed.programme.form.requirements.iter().find(|other| other.name == *wanted);
            vec![
                title.map_or_else(|| typed(wanted), |requirement| self.of(&requirement.title)),
                typed(&document.file_name),
                said(&self.moment(document.uploaded_at)),
            ]
        };
        let columns = vec![self.say("record-document"), self.say("record-file"), self.say("record-when")];
        blocks.push(Block::Text(self.say("record-documents")));
        blocks.push(Block::Table { columns, rows: filed.documents.iter().map(row).collect() });
    }

    fn case(&self, filed: &Filed, came: &Came, blocks: &mut Vec<Block>) {
        let row = |entry: &crate::history::CitizenEntry| {
            let stage = filed.programme.workflow.stage(&entry.stage);
            vec![
                said(&self.moment(entry.at)),
                stage.map_or_else(|| typed(&entry.stage), |stage| self.of(&stage.title)),
                self.side(&entry.by),
                entry.reason.as_deref().map_or_else(|| said(""), typed),
            ]
        };
        let columns = ["record-when", "status-stage", "record-by", "record-reason"];
        blocks.push(Block::Text(self.say("record-timeline")));
        blocks.push(self.table(&columns, came.timeline.iter().map(row)));
        if !came.messages.is_empty() {
            let row = |message: &crate::cases::messages::Message| {
                vec![said(&self.moment(message.at)), self.side(&message.side), typed(&message.text)]
            };
            blocks.push(Block::Text(self.say("case-messages")));
            let columns = ["record-when", "record-by", "record-message"];
            blocks.push(self.table(&columns, came.messages.iter().map(row)));
        }
        if came.payments.is_empty() {
            return;
        }
        let row = |item: &crate::payments::instruction::Item| {
            vec![
                number(&texts::rupees(item.amount.paisa())),
                number(&format!("•••• {}", item.creditor_account_last)),
                item.settled_at.map_or_else(|| said(""), |at| said(&self.moment(at))),
            ]
        };
        blocks.push(Block::Text(self.say("record-payments")));
        let columns = ["record-amount", "record-to-account", "record-arrived"];
        blocks.push(self.table(&columns, came.payments.iter().map(row)));
    }

    fn rest(&self, record: &Record, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading(self.say("certificates-title")));
        let row = |certificate: &crate::certificates::Certificate| {
            let state =
                if certificate.revoked.is_some() { "certificates-not-valid" } else { "certificates-valid" };
            vec![number(&certificate.number), said(&self.moment(certificate.issued_at)), self.say(state)]
        };
        let columns = ["certificate-number", "certificate-issued", "record-state"];
        self.list(&columns, record.certificates.iter().map(row), blocks);

        blocks.push(Block::Heading(self.say("record-notices")));
        let row = |sent: &crate::notices::Sent| {
            let by = if sent.channel == "sms" { "record-by-sms" } else { "record-by-email" };
            let state = if sent.sent_at.is_some() { "record-sent" } else { "record-not-sent" };
            vec![said(&self.moment(sent.written_at)), self.say(by), self.say(state)]
        };
        self.list(&["record-when", "record-how", "record-state"], record.notices.iter().map(row), blocks);

        blocks.push(Block::Heading(self.say("account-sessions")));
        let row = |listed: &crate::people::sessions::Listed| {
            vec![
                said(&self.moment(listed.created_at)),
                said(&self.moment(listed.last_seen_at)),
                listed.device.as_deref().map_or_else(|| self.say("record-none"), typed),
            ]
        };
        let columns = ["account-session-since", "account-session-seen", "record-device"];
        self.list(&columns, record.sessions.iter().map(row), blocks);

        blocks.push(Block::Heading(self.say("access-title")));
        let row = |looked: &crate::history::Looked| {
            vec![
                said(&self.moment(looked.at)),
                self.side(&looked.actor_kind),
                self.say(&format!("access-{}", looked.what)),
                looked.reason.as_deref().map_or_else(|| said(""), typed),
            ]
        };
        let columns = ["record-when", "record-by", "record-what", "record-reason"];
        self.list(&columns, record.looks.iter().map(row), blocks);
    }

    fn list(&self, columns: &[&str], rows: impl Iterator<Item = Vec<Words>>, blocks: &mut Vec<Block>) {
        match self.table(columns, rows) {
            Block::Table { rows, .. } if rows.is_empty() => blocks.push(Block::Text(self.say("record-none"))),
            table => blocks.push(table),
        }
    }

    fn table(&self, columns: &[&str], rows: impl Iterator<Item = Vec<Words>>) -> Block {
        Block::Table { columns: columns.iter().map(|id| self.say(id)).collect(), rows: rows.collect() }
    }

    /// On which side of the counter somebody stands: nobody is named.
    fn side(&self, kind: &str) -> Words {
        self.say(match kind {
            "citizen" => "access-by-you",
            "staff" => "access-by-office",
            _ => "access-by-system",
        })
    }

    fn moment(&self, at: DateTime<Utc>) -> String {
        texts::moment(at, self.language)
    }

    fn of(&self, text: &crate::workflow::Text) -> Words {
        said(text.in_language(self.language.code()))
    }

    fn say(&self, id: &str) -> Words {
        said(&texts::say(self.language, id, []).unwrap_or_else(|| id.to_owned()))
    }
}
