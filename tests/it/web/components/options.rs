//! govuk-frontend's options in the words of our macros.

/// How the options of a component are called here: `path` or `path>parameter`, a list's place written `[]`. A `!` marks
/// markup, which we take through the same parameter as text, as a safe string.
pub(super) struct Component {
    pub name: &'static str,
    /// The names of its file and macro.
    pub here: &'static str,
    options: &'static [&'static [&'static str]],
}

/// Options we do not take: component, path (`*` ends a prefix), and why.
pub(super) const NOT_TAKEN: &[(&str, &str, &str)] = &[
    ("character-count", "maxwords", "one limit, counted in words by `count`"),
    ("character-count", "textareaDescriptionText", LOCALES),
    ("character-count", "charactersAtLimitText", LOCALES),
    ("checkboxes", "items[]", HOLES),
    ("date-input", "items*", THREE_BOXES),
    ("date-input", "day", THREE_BOXES),
    ("date-input", "year", THREE_BOXES),
    ("date-input", "day.classes", "boxes in error are named by `wrong`"),
    ("date-input", "day.label", LOCALES),
    ("file-upload", "value", "no browser takes it"),
    ("file-upload", "chooseFilesButtonText", LOCALES),
    ("file-upload", "wrapperAttributes*", "nothing hangs on the wrapper"),
    ("input", "prefix.classes", "prefixes look alike"),
    ("input", "prefix.attributes", "nothing hangs on a prefix"),
    ("input", "suffix.classes", "suffixes look alike"),
    ("input", "suffix.attributes", "nothing hangs on a suffix"),
    ("input", "inputWrapper*", "nothing hangs on the wrapper"),
    ("pagination", "items[]", HOLES),
    ("panel", "actions*", NO_INTERRUPTION),
    ("password-input", "value", "what was typed is never sent back"),
    ("password-input", "showPasswordText", LOCALES),
    ("radios", "items[]", HOLES),
    ("select", "items[]", HOLES),
    ("service-navigation", "navigation[]", HOLES),
    ("summary-list", "rows[]", HOLES),
    ("table", "rows[]", HOLES),
    ("tabs", "items[]", HOLES),
    ("task-list", "items[]", HOLES),
];

/// Fixtures that show what we leave out although each of their options is one we take.
pub(super) const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("button", "start link with html", "whoever makes the markup puts it into a span"),
    ("character-count", "to configure in JavaScript", NO_LIMIT),
    ("character-count", "with neither maxlength, maxwords nor textarea description set", NO_LIMIT),
    ("panel", "interruption with custom classes", NO_INTERRUPTION),
    ("panel", "interruption, no actions", NO_INTERRUPTION),
    ("select", "with falsy values", "a value is text: what false is called is for the page to say"),
];

const LOCALES: &str = "these words come from the locales";
const HOLES: &str = "our lists come without holes";
const THREE_BOXES: &str = "a date is always a day, a month and a year";
const NO_INTERRUPTION: &str = "we interrupt nobody with a panel: a question is a page";
const NO_LIMIT: &str = "without a limit it is a textarea";

const LABEL: &[&str] = &[
    "name",
    "id",
    "label.text>label",
    "label.html>label!",
    "label.classes>label_classes",
    "label.isPageHeading>label_is_heading",
    "hint.text>hint",
    "errorMessage.text>error",
    "describedBy>described_by",
    "formGroup.classes>group_classes",
    "classes",
    "attributes",
];

const LEGEND: &[&str] = &[
    "name",
    "idPrefix>id",
    "id",
    "fieldset.legend.text>legend",
    "fieldset.legend.html>legend!",
    "fieldset.legend.classes>legend_classes",
    "fieldset.legend.isPageHeading>legend_is_heading",
    "fieldset.classes>fieldset_classes",
    "fieldset.attributes>fieldset_attributes",
    "fieldset.describedBy>described_by",
    "describedBy>described_by",
    "hint.text>hint",
    "errorMessage.text>error",
    "formGroup.classes>group_classes",
    "classes",
    "attributes",
    "items[].text>items[].label",
    "items[].html>items[].label!",
    "items[].value",
    "items[].name",
    "items[].id",
    "items[].checked",
    "items[].disabled",
    "items[].divider",
    "items[].behaviour>items[].is_exclusive",
    "items[].attributes",
    "items[].hint.text>items[].hint",
    "items[].conditional.html>items[].conditional!",
    "items[].label.classes>items[].label_classes",
    "items[].label.attributes>items[].label_attributes",
];

