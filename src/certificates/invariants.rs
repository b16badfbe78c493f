//! What must hold of certificates at every moment. Whether a case has the one of its stage is asked with the stages.

use crate::invariant::Rule;

/// The rules of certificates.
pub const RULES: &[Rule] = &[
    Rule {
        says: "a certificate says what its case says",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'certificate ' || z.number as "by!"
                from certificates z join cases c on c.id = z.case_id
                where z.person_id <> c.person_id or z.programme <> c.programme or z.issued_at < c.created_at
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a certificate that was replaced has a newer one in its place",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'certificate ' || z.number as "by!"
                from certificates z
                where z.revoked_why = 'replaced' and not exists (
                    select from certificates newer
                    where newer.person_id = z.person_id and newer.programme = z.programme
                        and newer.issued_at >= z.revoked_at
                )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "who revokes a certificate is named in the history of its case",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'certificate ' || z.number as "by!"
                from certificates z
                where z.revoked_why = 'office' and not exists (
                    select from case_events e
                    where e.case_id = z.case_id and e.kind = 'certificate-revoked' and e.actor_person = z.revoked_by
                )
                "#
            )
            .fetch(conn)
        },
    },
];
