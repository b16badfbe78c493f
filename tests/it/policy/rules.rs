//! Roles, areas, programmes and the time of grants.

use chrono::{DateTime, Utc};
use pser::policy::{Actor, Denied, Grant, Resource, Scope};
use pser::workflow::check::{Against, Permits, prove};

use super::{ME, case, citizen, grant, policy, staff};
use crate::workflow::cash_assistance;

#[test]
fn the_workflow_that_ships_is_proved_against_the_policy_that_ships() {
    let findings = prove(&cash_assistance(), &Against { permits: &policy(), notice_exists: &|_, _| true });
    assert_eq!(findings, []);
}

#[test]
fn each_role_does_its_own_deeds_and_no_others() {
    let policy = policy();
    for (role, allowed, forbidden) in [
        (
            "officer",
            "see see-history claim release review-document reveal request-documents verify reject",
            "propose-payment approve-payment return withdraw",
        ),
        (
            "maker",
            "see see-history propose-payment",
            "claim reveal verify reject approve-payment return withdraw",
        ),
        ("supervisor", "see release approve-payment return", "claim reveal verify propose-payment withdraw"),
        ("auditor", "see see-history", "claim reveal verify propose-payment approve-payment return withdraw"),
    ] {
        let actor = staff(vec![grant(role)]);
        for deed in allowed.split(' ') {
            assert_eq!(policy.authorize(&actor, deed, &case()), Ok(()), "{role} {deed}");
        }
        for deed in forbidden.split(' ') {
            assert_eq!(policy.authorize(&actor, deed, &case()), Err(Denied::NotAllowed), "{role} {deed}");
        }
    }
}

#[test]
fn who_may_not_see_a_thing_is_told_that_it_does_not_exist() {
    let policy = policy();
    let administrator = staff(vec![grant("administrator")]);
    assert_eq!(policy.authorize(&administrator, "see", &case()), Err(Denied::Unseen));
    assert_eq!(policy.authorize(&administrator, "verify", &case()), Err(Denied::Unseen));
    assert_eq!(policy.authorize(&staff(Vec::new()), "see", &case()), Err(Denied::Unseen));
    assert_eq!(policy.authorize(&Actor::Anonymous, "see", &case()), Err(Denied::SignIn));
    assert_eq!(policy.authorize(&Actor::Anonymous, "verify", &case()), Err(Denied::SignIn));
}

#[test]
fn what_is_not_declared_is_denied_to_everybody() {
    let policy = policy();
    let everything = ["officer", "maker", "supervisor", "auditor", "administrator"];
    let actor = staff(everything.iter().map(|role| grant(role)).collect());
    assert_eq!(policy.authorize(&actor, "burn", &case()), Err(Denied::NotAllowed));
    let unknown = Resource { kind: "secret", ..case() };
    assert_eq!(policy.authorize(&actor, "see", &unknown), Err(Denied::Unseen));
    let invented = staff(vec![grant("king"), grant("system"), grant("citizen")]);
    assert_eq!(
        policy.authorize(&invented, "see", &case()),
        Err(Denied::Unseen),
        "roles that staff cannot hold"
    );
}

#[test]
fn an_area_covers_what_lies_below_it_and_nothing_beside_it() {
    let policy = policy();
    let sees = |own: &str, area: &str| {
        let actor = staff(vec![Grant { area: Some(own.to_owned()), ..grant("officer") }]);
        policy.authorize(&actor, "see", &Resource { area: Some(area), ..case() }).is_ok()
    };
    assert!(sees("lahore", "lahore/lahore/cantt"));
    assert!(sees("lahore/lahore", "lahore/lahore/cantt"));
    assert!(sees("lahore/lahore/cantt", "lahore/lahore/cantt"));
    assert!(!sees("lahore/lahore", "lahore/lahore-city"));
    assert!(!sees("lahore/lahore/cantt", "lahore/lahore/cantt-east"));
    assert!(!sees("lahore/lahore/cantt", "lahore/lahore"), "a part does not cover the whole");
    assert!(!sees("lahore", "multan/lahore"));
    assert!(!sees("", "lahore/lahore"), "an empty area is not the province");
}

#[test]
fn a_thing_without_a_known_area_or_programme_is_for_grants_of_the_whole_province() {
    let policy = policy();
    let nowhere = Resource { area: None, programme: None, ..case() };
    assert_eq!(policy.authorize(&staff(vec![grant("officer")]), "see", &nowhere), Err(Denied::Unseen));
    let province = Grant { area: None, programme: None, ..grant("officer") };
    assert_eq!(policy.authorize(&staff(vec![province.clone()]), "see", &nowhere), Ok(()));
    assert_eq!(policy.authorize(&staff(vec![province]), "see", &case()), Ok(()));
}

#[test]
fn a_grant_holds_for_its_programme_only() {
    let policy = policy();
    let elsewhere = Resource { programme: Some("sports-support"), ..case() };
    assert_eq!(policy.authorize(&staff(vec![grant("officer")]), "see", &elsewhere), Err(Denied::Unseen));
    let every = staff(vec![Grant { programme: None, ..grant("officer") }]);
    assert_eq!(policy.authorize(&every, "see", &elsewhere), Ok(()));
    assert_eq!(
        policy.authorize(&every, "verify", &elsewhere),
        Err(Denied::NotAllowed),
        "the rule names another programme"
    );
    let unknown = Resource { programme: Some("*"), ..case() };
    assert_eq!(policy.authorize(&every, "verify", &unknown), Err(Denied::NotAllowed));
}