const TEXT: &[&str] = &["text", "html>text!", "id", "classes", "attributes"];

/// Every component that we have of them.
pub(super) const COMPONENTS: &[Component] = &[
    component("back-link", "back_link", &[TEXT, &["href"]]),
    component(
        "breadcrumbs",
        "breadcrumbs",
        &[
            &["items", "items[].text", "items[].html>items[].text!", "items[].href", "items[].attributes"],
            &["labelText>label", "collapseOnMobile>collapse_on_mobile", "classes", "attributes"],
        ],
    ),
    component(
        "button",
        "button",
        &[
            TEXT,
            &["href", "type", "name", "value", "disabled", "isStartButton>is_start"],
            &["preventDoubleClick>prevent_double_click"],
        ],
    ),
    component("checkboxes", "checkboxes", &[LEGEND, &["values"]]),
    component(
        "character-count",
        "character_count",
        &[
            LABEL,
            &["maxlength>max_length", "countType>count", "threshold", "rows", "value", "spellcheck"],
            &["countMessage.classes>message_classes"],
        ],
    ),
    component("date-input", "date_input", &[LEGEND, DATE]),
    component(
        "details",
        "details",
        &[TEXT, &["summaryText>summary", "summaryHtml>summary!", "open>is_open"]],
    ),
    component("error-message", "error_message", &[TEXT, &["visuallyHiddenText>prefix"]]),
    component(
        "error-summary",
        "error_summary",
        &[
            &["titleText>title", "titleHtml>title!", "descriptionText>description"],
            &["descriptionHtml>description!", "errorList>errors", "errorList[].text>errors[].text"],
            &["errorList[].html>errors[].text!", "errorList[].href>errors[].id"],
            &["errorList[].attributes>errors[].attributes", "disableAutoFocus>disable_auto_focus"],
            &["classes", "attributes"],
        ],
    ),
    component(
        "fieldset",
        "fieldset",
        &[
            &["legend.text>legend", "legend.html>legend!", "legend.classes>legend_classes"],
            &["legend.isPageHeading>legend_is_heading", "describedBy>described_by", "role", "html>body!"],
            &["classes", "attributes"],
        ],
    ),
    component(
        "file-upload",
        "file_upload",
        &[LABEL, &["javascript>enhanced", "multiple", "disabled", "wrapperClasses>wrapper_classes"]],
    ),
    component("hint", "hint", &[TEXT]),
    component(
        "input",
        "input",
        &[
            LABEL,
            &["type", "value", "inputmode", "autocomplete", "autocapitalize", "spellcheck", "pattern"],
            &["disabled", "prefix.text>prefix", "prefix.html>prefix!", "suffix.text>suffix"],
            &["suffix.html>suffix!"],
        ],
    ),
    component("inset-text", "inset_text", &[TEXT]),
    component("label", "label", &[TEXT, &["for", "isPageHeading>is_heading"]]),
    component(
        "notification-banner",
        "notification_banner",
        &[
            &["text", "html>body!", "type", "titleText>title", "titleHtml>title!", "titleId>title_id"],
            &["titleHeadingLevel>title_level", "role", "disableAutoFocus>disable_auto_focus"],
            &["classes", "attributes"],
        ],
    ),
    component(
        "pagination",
        "pagination",
        &[
            &["previous.href", "previous.text", "previous.labelText>previous.label"],
            &["next.href", "next.text", "next.labelText>next.label"],
            &["items[].number", "items[].href", "items[].current>items[].is_current"],
            &["items[].ellipsis>items[].is_gap", "items[].visuallyHiddenText>items[].label"],
            &["landmarkLabel>label", "classes", "attributes"],
        ],
    ),
    component(
        "panel",
        "panel",
        &[TEXT, &["titleText>title", "titleHtml>title!", "headingLevel>title_level"]],
    ),
    component("password-input", "password_input", &[LABEL, &["autocomplete"]]),
    component("radios", "radios", &[LEGEND, &["value"]]),
    component(
        "select",
        "select",
        &[
            LABEL,
            &["value", "disabled", "items", "items[].text>items[].label", "items[].value"],
            &["items[].selected>items[].checked", "items[].disabled", "items[].attributes"],
        ],
    ),
    component(
        "service-navigation",
        "service_navigation",
        &[
            &["serviceName>service_name", "serviceUrl>service_href", "ariaLabel>label", "navigation>items"],
            &["navigation[].text>items[].text", "navigation[].html>items[].text!"],
            &["navigation[].href>items[].href", "navigation[].current>items[].is_current"],
            &["navigation[].active>items[].is_active", "navigationId>id"],
            &["navigationLabel>navigation_label", "navigationClasses>navigation_classes"],
            &["menuButtonText>menu_text", "menuButtonLabel>menu_label"],
            &["collapseNavigationOnMobile>collapse", "slots.start>start!", "slots.end>end!"],
            &["slots.end.html>end!", "slots.end.align>end_is_inline"],
            &["slots.navigationStart>navigation_start!", "slots.navigationEnd>navigation_end!"],
            &["classes", "attributes"],
        ],
    ),
    component("skip-link", "skip_link", &[TEXT, &["href"]]),
    component("summary-list", "summary_list", &[ROWS, CARD]),
    component(
        "table",
        "table",
        &[
            &["caption", "captionClasses>caption_classes", "firstCellIsHeader>first_cell_is_header"],
            &["head[].text", "head[].html>head[].text!", "head[].format", "head[].classes"],
            &["head[].colspan", "head[].rowspan", "head[].attributes"],
            &["rows[][].text", "rows[][].html>rows[][].text!", "rows[][].format", "rows[][].classes"],
            &["rows[][].colspan", "rows[][].rowspan", "rows[][].attributes", "classes", "attributes"],
        ],
    ),
    component(
        "tabs",
        "tabs",
        &[
            &["title", "id", "idPrefix>id_prefix", "items", "items[].label", "items[].id"],
            &["items[].panel.text>items[].panel", "items[].panel.html>items[].panel!"],
            &["items[].panel.attributes>items[].panel_attributes", "items[].attributes"],
            &["classes", "attributes"],
        ],
    ),
    component("tag", "tag", &[TEXT]),
    component(
        "task-list",
        "task_list",
        &[
            &["items[].title.text>items[].title", "items[].title.html>items[].title!"],
            &["items[].title.classes>items[].title_classes", "items[].hint.text>items[].hint"],
            &["items[].hint.html>items[].hint!", "items[].href", "items[].classes"],
            &["items[].status.text>items[].status", "items[].status.html>items[].status!"],
            &["items[].status.classes>items[].status_classes", "idPrefix>id_prefix"],
            &["classes", "attributes"],
        ],
    ),
    component("textarea", "textarea", &[LABEL, &["value", "rows", "autocomplete", "spellcheck"]]),
    component("warning-text", "warning_text", &[TEXT, &["iconFallbackText>icon_text"]]),
];

