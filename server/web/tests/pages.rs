//! Every page, with every sample, in every language: complete, accessible in its bones, light.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use wathiq_domain::Locale;
use wathiq_i18n::Texts;
use wathiq_web::pages::every_sample;
use wathiq_web::views::{Face, Frame, Message, StaffHead, Tone};
use wathiq_web::{Assets, Pages, PagesOptions};

/// Bytes of a page without fonts and style sheet, which is far below what the interface allows (100 KB in all).
const PAGE_MAX: usize = 40_000;

fn pages() -> Pages {
    let options = PagesOptions { strict_texts: true, ..PagesOptions::default() };
    Pages::new(&Texts::embedded().unwrap(), &Assets::embedded(), &options)
}

fn frames(locale: Locale) -> Vec<(&'static str, Frame)> {
    let frame = || Frame::public(locale, "/order/act?x=1", "csrf-token");
    let staff = StaffHead {
        name: wathiq_domain::Bilingual::new("يوسف النموذجي", "Youssef Ennamoudaji"),
        reviews: true,
        seals: true,
        posts: true,
        audits: true,
    };
    vec![
        ("public", frame()),
        (
            "staff",
            frame()
                .for_tenant(wathiq_domain::Bilingual::new("طنجة", "Tanger"))
                .for_staff(staff)
                .with_notice(Tone::Success, Message::new("notice-sealed").with("count", 3))
                .in_demo(true),
        ),
    ]
}

fn each(mut check: impl FnMut(&str, Locale, &str)) {
    let pages = pages();
    for locale in Locale::ALL {
        for (frame_name, frame) in frames(locale) {
            for (name, _, render) in every_sample() {
                let what = format!("{name} ({}, {frame_name})", locale.tag());
                let html = render(&pages, &frame).unwrap_or_else(|error| panic!("{what}: {error:#}"));
                check(&what, locale, &html);
            }
        }
    }
}

/// The tags of a page, `(name, attributes)`, closing tags left out. Enough for pages of our own templates.
fn tags(html: &str) -> Vec<(&str, &str)> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
        .filter(|tag| !tag.starts_with(['/', '!']))
        .map(|tag| tag.split_once([' ', '\n']).unwrap_or((tag, "")))
        .collect()
}

fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let start = attributes.find(&format!("{name}=\""))? + name.len() + 2;
    let before = attributes[..start - name.len() - 2].chars().last();
    if before.is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    attributes[start..].split('"').next()
}

#[test]
fn every_page_has_language_direction_title_and_one_heading() {
    each(|what, locale, html| {
        let root = format!("<html lang=\"{}\" dir=\"{}\">", locale.tag(), locale.dir());
        assert!(html.contains(&root), "{what}: {root}");
        assert_eq!(html.matches("<h1").count(), 1, "{what}: headings");
        assert_eq!(html.matches("<main ").count(), 1, "{what}: main");
        let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(title.trim().len() > 10 && !title.starts_with(' '), "{what}: title {title:?}");
    });
}

#[test]
fn every_field_is_labelled_and_described() {
    each(|what, _, html| {
        let tags = tags(html);
        let ids: Vec<&str> = tags.iter().filter_map(|(_, attributes)| attribute(attributes, "id")).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{what}: an id stands twice: {ids:?}");
        let labels: Vec<&str> = tags
            .iter()
            .filter(|(name, _)| *name == "label")
            .filter_map(|(_, attributes)| attribute(attributes, "for"))
            .collect();
        for (name, attributes) in &tags {
            for field in ["aria-describedby", "aria-labelledby"] {
                for target in attribute(attributes, field).unwrap_or("").split_whitespace() {
                    assert!(ids.contains(&target), "{what}: {field} to a missing {target}");
                }
            }
            if ["input", "select", "textarea"].contains(name) && attribute(attributes, "type") != Some("hidden") {
                let labelled = attribute(attributes, "id").is_some_and(|id| labels.contains(&id));
                assert!(labelled || attribute(attributes, "aria-label").is_some(), "{what}: unlabelled {attributes}");
            }
            if *name == "iframe" {
                assert!(attribute(attributes, "title").is_some(), "{what}: frame without a title");
            }
            if *name == "img" {
                assert!(attribute(attributes, "alt").is_some(), "{what}: image without alt");
            }
        }
        // the summary links to fields, each of which says its error
        if let Some(summary) = html.split("class=\"errors\"").nth(1) {
            let summary = summary.split("</div>").next().unwrap();
            for target in summary.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(ids.contains(&target), "{what}: the summary links to a missing {target}");
            }
        }
    });
}

