//! Pages of a queue: in the order of urgency, whole, without repeats, and of nothing that somebody may not see, however
//! their places are laid out.

use pser::policy::Scope;
use pser::queues::{self, After, Due, Filter, Fitting, Holder};
use serde_json::json;

use crate::office::Office;

fn within(places: &[(Option<&str>, Option<&str>)]) -> Scope {
    let (areas, programmes) = places
        .iter()
        .map(|(area, programme)| (area.map(str::to_owned), programme.map(str::to_owned)))
        .unzip();
    Scope::Within { areas, programmes }
}

/// Every row of the queue, page after page.
async fn all(office: &Office, scope: &Scope, filter: Filter<'_>) -> Vec<String> {
    let mut conn = office.app.db.acquire().await.unwrap();
    let (mut references, mut after) = (Vec::new(), None);
    loop {
        let page = queues::page(&mut conn, "verification", scope, (filter, after)).await.unwrap();
        let Some(last) = page.last() else { return references };
        after = Some(After { rank: last.rank, id: last.id });
        references.extend(page.into_iter().map(|row| row.reference));
    }
}

#[tokio::test]
async fn pages_of_some_places_are_what_one_reading_of_the_whole_queue_says() {
    let office = Office::open().await;
    let areas = [
        "lahore/lahore/shalimar",
        "lahore/lahore/model-town",
        "lahore/kasur/pattoki",
        "multan/multan/shujabad",
    ];
    for number in 0..110_i64 {
        let area = areas[usize::try_from(number * 7 % 4).unwrap()];
        let person = office.citizen("Nasreen").await.person;
        let reference = office.waiting_case(person, area).await;
        // Ranks repeat, so that the id decides; some are due, some are held.
        sqlx::query(
            "update cases set rank = $2, due_at = case when $2 % 3 = 0 then pser_now() + make_interval(days => $2::integer - 5) end
             where reference = $1",
        )
        .bind(&reference)
        .bind(number * 13 % 20)
        .execute(&office.database.owner)
        .await
        .unwrap();
    }
    let officer = office.officer("lahore").await;
    let pser::people::sessions::Account::Staff(account) = officer.account else { panic!("an officer") };
    sqlx::query("update cases set claimed_by = $1, claimed_at = pser_now() where rank = 7")
        .bind(account)
        .execute(&office.database.owner)
        .await
        .unwrap();
    // A rank is never later than what is due.
    sqlx::query(
        "update cases set rank = least(rank, coalesce((extract(epoch from due_at) * 1000000)::bigint, rank))",
    )
    .execute(&office.database.owner)
    .await
    .unwrap();
    let scopes: &[&[(Option<&str>, Option<&str>)]] = &[
        &[(None, None)],
        &[(Some("lahore"), None)],
        &[(Some("lahore/lahore"), None), (Some("lahore/lahore/shalimar"), None), (Some("multan"), None)],
        &[(Some("lahore"), Some("cash-assistance")), (None, Some("household-registration"))],
        &[(Some("lahore"), Some("household-registration"))],
        &[],
    ];
    let filters = [
        (Filter::default(), "true"),
        (Filter { area: Some("lahore/kasur"), ..Filter::default() }, "area_covers('lahore/kasur', c.area)"),
        (
            Filter { area: Some("multan"), programme: Some("cash-assistance"), ..Filter::default() },
            "area_covers('multan', c.area)",
        ),
        (Filter { stage: Some("approved"), ..Filter::default() }, "false"),
        (Filter { due: Some(Due::Overdue), ..Filter::default() }, "c.due_at < pser_now()"),
        (Filter { due: Some(Due::Soon), ..Filter::default() }, "c.due_at < pser_now() + interval '2 days'"),
        (Filter { holder: Some(Holder::Nobody), ..Filter::default() }, "c.claimed_by is null"),
        (Filter { holder: Some(Holder::Somebody), ..Filter::default() }, "c.claimed_by is not null"),
        (Filter { holder: Some(Holder::One(account)), ..Filter::default() }, "c.claimed_by is not null"),
    ];
    let mut seen = 0;
    for places in scopes {
        let scope = within(places);
        let (held_areas, held_programmes) = scope.columns();
        for (filter, sql) in filters {
            let plain = format!(
                "select c.reference from cases c where c.queue = 'verification' and {sql} and exists (
                     select from unnest($1::text[], $2::text[]) as held (area, programme)
                     where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                 ) order by c.rank, c.id"
            );
            let expected: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(plain))
                .bind(held_areas)
                .bind(held_programmes)
                .fetch_all(&office.database.owner)
                .await
                .unwrap();
            assert_eq!(all(&office, &scope, filter).await, expected, "{places:?} {filter:?}");
            let mut conn = office.app.db.acquire().await.unwrap();
            let fitting = queues::fitting(&mut conn, "verification", &scope, filter).await.unwrap();
            let count = i64::try_from(expected.len()).unwrap();
            assert_eq!(fitting, Fitting { count, is_more: false }, "{places:?} {filter:?}");
            seen += expected.len();
        }
    }
    assert!(seen > 500, "{seen}");
}

