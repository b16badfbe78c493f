//! Which documents a household is asked for, and which are missing.

use pser::catalogue::requirements::{self, Held, Slot};
use serde_json::{Value, json};

use crate::household::{self, check, programme, today, with};

fn slots(typed: &Value) -> Vec<Slot> {
    let form = &programme().form;
    requirements::slots(form, &form.read(&check(typed).unwrap(), today()).unwrap()).unwrap()
}

fn names(slots: &[Slot]) -> Vec<(&str, Option<i16>)> {
    slots.iter().map(|slot| (slot.requirement.as_str(), slot.member)).collect()
}

#[test]
fn adults_show_their_cnic_and_disability_and_income_their_papers() {
    let all = slots(&household::answers());
    assert_eq!(
        names(&all),
        [
            ("cnic-self", None),
            ("cnic-member", Some(1)),
            ("photograph", None),
            ("proof-of-address", None),
            ("income-proof", None),
            ("disability-certificate", None),
        ]
    );
    let poor = with(household::answers(), "applicant.monthly_income", json!(0));
    let able = with(poor, "members.1.has_disability", json!(false));
    assert_eq!(names(&slots(&able)).len(), 4);
}

#[test]
fn a_refused_document_is_missing_again_and_one_of_another_member_does_not_count() {
    let slots = slots(&household::answers());
    let held = |requirement, member, is_refused| Held { requirement, member, is_refused };
    let missing = requirements::missing(
        &slots,
        &[
            held("cnic-self", None, false),
            held("cnic-member", Some(0), false),
            held("photograph", None, true),
            held("proof-of-address", None, false),
            held("income-proof", None, false),
            held("disability-certificate", None, false),
        ],
    );
    assert_eq!(names(&missing), [("cnic-member", Some(1)), ("photograph", None)]);
}
