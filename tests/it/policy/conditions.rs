//! What depends on the thing at hand: whose it is, whose household it is of, what it is worth.

use pser::error::Error;
use pser::policy::{Denied, Grant, Resource};
use pser::refusal::Refusal;

use super::{ME, SOMEBODY, case, citizen, grant, policy, staff};

#[test]
fn a_citizen_sees_and_does_only_what_is_their_own() {
    let policy = policy();
    let own = Resource { owner: Some(ME), ..case() };
    for (deed, kind) in [
        ("see", "case"),
        ("withdraw", "case"),
        ("edit", "application"),
        ("upload", "document"),
        ("end", "session"),
        ("edit", "account"),
        ("see", "payment"),
        ("see", "access-log"),
    ] {
        let own = Resource { kind, ..own };
        assert_eq!(policy.authorize(&citizen(), deed, &own), Ok(()), "{deed} {kind}");
        let of_somebody = Resource { owner: Some(SOMEBODY), ..own };
        assert_eq!(policy.authorize(&citizen(), deed, &of_somebody), Err(Denied::Unseen), "{deed} {kind}");
        let of_nobody = Resource { owner: None, ..own };
        assert_eq!(policy.authorize(&citizen(), deed, &of_nobody), Err(Denied::Unseen), "{deed} {kind}");
    }
    let of_household = Resource { kin: &[ME], ..case() };
    assert_eq!(policy.authorize(&citizen(), "see", &of_household), Err(Denied::Unseen));
    assert_eq!(policy.authorize(&citizen(), "verify", &own), Err(Denied::NotAllowed));
}

/// Every deed by which staff act on a case, an application or a document, with a role that may do it.
const ACTING: [(&str, &str, &str); 12] = [
    ("officer", "case", "claim"),
    ("officer", "case", "release"),
    ("officer", "case", "review-document"),
    ("officer", "case", "reveal"),
    ("officer", "case", "request-documents"),
    ("officer", "case", "verify"),
    ("officer", "case", "reject"),
    ("officer", "document", "review"),
    ("maker", "case", "propose-payment"),
    ("supervisor", "case", "approve-payment"),
    ("supervisor", "case", "return"),
    ("supervisor", "case", "release"),
];

#[test]
fn staff_never_act_on_their_own_case() {
    let policy = policy();
    for (role, kind, deed) in ACTING {
        let actor = staff(vec![grant(role)]);
        let thing = Resource { kind, ..case() };
        assert_eq!(policy.authorize(&actor, deed, &thing), Ok(()), "{role} {deed}");
        let own = Resource { owner: Some(ME), ..thing };
        assert_eq!(policy.authorize(&actor, deed, &own), Err(Denied::OwnCase), "{role} {deed}");
    }
}

#[test]
fn staff_never_act_on_the_case_of_their_household() {
    let policy = policy();
    for (role, kind, deed) in ACTING {
        let of_household = Resource { kind, kin: &[SOMEBODY, ME], ..case() };
        let answer = policy.authorize(&staff(vec![grant(role)]), deed, &of_household);
        assert_eq!(answer, Err(Denied::Kin), "{role} {deed}");
    }
}

#[test]
fn of_what_is_theirs_or_their_households_officers_do_not_even_learn_that_it_is_looked_at_again() {
    let (policy, officer) = (policy(), staff(vec![grant("officer")]));
    let look = Resource { kind: "second-look", ..case() };
    assert_eq!(policy.authorize(&officer, "take", &look), Ok(()));
    for theirs in [
        Resource { owner: Some(ME), ..look },
        Resource { kin: &[SOMEBODY, ME], ..look },
        Resource { hands: &[SOMEBODY, ME], ..look },
        Resource { owner: None, ..look },
    ] {
        assert_eq!(policy.authorize(&officer, "take", &theirs), Err(Denied::Unseen), "{theirs:?}");
    }
}

