//! The rules of the house that no lint knows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::Database;

/// The layers, lowest first. A module may name modules of its own layer and of those below it.
const LAYERS: [&[&str]; 8] = [
    &["workflow"],
    &[
        "canonical",
        "config",
        "db",
        "entropy",
        "error",
        "limits",
        "plain",
        "reference",
        "refusal",
        "seal",
        "texts",
    ],
    &["invariant", "paper"],
    &["queue"],
    &[
        "applications",
        "areas",
        "calendar",
        "cases",
        "catalogue",
        "certificates",
        "checks",
        "clients",
        "documents",
        "eligibility",
        "expression",
        "history",
        "households",
        "live",
        "notices",
        "payments",
        "people",
        "policy",
        "queues",
        "reports",
        "second_looks",
    ],
    &["adapters", "app", "offer"],
    &["casework", "doctor"],
    &["cli", "jobs", "web"],
];

/// Where SQL is not checked at compile time, and why that is so.
const UNCHECKED_SQL: [(&str, &str); 1] =
    [("db/migrations.rs", "reads the migrator's own table, which no migration makes")];

const LONGEST_FILE: usize = 600;

struct Source {
    /// Below src/, with slashes.
    path: String,
    /// Without comments and without the unit tests at its end.
    code: String,
    whole: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
        .into_iter()
        .map(|file| {
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let whole = fs::read_to_string(&file).unwrap();
            Source { path, code: code_of(&whole), whole }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn code_of(whole: &str) -> String {
    let product = whole.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = product.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    code.join("\n")
}

/// The crate's modules that `code` names, as `crate::name` or inside `crate::{...}`.
fn named_modules(code: &str) -> Vec<String> {
    code.split("crate::")
        .skip(1)
        .flat_map(|after| match after.strip_prefix('{') {
            Some(list) => first_words(list),
            None => vec![word(after)],
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// The first word of each item of a list that ends with its closing brace.
fn first_words(list: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut depth = 0_u32;
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().unwrap().push(letter),
            _ => {}
        }
    }
    items.iter().map(|item| word(item.trim())).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The modules that a file of `module` names and may not.
fn upward(module: &str, code: &str) -> Vec<String> {
    let own = layer(module);
    named_modules(code)
        .into_iter()
        .filter(|named| {
            named != module && layer(named).is_some() && (layer(named) > own || module == "workflow")
        })
        .collect()
}

#[test]
fn imports_go_downward_only() {
    assert_eq!(upward("workflow", "use crate::error::Fault;"), ["error"]);
    assert_eq!(
        upward("people", "use crate::{error::Error, casework::{act, claim}, web};"),
        ["casework", "web"]
    );
    assert!(upward("web", "use crate::casework; crate::people::find()").is_empty());

    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| !matches!(source.path.as_str(), "lib.rs" | "main.rs"))
        .flat_map(|source| {
            let module = module_of(&source.path);
            assert!(
                layer(module).is_some(),
                "src/{} stands in no layer: name {module} in LAYERS",
                source.path
            );
            upward(module, &source.code).into_iter().map(|named| format!("src/{} names {named}", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "imports that go upward:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_below_the_web_knows_no_web() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| {
            layer(module_of(&source.path)).is_some_and(|layer| layer < 5)
                || source.path.starts_with("casework")
        })
        .flat_map(|source| {
            let engine = (module_of(&source.path) != "texts").then_some("minijinja");
            [Some("axum"), engine]
                .into_iter()
                .flatten()
                .filter(|library| source.code.contains(library))
                .map(|library| format!("src/{} names {library}", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_is_checked_at_compile_time() {
    const UNCHECKED: [&str; 5] = ["query(", "query_as(", "query_scalar(", "raw_sql(", "AssertSqlSafe("];
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| !UNCHECKED_SQL.iter().any(|(allowed, _)| *allowed == source.path))
        .flat_map(|source| {
            UNCHECKED
                .iter()
                .filter(|call| source.code.contains(&format!("sqlx::{call}")))
                .map(|call| format!("src/{} calls sqlx::{call}...)", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "use the macros, or say in UNCHECKED_SQL why not:\n{}", wrong.join("\n"));
}

#[test]
fn transactions_are_begun_where_nobody_can_give_them_up_halfway() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| source.path != "db.rs" && source.code.contains(".begin().await"))
        .map(|source| format!("src/{} begins a transaction by itself", source.path))
        .collect();
    assert!(wrong.is_empty(), "use db::begin, which says why:\n{}", wrong.join("\n"));
}

/// Theirs answer in plain text; ours in problem documents.
#[test]
fn handlers_take_paths_queries_and_bodies_by_our_own_extractors() {
    // The outbox is a tool of demonstrations, on a listener of its own.
    let others = ["web/address.rs", "web/paced.rs", "web/outbox/"];
    let handlers = |source: &&Source| {
        source.path.starts_with("web/") && !others.iter().any(|other| source.path.starts_with(other))
    };
    let wrong: Vec<String> = sources()
        .iter()
        .filter(handlers)
        .flat_map(|source| {
            let imports = source.code.split("use axum::extract::").skip(1);
            let taken = imports.flat_map(|list| match list.split(';').next().unwrap_or_default() {
                list if list.starts_with('{') => first_words(&list[1..]),
                one => vec![word(one)],
            });
            let taken = taken.filter(|name| matches!(name.as_str(), "Path" | "Query" | "Json" | "Form"));
            taken.map(|name| format!("src/{} takes axum's {name}", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let wrong: Vec<String> = sources()
        .iter()
        .flat_map(|source| source.whole.lines().enumerate().map(move |(number, line)| (source, number, line)))
        .filter(|(_, _, line)| marks.iter().any(|mark| line.contains(mark)))
        .map(|(source, number, line)| format!("src/{}:{}: {}", source.path, number + 1, line.trim()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_is_one_idea_and_says_which() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.whole.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("src/{} has {lines} lines", source.path));
        }
        if !source.whole.starts_with("//!") && !source.path.ends_with("/tests.rs") {
            wrong.push(format!("src/{} does not open with a sentence on what it is for", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_table_says_what_it_is() {
    let database = Database::fresh().await;
    let silent: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> '_sqlx_migrations'
           and not relispartition and obj_description(oid, 'pg_class') is null
         order by relname",
    )
    .fetch_all(&database.owner)
    .await
    .unwrap();
    assert!(silent.is_empty(), "tables without a comment: {silent:?}");
}

#[tokio::test]
async fn every_constraint_with_a_rule_of_its_own_says_why() {
    let database = Database::fresh().await;
    let silent: Vec<String> = sqlx::query_scalar(
        "select conrelid::regclass || '.' || conname from pg_constraint
         where connamespace = 'public'::regnamespace and contype = 'x'
           and obj_description(oid, 'pg_constraint') is null
         order by 1",
    )
    .fetch_all(&database.owner)
    .await
    .unwrap();
    assert!(silent.is_empty(), "constraints without a comment: {silent:?}");
}

#[test]
fn every_layer_names_a_module_once() {
    let mut seen = BTreeMap::new();
    for module in LAYERS.iter().flat_map(|layer| layer.iter()) {
        *seen.entry(module).or_insert(0) += 1;
    }
    assert!(seen.values().all(|count| *count == 1), "{seen:?}");
}
