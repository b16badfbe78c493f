//! Account numbers as they are typed: what is taken satisfies the arithmetic of ISO 7064, computed here another way.

use proptest::prelude::*;
use pser::payments::iban::Iban;

use crate::spoilt::{any_text, tries};

/// The number as one long decimal, letters as two digits each, divided by hand.
fn remainder(iban: &str) -> u32 {
    let turned = format!("{}{}", &iban[4..], &iban[..4]);
    let decimal: String = turned.chars().map(|symbol| symbol.to_digit(36).unwrap().to_string()).collect();
    decimal.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}

/// An account with the check digits that it must have.
fn sound() -> impl Strategy<Value = String> {
    sound_of("[A-Z]{4}[A-Z0-9]{16}")
}

fn sound_of(account: &'static str) -> impl Strategy<Value = String> {
    account.prop_map(|account: String| {
        let check = 98 - remainder(&format!("PK00{account}"));
        format!("PK{check:02}{account}")
    })
}

#[test]
fn an_iban_that_is_taken_leaves_a_remainder_of_one() {
    tries(&any_text(sound()), |typed| {
        let Ok(iban) = Iban::parse(&typed) else { return };
        let clear = iban.reveal();
        assert!(clear.len() == 24 && clear.starts_with("PK"), "{clear}");
        assert_eq!(remainder(clear), 1);
        assert_eq!(Iban::parse(clear), Ok(iban.clone()));
        assert!(!format!("{iban:?}").contains(&clear[4..20]));
    });
}

#[test]
fn every_account_with_its_check_digits_is_taken_however_it_is_spaced() {
    tries(&(sound(), prop::collection::vec(0_usize..24, 0..6)), |(iban, gaps)| {
        let mut typed = iban.to_lowercase();
        for gap in gaps {
            typed.insert(gap, ' ');
        }
        assert_eq!(Iban::parse(&typed).unwrap().reveal(), iban);
    });
}

/// Of a digit and a letter some pairs pass (`1B` and `B1`): the arithmetic finds them all only among digits.
#[test]
fn two_digits_that_changed_places_are_found() {
    tries(&(sound_of("[A-Z]{4}[0-9]{16}"), 8_usize..23), |(iban, place)| {
        let mut swapped = iban.clone().into_bytes();
        swapped.swap(place, place + 1);
        let swapped = String::from_utf8(swapped).unwrap();
        assert_eq!(Iban::parse(&swapped).is_ok(), swapped == iban);
    });
}
