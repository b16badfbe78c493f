//! What citizens of a benchmark answer and send: a widow alone without income, and scans that differ from each other.

use std::io::Write as _;

use rand::RngExt as _;
use serde_json::{Value, json};

/// Answers to the form of cash assistance that make a household eligible, paid to an account of its own.
pub(crate) fn answers() -> Value {
    json!({
        "applicant": {
            "date_of_birth": "1961-03-14", "gender": "female", "marital_status": "widowed", "is_head": true,
            "education": "none", "work": "none", "monthly_income": 0, "has_disability": false
        },
        "members": [],
        "income": { "has_other": false },
        "household": { "tenure": "rented", "walls": "mud", "rooms": 1, "water": "fetched", "has_electricity": false },
        "assets": { "land_kanals": 0, "cattle": 0, "has_motorcycle": false, "has_car": false },
        "hardship": { "disaster": "flood", "has_chronic_illness": true },
        "bank": { "title": "Applicant", "iban": iban() }
    })
}

/// A random account with right check digits (ISO 13616) that the simulated bank pays.
fn iban() -> String {
    let account = format!("HABB{:014}50", rand::rng().random_range(0..10_u64.pow(14)));
    let remainder = format!("{account}PK00").bytes().fold(0_u64, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u64::from(byte - b'0')) % 97,
        letter => (sum * 100 + u64::from(letter - b'A' + 10)) % 97,
    });
    format!("PK{:02}{account}", 98 - remainder)
}

/// A PDF (ISO 32000) of one page that carries a title and a random number.
pub(crate) fn scan(title: &str) -> Vec<u8> {
    let number: u64 = rand::rng().random();
    let text = format!("BT /F1 14 Tf 72 720 Td ({title}) Tj 0 -24 Td (No. {number}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let line = |file: &mut Vec<u8>, text: String| {
        file.write_all(text.as_bytes()).expect("memory takes all that is written");
    };
    for (place, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        line(&mut file, format!("{} 0 obj\n{object}\nendobj\n", place + 1));
    }
    let start = file.len();
    line(&mut file, format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        line(&mut file, format!("{offset:010} 00000 n \n"));
    }
    line(
        &mut file,
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1),
    );
    file
}
