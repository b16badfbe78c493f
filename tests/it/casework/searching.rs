//! The office finds cases by numbers, by names in either script and by days of birth: only those it may see, on record, and
//! whatever is typed.

use pser::cases;
use serde_json::{Value, json};

use crate::office::{Answer, Case, Office, Persona};

impl Persona {
    async fn searches(&self, office: &Office, asked: &Value) -> Answer {
        office.asks(Some(self), ("POST", "/cases/search"), Some(asked)).await
    }

    /// The references that a search for one text finds, in their order.
    async fn finds(&self, office: &Office, q: &str) -> Vec<String> {
        references(&self.searches(office, &json!({ "q": q })).await.ok())
    }
}

fn references(found: &Value) -> Vec<String> {
    let cases = found["cases"].as_array().unwrap().iter();
    cases.map(|case| case["reference"].as_str().unwrap().to_owned()).collect()
}

impl Office {
    async fn case_of(&self, name: &str) -> (Persona, Case) {
        let citizen = self.citizen(name).await;
        let case = citizen.submits(self).await;
        (citizen, case)
    }

    /// What the log of searches says, in order.
    async fn searches(&self) -> Vec<(String, Vec<String>, Option<i32>)> {
        sqlx::query_as("select criterion, narrowed_by, hits from searches order by id")
            .fetch_all(&self.database.owner)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_case_is_found_by_each_number_that_is_on_a_paper_however_it_is_typed() {
    let office = Office::open().await;
    let (citizen, case) = office.case_of("Nasreen Akhtar").await;
    office.case_of("Rubina").await;
    let officer = office.officer("lahore").await;
    let pser_id: String = sqlx::query_scalar("select pser_id from citizen_accounts where person_id = $1")
        .bind(citizen.person)
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    let cnic = citizen.cnic();
    let mobile = format!("0{:010}", 3_000_000_000_u64 + u64::from(citizen.number));
    for typed in [
        case.reference.clone(),
        case.reference.to_lowercase().replace('-', " "),
        pser_id,
        cnic.clone(),
        format!(" {}-{}-{} ", &cnic[..5], &cnic[5..12], &cnic[12..]),
        mobile.clone(),
        format!("+92 {}", &mobile[1..]),
    ] {
        assert_eq!(officer.finds(&office, &typed).await, [case.reference.as_str()], "{typed}");
    }
    let found = officer.searches(&office, &json!({ "q": cnic })).await.ok();
    assert_eq!(found["cases"][0]["applicant"], "Nasreen Akhtar");
    assert_eq!(
        found["cases"][0]["cnic_masked"],
        json!(format!("*****-*****{}-{}", &cnic[10..12], &cnic[12..]))
    );
    assert!(!found.to_string().contains(&cnic));
}

#[tokio::test]
async fn a_name_is_found_in_the_other_script_and_in_other_spellings() {
    let office = Office::open().await;
    let (_, latin) = office.case_of("Muhammad Hussain").await;
    let (_, urdu) = office.case_of("محمد حسین").await;
    let (_, other) = office.case_of("Mahmood Hassan").await;
    let officer = office.officer("lahore/lahore").await;
    for typed in ["Mohammad Hussein", "حسین محمد", "husain", "محمد", "MUHAMMED"] {
        let mut found = officer.finds(&office, typed).await;
        found.sort();
        let mut both = [latin.reference.clone(), urdu.reference.clone()];
        both.sort();
        assert_eq!(found, both, "{typed}");
    }
    assert_eq!(officer.finds(&office, "محمود حسن").await, [other.reference.as_str()]);
    // Those spelt as was typed come first, though the other is newer.
    assert_eq!(officer.finds(&office, "muhammad hussain").await[0], latin.reference);
    assert_eq!(officer.finds(&office, "محمد حسین").await[0], urdu.reference);
}

#[tokio::test]
async fn where_nobody_has_the_name_those_that_are_spelt_alike_are_shown_and_said_to_be() {
    let office = Office::open().await;
    let (_, case) = office.case_of("Gulshan Zarqa").await;
    let officer = office.officer("lahore").await;
    for typed in ["Gulsan Zarqa", "Gulsh"] {
        let found = officer.searches(&office, &json!({ "q": typed })).await.ok();
        assert_eq!(references(&found), [case.reference.as_str()], "{typed}");
        assert_eq!(found["is_alike"], true);
    }
    let exact = officer.searches(&office, &json!({ "q": "Gulshan" })).await.ok();
    assert_eq!(exact["is_alike"], false);
    assert!(officer.finds(&office, "Wxyzk Bcdfg").await.is_empty());
}

#[tokio::test]
async fn what_lies_outside_ones_area_or_programme_is_not_found() {
    let office = Office::open().await;
    let (citizen, case) = office.case_of("Nasreen").await;
    let elsewhere = office.officer("multan").await;
    for typed in [&case.reference, &citizen.cnic(), "Nasreen"] {
        assert!(elsewhere.finds(&office, typed).await.is_empty(), "{typed}");
    }
    let born = json!({ "date_of_birth": "1980-05-17" });
    assert!(references(&elsewhere.searches(&office, &born).await.ok()).is_empty());
    // Nor was anything noted about somebody who was not found.
    assert_eq!(office.count("access_log where what = 'search'").await, 0);
    for sees in
        [office.supervisor().await, office.auditor().await, office.maker().await, office.reviewer().await]
    {
        assert_eq!(sees.finds(&office, "nasreen").await, [case.reference.as_str()]);
    }
    for (who, status) in [(office.operator().await, 403), (office.administrator().await, 403), (citizen, 403)]
    {
        assert_eq!(who.searches(&office, &json!({ "q": "Nasreen" })).await.status, status);
    }
    assert_eq!(
        office.asks(None, ("POST", "/cases/search"), Some(&json!({ "q": "Nasreen" }))).await.status,
        401
    );
}

#[tokio::test]
async fn one_s_own_case_and_that_of_kin_are_found_as_they_are_seen() {
    let office = Office::open().await;
    let (kin, case) = office.case_of("Rubina").await;
    let officer = office.officer("lahore").await;
    office.live_together(&officer, &kin).await;
    assert_eq!(officer.finds(&office, "Rubina").await, [case.reference.as_str()]);
    assert_eq!(officer.sees(&office, &case).await.status, 200);
}

#[tokio::test]
async fn a_search_is_narrowed_by_birth_area_programme_and_state() {
    let office = Office::open().await;
    let (citizen, case) = office.case_of("Nasreen Akhtar").await;
    let registered = citizen.registers_household(&office).await;
    let officer = office.officer("lahore").await;
    sqlx::query("update persons set date_of_birth = '1970-01-02' where id = $1")
        .bind(citizen.person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let find = async |asked: Value| references(&officer.searches(&office, &asked).await.ok());
    let both = [registered.reference.clone(), case.reference.clone()];
    assert_eq!(find(json!({ "q": "nasreen" })).await, both, "the newest first");
    assert_eq!(find(json!({ "date_of_birth": "1970-01-02" })).await, both);
    assert_eq!(find(json!({ "q": "نسرین", "date_of_birth": "1970-01-02" })).await, both);
    assert!(find(json!({ "q": "Rubina", "date_of_birth": "1970-01-02" })).await.is_empty());
    assert!(find(json!({ "q": "nasreen", "date_of_birth": "1970-01-03" })).await.is_empty());
    assert!(find(json!({ "q": citizen.cnic(), "date_of_birth": "1970-01-03" })).await.is_empty());
    assert_eq!(find(json!({ "q": "nasreen", "area": "lahore/lahore" })).await, both);
    assert!(find(json!({ "q": "nasreen", "area": "multan" })).await.is_empty());
    for asked in
        [json!({ "q": "nasreen" }), json!({ "q": citizen.cnic() }), json!({ "date_of_birth": "1970-01-02" })]
    {
        let with = |name: &str, value: &str| {
            let mut asked = asked.clone();
            asked[name] = json!(value);
            asked
        };
        assert_eq!(find(with("programme", "cash-assistance")).await, [case.reference.as_str()]);
        assert_eq!(find(with("state", "open")).await, both);
        assert!(find(with("state", "closed")).await.is_empty());
    }
    // What is open stands before what is newer.
    sqlx::query("update cases set ended_at = now() where id = $1")
        .bind(registered.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(find(json!({ "q": "nasreen" })).await, [case.reference.clone(), registered.reference.clone()]);
    assert_eq!(find(json!({ "q": "nasreen", "state": "closed" })).await, [registered.reference.as_str()]);
}

#[tokio::test]
async fn every_search_is_on_record_and_who_was_found_by_a_number_reads_it() {
    let office = Office::open().await;
    let (citizen, case) = office.case_of("Nasreen Akhtar").await;
    let officer = office.officer("lahore").await;
    officer.finds(&office, "Nasreen").await;
    officer.searches(&office, &json!({ "q": citizen.cnic(), "state": "open" })).await.ok();
    officer.finds(&office, &case.reference).await;
    officer.finds(&office, "Nobody Knows").await;
    officer.searches(&office, &json!({ "date_of_birth": "1901-01-01", "area": "lahore" })).await.ok();
    officer.searches(&office, &json!({ "q": "x" })).await.wrong_fields();
    let none = Vec::<String>::new();
    assert_eq!(
        office.searches().await,
        [
            ("name".to_owned(), none.clone(), Some(1)),
            ("cnic".to_owned(), vec!["state".to_owned()], Some(1)),
            ("reference".to_owned(), none.clone(), Some(1)),
            ("name".to_owned(), none, Some(0)),
            ("date-of-birth".to_owned(), vec!["area".to_owned()], Some(0)),
        ]
    );
    let log = office.asks(Some(&citizen), ("GET", "/me/access-log"), None).await.ok();
    let looks: Vec<(&Value, &Value)> =
        log["looks"].as_array().unwrap().iter().map(|look| (&look["what"], &look["actor"])).collect();
    assert_eq!(looks.len(), 2, "by name nobody in particular was meant: {log}");
    assert!(looks.iter().all(|(what, _)| **what == json!("search")), "{log}");
    let kept = office.dump().await;
    assert!(
        !kept.contains(&citizen.cnic()) && !kept.contains("Nobody Knows"),
        "what was typed is kept nowhere"
    );
    // What is on record stays: not even the program takes it back.
    let rewritten = sqlx::query("update searches set hits = 0").execute(&office.database.app).await;
    assert!(rewritten.is_err());
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_refused_by_field() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    for (asked, wrong) in [
        (json!({}), vec![("q", "search-nothing-asked")]),
        (json!({ "q": " \u{202e} ", "state": "open" }), vec![("q", "search-nothing-asked")]),
        (json!({ "q": "al" }), vec![("q", "search-name-too-short")]),
        (json!({ "q": "12345" }), vec![("q", "search-number-unreadable")]),
        (json!({ "q": "x".repeat(101) }), vec![("q", "text-too-long")]),
        (json!({ "q": "a\u{7}bc" }), vec![("q", "text-unfit")]),
        (
            json!({ "q": "Ali", "date_of_birth": "27.5.84", "area": "atlantis", "programme": "none", "state": "ajar" }),
            vec![
                ("area", "area-unknown"),
                ("date_of_birth", "date-malformed"),
                ("programme", "programme-unknown"),
                ("state", "choice-unknown"),
            ],
        ),
    ] {
        assert_eq!(officer.searches(&office, &asked).await.wrong_fields(), wrong, "{asked}");
    }
    let forged = officer.searches(&office, &json!({ "q": "Ali", "limit": 1000 })).await;
    assert_eq!(forged.wrong_fields(), [("limit", "field-unknown")]);
}

#[tokio::test]
async fn signs_that_mean_something_to_a_database_mean_nothing_here() {
    let office = Office::open().await;
    let (_, case) = office.case_of("O'Brien % _ \\ {{7*7}} <b>").await;
    let officer = office.officer("lahore").await;
    assert_eq!(officer.finds(&office, "o\u{2019}brien").await, [case.reference.as_str()]);
    for typed in
        ["zzz%", "%%%abc", "___abc", "\\\\\\xyz", "'; drop table cases; --", "\"abc\"", "{a,b,c,d}", "abc*"]
    {
        assert!(officer.finds(&office, typed).await.is_empty(), "{typed}");
    }
    assert_eq!(office.count("cases").await, 1);
}

#[tokio::test]
async fn a_search_too_wide_to_answer_says_so_and_is_on_record() {
    let office = Office::open().await;
    office.case_of("Nasreen").await;
    let officer = office.officer("lahore").await;
    // Whoever holds the table makes every search of it too long.
    let mut holding = office.database.owner.begin().await.unwrap();
    sqlx::query("lock table case_names").execute(&mut *holding).await.unwrap();
    let wide = officer.searches(&office, &json!({ "q": "Nasreen" })).await;
    assert_eq!((wide.status, wide.wrong_fields()), (422, vec![("q", "search-too-wide")]));
    holding.rollback().await.unwrap();
    assert_eq!(office.searches().await, [("name".to_owned(), Vec::new(), None)]);
    assert_eq!(officer.finds(&office, "Nasreen").await.len(), 1);
}

#[tokio::test]
async fn more_than_fifty_are_said_to_be_more_and_an_account_may_search_only_so_often() {
    let office = Office::open().await;
    let (citizen, case) = office.case_of("Nasreen").await;
    sqlx::query(
        "with copies as (
             insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, stage, clock, rank)
             select gen_random_uuid(), 'C-COPY-' || n, programme, bundle_hash, application_id, snapshot, person_id, area, stage, clock, 0
             from cases, generate_series(1, 50) as n
             where cases.id = $1
             returning id
         )
         insert into case_names (skeleton, area, case_id, programme, sounds)
         select skeleton, area, copies.id, programme, sounds from case_names, copies",
    )
    .bind(case.id)
    .execute(&office.database.owner)
    .await
    .unwrap();
    let officer = office.officer("lahore").await;
    for typed in ["Nasreen", &citizen.cnic()] {
        let found = officer.searches(&office, &json!({ "q": typed })).await.ok();
        assert_eq!((found["cases"].as_array().unwrap().len(), &found["has_more"]), (50, &json!(true)));
    }
    sqlx::query("update rate_counters set used = 400").execute(&office.database.owner).await.unwrap();
    let refused = officer.searches(&office, &json!({ "q": "Nasreen" })).await;
    assert_eq!((refused.status, refused.problem()), (429, "too-many-requests"));
    assert_eq!(office.officer("lahore").await.finds(&office, "Nasreen").await.len(), 50);
}

#[tokio::test]
async fn cases_from_before_there_was_a_search_are_entered_step_by_step() {
    let office = Office::open().await;
    let mut references = Vec::new();
    for _ in 0..3 {
        references.insert(0, office.case_of("Nasreen").await.1.reference);
    }
    sqlx::query("delete from case_names").execute(&office.database.owner).await.unwrap();
    let officer = office.officer("lahore").await;
    assert!(officer.finds(&office, "Nasreen").await.is_empty());
    let mut steps = 0;
    loop {
        let mut transaction = office.database.app.begin().await.unwrap();
        let is_done = cases::fill_names(&mut transaction, 2).await.unwrap();
        // What an interrupted step has done is done again.
        if steps == 0 {
            transaction.rollback().await.unwrap();
        } else {
            transaction.commit().await.unwrap();
        }
        steps += 1;
        if is_done {
            break;
        }
    }
    assert_eq!(steps, 4);
    assert_eq!(officer.finds(&office, "Nasreen").await, references);
    assert_eq!(office.count("name_filling").await, 0);
}
