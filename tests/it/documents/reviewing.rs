//! Officers open and review documents, within their area and never their own or their household's.

use pser::casework::documents::Said;
use pser::entropy;
use pser::error::Error;
use pser::policy::Actor;
use pser::refusal::Refusal;
use pser::workflow::Why;
use serde_json::json;
use uuid::Uuid;

use super::files;
use super::office::{Office, Sending, citizen, officer};
use crate::arrange::{AREA, Citizen};

struct Arranged {
    office: Office,
    aslam: Citizen,
    officer: Actor,
    case: Uuid,
    document: Uuid,
}

/// A case in verification with one document, and an officer of its area.
async fn arranged() -> Arranged {
    let office = Office::open().await;
    let (aslam, clerk) = (office.citizen("3520212345671").await, office.citizen("3520212345673").await);
    let application = office.draft(&aslam).await;
    let file = files::jpeg(20, 20);
    let document =
        office.sent(&citizen(&aslam), application, &Sending { file: &file, ..Sending::default() }).await;
    let case = office.case(application, "verifying", &["photograph"]).await;
    Arranged { office, aslam, officer: officer(clerk.person, AREA), case, document }
}

fn refused() -> Said<'static> {
    Said::Refused(Why { code: Some("other"), words: Some("the face cannot be seen") })
}

#[tokio::test]
async fn opening_a_document_is_on_record_with_whose_it_is() {
    let Arranged { office, aslam, officer, case, document } = arranged().await;
    office.opens(&officer, document).await.unwrap();
    let looks: Vec<(Uuid, Uuid, Uuid)> = sqlx::query_as(
        "select subject_person, case_id, document_id from access_log where actor_kind = 'staff' and what = 'view-document'",
    )
    .fetch_all(&office.database.owner)
    .await
    .unwrap();
    assert_eq!(looks, [(aslam.person, case, document)]);
}

#[tokio::test]
async fn a_verdict_changes_the_facts_and_the_version_of_the_case() {
    let Arranged { office, officer, case, document, .. } = arranged().await;
    let missing = "select (document_facts(application_id, snapshot) ->> 'missing')::bigint from cases";
    assert_eq!(office.counts(missing).await, 0);
    let view = office.reviews(&officer, document, refused()).await.unwrap();
    assert_eq!((view.review, view.review_reason.as_deref()), ("refused", Some("the face cannot be seen")));
    assert_eq!(office.counts(missing).await, 1);
    office.reviews(&officer, document, Said::Accepted).await.unwrap();
    assert_eq!(office.counts(missing).await, 0);

    let version: i32 = sqlx::query_scalar("select version from cases where id = $1")
        .bind(case)
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(version, 3);
    let told = "select count(*) from case_events where kind in ('document-refused', 'document-accepted')";
    assert_eq!(office.counts(told).await, 2);
}

#[tokio::test]
async fn a_verdict_sent_twice_is_one_in_the_history_and_another_officers_is_another() {
    let Arranged { office, officer: first, document, .. } = arranged().await;
    let told = "select count(*) from case_events where kind in ('document-refused', 'document-accepted')";
    let versions = "select version::bigint from cases";
    let view = office.reviews(&first, document, refused()).await.unwrap();
    let version = office.counts(versions).await;
    let again = office.reviews(&first, document, refused()).await.unwrap();
    assert_eq!(json!(again), json!(view));
    assert_eq!((office.counts(told).await, office.counts(versions).await), (1, version));
    let colleague = office.citizen("3520212345675").await;
    office.reviews(&officer(colleague.person, AREA), document, refused()).await.unwrap();
    let otherwise = Said::Refused(Why { code: Some("unreadable"), words: None });
    office.reviews(&officer(colleague.person, AREA), document, otherwise).await.unwrap();
    assert_eq!(office.counts(told).await, 3);
}

#[tokio::test]
async fn the_citizen_reads_why_in_their_language_and_the_history_counts_the_code() {
    let Arranged { office, aslam, officer, document, .. } = arranged().await;
    for (language, why) in [
        ("en", "It is blurred or too dark to read: use daylight"),
        ("ur", "تصویر دھندلی یا اندھیری ہے اور پڑھی نہیں جاتی: use daylight"),
    ] {
        sqlx::query("update citizen_accounts set language = $2 where person_id = $1")
            .bind(aslam.person)
            .bind(language)
            .execute(&office.database.owner)
            .await
            .unwrap();
        let said = Said::Refused(Why { code: Some("unreadable"), words: Some("use daylight") });
        let view = office.reviews(&officer, document, said).await.unwrap();
        assert_eq!(view.review_reason.as_deref(), Some(why));
    }
    let counted = "select count(*) from case_events where kind = 'document-refused' and detail ->> 'code' = 'unreadable'";
    assert_eq!(office.counts(counted).await, 2);
}

