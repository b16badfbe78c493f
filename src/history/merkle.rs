//! The Merkle tree of RFC 6962 section 2.1, built leaf by leaf in memory that grows with the logarithm of the leaves.
//! Leaves and nodes are hashed with different prefixes, so that neither can pass for the other.

use sha2::{Digest, Sha256};

use crate::canonical::ContentHash;

/// A tree under construction: the roots of its complete subtrees, each smaller than the one before.
#[derive(Debug, Default)]
pub(super) struct Tree {
    subtrees: Vec<(u32, ContentHash)>,
}

impl Tree {
    /// Adds the next leaf.
    pub(super) fn push(&mut self, leaf: &[u8]) {
        let mut height = 0;
        let mut hash = digest(0, &[leaf]);
        while let Some((_, left)) = self.subtrees.pop_if(|(other, _)| *other == height) {
            hash = digest(1, &[&left, &hash]);
            height += 1;
        }
        self.subtrees.push((height, hash));
    }

    /// The root over the leaves so far.
    pub(super) fn root(&self) -> ContentHash {
        let mut subtrees = self.subtrees.iter().rev().map(|(_, hash)| *hash);
        let Some(smallest) = subtrees.next() else {
            return Sha256::digest(b"").into();
        };
        subtrees.fold(smallest, |right, left| digest(1, &[&left, &right]))
    }
}

fn digest(prefix: u8, parts: &[&[u8]]) -> ContentHash {
    let mut hasher = Sha256::new_with_prefix([prefix]);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_are_those_of_certificate_transparency() {
        // Test vectors of the reference implementation: google/certificate-transparency, merkle_tree_test.
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        for (leaf, root) in leaves.iter().zip(roots) {
            tree.push(&hex::decode(leaf).unwrap());
            assert_eq!(hex::encode(tree.root()), root);
        }
    }
}
