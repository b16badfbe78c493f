use super::{findings, seal_all, tamper, three_cases, verify};
use crate::harness::Database;

#[tokio::test]
async fn an_untouched_history_is_sound() {
    let database = Database::fresh().await;
    three_cases(&database).await;
    seal_all(&database, 12).await;
    let report = verify(&database, None).await;
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!((report.cases, report.events, report.unsealed), (3, 12, 0));
}

#[tokio::test]
async fn the_app_role_can_neither_edit_nor_delete_events_and_seals() {
    let database = Database::fresh().await;
    three_cases(&database).await;
    seal_all(&database, 12).await;
    for statement in [
        "update case_events set kind = 'nothing'",
        "delete from case_events",
        "truncate case_events",
        "update history_seals set events = 0",
        "delete from history_seals",
        "update access_log set reason = 'none'",
        "delete from access_log",
    ] {
        let error = sqlx::query(statement).execute(&database.app).await.unwrap_err();
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .unwrap_or_default()
            .into_owned();
        assert_eq!(code, "42501", "{statement}: {error}");
    }
}

#[tokio::test]
async fn an_edited_event_is_named() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[1].id;
    for edit in [
        r#"detail = '{"reason": "for a friend"}'"#,
        "at = at + interval '1 microsecond'",
        "actor_kind = 'nobody'",
        "to_stage = 'rejected'",
        "bundle_hash = '\\x00'",
    ] {
        let restore = "create temp table kept as select * from case_events";
        let put_back =
            "delete from case_events; insert into case_events overriding system value select * from kept";
        let mut superuser = database.superuser().await;
        sqlx::raw_sql(restore).execute(&mut superuser).await.unwrap();
        tamper(
            &database,
            &format!(
                "alter table case_events drop constraint case_events_actor_known;
                 update case_events set {edit} where case_id = '{case}' and seq = 2;
                 alter table case_events add constraint case_events_actor_known check (true)"
            ),
        )
        .await;
        let found = findings(&database).await;
        let expected = format!("case {case}, event 2: was edited: its content does not give its hash");
        assert_eq!(found, [expected], "{edit}");
        sqlx::raw_sql(put_back).execute(&mut superuser).await.unwrap();
    }
}

#[tokio::test]
async fn a_deleted_event_is_named_sealed_or_not() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[0].id;
    tamper(&database, &format!("delete from case_events where case_id = '{case}' and seq = 2")).await;
    let expected = format!("case {case}, event 3: events 2 to 2 are missing");
    assert_eq!(findings(&database).await, [expected]);
}

#[tokio::test]
async fn two_events_in_each_others_place_are_named() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[0].id;
    tamper(
        &database,
        &format!(
            "update case_events set seq = -seq where case_id = '{case}' and seq in (2, 3);
             update case_events set seq = 5 + seq where case_id = '{case}' and seq < 0"
        ),
    )
    .await;
    let found = findings(&database).await;
    for seq in [2, 3] {
        for what in ["does not follow the event before it", "was edited"] {
            assert!(
                found.iter().any(|line| line.starts_with(&format!("case {case}, event {seq}: {what}"))),
                "{found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_cut_off_tail_is_named_even_when_the_case_was_put_back() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[2].id;
    seal_all(&database, 12).await;
    tamper(
        &database,
        &format!(
            "delete from case_events where case_id = '{case}' and seq = 4;
             update cases set stage = 'approved' where id = '{case}'"
        ),
    )
    .await;
    let found = findings(&database).await;
    assert!(
        found.iter().any(|line| *line == format!("case {case}, event 4: was sealed by seal 1 and is gone")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_tail_cut_off_before_it_was_sealed_shows_by_the_stage() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[2].id;
    tamper(&database, &format!("delete from case_events where case_id = '{case}' and seq = 4")).await;
    let expected =
        format!("case {case}, event 3: stands in stage disbursed, but its history ends in approved");
    assert_eq!(findings(&database).await, [expected]);
}

#[tokio::test]
async fn a_deleted_case_is_named() {
    let database = Database::fresh().await;
    let case = three_cases(&database).await[1].id;
    seal_all(&database, 12).await;
    tamper(
        &database,
        &format!("delete from case_events where case_id = '{case}'; delete from cases where id = '{case}'"),
    )
    .await;
    let found = findings(&database).await;
    assert!(
        found.iter().any(|line| *line == format!("case {case}, event 4: was sealed by seal 1 and is gone")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|line| line.starts_with("seal 1: covers 12 events with another root")),
        "{found:?}"
    );
}

#[tokio::test]
async fn events_left_without_their_case_and_a_case_without_events_are_named() {
    let database = Database::fresh().await;
    let cases = three_cases(&database).await;
    let (orphaned, emptied) = (cases[0].id, cases[1].id);
    tamper(
        &database,
        &format!(
            "delete from cases where id = '{orphaned}'; delete from case_events where case_id = '{emptied}'"
        ),
    )
    .await;
    let mut found = findings(&database).await;
    found.sort();
    let mut expected =
        [format!("case {emptied}: has no history"), format!("case {orphaned}: has events but no case")];
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_rewritten_and_rechained_case_is_named_by_its_seal() {
    let database = Database::fresh().await;
    let cases = three_cases(&database).await;
    seal_all(&database, 12).await;
    // A forger who knows the rule gives the last event new words and the right hash.
    let forged = cases[1].id;
    let (previous, bundle): (Vec<u8>, Vec<u8>) =
        sqlx::query_as("select previous_hash, bundle_hash from case_events where case_id = $1 and seq = 4")
            .bind(forged)
            .fetch_one(&database.owner)
            .await
            .unwrap();
    let at = sqlx::query_scalar("select at from case_events where case_id = $1 and seq = 4")
        .bind(forged)
        .fetch_one(&database.owner)
        .await
        .unwrap();
    let detail = serde_json::json!({"reason": "for a friend"});
    let hash = pser::history::event(
        &previous.try_into().unwrap(),
        &pser::history::EventFields {
            case_id: forged,
            seq: 4,
            at,
            kind: "moved",
            action: None,
            actor_person: None,
            actor_kind: pser::history::DoerKind::System,
            from: Some("approved"),
            to: Some("disbursed"),
            bundle_hash: &bundle,
            detail: &detail,
        },
    )
    .unwrap();
    tamper(
        &database,
        &format!(
            "update case_events set detail = '{detail}', hash = '\\x{}' where case_id = '{forged}' and seq = 4",
            hex::encode(hash)
        ),
    )
    .await;
    let found = findings(&database).await;
    let expected = format!("case {forged}, event 4: is not the event that seal 1 sealed");
    assert!(found.contains(&expected), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("was edited")), "the forger was careful: {found:?}");
}

#[tokio::test]
async fn a_case_put_into_the_past_is_named() {
    let database = Database::fresh().await;
    let cases = three_cases(&database).await;
    seal_all(&database, 12).await;
    let late = cases[0].id;
    let mut connection = database.app.acquire().await.unwrap();
    crate::arrange::moves(&mut connection, &cases[0], Some("disbursed"), "returned").await;
    tamper(
        &database,
        &format!(
            "update case_events set xact = (select max(xact::text::bigint)::text::xid8 from case_events where seq < 5)
             where case_id = '{late}' and seq = 5"
        ),
    )
    .await;
    let found = findings(&database).await;
    let expected = format!("case {late}, event 5: was put into the span of seal 1 after it was sealed");
    assert!(found.contains(&expected), "{found:?}");
}
