//! Staff come in by invitation and two factors.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures::future::join_all;
use pser::casework::staff_entry;
use pser::people::Typed;
use pser::policy::Actor;
use serde_json::{Value, json};

use super::counter::{Counter, Officer, PASSWORD, code_at, text};

/// The proofs as an officer would give them half a minute from now: a code is good once.
async fn proofs(counter: &Counter, officer: &Officer) -> Value {
    counter.database.passes(TimeDelta::seconds(30)).await;
    let totp = code_at(&officer.secret, counter.database.now().await);
    json!({ "email": officer.email, "password": PASSWORD, "totp": totp })
}

#[tokio::test]
async fn an_officer_takes_up_the_invitation_and_holds_the_roles_given() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    let (status, me) = counter.ask(&officer.token, ("GET", "/me"), None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(me["kind"], "staff");
    assert_eq!(me["roles"][0]["role"], "officer");
    assert_eq!(me["roles"][0]["area"], "lahore/lahore");

    let (status, session) = counter.post("/staff/sessions", proofs(&counter, &officer).await).await;
    assert_eq!(status, StatusCode::CREATED, "{session}");
}

#[tokio::test]
async fn an_invitation_is_good_once_and_for_seventy_two_hours() {
    let counter = Counter::open().await;
    let token = counter.invites("late@office.example").await;
    let acceptance = json!({ "token": token, "password": PASSWORD });
    counter.database.passes(TimeDelta::hours(73)).await;
    let (status, _) = counter.post("/staff/invitations/accept", acceptance.clone()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    let renewed = counter.invites("late@office.example").await;
    assert_eq!(counter.post("/staff/invitations/accept", acceptance).await.0, StatusCode::UNAUTHORIZED);
    let acceptance = json!({ "token": renewed, "password": PASSWORD });
    let (_, enrolment) = counter.post("/staff/invitations/accept", acceptance.clone()).await;
    let totp = code_at(&text(&enrolment["secret"]), counter.database.now().await);
    let confirmation = json!({ "token": renewed, "totp": totp });
    assert_eq!(counter.post("/staff/invitations/confirm", confirmation.clone()).await.0, StatusCode::CREATED);
    assert_eq!(counter.post("/staff/invitations/confirm", confirmation).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(counter.post("/staff/invitations/accept", acceptance).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_account_is_not_live_before_its_first_code() {
    let counter = Counter::open().await;
    let token = counter.invites("amna@office.example").await;
    let (_, enrolment) =
        counter.post("/staff/invitations/accept", json!({ "token": token, "password": PASSWORD })).await;
    let totp = code_at(&text(&enrolment["secret"]), counter.database.now().await);
    let credentials = json!({ "email": "amna@office.example", "password": PASSWORD, "totp": totp });
    assert_eq!(counter.post("/staff/sessions", credentials).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_first_code_can_be_guessed_five_times() {
    let counter = Counter::open().await;
    let token = counter.invites("amna@office.example").await;
    counter.post("/staff/invitations/accept", json!({ "token": token, "password": PASSWORD })).await;
    let wrong = json!({ "token": token, "totp": "00000x" });
    for _ in 0..5 {
        assert_eq!(
            counter.post("/staff/invitations/confirm", wrong.clone()).await.0,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(counter.post("/staff/invitations/confirm", wrong).await.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_invited_person_chooses_no_password_with_their_own_name() {
    let counter = Counter::open().await;
    let token = counter.invites("amna@office.example").await;
    let acceptance = json!({ "token": token, "password": "rashid-on-the-roof" });
    assert_eq!(
        counter.post("/staff/invitations/accept", acceptance).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn every_mistake_of_staff_gets_one_answer() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    let right = proofs(&counter, &officer).await;
    let mut answers = Vec::new();
    for (field, wrong) in
        [("email", "nobody@office.example"), ("password", "another-lantern-85"), ("totp", "12345x")]
    {
        let mut credentials = right.clone();
        credentials[field] = json!(wrong);
        answers.push(counter.post("/staff/sessions", credentials).await);
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn a_code_of_the_authenticator_is_good_once_even_in_parallel() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    let credentials = proofs(&counter, &officer).await;
    // Each from a place of its own: the lock is not what is tried here.
    let answers =
        join_all(
            (1..=20).map(|number| {
                let (counter, credentials) = (&counter, credentials.clone());
                async move {
                    counter.post_from(&format!("192.0.2.{number}"), "/staff/sessions", credentials).await.0
                }
            }),
        )
        .await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{answers:?}");
}

#[tokio::test]
async fn a_disabled_officer_is_out_at_once() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    staff_entry::disable(&counter.app, &Actor::System, &Typed::new(&*officer.email)).await.unwrap();
    assert_eq!(counter.ask(&officer.token, ("GET", "/me"), None).await.0, StatusCode::UNAUTHORIZED);
    let credentials = proofs(&counter, &officer).await;
    assert_eq!(counter.post("/staff/sessions", credentials).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_role_taken_away_or_run_out_is_gone_with_the_next_request() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    let roles = || async {
        let mut conn = counter.database.app.acquire().await.unwrap();
        let session =
            pser::people::sessions::find(&mut conn, &officer.token, pser::people::sessions::Sign::Of)
                .await
                .unwrap()
                .unwrap();
        match session.actor() {
            Actor::Staff { grants, .. } => grants.len(),
            other => panic!("an officer's session is {other:?}"),
        }
    };
    assert_eq!(roles().await, 1);
    let owner = &counter.database.owner;
    sqlx::query("update grants set expires_at = pser_now() - interval '1 second'")
        .execute(owner)
        .await
        .unwrap();
    assert_eq!(roles().await, 0);
    sqlx::query("update grants set expires_at = null, revoked_at = pser_now()").execute(owner).await.unwrap();
    assert_eq!(roles().await, 0);
}

#[tokio::test]
async fn nobody_is_invited_over_a_live_account() {
    let counter = Counter::open().await;
    counter.officer().await;
    let invitation = staff_entry::Invitation {
        email: Typed::new("other@office.example"),
        cnic: Typed::new("35202-1111111-1"),
        name: "Amna Rashid".to_owned(),
        language: pser::texts::Language::En,
        grants: Vec::new(),
    };
    let refused = staff_entry::invite(&counter.app, &Actor::System, invitation).await.unwrap_err();
    assert!(matches!(refused, pser::error::Error::Refused(pser::refusal::Refusal::StaffAccountExists)));
}
