//! A certificate as it is printed, for the page and the API alike, and the address at which everybody checks it.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::page::places::Places;
use crate::app::App;
use crate::casework::certificates::Printable;
use crate::error::{Fault, Result};
use crate::paper::{Block, Paper, number, said, typed};
use crate::texts::{self, Language};

/// Where whoever is shown a certificate checks it.
pub(in crate::web) fn address(app: &App, number: &str) -> String {
    format!("{}/verify/{number}", app.public_url.as_str().trim_end_matches('/'))
}

/// The certificate as a file.
pub(in crate::web) async fn printed(
    app: &App,
    language: Language,
    printable: &Printable,
) -> Result<Response> {
    let pdf = app.press.print(paper(app, language, printable)).await?;
    file(pdf, &format!("PSER-{}.pdf", printable.certificate.number))
}

/// A PDF to keep. Its name is ours and plain.
pub(in crate::web) fn file(pdf: Vec<u8>, name: &str) -> Result<Response> {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| Fault::caused("the name of a file cannot stand in a header", error))?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(CONTENT_DISPOSITION, disposition);
    Ok((headers, pdf).into_response())
}

fn paper(app: &App, language: Language, printable: &Printable) -> Paper {
    let certificate = &printable.certificate;
    let say = |id: &str, params: &[(&'static str, &str)]| {
        let params = params.iter().map(|(name, text)| (*name, Value::from(*text)));
        said(&texts::say(language, id, params).unwrap_or_else(|| id.to_owned()))
    };
    let programme = printable.programme.title.in_language(language.code());
    let address = address(app, &certificate.number);
    let places = Places::in_language(app, language);
    let mut blocks = vec![
        Block::Text(say("certificate-says", &[("programme", programme)])),
        Block::Facts(vec![
            (say("certificate-name", &[]), typed(&certificate.name)),
            (say("certificate-cnic", &[]), number(&printable.cnic.masked())),
            (say("certificate-programme", &[]), said(programme)),
            (say("certificate-area", &[]), said(&places.name(&certificate.area))),
            (
                say("certificate-issued", &[]),
                said(&texts::day(texts::day_of(certificate.issued_at), language)),
            ),
            (say("certificate-number", &[]), number(&certificate.number)),
        ]),
    ];
    if certificate.revoked.is_some() {
        blocks.push(Block::Heading(say("certificate-not-valid", &[])));
    }
    let shown = address.trim_end_matches(&certificate.number).trim_end_matches('/').to_owned();
    let says = say("certificate-check", &[("address", &shown)]);
    blocks.push(Block::Code { address, says });
    blocks.push(Block::Note(say("certificate-note", &[])));
    Paper {
        language,
        title: say("certificate-title", &[]),
        head: say("paper-head", &[]),
        foot: number(&certificate.number),
        blocks,
        made_at: certificate.issued_at,
    }
}
