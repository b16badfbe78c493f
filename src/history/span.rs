//! The events of a span of transactions, reduced to what a seal keeps of them: how many, their Merkle root, and per case
//! the last of them.

use std::collections::BTreeMap;

use futures::TryStreamExt as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::event::hash_of;
use super::merkle::Tree;
use crate::canonical::ContentHash;
use crate::error::Fault;

const HEAD_BYTES: usize = 16 + 4 + 32;

/// Transactions from `after` (included) to `upto` (not included) in one life of the cluster's counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) generation: i16,
    pub(super) after: i64,
    pub(super) upto: i64,
}

/// The last event of a case within a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CaseHead {
    pub(super) seq: i32,
    pub(super) hash: ContentHash,
}

/// What the events of a span come to.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) events: i64,
    pub(super) root: ContentHash,
    pub(super) heads: BTreeMap<Uuid, CaseHead>,
}

impl Span {
    /// Reads the events once, in the order of the tree; memory grows with the cases of the span only.
    pub(super) async fn read(self, conn: &mut PgConnection) -> Result<Content, Fault> {
        let mut rows = sqlx::query!(
            "select case_id, seq, hash from case_events
             where generation = $1 and xact >= ($2::bigint)::text::xid8 and xact < ($3::bigint)::text::xid8
             order by xact, id",
            self.generation,
            self.after,
            self.upto
        )
        .fetch(conn);
        let mut tree = Tree::default();
        let mut content = Content { events: 0, root: [0; 32], heads: BTreeMap::new() };
        while let Some(row) = rows.try_next().await? {
            let hash = hash_of(row.hash)?;
            tree.push(&hash);
            content.events += 1;
            let head = content.heads.entry(row.case_id).or_insert(CaseHead { seq: row.seq, hash });
            if row.seq > head.seq {
                *head = CaseHead { seq: row.seq, hash };
            }
        }
        content.root = tree.root();
        Ok(content)
    }
}

/// The heads as the seal's column keeps them: 52 bytes each, sorted by case.
pub(super) fn pack(heads: &BTreeMap<Uuid, CaseHead>) -> Vec<u8> {
    let mut out = Vec::with_capacity(heads.len() * HEAD_BYTES);
    for (case, head) in heads {
        out.extend(case.as_bytes());
        out.extend(head.seq.to_be_bytes());
        out.extend(head.hash);
    }
    out
}

/// What `pack` packed; bytes that are no whole head are left out, and the seal's hash tells that they were changed.
pub(super) fn unpack(bytes: &[u8]) -> BTreeMap<Uuid, CaseHead> {
    bytes
        .chunks_exact(HEAD_BYTES)
        .map(|chunk| {
            let case: [u8; 16] = chunk[..16].try_into().expect("a head has 52 bytes");
            let seq: [u8; 4] = chunk[16..20].try_into().expect("a head has 52 bytes");
            let hash: ContentHash = chunk[20..].try_into().expect("a head has 52 bytes");
            (Uuid::from_bytes(case), CaseHead { seq: i32::from_be_bytes(seq), hash })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_heads_come_back() {
        let heads = BTreeMap::from([
            (Uuid::nil(), CaseHead { seq: 1, hash: [1; 32] }),
            (Uuid::max(), CaseHead { seq: 70_000, hash: [2; 32] }),
        ]);
        assert_eq!(unpack(&pack(&heads)), heads);
    }
}