const DATE: &[&str] = &[
    "namePrefix>name",
    "wrong",
    "values.day>day",
    "values.month>month",
    "values.year>year",
    "values.dob-day>day",
    "values.dob-month>month",
    "values.dob-year>year",
    "year.value>year",
];

const ROWS: &[&str] = &[
    "rows[].key.text>rows[].key",
    "rows[].key.html>rows[].key!",
    "rows[].key.classes>rows[].key_classes",
    "rows[].value.text>rows[].value",
    "rows[].value.html>rows[].value!",
    "rows[].value.classes>rows[].value_classes",
    "rows[].actions.classes>rows[].actions_classes",
    "rows[].actions.items>rows[].actions",
    "rows[].actions.items[].text>rows[].actions[].text",
    "rows[].actions.items[].html>rows[].actions[].text!",
    "rows[].actions.items[].href>rows[].actions[].href",
    "rows[].actions.items[].visuallyHiddenText>rows[].actions[].hidden",
    "rows[].actions.items[].classes>rows[].actions[].classes",
    "rows[].actions.items[].attributes>rows[].actions[].attributes",
    "rows[].classes",
    "classes",
    "attributes",
];

const CARD: &[&str] = &[
    "card.title.text>card.title",
    "card.title.html>card.title!",
    "card.title.headingLevel>card.title_level",
    "card.actions.items[].text>card.actions[].text",
    "card.actions.items[].href>card.actions[].href",
    "card.classes",
    "card.attributes",
];

const fn component(
    name: &'static str,
    here: &'static str,
    options: &'static [&'static [&'static str]],
) -> Component {
    Component { name, here, options }
}

impl Component {
    /// Our parameter for an option, and whether it is markup.
    pub(super) fn parameter(&self, path: &str) -> Option<(&'static str, bool)> {
        self.options.iter().flat_map(|options| options.iter()).find_map(|option| {
            let (theirs, ours) = option.split_once('>').unwrap_or((option, option));
            (theirs == path).then(|| (ours.trim_end_matches('!'), ours.ends_with('!')))
        })
    }
}
