//! What must hold of accounts and sessions at every moment.

use crate::invariant::Rule;

/// The rules of accounts.
pub const RULES: &[Rule] = &[Rule {
    says: "nobody is signed in whose account has ended",
    breaches: |conn| {
        sqlx::query_scalar!(
            r#"
            select 'session ' || session.id::text as "by!"
            from sessions session
            left join citizen_accounts citizen on citizen.id = session.citizen_account_id
            left join staff_accounts staff on staff.id = session.staff_account_id
            where session.ended_at is null and coalesce(citizen.state, staff.state, 'gone') <> 'live'
            "#
        )
        .fetch(conn)
    },
}];