#[test]
fn staff_never_act_where_it_is_not_known_whom_it_is_about() {
    let policy = policy();
    for (role, kind, deed) in ACTING {
        let of_nobody = Resource { kind, owner: None, ..case() };
        let answer = policy.authorize(&staff(vec![grant(role)]), deed, &of_nobody);
        assert_eq!(answer, Err(Denied::NotAllowed), "{role} {deed}");
    }
}

#[test]
fn looking_at_ones_own_case_is_no_deed() {
    let own = Resource { owner: Some(ME), ..case() };
    assert_eq!(policy().authorize(&staff(vec![grant("officer")]), "see", &own), Ok(()));
}

#[test]
fn a_cap_holds_for_deeds_about_money_and_the_highest_is_told() {
    let policy = policy();
    let capped = |cap| staff(vec![Grant { amount_cap: Some(cap), ..grant("officer") }]);
    assert_eq!(policy.authorize(&capped(1_500_000), "verify", &case()), Ok(()));
    let below = Denied::AboveCap { cap: 1_499_999 };
    assert_eq!(policy.authorize(&capped(1_499_999), "verify", &case()), Err(below));
    assert_eq!(policy.authorize(&capped(1), "reject", &case()), Ok(()), "a refusal costs nothing");
    let unpriced = Resource { amount: None, ..case() };
    assert_eq!(policy.authorize(&capped(1), "verify", &unpriced), Err(Denied::AboveCap { cap: 1 }));
    assert_eq!(policy.authorize(&staff(vec![grant("officer")]), "verify", &unpriced), Ok(()));
    let two = [1, 500].map(|cap| Grant { amount_cap: Some(cap), ..grant("officer") });
    assert_eq!(policy.authorize(&staff(two.to_vec()), "verify", &case()), Err(Denied::AboveCap { cap: 500 }));
}

#[test]
fn a_batch_is_proposed_and_approved_within_the_cap() {
    let policy = policy();
    let batch = Resource { kind: "batch", owner: None, ..case() };
    for (role, deed) in [("maker", "propose"), ("supervisor", "approve")] {
        assert_eq!(policy.authorize(&staff(vec![grant(role)]), deed, &batch), Ok(()));
        let capped = staff(vec![Grant { amount_cap: Some(1), ..grant(role) }]);
        assert_eq!(policy.authorize(&capped, deed, &batch), Err(Denied::AboveCap { cap: 1 }));
    }
    assert_eq!(policy.authorize(&staff(vec![grant("maker")]), "approve", &batch), Err(Denied::NotAllowed));
    assert_eq!(policy.authorize(&staff(vec![grant("officer")]), "approve", &batch), Err(Denied::Unseen));
}

#[test]
fn staff_see_their_own_account_and_administrators_every_one() {
    let policy = policy();
    let account = |owner| Resource { owner: Some(owner), ..Resource::of("account") };
    let officer = staff(vec![grant("officer")]);
    assert_eq!(policy.authorize(&officer, "see", &account(ME)), Ok(()));
    assert_eq!(policy.authorize(&officer, "see", &account(SOMEBODY)), Err(Denied::Unseen));
    assert_eq!(policy.authorize(&staff(vec![grant("administrator")]), "see", &account(SOMEBODY)), Ok(()));
}

#[test]
fn each_denial_has_its_answer() {
    let refusal = |denied: Denied| match denied.into_error("verify") {
        Error::Refused(refusal) => refusal,
        other => panic!("{other}"),
    };
    assert!(matches!(Denied::Unseen.into_error("see"), Error::NotFound));
    assert_eq!(refusal(Denied::NotAllowed), Refusal::NotAllowed { deed: "verify".to_owned() });
    assert_eq!(refusal(Denied::OwnCase), Refusal::OwnCase);
    assert_eq!(refusal(Denied::Kin), Refusal::KinCase);
    assert_eq!(refusal(Denied::AboveCap { cap: 5 }), Refusal::AboveCap { cap: 5 });
    assert_eq!(refusal(Denied::SignIn), Refusal::SignInRequired);
}
