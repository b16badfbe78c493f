//! A mistake in a form file is told with its place and what was expected there.

use pser::catalogue::form::Form;

const SOUND: &str = r#"
consent: { version: "1", text: { en: I agree, ur: منظور }}
sections:
  home:
    title: { en: Home, ur: گھر }
    questions:
      area: { type: area, level: tehsil, title: { en: Area, ur: علاقہ }}
      rooms: { type: integer, max: 40, title: { en: Rooms, ur: کمرے }}
      wall:
        type: choice
        when: home.rooms > 0
        title: { en: Walls, ur: دیواریں }
        options: { brick: { en: Brick, ur: اینٹ }, mud: { en: Mud, ur: کچی }}
  members:
    title: { en: Members, ur: افراد }
    each: { name: member, title: { en: Member, ur: فرد }, max: 9 }
    questions:
      born: { type: date, age_as: age, title: { en: Born, ur: پیدائش }}
      cnic: { type: cnic, optional: member.age < 18, title: { en: CNIC, ur: شناختی کارڈ }}
rules:
  roomy:
    must: home.rooms >= size(members) / 4
    at: home.rooms
    message: { en: Too few rooms, ur: کم کمرے }
documents:
  cnic: { per: member, when: member.age >= 18, title: { en: CNIC, ur: شناختی کارڈ }}
uses: { area: home.area }
"#;

fn problems(yaml: &str) -> Vec<String> {
    Form::load("form.yaml", yaml).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn the_sound_form_loads() {
    assert_eq!(problems(SOUND), Vec::<String>::new());
}

#[test]
fn each_mistake_names_its_line_and_what_was_expected() {
    for (right, wrong, line, expected) in [
        ("type: integer, max: 40", "type: integr, max: 40", 8, "did you mean `integer`?"),
        ("type: integer, max: 40", "type: integer, mx: 40", 8, "unknown key `mx`"),
        ("type: integer, max: 40", "type: integer, max: many", 8, "expected a whole number"),
        (
            "type: integer, max: 40",
            "type: integer, max_length: 40",
            8,
            "means nothing for a question of type integer",
        ),
        ("{ en: Rooms, ur: کمرے }", "{ en: Rooms }", 8, "expected the key `ur`"),
        ("home.rooms > 0", "home.room > 0", 11, "did you mean `rooms`?"),
        ("home.rooms > 0", "home.wall == 'mud'", 11, "unknown answer `wall`"),
        ("home.rooms > 0", "members == []", 11, "unknown answer `members`"),
        ("home.rooms > 0", "home.rooms", 11, "a number, not true or false"),
        ("brick: { en: Brick, ur: اینٹ }, ", "", 13, "at least two options"),
        ("member.age < 18", "member.cnic == ''", 19, "unknown answer `cnic`"),
        ("age_as: age", "age_as: 18th", 18, "expected a name"),
        ("at: home.rooms", "at: home.roms", 23, "did you mean `rooms`?"),
        ("per: member", "per: child", 26, "unknown repeated section `child`"),
        (
            "uses: { area: home.area }",
            "uses: { area: home.rooms }",
            27,
            "a question for an area that is always asked",
        ),
        ("  home:\n", "  in:\n", 4, "no word of CEL"),
        ("name: member,", "name: home,", 16, "already stands for something else"),
    ] {
        assert!(SOUND.contains(right), "{right}");
        let found = problems(&SOUND.replacen(right, wrong, 1));
        let place = format!("form.yaml:{line}:");
        assert!(
            found.iter().any(|problem| problem.starts_with(&place) && problem.contains(expected)),
            "{wrong}: {found:#?}"
        );
    }
}

#[test]
fn a_file_that_is_no_yaml_or_nothing_at_all_is_a_problem_and_no_panic() {
    for yaml in ["", "- 1", "sections: [", "\u{0}", "consent: {}\nsections: 3\nuses: []"] {
        assert!(!problems(yaml).is_empty(), "{yaml:?}");
    }
}
