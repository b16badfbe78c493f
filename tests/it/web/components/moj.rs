//! The casework components: their package ships no fixtures, so what its guidance documents stands here; and the words
//! of all components.

use minijinja::value::Value;
use pser::texts::Language;

use super::dom::{difference, outline};
use super::kit::{Kit, keys, sources};

/// A call of a component, and the markup it stands for.
const SAMPLES: &[(&str, &str)] = &[
    (
        r#"{% from "components/badge.html" import badge %}{{ badge("<Urgent>", colour="red", is_large=true) }}"#,
        r#"<span class="moj-badge moj-badge--red moj-badge--large">&lt;Urgent&gt;</span>"#,
    ),
    (
        r#"{% from "components/identity_bar.html" import identity_bar %}
        {% call identity_bar("C-1 & more") %}<a href="/">Release</a>{% endcall %}{{ identity_bar("Alone") }}"#,
        r#"<div class="moj-identity-bar"><div class="moj-identity-bar__container">
        <div class="moj-identity-bar__details"><span class="moj-identity-bar__title">C-1 &amp; more</span></div>
        <div class="moj-identity-bar__actions"><div class="moj-identity-bar__menu"><a href="/">Release</a></div></div>
        </div></div>
        <div class="moj-identity-bar"><div class="moj-identity-bar__container">
        <div class="moj-identity-bar__details"><span class="moj-identity-bar__title">Alone</span></div>
        </div></div>"#,
    ),
    (
        r#"{% from "components/timeline.html" import timeline %}{{ timeline([
            {"title": "Verified", "at": "2026-11-23T09:35:00Z", "shown_at": "23 November", "by": "A. <b>Khan</b>",
             "text": "<i>"},
            {"title": "Submitted", "at": "2026-11-20T09:35:00Z", "shown_at": "20 November"}]) }}"#,
        r#"<div class="moj-timeline">
        <div class="moj-timeline__item">
          <div class="moj-timeline__header"><h2 class="moj-timeline__title">Verified</h2>
          <p class="moj-timeline__byline">by A. &lt;b&gt;Khan&lt;/b&gt;</p></div>
          <p class="moj-timeline__date"><time datetime="2026-11-23T09:35:00Z">23 November</time></p>
          <div class="moj-timeline__description"><p class="govuk-body">&lt;i&gt;</p></div>
        </div>
        <div class="moj-timeline__item">
          <div class="moj-timeline__header"><h2 class="moj-timeline__title">Submitted</h2></div>
          <p class="moj-timeline__date"><time datetime="2026-11-20T09:35:00Z">20 November</time></p>
        </div></div>"#,
    ),
    (
        r#"{% from "components/sub_navigation.html" import sub_navigation %}{{ sub_navigation([
            {"text": "Case", "href": "/case", "is_current": true}, {"text": "Papers", "href": "/papers"}],
            label="Case C-1") }}"#,
        r#"<nav class="moj-sub-navigation" aria-label="Case C-1"><ul class="moj-sub-navigation__list">
        <li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link" aria-current="page" href="/case">Case</a></li>
        <li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link" href="/papers">Papers</a></li>
        </ul></nav>"#,
    ),
    (
        r#"{% from "components/side_navigation.html" import side_navigation %}{{ side_navigation(label="Desk",
            sections=[{"title": "Mine", "items": [{"text": "Open", "href": "/open", "is_current": true}]}],
            items=[{"text": "All", "href": "/all"}]) }}"#,
        r#"<nav class="moj-side-navigation" aria-label="Desk">
        <h4 class="moj-side-navigation__title">Mine</h4>
        <ul class="moj-side-navigation__list"><li class="moj-side-navigation__item moj-side-navigation__item--active">
        <a href="/open" aria-current="location">Open</a></li></ul>
        <ul class="moj-side-navigation__list"><li class="moj-side-navigation__item"><a href="/all">All</a></li></ul>
        </nav>"#,
    ),
    (
        r#"{% from "components/filter.html" import filter %}{% call filter(clear_href="/all", selected=[
            {"title": "Stage", "tags": [{"text": "Verifying", "href": "/without"}]}]) %}<input>{% endcall %}"#,
        r#"<details class="govuk-details pser-filter"><summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Filter</span></summary>
        <div class="moj-filter"><div class="moj-filter__content">
        <div class="moj-filter__selected"><div class="moj-filter__selected-heading">
        <div class="moj-filter__heading-title"><h2 class="govuk-heading-m">Selected filters</h2></div>
        <div class="moj-filter__heading-action"><p>
        <a class="govuk-link govuk-link--no-visited-state" href="/all">Clear filters</a></p></div></div>
        <h3 class="govuk-heading-s govuk-!-margin-bottom-0">Stage</h3>
        <ul class="moj-filter-tags"><li><a class="moj-filter__tag" href="/without">
        <span class="govuk-visually-hidden">Remove this filter</span> Verifying</a></li></ul></div>
        <div class="moj-filter__options"><input>
        <button type="submit" class="govuk-button" data-module="govuk-button">Apply filters</button>
        </div></div></div></details>"#,
    ),
    (
        r#"{% from "components/ticket_panel.html" import ticket_panel %}
        {% call ticket_panel("Decision", colour="blue") %}<p>Paid</p>{% endcall %}"#,
        r#"<article class="moj-ticket-panel">
        <section class="moj-ticket-panel__content moj-ticket-panel__content--blue" aria-label="Decision"><p>Paid</p>
        </section></article>"#,
    ),
    (
        r#"{% from "components/page_header_actions.html" import page_header_actions %}
        {% call page_header_actions("Queue", title_classes="govuk-heading-l") %}<a href="/next">Next</a>{% endcall %}"#,
        r#"<div class="moj-page-header-actions">
        <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">Queue</h1></div>
        <div class="moj-page-header-actions__actions"><div class="moj-button-group moj-button-group--inline">
        <a href="/next">Next</a></div></div></div>"#,
    ),
    (
        r#"{% from "components/button_group.html" import button_group %}
        {% call button_group() %}<a href="/">Cancel</a>{% endcall %}"#,
        r#"<div class="govuk-button-group"><a href="/">Cancel</a></div>"#,
    ),
    (
        r#"{% from "components/table.html" import table %}{{ table([["<1>", {"text": "x", "sort_value": 7}]],
            head=[{"text": "Case", "sort": "ascending"}, {"text": "Due", "sort": "none", "href": "?sort=due"}, "Who"],
            caption="Cases", is_sortable=true) }}"#,
        r#"<table class="govuk-table" data-module="moj-sortable-table" data-ascending-text="ascending"
          data-descending-text="descending" data-status-message="Sorted by %heading% (%direction%)">
        <caption class="govuk-table__caption">Cases
          <span class="govuk-visually-hidden">(column headings with buttons sort the table)</span></caption>
        <thead class="govuk-table__head"><tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header" aria-sort="ascending">Case</th>
          <th scope="col" class="govuk-table__header" aria-sort="none">
            <a class="govuk-link govuk-link--no-visited-state" href="?sort=due">Due</a></th>
          <th scope="col" class="govuk-table__header">Who</th></tr></thead>
        <tbody class="govuk-table__body"><tr class="govuk-table__row"><td class="govuk-table__cell">&lt;1&gt;</td>
          <td class="govuk-table__cell" data-sort-value="7">x</td></tr></tbody></table>"#,
    ),
];

