//! People, applications and cases as rows, for tests of what happens to them later.

use pser::entropy;
use pser::history::{DoerKind, EventFields, GENESIS};
use pser::reference::{Kind, Reference};
use pser::seal::{MasterKey, Place, Sealer};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::harness::{Database, master_key};

pub(crate) const PROGRAMME: &str = "cash-assistance";
pub(crate) const AREA: &str = "lahore/lahore/shalimar";
pub(crate) const BUNDLE: [u8; 32] = [9; 32];

/// The keys of all arrangements.
pub(crate) fn sealer() -> Sealer {
    Sealer::new(&[MasterKey { version: 1, secret: Zeroizing::new(master_key()) }]).unwrap()
}

/// A citizen with an account.
#[derive(Debug, Clone)]
pub(crate) struct Citizen {
    pub(crate) person: Uuid,
    pub(crate) account: Uuid,
    pub(crate) cnic: String,
}

/// A case with its first event.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) id: Uuid,
    pub(crate) reference: String,
    pub(crate) application: Uuid,
}

/// Who a citizen is to be.
#[derive(Debug, Clone)]
pub(crate) struct Who<'a> {
    pub(crate) cnic: &'a str,
    pub(crate) name: &'a str,
    pub(crate) born: &'a str,
    pub(crate) mobile: &'a str,
    pub(crate) email: Option<&'a str>,
    pub(crate) language: &'a str,
}

impl Default for Who<'_> {
    fn default() -> Self {
        Self {
            cnic: "3520212345671",
            name: "Muhammad Aslam",
            born: "1980-05-17",
            mobile: "923001234567",
            email: None,
            language: "en",
        }
    }
}

/// The area and the programme that every arrangement stands on.
pub(crate) async fn office(database: &Database) {
    sqlx::raw_sql(
        "insert into areas (code, level, parent_code, name_en, name_ur) values
             ('lahore', 'division', null, 'Lahore', 'لاہور'),
             ('lahore/lahore', 'district', 'lahore', 'Lahore', 'لاہور'),
             ('lahore/lahore/shalimar', 'tehsil', 'lahore/lahore', 'Shalimar', 'شالیمار')",
    )
    .execute(&database.owner)
    .await
    .unwrap();
    sqlx::query("insert into bundles (hash, programme, language_version, content) values ($1, $2, 1, '{}')")
        .bind(BUNDLE.as_slice())
        .bind(PROGRAMME)
        .execute(&database.owner)
        .await
        .unwrap();
    sqlx::query(
        "insert into programmes (code, title_en, title_ur, bundle_hash) values ($1, 'Cash assistance', 'نقد امداد', $2)",
    )
    .bind(PROGRAMME)
    .bind(BUNDLE.as_slice())
    .execute(&database.owner)
    .await
    .unwrap();
}

/// A person with a live account.
pub(crate) async fn citizen(database: &Database, who: &Who<'_>) -> Citizen {
    let (sealer, person, account) = (sealer(), entropy::id(), entropy::id());
    sqlx::query(
        "insert into persons (id, cnic_sealed, cnic_index, name, date_of_birth) values ($1, $2, $3, $4, $5::date)",
    )
    .bind(person)
    .bind(sealer.seal(Place { column: "person.cnic", row: person }, who.cnic.as_bytes()))
    .bind(sealer.index("cnic", who.cnic.as_bytes()).as_slice())
    .bind(who.name)
    .bind(who.born.parse::<chrono::NaiveDate>().unwrap())
    .execute(&database.owner)
    .await
    .unwrap();
    open_account(database, (person, account), who).await;
    Citizen { person, account, cnic: who.cnic.to_owned() }
}

/// The account of somebody who is a person already.
pub(crate) async fn account(database: &Database, person: Uuid) -> Uuid {
    let account = entropy::id();
    open_account(database, (person, account), &Who::default()).await;
    account
}

