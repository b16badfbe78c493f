//! Pairs of spellings that are one name, and pairs that are not.

use super::{skeletons_of, sounds_of, words};

/// As the search decides it: of every word typed, a sound is a sound of the name.
fn meet(name: &str, typed: &str) -> bool {
    let sounds = sounds_of(&words(name));
    let typed = words(typed);
    !typed.is_empty() && typed.iter().all(|word| word.sounds.iter().any(|sound| sounds.contains(sound)))
}

#[test]
fn one_name_is_found_however_it_is_spelt() {
    let same: &[&[&str]] = &[
        &["Muhammad", "Mohammad", "Mohammed", "Muhammed", "MUHAMMAD", "محمد", "مُحَمَّد", "Mohamad"],
        &["Ahmed", "Ahmad", "احمد", "أحمد"],
        &["Hussain", "Hussein", "Husain", "Husayn", "حسین", "حسين"],
        &["Hassan", "Hasan", "حسن"],
        &["Fatima", "Fatimah", "Fatema", "فاطمہ", "فاطمة", "فاطمه"],
        &["Shazia", "Shaziya", "شازیہ", "شازيه"],
        &["Ghulam", "Gulam", "غلام"],
        &["Ayesha", "Aisha", "Aysha", "Ayeesha", "عائشہ", "عائشة"],
        &["Mahmood", "Mehmood", "Mahmud", "محمود"],
        &["Yousaf", "Yusuf", "Yousuf", "Yusaf", "یوسف", "يوسف"],
        &["Naveed", "Navid", "Nawid", "نوید"],
        &["Khadija", "Khadeeja", "Khadijah", "خدیجہ"],
        &["Rehman", "Rahman", "رحمان", "رحمٰن", "رحمن"],
        &[
            "Abdul Rehman",
            "Abdur Rahman",
            "Abdurrehman",
            "Abdul-Rahman",
            "عبدالرحمن",
            "عبد الرحمن",
            "عبدالرحمٰن",
        ],
        &["Abdullah", "Abdulla", "Abd Ullah", "عبداللہ", "عبد اللہ", "عبدالله"],
        &["Hafeezullah", "Hafeez Ullah", "Hafizullah", "حفیظ اللہ", "حفیظ\u{200c}اللہ"],
        &["Shamsuddin", "Shams ud Din", "Shams-ud-Deen", "شمس الدین", "شمس‌الدین", "شمسالدین"],
        &["Noor ul Ain", "Nur-ul-Ain", "نور العین", "نورالعین"],
        &["Mehrunnisa", "Mehr un Nisa", "مہرالنساء", "مہر النسا"],
        &["Zulfiqar", "Zulfikar", "ذوالفقار"],
        &["Saeed", "Said", "سعید"],
        &["Iqbal", "Ikbal", "اقبال"],
        &["Imran", "عمران"],
        &["Usman", "عثمان"],
        &["Umar", "Umer", "Omar", "عمر"],
        &["Ali", "Aly", "علی", "علي"],
        &["Bibi", "Beebi", "بی بی", "بیبی"],
        &["Zainab", "Zaynab", "Zenab", "زینب"],
        &["Maryam", "Mariam", "Meryem", "مریم"],
        &["Mustafa", "Mustapha", "مصطفیٰ", "مصطفی"],
        &["Musa", "Moosa", "موسیٰ"],
        &["Mumtaz", "ممتاز"],
        &["Bilal", "Belal", "بلال"],
        &["Javed", "Jawed", "Javaid", "جاوید"],
        &["Rauf", "Raoof", "Rauof", "رؤف"],
        &["Dawood", "Daud", "Daood", "داؤد", "داود"],
        &["Siddiqui", "Siddiqi", "Siddique", "صدیقی"],
        &["Qureshi", "Quraishi", "قریشی"],
        &["Chaudhry", "Chaudhary", "Choudhry", "چودھری"],
        &["Bhatti", "Bhati", "بھٹی"],
        &["Subhan", "سبحان"],
        &["Parveen", "Perveen", "Parvin", "پروین"],
        &["Haider", "Haidar", "Hyder", "Hayder", "حیدر"],
        &["Shah", "شاہ", "شاھ"],
        &["Shahid", "شاہد", "شاھد"],
        &["Sheikh", "Shaikh", "شیخ"],
        &["Tayyab", "Tayab", "Taib", "طیب"],
        &["Ishaq", "Ishaaq", "اسحاق"],
        &["Ilyas", "Ilyaas", "الیاس"],
        &["Altaf", "الطاف"],
        &["Allah Ditta", "Allah Dita", "اللہ دتہ"],
        &["Zia", "Ziya", "ضیاء"],
        &["Owais", "Awais", "Uwais", "اویس"],
        &["Eman", "Iman", "Emaan", "ایمان"],
        &["Rukhsana", "Ruksana", "رخسانہ"],
        &["Sana'a", "Sana", "ثناء"],
        &["Ghulam Fatima", "غلام فاطمہ", "Fatima Ghulam", "GHULAM  FATIMAH"],
        &["Zahra", "Zohra", "زہرا", "زہرہ"],
        &["Māryam", "مریم"],
    ];
    let mut missed = Vec::new();
    for names in same {
        for name in *names {
            missed.extend(names.iter().filter(|typed| !meet(name, typed)).map(|typed| (*name, *typed)));
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn other_names_are_not_found() {
    let apart = [
        ("Hassan", "Hussain"),
        ("حسن", "حسین"),
        ("Hassan", "حسین"),
        ("Muhammad", "Mahmood"),
        ("محمد", "محمود"),
        ("Muhammad", "محمود"),
        ("Naveed", "Nadia"),
        ("نوید", "نادیہ"),
        ("Naveed", "نادیہ"),
        ("Ahmad", "Hamid"),
        ("Ahmad", "Muhammad"),
        ("Ali", "Bilal"),
        ("Fatima", "Fazila"),
        ("Shazia", "Shagufta"),
        ("Ghulam", "Gul"),
        ("Nasreen", "Nasir"),
        ("Imran", "Iman"),
        ("Zainab", "Zahid"),
        ("Rubina", "Rabia"),
        ("Aslam", "Salma"),
        ("Khalid", "Khadija"),
        ("Tahir", "Zahira"),
    ];
    let met: Vec<_> =
        apart.into_iter().filter(|(name, typed)| meet(name, typed) || meet(typed, name)).collect();
    assert!(met.is_empty(), "{met:?}");
}

#[test]
fn every_word_typed_must_be_in_the_name_in_any_order() {
    assert!(meet("Ghulam Fatima Bibi", "fatima ghulam"));
    assert!(meet("Muhammad Ali", "علی"));
    assert!(!meet("Ghulam Fatima", "Ghulam Sakina"));
}

#[test]
fn what_is_no_letter_is_no_word() {
    for text in ["", "  ", "123", "%", "_\\'\"", "{{7*7}}", "<>", "\u{202e}", "عء"] {
        let found = words(text);
        assert!(found.iter().all(|word| !word.skeleton.is_empty()), "{text:?} {found:?}");
    }
    assert!(words("%_\\' 42 {{}}").is_empty());
    let spelt: Vec<String> = words("<b>O'Brien</b>").into_iter().map(|word| word.spelt).collect();
    assert_eq!(spelt, ["b", "obrien", "b"]);
}

#[test]
fn no_name_is_too_much_for_an_index() {
    for name in ["iuo".repeat(40), "ebebebeb idid ".repeat(30), "یوی ".repeat(60), "ﷺ".repeat(100)] {
        let words = words(&name);
        let sounds = sounds_of(&words);
        let length: usize = sounds.iter().map(|sound| sound.len() + 8).sum();
        assert!(length < 1_800, "{length}");
        assert!(skeletons_of(&words).len() <= 8);
    }
}
