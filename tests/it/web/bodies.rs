//! Bodies that are not what the route describes: checked for every JSON body of the OpenAPI document.

use pser::web::api::openapi;
use serde_json::{Map, Value, json};

use crate::office::{Ask, Office};

/// A route with a JSON body and the schema of it.
struct Described {
    method: String,
    path: String,
    fields: Map<String, Value>,
    required: Vec<String>,
    document: Value,
}

fn described() -> Vec<Described> {
    let document = serde_json::to_value(openapi()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let reference = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(reference) = reference.as_str() else { continue };
            let schema =
                document.pointer(reference.trim_start_matches('#')).expect("the schema is described");
            let required = schema["required"].as_array().into_iter().flatten();
            found.push(Described {
                method: method.to_uppercase(),
                path: path.clone(),
                fields: schema["properties"].as_object().unwrap().clone(),
                required: required.map(|name| name.as_str().unwrap().to_owned()).collect(),
                document: document.clone(),
            });
        }
    }
    assert!(found.len() > 15, "{}", found.len());
    found
}

/// A value of the field's type, whatever it means.
fn some_value(document: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return some_value(document, document.pointer(reference.trim_start_matches('#')).unwrap());
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].clone(),
        kind => kind.clone(),
    };
    match kind.as_str() {
        Some("integer") => json!(1),
        Some("array") => json!([]),
        Some("object") => json!({}),
        Some("boolean") => json!(true),
        _ if schema["enum"].is_array() => schema["enum"][0].clone(),
        _ if schema["format"] == "date" => json!("2026-03-02"),
        _ => json!("x"),
    }
}

impl Described {
    fn body(&self) -> Map<String, Value> {
        let fields = self.fields.iter().filter(|(name, _)| self.required.contains(name));
        fields.map(|(name, schema)| (name.clone(), some_value(&self.document, schema))).collect()
    }

    /// An address of the route with something in every gap.
    fn filled(&self) -> String {
        let path = self.path.replace("{reference}", "C-0000-0000-0").replace("{code}", "cash-assistance");
        let path = path.replace("{action}", "verify").replace("{queue}", "verification");
        let path = path.replace("{other}", "C-0000-0000-0");
        format!("/{}", path.replace("{id}", "00000000-0000-0000-0000-000000000000"))
    }
}

#[tokio::test]
async fn every_body_is_read_strictly() {
    let office = Office::open().await;
    let all = ["officer", "maker", "supervisor", "administrator", "operator"].map(|role| (role, None));
    let (staff, citizen) = (office.staff("Staff", &all).await, office.citizen("Nasreen").await);
    for route in described() {
        // Whoever may come through the door; the body is read before anything is looked up.
        let mut who = None;
        for persona in [None, Some(&citizen), Some(&staff)] {
            let answer = office.asks(persona, (&route.method, &route.filled()), Some(&json!([]))).await;
            if !matches!(answer.problem(), "sign-in-required" | "not-allowed") {
                who = Some(persona);
                break;
            }
        }
        let who = who.unwrap_or_else(|| panic!("nobody may {} {}", route.method, route.path));
        let line = format!("{} {}", route.method, route.path);
        let path = route.filled();
        let asks = async |body: Value| office.asks(who, (&route.method, &path), Some(&body)).await;

        let mut surplus = route.body();
        surplus.insert("is_admin".to_owned(), json!(true));
        assert_eq!(asks(surplus.into()).await.wrong_fields(), [("is_admin", "field-unknown")], "{line}");
        for name in &route.required {
            let mut lacking = route.body();
            lacking.remove(name);
            let answer = asks(lacking.into()).await;
            assert_eq!(answer.wrong_fields(), [(name.as_str(), "field-missing")], "{line} {name}");
        }
        for (name, schema) in &route.fields {
            let mut odd = route.body();
            let free = schema["type"] == "object"
                || schema["type"].as_array().is_some_and(|k| k.contains(&json!("object")));
            odd.insert(
                name.clone(),
                if free { json!({ "a": "\u{0}" }) } else { json!({ "an": ["object"] }) },
            );
            let answer = asks(odd.into()).await;
            let place = format!("{name}.a");
            let expected = if free { (place.as_str(), "text-unfit") } else { (name.as_str(), "field-type") };
            assert_eq!(answer.wrong_fields(), [expected], "{line} {name}");
        }
        for (name, schema) in &route.fields {
            let mut odd = route.body();
            if some_value(&route.document, schema) != json!("x") {
                continue;
            }
            odd.insert(name.clone(), json!("a\u{0}b"));
            let code = if schema["format"] == "uuid" { "field-type" } else { "text-unfit" };
            assert_eq!(asks(odd.into()).await.wrong_fields(), [(name.as_str(), code)], "{line} {name}");
        }
        for (kind, body, expected) in [
            ("application/json", b"{".as_slice(), (422, "invalid")),
            ("application/json", b"\xff\xfe{}", (422, "invalid")),
            ("application/json", &[b'['; 5_000], (422, "invalid")),
            ("application/json", &vec![b' '; 1024 * 1024 + 1], (413, "body-too-large")),
            ("text/plain", b"{}", (415, "content-type-not-taken")),
            ("application/x-www-form-urlencoded", b"a=b", (415, "content-type-not-taken")),
        ] {
            let ask = Ask {
                method: &route.method,
                path: &path,
                token: who.map(|who| who.token.as_str()),
                headers: vec![("content-type", kind), ("idempotency-key", "a key of eight and more")],
                body: body.to_vec(),
            };
            let answer = office.sends(&ask).await;
            assert_eq!((answer.status, answer.problem()), expected, "{line} {kind}");
        }
    }
}
