use chrono::TimeDelta;
use pser::notices::{self, Channel, NewNotice};
use pser::queue::Outcome;
use serde_json::json;

use super::{PostRoom, params, sms};

#[tokio::test]
async fn an_sms_arrives_once_however_often_its_job_runs() {
    let room = PostRoom::open().await;
    let params = params();
    let notice = room.writes(&sms("application-received", &params)).await;
    for _ in 0..3 {
        assert_eq!(room.sends(notice).await, Outcome::Done);
    }
    let arrived = room.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(
        (arrived[0].id.clone(), arrived[0].to.clone()),
        (notice.to_string(), vec!["923001234567".to_owned()])
    );
    assert!(arrived[0].text.contains("C-7M3QK-0T8XW-2"), "{}", arrived[0].text);
    assert_eq!(room.state(notice).await, ("sent".to_owned(), 1, None));
}

#[tokio::test]
async fn a_message_that_was_sent_but_not_recorded_is_taken_once_by_the_gateway() {
    let room = PostRoom::open().await;
    let params = params();
    let notice = room.writes(&sms("application-received", &params)).await;
    assert_eq!(room.sends(notice).await, Outcome::Done);
    sqlx::query("update notices set state = 'written', sent_at = null where id = $1")
        .bind(notice)
        .execute(&room.database.owner)
        .await
        .unwrap();
    assert_eq!(room.sends(notice).await, Outcome::Done);
    assert_eq!(room.arrived().len(), 1);
}

#[tokio::test]
async fn a_gateway_that_is_down_is_tried_again_and_one_that_refuses_is_not() {
    let room = PostRoom::open().await;
    let params = params();
    let notice = room.writes(&sms("application-approved", &params)).await;
    for (tries, status) in [(1, 503), (2, 429), (3, 401), (4, 302)] {
        room.gateway_answers(status);
        let outcome = room.sends(notice).await;
        assert!(matches!(outcome, Outcome::Retry { after: None, .. }), "{status}: {outcome:?}");
        let (state, counted, problem) = room.state(notice).await;
        assert_eq!((state.as_str(), counted), ("written", tries));
        assert!(problem.unwrap().contains(&status.to_string()));
    }
    room.gateway_answers(422);
    assert!(matches!(room.sends(notice).await, Outcome::Fail { .. }));
    assert_eq!(room.state(notice).await.0, "failed");
    room.gateway_answers(0);
    assert_eq!(room.sends(notice).await, Outcome::Done);
    assert!(room.arrived().is_empty(), "what has failed is not sent later");
}

#[tokio::test]
async fn an_email_arrives_in_urdu_with_the_notice_as_its_message_id() {
    let room = PostRoom::open().await;
    let mut params = params();
    params["programme"] = json!("نقد امداد");
    params["reason"] = json!("a\r\nBcc: all@example.org\r\n\r\n.\r\nQUIT");
    let letter = NewNotice {
        channel: Channel::Email,
        language: "ur",
        recipient: "somebody@example.org",
        ..sms("application-rejected", &params)
    };
    let notice = room.writes(&letter).await;
    assert_eq!(room.sends(notice).await, Outcome::Done);
    let arrived = room.arrived();
    let [mail] = arrived.as_slice() else { panic!("{arrived:?}") };
    assert_eq!(mail.to, ["somebody@example.org"]);
    assert!(mail.id.contains(&notice.to_string()), "{}", mail.id);
    assert!(mail.subject.as_deref().unwrap().contains("C-7M3QK-0T8XW-2"), "{:?}", mail.subject);
    assert!(mail.text.contains("نقد امداد"), "{}", mail.text);
    assert!(mail.text.contains("a  Bcc: all@example.org    .  QUIT"), "{}", mail.text);
}

