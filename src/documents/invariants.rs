//! What must hold of documents and requests for them at every moment. Whether their objects are in the store, `doctor`
//! finds out.

use crate::invariant::Rule;

/// The rules of documents.
pub const RULES: &[Rule] = &[
    Rule {
        says: "a document belongs to an application",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'document ' || document.id::text as "by!" from documents document
                where not exists (select from applications where applications.id = document.application_id)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "the documents that were handed in are there, each with its digest",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'document ' || coalesce(handed.id, 'without id') || ' of application '
                    || snapshot.application_id::text as "by!"
                from snapshots snapshot
                cross join lateral jsonb_to_recordset(snapshot.documents) as handed (id text, digest text)
                left join documents document on document.id = handed.id::uuid
                where snapshot.documents <> '[]' and (
                    document.application_id is distinct from snapshot.application_id
                    or document.digest is distinct from decode(handed.digest, 'hex')
                )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a request is answered by a document for what it asked",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'request ' || request.id::text as "by!"
                from document_requests request
                left join documents document on document.id = request.answered_by
                where request.answered_by is not null and (
                    document.application_id is distinct from request.application_id
                    or document.requirement is distinct from request.requirement
                )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "an abandoned upload is swept within an hour and a half",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'object ' || object_key as "by!" from store_uploads
                where started_at < pser_now() - interval '90 minutes'
                "#
            )
            .fetch(conn)
        },
    },
];