#[test]
fn roles_and_reaches_of_different_grants_are_not_mixed() {
    let policy = policy();
    let officer_here = grant("officer");
    let supervisor_there = Grant { area: Some("multan".to_owned()), ..grant("supervisor") };
    let actor = staff(vec![officer_here, supervisor_there]);
    assert_eq!(policy.authorize(&actor, "verify", &case()), Ok(()));
    assert_eq!(policy.authorize(&actor, "approve-payment", &case()), Err(Denied::NotAllowed));
}

#[test]
fn a_grant_that_has_run_out_gives_nothing() {
    let policy = policy();
    let end: DateTime<Utc> = "2026-11-23T00:00:00Z".parse().expect("a moment");
    let actor = staff(vec![Grant { until: Some(end), ..grant("officer") }]);
    let before = actor.clone().at(end - chrono::TimeDelta::seconds(1));
    assert_eq!(policy.authorize(&before, "verify", &case()), Ok(()));
    assert_eq!(policy.authorize(&actor.at(end), "verify", &case()), Err(Denied::Unseen));
}

#[test]
fn anybody_may_register_sign_in_and_look_at_what_is_offered() {
    let policy = policy();
    for (deed, kind) in [("register", "account"), ("start", "session"), ("see", "programme"), ("see", "area")]
    {
        assert_eq!(policy.authorize(&Actor::Anonymous, deed, &Resource::of(kind)), Ok(()), "{deed} {kind}");
    }
}

#[test]
fn the_gate_of_a_route_lets_through_who_may_do_the_deed_somewhere() {
    let policy = policy();
    let officer = staff(vec![grant("officer")]);
    assert!(policy.ever(&officer, "case", "verify"));
    assert!(!policy.ever(&officer, "case", "approve-payment"));
    assert!(!policy.ever(&officer, "case", "burn"));
    assert!(!policy.ever(&Actor::Anonymous, "case", "see"));
    assert!(policy.ever(&citizen(), "case", "withdraw"));
    let health = staff(vec![Grant { programme: Some("sports-support".to_owned()), ..grant("officer") }]);
    assert!(policy.ever(&health, "case", "claim"));
    assert!(!policy.ever(&health, "case", "verify"), "officers verify in another programme only");
}

#[test]
fn a_list_is_limited_to_the_areas_and_programmes_of_the_grants() {
    let policy = policy();
    let province = Grant { area: None, programme: None, ..grant("supervisor") };
    let multan = Grant { area: Some("multan".to_owned()), programme: None, ..grant("officer") };
    let actor = staff(vec![grant("officer"), multan, grant("administrator")]);
    let within = |areas: &[Option<&str>], programmes: &[Option<&str>]| Scope::Within {
        areas: areas.iter().map(|area| area.map(str::to_owned)).collect(),
        programmes: programmes.iter().map(|programme| programme.map(str::to_owned)).collect(),
    };
    let (cash, household) = (Some("cash-assistance"), Some("household-registration"));
    assert_eq!(
        policy.scope(&actor, "case", "see"),
        within(&[Some("lahore/lahore/cantt"), Some("multan")], &[cash, None])
    );
    assert_eq!(
        policy.scope(&actor, "case", "verify"),
        within(&[Some("lahore/lahore/cantt"), Some("multan"), Some("multan")], &[cash, cash, household]),
        "rules for some programmes narrow a grant for all"
    );
    assert_eq!(policy.scope(&staff(vec![province]), "batch", "see"), within(&[None], &[None]));
    assert_eq!(policy.scope(&actor, "case", "approve-payment"), Scope::Nothing);
    assert_eq!(policy.scope(&citizen(), "case", "see"), Scope::Own(ME));
    assert_eq!(policy.scope(&citizen(), "job", "see"), Scope::Nothing);
    assert_eq!(policy.scope(&Actor::Anonymous, "case", "see"), Scope::Nothing);
}

#[test]
fn the_roles_of_an_action_are_those_that_people_hold() {
    let policy = policy();
    assert_eq!(policy.roles_for("case", "verify", "cash-assistance"), ["officer"]);
    assert_eq!(policy.roles_for("case", "verify", "sports-support"), Vec::<String>::new());
    assert_eq!(policy.roles_for("history", "verify", "cash-assistance"), ["auditor", "system"]);
    assert_eq!(Permits::roles_for(&policy, "cash-assistance", "withdraw"), ["citizen"]);
    assert!(!Permits::roles_for(&policy, "cash-assistance", "see").contains(&"system".to_owned()));
}

#[test]
fn an_explanation_says_what_each_role_contributes() {
    let policy = policy();
    let actor = staff(vec![
        grant("maker"),
        Grant { area: Some("multan".to_owned()), ..grant("officer") },
        Grant { area: None, amount_cap: Some(1), ..grant("officer") },
    ]);
    let explanation = policy.explain(&actor, "verify", &case());
    assert_eq!(explanation.answer, Err(Denied::AboveCap { cap: 1 }));
    assert_eq!(
        explanation.reasons,
        [
            "maker in lahore/lahore/cantt for cash-assistance: no rule gives the role verify on case",
            "officer in multan for cash-assistance: the case is outside the grant",
            "officer in the whole province for cash-assistance: the condition above-cap does not hold",
            "staff: no rule gives the role verify on case",
        ]
    );
    assert!(explanation.to_string().starts_with("denied: AboveCap"));
    let allowed = policy.explain(&staff(vec![grant("officer")]), "verify", &case());
    assert_eq!((allowed.answer, allowed.reasons.len()), (Ok(()), 2));
}
