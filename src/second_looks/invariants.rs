//! What must hold of second looks at every moment. That each is answered by whoever took it, and that no decision has two, is
//! held by constraints of the table.

use crate::invariant::Rule;

/// The rules of second looks.
pub const RULES: &[Rule] = &[
    Rule {
        says: "a second look is at what somebody of the staff decided, as the history has it",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'second look ' || look.id::text as "by!"
                from second_looks look
                left join case_events decided on decided.case_id = look.case_id and decided.seq = look.seq
                where decided.actor_kind is distinct from 'staff'
                    or decided.action is distinct from look.action
                    or decided.actor_person is distinct from look.decided_by
                    or decided.at is distinct from look.decided_at
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a second look has one taker, who answers it and is not whoever decided first",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'second look ' || look.id::text as "by!"
                from second_looks look left join staff_accounts taker on taker.id = look.taken_by
                where look.answered_at is not null and taker.id is null
                    or taker.person_id = look.decided_by
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a decision is looked at again once",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference || ', event ' || look.seq as "by!"
                from second_looks look join cases c on c.id = look.case_id
                group by c.reference, look.seq
                having count(*) > 1
                "#
            )
            .fetch(conn)
        },
    },
];
