//! Batches in each of their states, and as they come back from a refusal.

use super::*;
use crate::web::page::Signed;
use crate::web::page::samples::Sample;

pub(in crate::web::supervision) fn samples() -> Vec<Sample> {
    let views = [draft(), proposed(true), proposed(false), own(), approved(), refused(), empty()];
    views.iter().map(|view| Sample::new("supervision/batch.html", Signed::Staff, view)).collect()
}

fn tag(text: &str, colour: &'static str) -> Tag {
    Tag { text: text.to_owned(), colour }
}

fn batch(state: Tag, payments: Vec<Payment>) -> View {
    let total = payments.iter().map(|payment| payment.amount).sum();
    View {
        reference: "B-7K2M9-4TQX3-8".to_owned(),
        state: Some(state),
        programme: "نقد امداد".to_owned(),
        area: "پورا صوبہ".to_owned(),
        items: payments.len(),
        total,
        made_by: "بلال احمد".to_owned(),
        made_at: "2026-03-02T06:00:00Z".to_owned(),
        budget: Some(Budget { now: 50_000_000, after: Some(50_000_000 - total), is_short: false }),
        areas: vec![
            AreaTotal { name: "شالیمار، لاہور".to_owned(), items: 1, total: 1_200_000 },
            AreaTotal { name: "ملتان".to_owned(), items: 1, total: 1_200_000 },
        ],
        payments,
        ..View::default()
    }
}

fn payment(state: Tag) -> Payment {
    Payment {
        case: "C-4K7P2-9XQ31-8".to_owned(),
        href: Some("/office/cases/C-4K7P2-9XQ31-8".to_owned()),
        name: "آمنہ بی بی <b>".to_owned(),
        account: "••••6702".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        amount: 1_200_000,
        verified_by: Some("رابعہ".to_owned()),
        state,
        reason: None,
        changes: Vec::new(),
    }
}

fn draft() -> View {
    let mut view = batch(tag("تیاری میں", "blue"), vec![payment(tag("ابھی منظور نہیں", "grey"))]);
    view.payments[0].changes = vec!["جوابات بدل گئے ہیں۔".to_owned()];
    view.changed = 1;
    view.propose = true;
    view.discard = true;
    view
}

fn proposed(is_proved: bool) -> View {
    let mut other = payment(tag("ابھی منظور نہیں", "grey"));
    (other.href, other.verified_by) = (None, None);
    let mut view =
        batch(tag("منظوری کا انتظار", "yellow"), vec![payment(tag("ابھی منظور نہیں", "grey")), other]);
    view.proposed_at = Some("2026-03-02T06:30:00Z".to_owned());
    view.seal = Some("9f2c 01aa 77de 4b10".to_owned());
    view.approve = Some(Approve {
        content_hash: "9f2c".repeat(16),
        is_proved,
        proof: "/supervision/proof?next=%2F".to_owned(),
    });
    view.refuse = Some(
        Field::new(FieldKind::LongText, "reason", "آپ کیوں واپس کر رہے ہیں؟")
            .hint("تیار کنندہ یہ پڑھے گا۔")
            .max_length(1000),
    );
    view
}

fn own() -> View {
    let mut view = proposed(true);
    (view.approve, view.refuse) = (None, None);
    view.blocked = vec!["یہ بنڈل آپ نے بنایا ہے۔".to_owned()];
    view.left_out = vec![CaseReason {
        case: "C-4K7P2-9XQ31-8".to_owned(),
        text: "یہ آپ کے گھرانے کا کیس ہے۔".to_owned(),
    }];
    view.budget = Some(Budget { now: 100, after: None, is_short: true });
    view
}

fn approved() -> View {
    let mut rejected = payment(tag("بینک نے رد کر دی", "red"));
    rejected.reason = Some("اکاؤنٹ بند ہے".to_owned());
    let mut view = batch(
        tag("منظور", "green"),
        vec![payment(tag("پہنچ گئی", "green")), payment(tag("معلوم نہیں", "yellow")), rejected],
    );
    view.proposed_at = Some("2026-03-02T06:30:00Z".to_owned());
    view.decision = Some(Decision {
        title: "منظور کیا".to_owned(),
        by: "سعدیہ خان".to_owned(),
        at: "2026-03-02T07:00:00Z".to_owned(),
    });
    view.has_unknown = true;
    view.seal = Some("9f2c 01aa 77de 4b10".to_owned());
    view.budget = Some(Budget { now: 50_000_000, after: None, is_short: false });
    view
}

fn refused() -> View {
    let mut view = proposed(true);
    view.errors =
        vec![problems::Line { text: "کچھ کیس ادا نہیں ہو سکتے۔".to_owned(), id: None }];
    view.refused_cases = vec![CaseReason {
        case: "C-4K7P2-9XQ31-8".to_owned(),
        text: "یہ آپ کے گھرانے کا کیس ہے۔".to_owned(),
    }];
    view
}

fn empty() -> View {
    let mut view = batch(tag("واپس کیا گیا", "red"), Vec::new());
    view.areas.clear();
    view.budget = None;
    view.decision = Some(Decision {
        title: "واپس کیا".to_owned(),
        by: "سعدیہ خان".to_owned(),
        at: "2026-03-02T07:00:00Z".to_owned(),
    });
    view.reason = Some("دو نام ایک جیسے ہیں۔".to_owned());
    view
}
