//! A citizen sends documents: what is kept, what it sets off, and what leaves nothing behind.

use pser::documents;
use pser::error::{Error, Fault};
use pser::refusal::Refusal;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::files;
use super::office::{Office, Sending, citizen, id_of, officer};
use super::scanning::{EICAR, fake_clamd};
use crate::arrange::AREA;

const CNIC: &str = "3520212345671";
const OTHER_CNIC: &str = "3520212345672";

#[tokio::test]
async fn a_document_of_a_draft_is_stored_encrypted_and_opens_for_its_owner() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let file = files::png(80, 60);
    let sending = Sending { content_type: "image/png", file: &file, ..Sending::default() };
    let answer = office.sends(&actor, draft, &sending).await.unwrap();
    assert_eq!(answer.body["file_name"], "photo.jpg");
    assert_eq!(answer.body["requirement"], "photograph");

    let opened = office.opens(&actor, id_of(&answer)).await.unwrap();
    assert_eq!(image::load_from_memory(&opened).unwrap(), image::load_from_memory(&file).unwrap());
    assert!(!office.bucket.everything().await.windows(4).any(|window| window == b"IHDR"));
    assert_eq!(office.counts("select count(*) from store_uploads").await, 0);
    assert_eq!(office.spool.path().join("uploads").read_dir().unwrap().count(), 0);
}

#[tokio::test]
async fn a_repeated_key_is_answered_with_the_same_document_and_refused_for_another_file() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let (one, other) = (files::jpeg(20, 20), files::jpeg(21, 20));
    let sending = Sending { file: &one, key: "one-and-the-same", ..Sending::default() };
    let first = office.sends(&actor, draft, &sending).await.unwrap();
    assert_eq!(office.sends(&actor, draft, &sending).await.unwrap(), first);
    let reused = office.sends(&actor, draft, &Sending { file: &other, ..sending }).await;
    assert!(matches!(reused, Err(Error::Refused(Refusal::KeyReused))));
    assert_eq!(office.counts("select count(*) from documents").await, 1);
}

#[tokio::test]
async fn the_last_paper_sent_again_under_its_key_is_answered_although_nothing_is_wanted_any_more() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, application) = (citizen(&aslam), office.draft(&aslam).await);
    office.case(application, "documents-pending", &["photograph"]).await;
    let (one, other) = (files::jpeg(20, 20), files::jpeg(21, 20));
    let sending = Sending { file: &one, key: "its-answer-was-lost", ..Sending::default() };
    let first = office.sends(&actor, application, &sending).await.unwrap();
    sqlx::query("update cases set stage = 'verifying'").execute(&office.database.owner).await.unwrap();

    assert_eq!(office.sends(&actor, application, &sending).await.unwrap(), first);
    let reused = office.sends(&actor, application, &Sending { file: &other, ..sending.clone() }).await;
    assert!(matches!(reused, Err(Error::Refused(Refusal::KeyReused))), "{reused:?}");
    let late = office.sends(&actor, application, &Sending { key: "", ..sending }).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::DocumentsClosed))), "{late:?}");
    assert_eq!(office.counts("select count(*) from documents").await, 1);
}

#[tokio::test]
async fn twenty_posts_of_one_key_at_once_make_one_document() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let file = files::jpeg(20, 20);
    let sending = Sending { file: &file, key: "sent-by-a-nervous-thumb", ..Sending::default() };
    let posts = (0..20).map(|_| office.sends(&actor, draft, &sending));
    let answers = futures::future::join_all(posts).await;
    let ids: Vec<Uuid> = answers.into_iter().map(|answer| id_of(&answer.unwrap())).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(office.counts("select count(*) from documents").await, 1);
}

#[tokio::test]
async fn two_files_for_one_slot_at_once_leave_one_current() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let (one, other) = (files::jpeg(20, 20), files::jpeg(21, 20));
    let (one, other) =
        (Sending { file: &one, ..Sending::default() }, Sending { file: &other, ..Sending::default() });
    let both = tokio::join!(office.sends(&actor, draft, &one), office.sends(&actor, draft, &other));
    assert!(both.0.is_ok() && both.1.is_ok());
    assert_eq!(office.counts("select count(*) from documents where replaced_at is null").await, 1);
}

#[tokio::test]
async fn the_same_file_of_two_applicants_is_known_by_its_digest() {
    let office = Office::open().await;
    let file = files::jpeg(20, 20);
    for cnic in [CNIC, OTHER_CNIC] {
        let someone = office.citizen(cnic).await;
        let draft = office.draft(&someone).await;
        office.sent(&citizen(&someone), draft, &Sending { file: &file, ..Sending::default() }).await;
    }
    assert_eq!(office.counts("select count(distinct digest) from documents").await, 1);
    assert_eq!(office.counts("select count(distinct object_key) from documents").await, 2);
}

