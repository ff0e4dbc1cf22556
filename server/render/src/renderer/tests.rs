use lopdf::{Document, Object};
use serde_json::json;

use super::*;
use crate::files::Files;

const QR: &str = "HTTPS://V.EXAMPLE.MA/#1ABCDEFGH0123456789";

fn render(renderer: &Renderer, record: &Value) -> Result<Rendered, RenderError> {
    let bytes = serde_json::to_vec(record).unwrap();
    renderer.render(&RenderInput {
        record,
        qr: QR,
        record_json: &bytes,
        document_id: Uuid::from_u128(7),
        created: "2026-11-22T10:00:00Z".parse().unwrap(),
    })
}

fn embedded() -> Renderer {
    Renderer::new(Kinds::embedded().unwrap())
}

fn sample() -> Value {
    embedded().kinds().sample("birth-extract").unwrap()
}

/// A renderer with one file of the embedded templates changed by a replacement.
fn spoilt(path: &str, from: &str, to: &str) -> Result<Renderer, RenderError> {
    let files = Files::embedded();
    let text = files.text(path).unwrap().to_owned();
    assert!(text.contains(from), "{from}");
    Kinds::read(files.with(path, &text.replace(from, to))).map(Renderer::new)
}

#[test]
fn every_kind_renders_in_every_language() {
    let renderer = embedded();
    let codes: Vec<String> =
        renderer.kinds().iter().map(|kind| kind.code.clone()).chain(["cover-sheet".to_owned()]).collect();
    assert!(codes.len() >= 2, "{codes:?}");
    for code in codes {
        let kind = renderer.kinds().get(&code).unwrap().clone();
        for variant in kind.languages {
            let mut record = renderer.kinds().sample(&code).unwrap();
            record["language"] = json!(variant.code());
            let rendered =
                render(&renderer, &record).unwrap_or_else(|error| panic!("{code} {}: {error}", variant.code()));
            assert_eq!(rendered.pages, 1, "{code} {}", variant.code());
        }
    }
}

#[test]
fn the_texts_of_every_kind_have_the_same_keys_in_every_language() {
    let renderer = embedded();
    for entry in renderer.kinds.entries.values() {
        let keys = |locale| entry.labels.keys(locale).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(keys(Locale::Ar), keys(Locale::Fr), "{}", entry.folder);
        assert_eq!(keys(Locale::Ar), keys(Locale::En), "{}", entry.folder);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = render(&embedded(), &sample()).unwrap().pdf;
    let renderer = embedded();
    let mut other = sample();
    other["person"]["given"] = json!({"ar": "يحيى", "fr": "Yahya Čapek"});
    render(&renderer, &other).unwrap();
    assert!(render(&renderer, &sample()).unwrap().pdf == first);
}

#[test]
fn a_renderer_is_shared_by_threads() {
    let renderer = embedded();
    let expected = render(&renderer, &sample()).unwrap().pdf;
    let record = sample();
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(|| render(&renderer, &record).unwrap().pdf)).collect();
        for thread in running {
            assert!(thread.join().unwrap() == expected);
        }
    });
}

#[test]
fn the_file_carries_the_record_and_an_empty_tagged_field() {
    let record = sample();
    let pdf = Document::load_mem(&render(&embedded(), &record).unwrap().pdf).unwrap();
    let catalog = pdf.catalog().unwrap();
    let file = catalog.get(b"AF").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let file = pdf.get_dictionary(file).unwrap();
    assert_eq!(file.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Data");
    let embedded = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
    let attached = pdf.get_object(embedded).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&attached).unwrap(), record);

    let form = catalog.get(b"AcroForm").unwrap().as_dict().unwrap();
    let field = form.get(b"Fields").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let field = pdf.get_dictionary(field).unwrap();
    assert_eq!(field.get(b"T").unwrap().as_str().unwrap(), b"Sig1");
    assert_eq!(field.get(b"Subtype").unwrap().as_name().unwrap(), b"Widget");
    assert!(!field.has(b"V"), "not sealed yet");
    assert!(matches!(field.get(b"StructParent"), Ok(Object::Integer(1))), "after the one page");
}

#[test]
fn a_cover_sheet_has_no_field() {
    let renderer = embedded();
    let record = renderer.kinds().sample("cover-sheet").unwrap();
    let pdf = Document::load_mem(&render(&renderer, &record).unwrap().pdf).unwrap();
    assert!(!pdf.catalog().unwrap().has(b"AcroForm"));
}

#[test]
fn long_names_take_another_page_and_short_ones_none() {
    let renderer = embedded();
    let mut record = sample();
    record["person"]["given"] = json!({"ar": "يحيى", "fr": "Ali"});
    record["person"]["family"] = json!({"ar": "", "fr": ""});
    record["person"]["birth_date_hijri"] = Value::Null;
    record["act"]["year_hijri"] = Value::Null;
    record["mother"] = Value::Null;
    assert_eq!(render(&renderer, &record).unwrap().pages, 1);
    record["death_mention"] = json!({"ar": "توفي بالرباط ".repeat(150), "fr": "Décédé à Rabat ".repeat(150)});
    assert!(render(&renderer, &record).unwrap().pages >= 2);
    record["person"]["family"] = json!({"ar": "نموذج".repeat(24), "fr": "W".repeat(120)});
    assert!(render(&renderer, &record).is_ok());
}

