//! `/applications/{id}/documents` and `/documents/{id}`: sending, looking at and reviewing documents.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::documents::{self, DocumentView, Download, Reviewing, Said, Upload};
use crate::casework::once::Answer;
use crate::documents::{FileName, Slot};
use crate::error::{Fault, Result};
use crate::plain;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Caller, KeySeed, Strict};
use crate::web::paced::{Allowance, Form};
use crate::workflow::Why;

/// Longest value of a field that is not the file.
const FIELD_BYTES: usize = 200;
/// A document shown in a browser runs nothing and reaches nothing.
const SANDBOX: &str =
    "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    // The form has limits of its own.
    let sending = OpenApiRouter::new().routes(routes!(list, send)).layer(DefaultBodyLimit::disable());
    sending.routes(routes!(show)).routes(routes!(content)).routes(routes!(review))
}

/// A document to send. The fields stand in this order; the file is the last.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body, which is read field by field")]
struct DocumentForm {
    /// The requirement of the programme that it answers.
    requirement: String,
    /// Index of the household member it belongs to, from 0, where the requirement asks one of each.
    member: Option<i16>,
    /// A JPEG, PNG or PDF file whose content type says so.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// An officer's verdict.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Review {
    verdict: Word,
    /// Why it is refused: one of the case's `document_reasons`; required to refuse.
    code: Option<String>,
    /// What the citizen reads beside it; required with `other`.
    reason: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accepted,
    Refused,
}

/// The current documents of an application.
#[utoipa::path(get, path = "/applications/{id}/documents", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<DocumentView>)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(application): Path<Uuid>,
) -> Result<Json<Vec<DocumentView>>> {
    documents::list(&app, &actor, application).await.map(Json)
}

/// Sends a document. It replaces the one that was sent for the same requirement and member before.
#[utoipa::path(post, path = "/applications/{id}/documents", tag = "documents",
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    request_body(content = DocumentForm, content_type = "multipart/form-data"),
    responses((status = 201, body = DocumentView), (status = 409, body = Problem)))]
async fn send(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(application): Path<Uuid>,
    seed: KeySeed,
    Form { mut fields, allowance }: Form,
) -> Result<Answer> {
    let mut requirement = None;
    let mut member = None;
    while let Some(field) = fields.next_field().await.map_err(|_| allowance.refusal())? {
        match field.name().unwrap_or_default() {
            "requirement" if requirement.is_none() => {
                requirement = Some(text(field, "requirement", &allowance).await?);
            }
            "member" if member.is_none() => member = Some(number(field, "member", &allowance).await?),
            "file" => {
                let requirement =
                    requirement.ok_or_else(|| Refusal::field("requirement", "field-missing"))?;
                let content_type = field.content_type().map(str::to_owned);
                let upload = Upload {
                    actor: &actor,
                    application,
                    slot: Slot { requirement, member },
                    file_name: FileName::clean(field.file_name().unwrap_or_default()),
                    content_type: content_type.as_deref(),
                };
                allowance.grow(app.intake.limits().file_bytes);
                let key_of = |body: &[u8]| seed.clone().of(body);
                return documents::receive(&app, &upload, pieces(field, &allowance), key_of).await;
            }
            other => return Err(Refusal::field(other, "field-unknown").into()),
        }
    }
    Err(Refusal::field("file", "field-missing").into())
}

/// What is known of a document.
#[utoipa::path(get, path = "/documents/{id}", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = DocumentView)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(document): Path<Uuid>,
) -> Result<Json<DocumentView>> {
    documents::show(&app, &actor, document).await.map(Json)
}

/// The file itself. Every download is on record.
#[utoipa::path(get, path = "/documents/{id}/content", tag = "documents", params(("id" = Uuid, Path)),
    responses(
        (status = 200, description = "The file", content((String = "image/jpeg"), (String = "image/png"), (String = "application/pdf"))),
        (status = 409, body = Problem)))]
async fn content(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(document): Path<Uuid>,
) -> Result<Response> {
    served(documents::download(&app, &actor, document).await?)
}

/// Accepts or refuses a document.
#[utoipa::path(post, path = "/documents/{id}/review", tag = "documents", params(("id" = Uuid, Path)),
    request_body = Review, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
async fn review(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(document): Path<Uuid>,
    Strict(review): Strict<Review>,
) -> Result<Json<DocumentView>> {
    let words = plain::reason("reason", review.reason.as_deref()).map_err(Refusal::from)?;
    let said = review.said(words.as_deref())?;
    documents::review(&app, &Reviewing { actor: &actor, document, said }).await.map(Json)
}

impl Review {
    fn said<'a>(&'a self, words: Option<&'a str>) -> Result<Said<'a>, Refusal> {
        match (&self.verdict, self.code.as_deref(), words) {
            (Word::Accepted, None, None) => Ok(Said::Accepted),
            (Word::Accepted, Some(_), _) => Err(Refusal::field("code", "field-unknown")),
            (Word::Accepted, None, Some(_)) => Err(Refusal::field("reason", "field-unknown")),
            (Word::Refused, code, words) => Ok(Said::Refused(Why { code, words })),
        }
    }
}

fn pieces<'a>(field: Field<'a>, allowance: &'a Allowance) -> impl Stream<Item = Result<Bytes>> + Unpin + 'a {
    field.map(|piece| piece.map_err(|_| allowance.refusal().into()))
}

async fn text(mut field: Field<'_>, name: &'static str, allowance: &Allowance) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| allowance.refusal())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_BYTES {
            return Err(Refusal::field(name, "text-too-long").into());
        }
    }
    String::from_utf8(bytes).map_err(|_| Refusal::field(name, "field-type").into())
}

async fn number(field: Field<'_>, name: &'static str, allowance: &Allowance) -> Result<i16> {
    let text = text(field, name, allowance).await?;
    text.parse().ok().filter(|number| *number >= 0).ok_or_else(|| Refusal::field(name, "field-type").into())
}

/// The answer that is the file: shown in the browser, where it runs nothing and reaches nothing.
///
/// # Errors
/// A fault when its name or type cannot stand in a header.
pub(in crate::web) fn served<S>(download: Download<S>) -> Result<Response>
where
    S: Stream<Item = std::io::Result<Bytes>> + Send + 'static,
{
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, header(&download.document.media_type)?);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(download.document.size_bytes));
    headers.insert(CONTENT_DISPOSITION, header(&disposition(&download.document.file_name))?);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    Ok((StatusCode::OK, headers, Body::from_stream(download.bytes)).into_response())
}

/// Shown in the browser under the name it came with; the plain form of the name for those who read no other (RFC 6266).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || " ._-".contains(letter) { letter } else { '_' })
        .collect();
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'_' | b'-' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("inline; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

fn header(text: &str) -> Result<HeaderValue, Fault> {
    HeaderValue::from_str(text).map_err(|error| Fault::caused("a header's value has unfit characters", error))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_in_the_header_is_plain_and_encoded() {
        assert_eq!(
            super::disposition("کارڈ 1.png"),
            "inline; filename=\"____ 1.png\"; filename*=UTF-8''%DA%A9%D8%A7%D8%B1%DA%88%201.png"
        );
    }
}
