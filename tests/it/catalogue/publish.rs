//! Publishing: what is published is sound, known by its hash, and old versions stay readable.

use std::collections::BTreeMap;

use pser::catalogue::publish::{publish, read_all};
use pser::catalogue::{Bundle, Catalogue, Programme};
use pser::workflow::Problem;

use crate::harness::Database;
use crate::household::{read, shipped};
use crate::workflow::known;

const NAMES: [&str; 4] =
    ["workflow.yaml", "form.yaml", "eligibility.yaml", "taken/household-registration/form.yaml"];

fn files() -> BTreeMap<String, String> {
    let bundle = shipped();
    NAMES.iter().map(|name| ((*name).to_owned(), bundle.file(name).unwrap().to_owned())).collect()
}

fn with_threshold(points: u8) -> Programme {
    let mut files = files();
    let card = files["eligibility.yaml"].replace("threshold: 40", &format!("threshold: {points}"));
    files.insert("eligibility.yaml".to_owned(), card);
    read(&Bundle::new("cash-assistance", files).unwrap())
}

#[test]
fn a_bundle_has_the_same_hash_wherever_it_is_read_from() {
    let embedded = shipped();
    let from_folder = Bundle::in_folder(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows").as_ref()).unwrap();
    assert!(from_folder.contains(&embedded));
    assert_eq!(Bundle::new("cash-assistance", files()).unwrap().hash, with_threshold(40).hash);
    assert_ne!(with_threshold(41).hash, with_threshold(40).hash);
}

#[test]
fn the_problems_of_all_files_are_told_at_once_and_nothing_is_read() {
    let mut broken = files();
    broken.insert("form.yaml".to_owned(), broken["form.yaml"].replace("type: iban", "type: ibn"));
    broken
        .insert("workflow.yaml".to_owned(), broken["workflow.yaml"].replace("to: verifying", "to: verifyng"));
    let problems = read_all(vec![Bundle::new("cash-assistance", broken).unwrap()], &known(), &|_| Vec::new());
    let told: Vec<String> = problems.unwrap_err().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|problem| problem.starts_with("cash-assistance/form.yaml:")), "{told:#?}");
    assert!(told.iter().any(|problem| problem.starts_with("cash-assistance/workflow.yaml:")), "{told:#?}");

    let mut card = files();
    card.insert(
        "eligibility.yaml".to_owned(),
        card["eligibility.yaml"].replace("assets.has_car", "assets.has_cat"),
    );
    let problems = Programme::read(Bundle::new("cash-assistance", card).unwrap(), &known()).unwrap_err();
    assert!(problems[0].to_string().contains("did you mean `has_car`?"), "{problems:?}");

    let missing = Programme::read(Bundle::new("cash-assistance", BTreeMap::new()).unwrap(), &known());
    assert_eq!(missing.unwrap_err().len(), 2);
}

#[test]
fn a_programme_that_fails_its_proofs_is_not_read() {
    let finding = |programme: &Programme| {
        let (file, at) = (programme.code.clone(), String::new());
        vec![Problem { file, line: 0, column: 0, at, message: "nobody may verify".to_owned() }]
    };
    assert!(read_all(vec![shipped()], &known(), &finding).is_err());
}

#[tokio::test]
async fn publishing_again_changes_nothing_and_a_new_bundle_leaves_the_old_one_readable() {
    let database = Database::fresh().await;
    let mut conn = database.app.acquire().await.unwrap();
    let first = [read(&shipped())];
    assert!(publish(&mut conn, &first).await.unwrap()[0].is_changed);
    assert!(!publish(&mut conn, &first).await.unwrap()[0].is_changed);

    let catalogue = Catalogue::load(&mut conn, known()).await.unwrap();
    let other_process = Catalogue::load(&mut conn, known()).await.unwrap();
    let second = [with_threshold(41)];
    assert!(publish(&mut conn, &second).await.unwrap()[0].is_changed);
    catalogue.refresh(&mut conn).await.unwrap();
    assert_eq!(catalogue.current("cash-assistance").unwrap().programme.hash, second[0].hash);
    assert_eq!(other_process.current("cash-assistance").unwrap().programme.hash, first[0].hash);

    let newcomer = Catalogue::load(&mut conn, known()).await.unwrap();
    let old = newcomer.version(&mut conn, &first[0].hash).await.unwrap();
    assert_eq!(old.bundle, first[0].bundle);
    assert!(newcomer.version(&mut conn, &[0; 32]).await.is_err());
}

#[tokio::test]
async fn a_published_bundle_cannot_be_changed_by_the_program_and_a_forged_one_is_not_read() {
    let database = Database::fresh().await;
    let mut conn = database.app.acquire().await.unwrap();
    publish(&mut conn, &[read(&shipped())]).await.unwrap();
    let forge = "update bundles set content = jsonb_set(content, '{files,form.yaml}', '\"\"')";
    assert!(sqlx::query(forge).execute(&mut *conn).await.is_err());
    sqlx::query(forge).execute(&database.owner).await.unwrap();
    let error = Catalogue::load(&mut conn, known()).await.unwrap_err();
    assert!(error.to_string().contains("does not have its hash"), "{error}");
}

#[tokio::test]
async fn areas_and_holidays_are_added_once_and_edits_stay() {
    let database = Database::fresh().await;
    let mut conn = database.app.acquire().await.unwrap();
    assert_eq!(pser::areas::load(&mut conn).await.unwrap(), 205);
    assert!(pser::calendar::load(&mut conn).await.unwrap() > 50);
    sqlx::query("update areas set name_en = 'Edited' where code = 'lahore'")
        .execute(&mut *conn)
        .await
        .unwrap();
    assert_eq!(pser::areas::load(&mut conn).await.unwrap(), 0);
    assert_eq!(pser::calendar::load(&mut conn).await.unwrap(), 0);
    let areas = pser::areas::all(&mut conn).await.unwrap();
    assert!(areas.iter().any(|area| area.code == "lahore" && area.name_en == "Edited"));
    let calendar = pser::calendar::working(&mut conn).await.unwrap();
    let works = |day: &str| calendar.is_working_day(day.parse().unwrap());
    assert!(works("2026-08-13") && !works("2026-08-14") && !works("2026-08-15") && !works("2026-08-16"));
}