#[test]
fn casework_components_print_the_markup_that_their_guidance_documents() {
    let kit = Kit::new(Language::En);
    for (source, markup) in SAMPLES {
        let printed = kit.render(source, Value::UNDEFINED).unwrap();
        let difference = difference(&outline(markup), &outline(&printed));
        assert!(difference.is_none(), "{source}\n{}", difference.unwrap_or_default());
    }
}

#[test]
fn an_alert_is_named_by_what_it_is_and_its_icon_is_silent() {
    for (language, name) in [(Language::En, "Warning: Two claims"), (Language::Ur, "خبردار: Two claims")]
    {
        let source = r#"{% from "components/alert.html" import alert %}
            {{ alert("Two claims", "One <b> is yours.", variant="warning", is_dismissible=true) }}"#;
        let outline = outline(&Kit::new(language).render(source, Value::UNDEFINED).unwrap());
        assert!(outline.contains(&format!("aria-label={name:?}")), "{outline}");
        assert!(
            outline.contains(r#"class="moj-alert moj-alert--warning moj-alert--with-heading""#),
            "{outline}"
        );
        assert!(outline.contains(r#"role="presentation""#), "{outline}");
        assert!(outline.contains(r#""One <b> is yours.""#), "{outline}");
    }
}

#[test]
fn every_word_of_the_components_stands_in_both_languages() {
    let [english, urdu] = Language::ALL.map(keys);
    assert_eq!(english, urdu);
    assert!(english.len() > 60, "the words were not found: {english:?}");
    for (source, _) in SAMPLES {
        Kit::new(Language::Ur).render(source, Value::UNDEFINED).unwrap();
    }
}

/// Words between tags would be there in one language only.
#[test]
fn components_have_no_words_of_their_own() {
    for (name, source) in sources() {
        let macros = source.split("{#").map(|part| part.split_once("#}").map_or(part, |(_, code)| code));
        let code: String = macros.collect();
        let markup = code.split("{{").map(|part| part.split_once("}}").map_or(part, |(_, after)| after));
        let markup: String = markup.collect();
        let markup = markup.split("{%").map(|part| part.split_once("%}").map_or(part, |(_, after)| after));
        let text: String = markup.collect();
        let text = text.split('<').map(|part| part.rsplit_once('>').map_or("", |(_, after)| after));
        let words: String = text.collect();
        assert!(!words.replace("&ctdot;", "").contains(char::is_alphabetic), "{name}: {words}");
    }
}