#[tokio::test]
async fn a_malformed_address_fails_and_a_silent_mail_server_is_tried_again() {
    let mut room = PostRoom::open().await;
    let params = params();
    let letter =
        |recipient| NewNotice { channel: Channel::Email, recipient, ..sms("application-received", &params) };
    let malformed = room.writes(&letter("no address\r\nBcc: x@example.org")).await;
    assert!(matches!(room.sends(malformed).await, Outcome::Fail { .. }));
    let nobody = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("smtp://{}", listener.local_addr().unwrap()).parse().unwrap()
    };
    room.mail = pser::adapters::mail::Mail::new(&nobody, "PSER <no-reply@pser.invalid>").unwrap();
    let notice = room.writes(&letter("somebody@example.org")).await;
    assert!(matches!(room.sends(notice).await, Outcome::Retry { .. }));
    assert_eq!(room.state(notice).await.0, "written");
}

#[tokio::test]
async fn a_code_goes_ahead_of_other_messages_and_is_not_sent_once_it_has_expired() {
    let room = PostRoom::open().await;
    let params = json!({ "code": "042917" });
    let expires_at = room.database.now().await + TimeDelta::minutes(10);
    let code = NewNotice { expires_at: Some(expires_at), ..sms("sign-in-code", &params) };
    let (in_time, too_late) = (room.writes(&code).await, room.writes(&code).await);
    let queues: Vec<String> =
        sqlx::query_scalar("select distinct queue from jobs").fetch_all(&room.database.owner).await.unwrap();
    assert_eq!(queues, ["codes"]);
    assert_eq!(room.sends(in_time).await, Outcome::Done);
    assert!(room.arrived()[0].text.starts_with("042917 is your PSER code"), "{}", room.arrived()[0].text);

    room.database.passes(TimeDelta::minutes(11)).await;
    assert_eq!(room.sends(too_late).await, Outcome::Done);
    assert_eq!(room.state(too_late).await.0, "expired");
    assert_eq!(room.arrived().len(), 1);
}

#[tokio::test]
async fn neither_recipient_nor_code_stands_in_clear_in_the_database() {
    let room = PostRoom::open().await;
    let params = json!({ "code": "042917" });
    let expires_at = Some(room.database.now().await + TimeDelta::minutes(10));
    let id = room.writes(&NewNotice { expires_at, ..sms("sign-in-code", &params) }).await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select notices::text || encode(recipient_sealed || params_sealed, 'escape') from notices",
    )
    .fetch_all(&room.database.owner)
    .await
    .unwrap();
    let jobs: Vec<String> =
        sqlx::query_scalar("select jobs::text from jobs").fetch_all(&room.database.owner).await.unwrap();
    assert!(jobs.iter().any(|job| job.contains(&id.to_string())));
    for text in rows.iter().chain(&jobs) {
        assert!(!text.contains("923001234567") && !text.contains("042917"), "{text}");
    }
}

#[tokio::test]
async fn a_prepared_row_is_a_notice_once_a_statement_inserts_it() {
    let room = PostRoom::open().await;
    let params = params();
    let prepared = notices::prepare(&room.sealer, &sms("application-withdrawn", &params));
    sqlx::query(
        "insert into notices (id, kind, channel, language, account_id, case_id, recipient_sealed, params_sealed)
         select n.id, n.kind, n.channel, n.language, n.account_id, n.case_id, decode(n.recipient_sealed, 'hex'),
             decode(n.params_sealed, 'hex')
         from jsonb_to_record($1) as n (
             id uuid, kind text, channel text, language text, account_id uuid, case_id uuid, recipient_sealed text,
             params_sealed text
         )",
    )
    .bind(&prepared.row)
    .execute(&room.database.app)
    .await
    .unwrap();
    assert_eq!(room.sends(prepared.job.notice).await, Outcome::Done);
    assert!(room.arrived()[0].text.contains("withdrawn"), "{}", room.arrived()[0].text);
}

#[tokio::test]
async fn a_notice_that_is_gone_or_cannot_be_filled_is_not_tried_for_ever() {
    let room = PostRoom::open().await;
    assert_eq!(room.sends(pser::entropy::id()).await, Outcome::Done);
    let params = json!({});
    let notice = room.writes(&sms("application-received", &params)).await;
    assert!(matches!(room.sends(notice).await, Outcome::Fail { .. }));
    let (state, _, problem) = room.state(notice).await;
    assert_eq!(state, "failed");
    assert!(problem.unwrap().contains("application-received/sms.en.txt"));
}