async fn open_account(database: &Database, (person, account): (Uuid, Uuid), who: &Who<'_>) {
    let sealer = sealer();
    sqlx::query(
        "insert into citizen_accounts
             (id, person_id, pser_id, state, language, mobile_sealed, mobile_index, email_sealed, area, password_hash)
         values ($1, $2, $3, 'live', $4, $5, $6, $7, $8, 'none')",
    )
    .bind(account)
    .bind(person)
    .bind(Reference::random(Kind::Citizen).as_str())
    .bind(who.language)
    .bind(sealer.seal(Place { column: "citizen_account.mobile", row: account }, who.mobile.as_bytes()))
    .bind(sealer.index("mobile", who.mobile.as_bytes()).as_slice())
    .bind(who.email.map(|email| {
        sealer.seal(Place { column: "citizen_account.email", row: account }, email.as_bytes())
    }))
    .bind(AREA)
    .execute(&database.owner)
    .await
    .unwrap();
}

/// A submitted application of the citizen and its case in stage `submitted`, at version 1.
pub(crate) async fn case(database: &Database, citizen: &Citizen, answers: Value) -> Case {
    let (application, id) = (entropy::id(), entropy::id());
    sqlx::query(
        "insert into applications (id, person_id, account_id, programme, bundle_hash, state)
         values ($1, $2, $3, $4, $5, 'submitted')",
    )
    .bind(application)
    .bind(citizen.person)
    .bind(citizen.account)
    .bind(PROGRAMME)
    .bind(BUNDLE.as_slice())
    .execute(&database.owner)
    .await
    .unwrap();
    sqlx::query(
        "insert into snapshots (application_id, number, answers, documents, consent, content_hash)
         values ($1, 1, $2, '[]', '1', $3)",
    )
    .bind(application)
    .bind(&answers)
    .bind([3_u8; 32].as_slice())
    .execute(&database.owner)
    .await
    .unwrap();
    let reference = Reference::random(Kind::Case).to_string();
    sqlx::query(
        "insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, stage,
                            clock, rank)
         values ($1, $2, $3, $4, $5, 1, $6, $7, 'submitted', 'department', 0)",
    )
    .bind(id)
    .bind(&reference)
    .bind(PROGRAMME)
    .bind(BUNDLE.as_slice())
    .bind(application)
    .bind(citizen.person)
    .bind(AREA)
    .execute(&database.owner)
    .await
    .unwrap();
    let case = Case { id, reference, application };
    let mut connection = database.app.acquire().await.unwrap();
    moves(&mut connection, &case, None, "submitted").await;
    case
}

/// Writes the event of a move and moves the case, as casework does.
pub(crate) async fn moves(connection: &mut PgConnection, case: &Case, from: Option<&str>, to: &str) {
    let last: Option<(i32, Vec<u8>)> =
        sqlx::query_as("select seq, hash from case_events where case_id = $1 order by seq desc limit 1")
            .bind(case.id)
            .fetch_optional(&mut *connection)
            .await
            .unwrap();
    let (seq, previous) = last.map_or((1, GENESIS), |(seq, hash)| (seq + 1, hash.try_into().unwrap()));
    let detail = json!({"reason": "the papers are complete", "points": 12, "share": 0.1});
    let at = sqlx::query_scalar("select pser_now()").fetch_one(&mut *connection).await.unwrap();
    let fields = EventFields {
        case_id: case.id,
        seq,
        at,
        kind: "moved",
        action: None,
        actor_person: None,
        actor_kind: DoerKind::System,
        from,
        to: Some(to),
        bundle_hash: &BUNDLE,
        detail: &detail,
    };
    sqlx::query(
        "insert into case_events (case_id, seq, at, kind, actor_kind, from_stage, to_stage, bundle_hash, detail,
                                  previous_hash, hash)
         values ($1, $2, $3, 'moved', 'system', $4, $5, $6, $7, $8, $9)",
    )
    .bind(case.id)
    .bind(seq)
    .bind(at)
    .bind(from)
    .bind(to)
    .bind(BUNDLE.as_slice())
    .bind(&detail)
    .bind(previous.as_slice())
    .bind(pser::history::event(&previous, &fields).unwrap().as_slice())
    .execute(&mut *connection)
    .await
    .unwrap();
    sqlx::query("update cases set stage = $2 where id = $1")
        .bind(case.id)
        .bind(to)
        .execute(&mut *connection)
        .await
        .unwrap();
}