#[tokio::test]
async fn an_unknown_requirement_and_a_member_nobody_named_are_refused_by_field() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let file = files::jpeg(20, 20);
    for (requirement, member) in [("passport", None), ("photograph", Some(0)), ("cnic-member", Some(3))] {
        let refused = office
            .sends(&actor, draft, &Sending { requirement, member, file: &file, ..Sending::default() })
            .await;
        let expected = Refusal::field("requirement", "requirement-unknown");
        assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected), "{requirement}");
    }
}

#[tokio::test]
async fn nobody_but_the_applicant_sends_and_others_hear_of_nothing() {
    let office = Office::open().await;
    let (aslam, other) = (office.citizen(CNIC).await, office.citizen(OTHER_CNIC).await);
    let draft = office.draft(&aslam).await;
    let file = files::jpeg(20, 20);
    let sending = Sending { file: &file, ..Sending::default() };
    let document = office.sent(&citizen(&aslam), draft, &sending).await;
    for stranger in [citizen(&other), officer(other.person, AREA), officer(other.person, "multan")] {
        assert!(matches!(office.sends(&stranger, draft, &sending).await, Err(Error::NotFound)));
        assert!(matches!(office.opens(&stranger, document).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn the_last_missing_document_tells_the_case_and_the_one_before_does_not() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, application) = (citizen(&aslam), office.draft(&aslam).await);
    let case = office.case(application, "documents-pending", &["photograph", "cnic-self"]).await;
    let file = files::jpeg(20, 20);
    let raised = "select count(*) from jobs where kind = 'raise-event'";
    let photograph = Sending { file: &file, ..Sending::default() };
    office.sent(&actor, application, &photograph).await;
    assert_eq!(office.counts(raised).await, 0);
    office.sent(&actor, application, &Sending { requirement: "cnic-self", ..photograph.clone() }).await;
    assert_eq!(office.counts(raised).await, 1);

    let version: i32 = sqlx::query_scalar("select version from cases where id = $1")
        .bind(case)
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(version, 3);
    assert_eq!(office.counts("select count(*) from case_events where kind = 'document-received'").await, 2);
}

#[tokio::test]
async fn a_case_in_work_takes_only_what_was_asked_for() {
    let office = Office::open().await;
    let aslam = office.citizen(CNIC).await;
    let (actor, application) = (citizen(&aslam), office.draft(&aslam).await);
    office.case(application, "verifying", &["photograph"]).await;
    let file = files::jpeg(20, 20);
    let photograph = Sending { file: &file, ..Sending::default() };
    let refused = office.sends(&actor, application, &photograph).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::DocumentsClosed))));

    let slot = documents::Slot { requirement: "photograph".to_owned(), member: None };
    let asked =
        documents::NewRequest { application, slot: &slot, reason: "blurred", requested_by: aslam.person };
    documents::open(&mut office.database.app.acquire().await.unwrap(), &asked).await.unwrap();
    office.sent(&actor, application, &photograph).await;
    assert_eq!(office.counts("select count(*) from document_requests where answered_at is null").await, 0);
    assert!(office.sends(&actor, application, &photograph).await.is_err());
}

#[tokio::test]
async fn an_infected_file_is_refused_and_a_scanner_that_is_down_lets_nothing_in() {
    let mut office = Office::open().await;
    office.app_mut().scanner = Some(fake_clamd().await);
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let file = files::pdf(EICAR);
    let infected = Sending { content_type: "application/pdf", file: &file, ..Sending::default() };
    let refused = office.sends(&actor, draft, &infected).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::FileInfected))));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = listener.local_addr().unwrap().to_string().parse().unwrap();
    drop(listener);
    office.app_mut().scanner = Some(gone);
    let clean = files::jpeg(20, 20);
    let kept_out = office.sends(&actor, draft, &Sending { file: &clean, ..Sending::default() }).await;
    assert!(matches!(kept_out, Err(Error::Fault(Fault::Unavailable { .. }))));
    assert_eq!(
        office.counts("select (select count(*) from documents) + (select count(*) from store_uploads)").await,
        0
    );
}

#[tokio::test]
async fn a_store_that_is_down_leaves_a_key_for_the_sweeper_and_no_document() {
    let mut office = Office::open().await;
    let unreachable = office.bucket.unreachable();
    office.app_mut().store = unreachable;
    let aslam = office.citizen(CNIC).await;
    let (actor, draft) = (citizen(&aslam), office.draft(&aslam).await);
    let file = files::jpeg(20, 20);
    let sending = Sending { file: &file, key: "tried-while-down", ..Sending::default() };
    assert!(matches!(
        office.sends(&actor, draft, &sending).await,
        Err(Error::Fault(Fault::Unavailable { .. }))
    ));
    assert_eq!(office.counts("select count(*) from store_uploads").await, 1);

    let reachable = office.bucket.store.clone();
    office.app_mut().store = reachable;
    assert!(office.sends(&actor, draft, &sending).await.is_ok(), "the key was not used up");
    assert_eq!(office.counts("select count(*) from documents").await, 1);
}
