//! The API's words for money.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use pser::entropy;
use pser::people::sessions::{self, Account};
use pser::policy::Actor;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::arrange::{AMOUNT, Office, iban, role};

/// Somebody with a bearer token.
struct Caller(String);

impl Office {
    /// Gives the actor an account as the actor says, and a session that has just begun.
    async fn signs_in(&self, actor: &Actor) -> Caller {
        let Actor::Staff { account, person, grants } = actor else { panic!("staff only") };
        sqlx::query(
            "insert into staff_accounts (id, person_id, email, state, password_hash, totp_sealed)
             values ($1, $2, $1::text, 'live', 'none', 'none')",
        )
        .bind(account)
        .bind(person)
        .execute(&self.database.owner)
        .await
        .unwrap();
        for grant in grants {
            sqlx::query("insert into grants (id, staff_account_id, role, area) values ($1, $2, $3, $4)")
                .bind(entropy::id())
                .bind(account)
                .bind(&grant.role)
                .bind(&grant.area)
                .execute(&self.database.owner)
                .await
                .unwrap();
        }
        self.session(Account::Staff(*account)).await
    }

    async fn session(&self, account: Account) -> Caller {
        let mut conn = self.app.db.acquire().await.unwrap();
        let opened = sessions::open(&mut conn, account, None).await.unwrap();
        Caller(opened.token.reveal().to_owned())
    }

    async fn asks(&self, caller: &Caller, (method, path): (&str, &str), body: Value) -> (u16, Value) {
        self.asks_under(caller, (method, path), body, &entropy::id().to_string()).await
    }