#[tokio::test]
async fn a_refusal_names_one_of_the_reasons_and_says_more_where_it_is_none_of_them() {
    let Arranged { office, officer, document, .. } = arranged().await;
    for (code, words, field) in [
        (None, Some("it is too dark"), "code"),
        (Some("ugly"), Some("it is too dark"), "code"),
        (Some("other"), None, "reason"),
        (Some("other"), Some(" "), "reason"),
    ] {
        let refusal = office.reviews(&officer, document, Said::Refused(Why { code, words })).await;
        let Err(Error::Refused(Refusal::Invalid(wrong))) = refusal else { panic!("{refusal:?}") };
        assert_eq!(wrong[0].field, field);
    }
    assert_eq!(office.counts("select count(*) from documents where review <> 'none'").await, 0);
}

#[tokio::test]
async fn an_officer_of_another_area_hears_of_nothing() {
    let Arranged { office, document, .. } = arranged().await;
    let stranger = officer(entropy::id(), "multan");
    assert!(matches!(office.opens(&stranger, document).await, Err(Error::NotFound)));
    assert!(matches!(office.reviews(&stranger, document, refused()).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn nobody_reviews_their_own_document_or_their_households() {
    let Arranged { office, aslam, officer: clerk, document, .. } = arranged().await;
    let own = office.reviews(&officer(aslam.person, AREA), document, Said::Accepted).await;
    assert!(matches!(own, Err(Error::Refused(Refusal::OwnCase))), "{own:?}");

    let Actor::Staff { person, .. } = clerk else { unreachable!("an officer is staff") };
    let household = entropy::id();
    sqlx::query("insert into households (id, area) values ($1, $2)")
        .bind(household)
        .bind(AREA)
        .execute(&office.database.owner)
        .await
        .unwrap();
    for member in [aslam.person, person] {
        sqlx::query(
            "insert into memberships (id, household_id, person_id, name, relationship) values ($1, $2, $3, 'A', 'head')",
        )
        .bind(entropy::id())
        .bind(household)
        .bind(member)
        .execute(&office.database.owner)
        .await
        .unwrap();
    }
    let kin = office.reviews(&clerk, document, Said::Accepted).await;
    assert!(matches!(kin, Err(Error::Refused(Refusal::KinCase))), "{kin:?}");
}

#[tokio::test]
async fn a_citizen_reviews_nothing() {
    let Arranged { office, aslam, document, .. } = arranged().await;
    let own = office.reviews(&citizen(&aslam), document, Said::Accepted).await;
    assert!(matches!(own, Err(Error::Refused(Refusal::NotAllowed { .. }))), "{own:?}");
}

#[tokio::test]
async fn documents_are_reviewed_only_while_the_case_is_in_a_queue_and_not_in_somebody_elses_hands() {
    let Arranged { office, officer, case, document, .. } = arranged().await;
    let colleague = entropy::id();
    let mut conn = office.database.owner.acquire().await.unwrap();
    sqlx::query(
        "insert into staff_accounts (id, person_id, email, state) select $1, person_id, 'colleague@example.org', 'invited'
         from citizen_accounts limit 1",
    )
    .bind(colleague)
    .execute(&mut *conn)
    .await
    .unwrap();
    sqlx::query("update cases set claimed_by = $2, claimed_at = pser_now() where id = $1")
        .bind(case)
        .bind(colleague)
        .execute(&mut *conn)
        .await
        .unwrap();
    let held = office.reviews(&officer, document, refused()).await;
    assert!(matches!(held, Err(Error::Refused(Refusal::ClaimedBySomeoneElse { .. }))), "{held:?}");

    sqlx::query("update cases set claimed_by = null, claimed_at = null, queue = null, stage = 'submitted' where id = $1")
        .bind(case)
        .execute(&mut *conn)
        .await
        .unwrap();
    let early = office.reviews(&officer, document, refused()).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::ActionNotOpen { .. }))), "{early:?}");
}
