//! Certificates: issued with a step, checked by anybody, printed by their owner, revoked by the office.

mod checking;
mod issuing;
mod printing;
mod revoking;

use std::collections::BTreeMap;

use pser::catalogue::Bundle;
use pser::catalogue::publish::publish;

use crate::household::{read, shipped};
use crate::office::{Case, Office, PROGRAMME, Persona};

/// An office whose cash assistance issues a certificate where a case is approved.
async fn office() -> Office {
    let office = Office::open().await;
    let shipped = shipped();
    let names = ["workflow.yaml", "form.yaml", "eligibility.yaml", "taken/household-registration/form.yaml"];
    let mut files: BTreeMap<String, String> =
        names.map(|name| (name.to_owned(), shipped.file(name).unwrap().to_owned())).into();
    let enters = "enter: { notice: application-approved }";
    let workflow = &files["workflow.yaml"];
    assert!(workflow.contains(enters), "{workflow}");
    let certifies = workflow.replace(enters, "enter: { notice: application-approved, certificate: true }");
    files.insert("workflow.yaml".to_owned(), certifies);
    let programme = read(&Bundle::new(PROGRAMME, files).unwrap());
    let mut conn = office.app.db.acquire().await.unwrap();
    publish(&mut conn, &[programme]).await.unwrap();
    office.app.catalogue.refresh(&mut conn).await.unwrap();
    drop(conn);
    office
}

/// The numbers of the certificates of a case.
async fn numbers(office: &Office, case: &Case) -> Vec<String> {
    sqlx::query_scalar("select number from certificates where case_id = $1")
        .bind(case.id)
        .fetch_all(&office.database.owner)
        .await
        .unwrap()
}

/// Somebody with a certificate: the case and its number.
async fn certified(office: &Office, citizen: &Persona) -> (Case, String) {
    let officer = office.officer("lahore").await;
    let case = office.approved(citizen, &officer).await;
    let number = numbers(office, &case).await.pop().expect("approval issues a certificate");
    (case, number)
}
