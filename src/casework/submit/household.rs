//! The household that an application declares: its members become persons where they have a CNIC.

use chrono::NaiveDate;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::applications::{self, Application};
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, MemberUses, Reading};
use crate::error::{Fault, Result};
use crate::households::{self, Declared, Member};
use crate::people::cnic::Cnic;
use crate::people::person::{self, Told};
use crate::refusal::{FieldError, Refusal};

/// A household about to be registered.
pub(super) struct Household {
    applicant: Uuid,
    /// Where the household lives, and so where the case belongs.
    pub(super) area: String,
    members: Vec<Member>,
}

impl Household {
    /// Registers it.
    pub(super) async fn register(&self, conn: &mut PgConnection) -> Result<()> {
        let declared = Declared { registered_by: self.applicant, area: &self.area, members: &self.members };
        households::register(conn, &declared).await?;
        Ok(())
    }
}

/// Reads the household from the answers and meets its members.
///
/// # Errors
/// `Invalid` where the applicant stands among the members.
pub(super) async fn of(
    app: &App,
    conn: &mut PgConnection,
    (programme, reading): (&Programme, &Reading),
    application: &Application,
) -> Result<Household> {
    let answers = reading.answers();
    let uses = &programme.form.uses;
    let area = uses.area.as_ref().and_then(|path| answers.value(path)).and_then(Value::as_str);
    let area = area.ok_or_else(|| Fault::broken("a complete application has no area"))?.to_owned();
    let known = person::known(conn, application.person).await?;
    let known = known.ok_or_else(|| Fault::broken("an application has no applicant"))?;
    let mut members = vec![Member {
        person: Some(application.person),
        name: known.name,
        relationship: "self".to_owned(),
        date_of_birth: known.date_of_birth,
    }];
    if let Some(uses) = &uses.members {
        not_among_them(answers, uses, &known.cnic_index)?;
        members.extend(met(app, conn, (answers, uses), application.id).await?);
    }
    Ok(Household { applicant: application.person, area, members })
}

fn not_among_them(answers: &Answers, uses: &MemberUses, own: &[u8]) -> Result<()> {
    let paths = (0..answers.rows(&uses.section).len()).map(|row| cnic_path(uses, row));
    let wrong: Vec<FieldError> = paths
        .filter(|path| answers.index(path).as_deref() == Some(own))
        .map(|path| FieldError::new(format!("answers.{path}"), "cnic-own"))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::Invalid(wrong).into()) }
}

async fn met(
    app: &App,
    conn: &mut PgConnection,
    (answers, uses): (&Answers, &MemberUses),
    application: Uuid,
) -> Result<Vec<Member>> {
    let text = |row: usize, question: &str| {
        let value = answers.value(&format!("{}.{row}.{question}", uses.section));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let count = answers.rows(&uses.section).len();
    let mut members: Vec<Member> = (0..count)
        .map(|row| Member {
            person: None,
            name: text(row, &uses.name),
            relationship: text(row, &uses.relationship),
            date_of_birth: text(row, &uses.date_of_birth).parse::<NaiveDate>().ok(),
        })
        .collect();
    // Two applications that name the same people meet them in the same order, or they would wait for each other.
    let mut order: Vec<(Vec<u8>, usize)> =
        (0..count).filter_map(|row| Some((answers.index(&cnic_path(uses, row))?, row))).collect();
    order.sort();
    for (_, row) in order {
        let path = cnic_path(uses, row);
        let Some(clear) = applications::open(&app.sealer, application, answers, &path)? else { continue };
        let cnic = Cnic::parse(&path, &clear).map_err(|_| Fault::broken("a kept CNIC is malformed"))?;
        let member = &mut members[row];
        let told =
            Told { cnic: &cnic, name: &member.name, father_name: None, date_of_birth: member.date_of_birth };
        member.person = Some(person::meet(conn, &app.sealer, told).await?);
    }
    Ok(members)
}

fn cnic_path(uses: &MemberUses, row: usize) -> String {
    format!("{}.{row}.{}", uses.section, uses.cnic)
}
