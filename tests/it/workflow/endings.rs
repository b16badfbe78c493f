//! What the ends of the workflows that ship mean for whoever applied.

use pser::workflow::Ending;

use super::{CASH_ASSISTANCE, load};

#[test]
fn an_end_means_what_leads_there() {
    let workflow = load(CASH_ASSISTANCE).unwrap();
    for (stage, ending) in [
        ("disbursed", Some(Ending::Granted)),
        ("rejected", Some(Ending::Refused)),
        ("withdrawn", Some(Ending::Withdrawn)),
        ("lapsed", Some(Ending::Lapsed)),
        ("merged", Some(Ending::Merged)),
        ("approved", None),
        ("moon", None),
    ] {
        assert_eq!(workflow.ending(stage), ending, "{stage}");
    }
}
