//! Identifiers, names and addresses as they are typed: what is taken is in its one normal form, and taken again as it is.

use chrono::NaiveDate;
use proptest::prelude::*;
use pser::documents::FileName;
use pser::people::contact::Email;
use pser::people::{Cnic, Mobile, contact, name};
use pser::plain;
use pser::reference::{Kind, Reference};

use crate::spoilt::{any_text, tries};

/// The digits as somebody may write them: in three scripts, with and without what stands between.
fn written(digits: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    let style = (0_usize..3, prop::collection::vec(0_usize..12, 20));
    (digits, style).prop_map(|(digits, (script, between))| {
        let scripts = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"];
        let gaps = ["-", " ", "\u{200f}", "–"];
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            out.push_str(gaps.get(between[place % between.len()]).copied().unwrap_or_default());
            let value = digit.to_digit(10).map(|value| usize::try_from(value).unwrap());
            out.push(value.and_then(|value| scripts[script].chars().nth(value)).unwrap_or(digit));
        }
        out
    })
}

#[test]
fn a_cnic_that_is_taken_is_thirteen_digits_of_a_number_that_is_given_out() {
    tries(&any_text(written("[0-9]{12,14}|[1-7][0-9]{11}[1-9]")), |typed| {
        let Ok(cnic) = Cnic::parse("cnic", &typed) else { return };
        let digits = cnic.reveal();
        assert!(digits.len() == 13 && digits.bytes().all(|digit| digit.is_ascii_digit()), "{digits}");
        assert!(matches!(digits.as_bytes()[0], b'1'..=b'7') && !digits.ends_with('0'), "{digits}");
        assert_eq!(Cnic::parse("cnic", digits).as_ref(), Ok(&cnic));
        assert!(!cnic.masked().contains(&digits[..4]) && cnic.masked().len() == 15);
    });
}

#[test]
fn every_cnic_that_is_given_out_is_taken_however_it_is_written() {
    tries(
        &"[1-7][0-9]{11}[1-9]".prop_flat_map(|digits| (Just(digits.clone()), written(Just(digits)))),
        |(digits, typed)| {
            assert_eq!(Cnic::parse("cnic", &typed).unwrap().reveal(), digits);
        },
    );
}

#[test]
fn a_mobile_that_is_taken_is_twelve_digits_of_pakistan() {
    tries(&any_text(written("(0|92|0092|)3[0-9]{9}|\\+923[0-9]{9}")), |typed| {
        let Ok(mobile) = Mobile::parse("mobile", &typed) else { return };
        let digits = mobile.reveal();
        assert!(digits.len() == 12 && digits.bytes().all(|digit| digit.is_ascii_digit()), "{digits}");
        assert!(digits.starts_with("923") && !matches!(digits.as_bytes()[3], b'6' | b'8' | b'9'), "{digits}");
        assert_eq!(Mobile::parse("mobile", digits).as_ref(), Ok(&mobile));
        assert!(!mobile.masked().contains(&digits[3..8]));
    });
}

#[test]
fn an_address_that_is_taken_has_one_recipient_and_no_line_of_its_own() {
    let sound = "[A-Za-z0-9._+-]{1,20}@[a-z0-9-]{1,12}(\\.[A-Za-z]{2,6}){0,3}";
    tries(&any_text(sound), |typed| {
        let Ok(email) = Email::parse("email", &typed) else { return };
        let text = email.reveal();
        assert!(text.len() <= 254 && text.is_ascii() && text.matches('@').count() == 1, "{text}");
        assert!(!text.contains(|letter: char| letter.is_ascii_whitespace() || ",;<>\"()".contains(letter)));
        assert_eq!(Email::parse("email", text).as_ref(), Ok(&email));
    });
}

#[test]
fn names_and_places_that_are_taken_can_be_printed_and_stay_as_they_are() {
    tries(&any_text("[A-Za-z ]{2,30}|[ا-ی ]{2,30}"), |typed| {
        if let Ok(taken) = name::parse("name", &typed) {
            assert!((2..=100).contains(&taken.chars().count()) && !taken.contains(char::is_control));
            assert_eq!(name::parse("name", &taken), Ok(taken));
        }
        if let Ok(taken) = contact::address("address", &typed) {
            assert!((5..=300).contains(&taken.chars().count()));
            assert!(!taken.contains(|letter: char| letter.is_control() && letter != '\n'));
            assert_eq!(contact::address("address", &taken), Ok(taken));
        }
        if let Ok(taken) = plain::clean(&typed, 40) {
            assert!(taken.chars().count() <= 40 && !taken.contains(char::is_control));
            assert_eq!(plain::clean(&taken, 40), Ok(taken));
        }
        let kept = FileName::clean(&typed);
        let letters = kept.as_str().chars().count();
        assert!((1..=FileName::MAX_CHARS).contains(&letters), "{letters}");
        assert!(!kept.as_str().contains(|letter: char| letter.is_control() || "/\\".contains(letter)));
        assert!(!kept.as_str().starts_with(['.', ' ']), "{:?}", kept.as_str());
        assert_eq!(FileName::clean(kept.as_str()), kept);
    });
}

#[test]
fn a_date_of_birth_that_is_taken_reads_as_it_was_written() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    tries(&any_text("(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"), |typed| {
        if let Ok(date) = name::date_of_birth("born", &typed, today) {
            assert_eq!(date.to_string(), typed);
            assert!(date <= today);
        }
    });
}

#[test]
fn a_public_number_that_is_taken_is_the_one_it_shows() {
    let kinds = prop_oneof![Just(Kind::Case), Just(Kind::Batch), Just(Kind::Citizen)];
    let sound = kinds.prop_map(|kind| Reference::random(kind).to_string());
    tries(&any_text(sound), |typed| {
        let Ok(number) = typed.parse::<Reference>() else { return };
        assert_eq!(number.as_str().len(), "C-7M3QK-0T8XW-2".len());
        assert_eq!(number.as_str().parse::<Reference>().as_ref(), Ok(&number));
    });
}