#[test]
fn every_refused_field_says_so_beside_itself() {
    let pages = pages();
    for locale in Locale::ALL {
        let frame = Frame::public(locale, "", "csrf-token");
        for (name, template, render) in every_sample() {
            if !name.ends_with(".refused") || template.starts_with("staff/") || template == "track/order.html" {
                continue;
            }
            let html = render(&pages, &frame).unwrap();
            let linked = html
                .split("class=\"errors\"")
                .nth(1)
                .map_or(0, |rest| rest.split("</div>").next().unwrap().matches("href=\"#").count());
            assert!(linked > 0, "{name}: no summary");
            assert_eq!(html.matches("class=\"refused\"").count(), linked, "{name}: errors beside the fields");
            assert!(html.contains("aria-invalid=\"true\""), "{name}");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    each(|what, _, html| {
        for form in html.split("<form").skip(1) {
            let (head, body) = form.split_once('>').unwrap();
            let body = body.split("</form>").next().unwrap();
            if head.contains("method=\"post\"") {
                assert!(body.contains("name=\"csrf\" value=\"csrf-token\""), "{what}: {head}");
            }
        }
    });
}

#[test]
fn pages_are_strict_and_light() {
    each(|what, _, html| {
        assert!(html.len() < PAGE_MAX, "{what}: {} bytes", html.len());
        for (name, attributes) in tags(html) {
            assert!(attribute(attributes, "style").is_none(), "{what}: inline style in <{name} {attributes}>");
            assert!(!attributes.contains(" on"), "{what}: inline handler? <{name} {attributes}>");
            if name == "script" {
                let data = attributes.contains("type=\"application/json\"");
                assert!(data || attribute(attributes, "src").is_some(), "{what}: inline script");
            }
            for address in ["href", "src", "action"] {
                let target = attribute(attributes, address).unwrap_or("/");
                assert!(!target.is_empty() && !target.contains('{'), "{what}: {address}={target}");
            }
        }
        assert!(!html.contains("{{") && !html.contains("{%"), "{what}: template code on the page");
    });
}

#[test]
fn the_language_switch_keeps_the_page() {
    let pages = pages();
    let (_, _, render) = every_sample().into_iter().next().unwrap();
    let html = render(&pages, &Frame::public(Locale::Fr, "/order/act?x=1", "t")).unwrap();
    for locale in Locale::ALL {
        assert!(html.contains(&format!("href=\"/{}/order/act?x=1\" hreflang=\"{}\"", locale.tag(), locale.tag())));
    }
}

#[test]
fn what_was_typed_is_escaped() {
    use wathiq_web::views::Form;
    use wathiq_web::views::order::{OfficeQuery, OfficeSearch};

    let typed = "\"><script>alert(1)</script>";
    let view = OfficeSearch {
        form: Form::new(OfficeQuery { q: typed.into() }),
        searched: true,
        hits: Vec::new(),
        more: false,
    };
    let html = pages().render(&Frame::public(Locale::Ar, "", "t"), &view).unwrap();
    assert!(!html.contains("<script>alert"));
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn the_three_languages_say_the_same_things() {
    assert_eq!(Texts::embedded().unwrap().check(), []);
}

#[test]
fn staff_pages_are_dense() {
    use wathiq_web::views::View;
    use wathiq_web::views::queue::Queue;
    assert_eq!(Queue::FACE, Face::Staff);
}
