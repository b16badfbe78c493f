//! Filling in an application with hostile words wherever its form asks for text.

use pser::catalogue::form::{Form, Question, QuestionKind};
use scraper::Selector;

use super::poison::{is_inert, is_refused_beside, poison, reads, refused_anywhere};
use crate::arrange::AREA;
use crate::documents::files;
use crate::office::Browser;

/// What is typed into a question that is on the page: hostile words, or the soundest answer of its kind.
fn typed(question: &Question, section: &str) -> Vec<(String, String)> {
    let name = &question.name;
    let answer = match &question.kind {
        QuestionKind::Text { max_length } => poison(&format!("{section}-{name}"), *max_length),
        QuestionKind::Integer { min, .. } => min.max(&1).to_string(),
        QuestionKind::Money { .. } => "1".to_owned(),
        QuestionKind::Date { .. } => {
            let parts = [("day", "11"), ("month", "4"), ("year", "1985")];
            return parts.map(|(part, text)| (format!("{name}-{part}"), text.to_owned())).into();
        }
        QuestionKind::Choice { options } => options[0].name.clone(),
        QuestionKind::YesNo => "yes".to_owned(),
        QuestionKind::Cnic => "35201-7654321-8".to_owned(),
        QuestionKind::Iban => "PK36 SCBL 0000 0011 2345 6702".to_owned(),
        QuestionKind::Mobile => "0300-1112223".to_owned(),
        QuestionKind::Area { .. } => AREA.to_owned(),
    };
    vec![(name.clone(), answer)]
}

/// Answers every question of the form that no other was asked before, one of each list, and hands it in. Gives the number and the names of the fields
/// that took hostile words.
pub(super) async fn hands_in(browser: &mut Browser<'_>, path: &str, form: &Form) -> (String, Vec<String>) {
    let mut poisoned = Vec::new();
    for section in form.sections.iter().filter(|section| !section.is_taken) {
        let own = format!("{path}/sections/{}", section.name);
        let mut page =
            browser.opens(&if section.each.is_some() { format!("{own}/new") } else { own }).await.ok();
        loop {
            let action = page.attr("main form", "action").expect("a page of questions is a form");
            let is_here = |name: &str| page.attr(&format!("[name='{name}']"), "name").is_some();
            let here: Vec<_> =
                section.questions.iter().map(|asked| (asked, typed(asked, &section.name))).collect();
            let here: Vec<_> = here.into_iter().filter(|(_, typed)| is_here(&typed[0].0)).collect();
            let sound: Vec<_> = here.iter().flat_map(|(_, typed)| typed.clone()).collect();
            let texts = here.iter().filter(|(asked, _)| matches!(asked.kind, QuestionKind::Text { .. }));
            for (asked, _) in texts {
                for refused in refused_anywhere() {
                    let mut typed: Vec<_> = sound.iter().map(|(name, text)| (&**name, &**text)).collect();
                    typed.retain(|(name, _)| *name != asked.name);
                    typed.push((&asked.name, &refused));
                    is_refused_beside(&browser.sends(&action, &typed).await, &asked.name);
                }
                poisoned.push(format!("{}-{}", section.name, asked.name));
            }
            let typed: Vec<_> = sound.iter().map(|(name, text)| (&**name, &**text)).collect();
            let saved = browser.sends(&action, &typed).await;
            assert_eq!(saved.status, 303, "{action}: {}", saved.text());
            let is_last = !browser.pointed().contains("step=");
            page = browser.follows().await.ok();
            is_inert(&page, &action);
            if is_last {
                break;
            }
        }
    }
    sends_documents(browser, path).await;
    let review = reads(browser, &format!("{path}/review")).await;
    for field in &poisoned {
        assert!(
            review.says(&format!("={field}z{{{{7*7}}}}")),
            "{field} is not on the review: {}",
            review.text()
        );
    }
    browser.sends(&format!("{path}/submission"), &[("consent", &form.consent.version)]).await;
    assert_eq!(browser.pointed(), format!("{path}/submitted"));
    let submitted = reads(browser, &format!("{path}/submitted")).await;
    (submitted.all(".govuk-panel__body .pser-ltr").remove(0), poisoned)
}

/// Sends a file of a hostile name for whatever is asked for.
async fn sends_documents(browser: &mut Browser<'_>, path: &str) {
    let action = format!("{path}/documents");
    let names = [
        "=1+1{{7*7}}.jpg",
        "../<script>alert(1)<b onclick=alert(1)>.jpg",
        "\u{202e}\u{2066}gpj.exe.jpg",
        "-.jpg",
    ];
    let long = format!("{}.jpg", "=x".repeat(3_000));
    let page = browser.opens(&action).await.ok();
    let html = page.html();
    let (forms, inputs) =
        (Selector::parse("main form").unwrap(), Selector::parse("input[type=hidden]").unwrap());
    let places: Vec<Vec<(String, String)>> = html
        .select(&forms)
        .map(|form| {
            let value =
                |name: &str, input: &scraper::ElementRef<'_>| input.attr(name).unwrap_or_default().to_owned();
            form.select(&inputs).map(|input| (value("name", &input), value("value", &input))).collect()
        })
        .collect();
    for (place, mut fields) in places.into_iter().enumerate() {
        let name = names.get(place).copied().unwrap_or(&long);
        for (field, value) in &mut fields {
            // Each is another request.
            if field == "_key" {
                *value = format!("{place} of {path}");
            }
        }
        let sent =
            browser.posts_file(&action, &fields, ("file", name, "image/jpeg", &files::jpeg(16, 16))).await;
        assert_eq!(sent.status, 303, "{name}: {}", sent.text());
    }
    let page = reads(browser, &action).await;
    for link in page.html().select(&Selector::parse("a[href^='/documents/']").unwrap()) {
        let file = browser.opens(link.attr("href").unwrap()).await.ok();
        let named = file.headers["content-disposition"].to_str().expect("the name is plain in the header");
        assert!(!named.contains(['<', '\r', '\n']) && named.matches('"').count() <= 2, "{named}");
    }
}