#[test]
fn an_unknown_day_is_said_in_words() {
    let mut record = sample();
    for date in [json!({"year": 1982, "month": 3, "day": null}), json!({"year": 1982, "month": null, "day": null})] {
        record["person"]["birth_date"] = date;
        assert_eq!(render(&embedded(), &record).unwrap().pages, 1);
    }
}

#[test]
fn what_the_record_lacks_is_named_by_line_and_element() {
    let mut record = sample();
    record["person"]["given"]["fr"] = Value::Null;
    let error = render(&embedded(), &record).unwrap_err();
    assert_eq!(
        (error.place.file.as_str(), error.place.element.as_str()),
        ("birth-extract/page.xml", "field"),
        "{error}"
    );
    assert_eq!(error.problem, Problem::MissingValue);
    let page = Files::embedded().text("birth-extract/page.xml").unwrap().to_owned();
    let line = page.lines().position(|line| line.contains("person.given.fr")).unwrap() + 1;
    assert_eq!(usize::try_from(error.place.line).unwrap(), line);

    let mut record = sample();
    record["officer"].as_object_mut().unwrap().remove("name");
    assert!(matches!(render(&embedded(), &record).unwrap_err().problem, Problem::Label(_)));
    let mut record = sample();
    record["person"]["birth_date"] = json!("12/03/1982");
    assert!(matches!(render(&embedded(), &record).unwrap_err().problem, Problem::Template(_)));
}

#[test]
fn a_character_without_a_font_names_its_field() {
    let mut record = sample();
    record["person"]["given"]["fr"] = json!("Wang 王");
    let error = render(&embedded(), &record).unwrap_err();
    assert!(matches!(error.problem, Problem::NoGlyph { character: '王', .. }), "{error}");
    assert_eq!(error.place.element, "field");
}

#[test]
fn what_fits_on_no_page_is_an_error() {
    let renderer = embedded();
    let mut record = renderer.kinds().sample("cover-sheet").unwrap();
    record["recipient"]["lines"] = json!(vec!["rue de l’Exemple"; 12]);
    let error = render(&renderer, &record).unwrap_err();
    assert!(matches!(error.problem, Problem::Overflow(_)), "{error}");
    assert_eq!(error.place.element, "address");
}

#[test]
fn a_spoilt_template_is_refused() {
    let page = "birth-extract/page.xml";
    let of = |from: &str, to: &str| match spoilt(page, from, to) {
        Ok(renderer) => render(&renderer, &sample()).unwrap_err(),
        Err(error) => error,
    };
    assert!(matches!(of("<title label=\"title\"/>", "<div/>").problem, Problem::UnknownElement { .. }));
    assert!(matches!(of("label=\"given-name\"", "label=\"given-names\"").problem, Problem::Label(_)));
    assert!(matches!(of("label=\"given-name\"", "lable=\"given-name\"").problem, Problem::UnknownAttribute(_)));
    assert!(matches!(of("<qr alt", "<qr module=\"0.3\" alt").problem, Problem::BadAttribute { .. }));
    assert!(matches!(of("alt=\"verify-alternate\"", "").problem, Problem::MissingAttribute("alt")));
    assert!(matches!(of("person.given.fr", "person.given.it").problem, Problem::Template(_)));
    assert!(matches!(of("{% endif %}", "").problem, Problem::Template(_)));
    assert!(matches!(of("</fields>", "").problem, Problem::Xml(_)));
}

#[test]
fn unknown_kinds_and_languages_are_refused() {
    let mut record = sample();
    record["language"] = json!("en");
    assert!(matches!(render(&embedded(), &record).unwrap_err().problem, Problem::UnknownLanguage(_)));
    record["kind"] = json!("pet-passport");
    assert!(matches!(render(&embedded(), &record).unwrap_err().problem, Problem::UnknownKind(_)));
}

#[test]
fn what_is_printed_shows_the_seal_and_is_no_form() {
    let renderer = embedded();
    let cover = render(&renderer, &renderer.kinds().sample("cover-sheet").unwrap()).unwrap().pdf;
    let extract = render(&renderer, &sample()).unwrap().pdf;
    let joined = Document::load_mem(&crate::print::join(&[&cover, &extract]).unwrap()).unwrap();
    let pages = joined.get_pages();
    assert_eq!(pages.len(), 2);
    let last = joined.get_dictionary(pages[&2]).unwrap();
    assert!(!last.has(b"Annots"));
    let content = String::from_utf8_lossy(&joined.get_page_content(pages[&2])).into_owned();
    assert!(content.contains("/Shown0 Do"), "the seal is drawn");
    assert!(crate::print::join(&[b"no PDF"]).is_err());
}
