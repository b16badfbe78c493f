//! What every operation may answer besides what it is there for: the document gets it from the shape of the request, so
//! that handlers tell only of their own success and of the noes that are particular to them.

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Content, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement,
};

/// Problem documents have a media type of their own (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// What handlers tell of.
const PARTICULAR: [(&str, &str); 2] = [
    ("409", "The thing is not in the state that the request expects."),
    ("429", "Too often, or locked for a while."),
];

/// The document with the noes of every operation, and with the ways to say who is asking.
pub(super) fn complete(mut document: Document) -> Document {
    for (path, item) in &mut document.paths.paths {
        let methods = [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
        for operation in methods.into_iter().flatten() {
            add_noes(path, operation);
        }
    }
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token that signing in gives."))
        .build();
    let client = "A program that was made known, as `NAME:SECRET`: its requests are counted apart.";
    let client = ApiKeyValue::with_description("PSER-Client", client);
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", SecurityScheme::Http(bearer));
    components.add_security_scheme("client", SecurityScheme::ApiKey(ApiKey::Header(client)));
    let nothing: [&str; 0] = [];
    let session = SecurityRequirement::new("session", nothing);
    document.security =
        Some(vec![session.clone(), session.add("client", nothing), SecurityRequirement::default()]);
    document
}

fn add_noes(path: &str, operation: &mut Operation) {
    let has_body = operation.request_body.is_some();
    let has_fields = has_body
        || operation.parameters.iter().flatten().any(|parameter| match parameter {
            RefOr::T(parameter) => matches!(parameter.parameter_in, ParameterIn::Query | ParameterIn::Header),
            RefOr::Ref(_) => false,
        });
    let is_of_case = path.contains("/cases/{reference}") || path.contains("/documents/{id}");
    let noes: [(bool, u16, &str); 9] = [
        (true, 401, "Nobody is signed in, or what was offered proves nothing."),
        (true, 403, "The caller may not do this."),
        (path.contains('{'), 404, "There is nothing here, or it is not the caller's to see."),
        (is_of_case, 409, "The caller has a second look at the case open, and sees nothing else of it."),
        (has_body, 413, "The body is longer than is taken."),
        (has_body, 415, "The body is of a kind that is not taken."),
        (has_fields, 422, "Fields are wrong; `errors` names all of them."),
        (true, 500, "A fault of ours; the log has it under `instance`."),
        (true, 503, "Something is away for a moment; `Retry-After` says when to come back."),
    ];
    let responses = &mut operation.responses.responses;
    for (status, words) in PARTICULAR {
        if let Some(no) = responses.get_mut(status) {
            *no = RefOr::T(no_with(words));
        }
    }
    for (_, status, words) in noes.into_iter().filter(|(is_possible, ..)| *is_possible) {
        responses.entry(status.to_string()).or_insert_with(|| RefOr::T(no_with(words)));
    }
}

fn no_with(words: &str) -> Response {
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(words).content(PROBLEM, problem).build()
}