    async fn asks_under(
        &self,
        Caller(token): &Caller,
        (method, path): (&str, &str),
        body: Value,
        key: &str,
    ) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("idempotency-key", key)
            .header("content-type", "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let router = pser::web::router(self.app.clone());
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

fn at(reference: &str, what: &str) -> String {
    format!("/batches/{reference}{what}")
}

#[tokio::test]
async fn a_batch_goes_from_its_maker_over_the_supervisor_to_the_bank() {
    let office = Office::open().await;
    let case = office.case("11").await;
    let administrator = office.signs_in(&office.staff(&[role("administrator")]).await).await;
    let maker = office.signs_in(&office.maker().await).await;
    let supervisor = office.signs_in(&office.supervisor().await).await;

    let money = json!({ "amount": 2 * AMOUNT, "authority": "FD-SO(B)-12/2026" });
    let giving = ("POST", "/programmes/cash-assistance/appropriations");
    let (status, given) = office.asks_under(&administrator, giving, money.clone(), "once-only").await;
    assert_eq!(status, 201, "{given}");
    let again = office.asks_under(&administrator, giving, money, "once-only").await;
    assert_eq!(again, (201, given), "the same request is one appropriation");

    let new = json!({ "programme": "cash-assistance", "area": "lahore" });
    let (status, made) = office.asks_under(&maker, ("POST", "/batches"), new.clone(), "one-batch").await;
    assert_eq!(status, 201, "{made}");
    let again = office.asks_under(&maker, ("POST", "/batches"), new, "one-batch").await;
    assert_eq!(again, (201, made.clone()));
    let reference = made["reference"].as_str().unwrap();
    let (status, proposal) = office.asks(&maker, ("POST", &at(reference, "/proposal")), Value::Null).await;
    assert_eq!((status, proposal), (200, json!({ "left_out": [] })));

    let (_, listed) = office.asks(&supervisor, ("GET", "/batches"), Value::Null).await;
    assert_eq!(listed["batches"][0]["reference"], reference);
    let (_, shown) = office.asks(&supervisor, ("GET", &at(reference, "")), Value::Null).await;
    assert_eq!((&shown["items"], &shown["total"]), (&json!(1), &json!(AMOUNT)));
    assert_eq!(shown["payments"][0]["case"], case.reference.as_str());
    assert_eq!(shown["payments"][0]["creditor_account_last"], "6711");
    assert!(!shown.to_string().contains("SCBL"), "{shown}");
    let signature = json!({ "content_hash": shown["content_hash"] });
    let approving = at(reference, "/approval");
    let (status, problem) = office.asks(&supervisor, ("POST", &approving), signature.clone()).await;
    assert_eq!(status, 204, "{problem}");
    let (status, problem) = office.asks(&supervisor, ("POST", &approving), signature).await;
    assert_eq!((status, &problem["type"]), (409, &json!("/problems/batch-not-open")));
    let budget = office.asks(&maker, ("GET", "/programmes/cash-assistance/budget"), Value::Null).await;
    let expected = json!({ "appropriated": 2 * AMOUNT, "available": AMOUNT, "held": AMOUNT, "paid": 0 });
    assert_eq!(budget, (200, expected));
    let path = format!("/cases/{}/payments", case.reference);
    let (_, payments) = office.asks(&supervisor, ("GET", &path), Value::Null).await;
    assert_eq!((&payments[0]["state"], &payments[0]["amount"]), (&json!("held"), &json!(AMOUNT)));
}

#[tokio::test]
async fn money_asks_for_a_proof_of_the_last_five_minutes() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let batch = office.proposes(&office.maker().await).await;
    let supervisor = office.signs_in(&office.supervisor().await).await;
    let administrator = office.signs_in(&office.staff(&[role("administrator")]).await).await;
    office.database.passes(TimeDelta::minutes(6)).await;
    let (_, shown) = office.asks(&supervisor, ("GET", &at(batch.as_str(), "")), Value::Null).await;
    let signature = json!({ "content_hash": shown["content_hash"] });
    let money = json!({ "amount": 1, "authority": "x" });
    for (caller, path, body) in [
        (&supervisor, at(batch.as_str(), "/approval"), signature),
        (&administrator, "/programmes/cash-assistance/appropriations".to_owned(), money),
    ] {
        let (status, problem) = office.asks(caller, ("POST", &path), body).await;
        assert_eq!(
            (status, &problem["type"]),
            (403, &json!("/problems/reauthentication-required")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_refused_approval_names_the_cases() {
    let office = Office::with_budget(AMOUNT).await;
    let officer = office.supervisor().await;
    let case = office.case_verified_by(super::arrange::person_of(&officer), "11").await;
    let batch = office.proposes(&office.maker().await).await;
    let caller = office.signs_in(&officer).await;
    let (_, shown) = office.asks(&caller, ("GET", &at(batch.as_str(), "")), Value::Null).await;
    let signature = json!({ "content_hash": shown["content_hash"] });
    let (status, problem) = office.asks(&caller, ("POST", &at(batch.as_str(), "/approval")), signature).await;
    assert_eq!((status, &problem["type"]), (409, &json!("/problems/cases-refused")));
    assert_eq!(problem["cases"][0]["case"], case.reference.as_str(), "{problem}");
    assert_eq!(problem["cases"][0]["code"], "separated");
}

#[tokio::test]
async fn what_is_asked_wrongly_or_by_the_wrong_person_is_refused() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let batch = office.proposes(&office.maker().await).await;
    let batch = at(batch.as_str(), "");
    let maker = office.signs_in(&office.maker().await).await;
    let officer = office.signs_in(&office.staff(&[role("officer")]).await).await;
    let new = json!({ "programme": "cash-assistance", "items": [] });
    let (status, problem) = office.asks(&maker, ("POST", "/batches"), new).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (422, &json!("field-unknown")));
    let (status, _) = office.asks_under(&maker, ("POST", "/batches"), json!({}), "short").await;
    assert_eq!(status, 422);
    for (path, body) in [
        (format!("{batch}/approval"), json!({ "content_hash": "00" })),
        (format!("{batch}/refusal"), json!({ "reason": "no" })),
        ("/programmes/cash-assistance/appropriations".to_owned(), json!({ "amount": 1, "authority": "x" })),
    ] {
        let (status, _) = office.asks(&maker, ("POST", &path), body).await;
        assert_eq!(status, 403, "{path}");
    }
    for path in ["/batches", &batch, "/programmes/cash-assistance/budget"] {
        let (status, _) = office.asks(&officer, ("GET", path), Value::Null).await;
        assert_eq!(status, 403, "{path}");
        let (status, _) = office.asks(&Caller("nobody".to_owned()), ("GET", path), Value::Null).await;
        assert_eq!(status, 401, "{path}");
    }
    let (status, _) = office.asks(&maker, ("GET", "/batches/B-00000-00000-1"), Value::Null).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn citizens_see_the_payments_of_their_own_case_only() {
    let office = Office::with_budget(AMOUNT).await;
    let mine = crate::arrange::citizen(&office.database, &crate::arrange::Who::default()).await;
    let other = crate::arrange::Who { cnic: "3520298765431", mobile: "923009876543", ..Default::default() };
    let other = crate::arrange::citizen(&office.database, &other).await;
    let case = office.case_of(mine.person, office.person("Officer").await, "11").await;
    let payment = office.approved_payments().await[0];
    office.ends(payment).await;
    let path = format!("/cases/{}/payments", case.reference);
    let me = office.session(Account::Citizen(mine.account)).await;
    let (status, payments) = office.asks(&me, ("GET", &path), Value::Null).await;
    assert_eq!((status, &payments[0]["state"]), (200, &json!("settled")), "{payments}");
    let stranger = office.session(Account::Citizen(other.account)).await;
    let (status, _) = office.asks(&stranger, ("GET", &path), Value::Null).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn citizens_give_another_account_after_the_bank_refused_theirs() {
    let office = Office::with_budget(AMOUNT).await;
    let mine = crate::arrange::citizen(&office.database, &crate::arrange::Who::default()).await;
    let case = office.case_of(mine.person, office.person("Officer").await, "01").await;
    let payment = office.approved_payments().await[0];
    office.ends(payment).await;
    let me = office.session(Account::Citizen(mine.account)).await;
    let shown = format!("/cases/{}", case.reference);
    let (_, seen) = office.asks(&me, ("GET", &shown), Value::Null).await;
    assert_eq!(seen["actions"][0]["name"], "correct-account", "{seen}");
    assert_eq!(seen["actions"][0]["is_open"], true, "{seen}");
    let path = format!("{shown}/actions/correct-account");
    let given = json!({ "version": seen["version"], "iban": iban("22").reveal() });
    let (status, done) = office.asks(&me, ("POST", &path), given.clone()).await;
    assert_eq!((status, &done["stage"]), (200, &json!("approved")), "{done}");
    assert_eq!(office.asks(&me, ("POST", &path), given).await, (200, done), "a repeat changes nothing");

    let (status, problem) = office.asks(&me, ("POST", &path), json!({ "iban": "PK00" })).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (422, &json!("iban-malformed")), "{problem}");
    let elsewhere = json!({ "iban": iban("22").reveal() });
    let (status, problem) =
        office.asks(&me, ("POST", &format!("{shown}/actions/withdraw")), elsewhere.clone()).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("iban")), "{problem}");
    office.database.passes(TimeDelta::minutes(6)).await;
    let (status, problem) = office.asks(&me, ("POST", &path), elsewhere).await;
    assert_eq!((status, &problem["type"]), (403, &json!("/problems/reauthentication-required")));
}