#[tokio::test]
async fn a_vulnerable_household_comes_by_its_head_start_sooner_and_no_more() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let (early, late, vulnerable) =
        (office.citizen("Early").await, office.citizen("Late").await, office.citizen("Widowed").await);
    // All answer alike, so all are vulnerable; two are made others.
    let mut cases = Vec::new();
    for (citizen, is_vulnerable, day) in [(&early, false, 0), (&vulnerable, true, 2), (&late, false, 5)] {
        office.database.set_now("2026-03-02T06:00:00Z".parse().unwrap()).await;
        let case = office.verifying(citizen).await;
        sqlx::query("update cases set is_vulnerable = $2 where id = $1")
            .bind(case.id)
            .bind(is_vulnerable)
            .execute(&office.database.owner)
            .await
            .unwrap();
        // Entered so many days later.
        sqlx::query(
            "update cases set due_at = due_at + make_interval(days => $2), stage_entered_at = stage_entered_at + make_interval(days => $2),
                 rank = (extract(epoch from due_at + make_interval(days => $2)) * 1000000)::bigint
                     - case when is_vulnerable then 3 * 86400000000 else 0 end
             where id = $1",
        )
        .bind(case.id)
        .bind(day)
        .execute(&office.database.owner)
        .await
        .unwrap();
        cases.push(case);
    }
    let mut given = Vec::new();
    for _ in 0..3 {
        let next = officer.takes_next(&office).await.ok();
        given.push((next["reference"].clone(), next["because"].clone()));
    }
    let expected = [(&cases[1], "vulnerable"), (&cases[0], "deadline"), (&cases[2], "deadline")];
    assert_eq!(given, expected.map(|(case, because)| (json!(case.reference), json!(because))));
}

#[tokio::test]
async fn handing_in_tells_whether_the_household_is_vulnerable() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let (is_vulnerable, ahead): (bool, f64) = sqlx::query_as(
        "select is_vulnerable, (extract(epoch from due_at) - rank / 1000000)::float8 / 86400 from cases where id = $1",
    )
    .bind(case.id)
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    assert!(is_vulnerable && (ahead - 3.0).abs() < 0.01, "{is_vulnerable} {ahead}");
    let officer = office.officer("lahore").await;
    let page = office
        .asks(Some(&officer), ("GET", "/queues/verification/cases?due=soon&holder=nobody"), None)
        .await
        .ok();
    assert_eq!((&page["cases"], &page["fitting"]), (&json!([]), &json!({ "count": 0, "is_more": false })));
    let page =
        office.asks(Some(&officer), ("GET", "/queues/verification/cases?area=lahore"), None).await.ok();
    assert_eq!(page["cases"][0]["is_vulnerable"], json!(true));
    assert_eq!(page["fitting"], json!({ "count": 1, "is_more": false }));
    let wrong = office.asks(Some(&officer), ("GET", "/queues/verification/cases?holder=all"), None).await;
    assert_eq!(wrong.wrong_fields(), [("holder", "field-type")]);
}
