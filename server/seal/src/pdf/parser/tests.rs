use proptest::prelude::*;

use super::Parser;
use crate::pdf::object::{Dictionary, Object, Ref};

fn read(text: &str) -> Option<Object> {
    let mut parser = Parser::new(text.as_bytes(), 0);
    let object = parser.object(0).ok()?;
    (parser.at == text.len()).then_some(object)
}

#[test]
fn objects_as_the_standard_writes_them() {
    assert_eq!(read("12 0 R"), Some(Object::Reference(Ref(12, 0))));
    assert_eq!(read("-17"), Some(Object::Integer(-17)));
    assert_eq!(read("-.002"), Some(Object::Real(b"-.002".to_vec())));
    assert_eq!(read("/A#42"), Some(Object::Name(b"AB".to_vec())));
    assert_eq!(read("<901FA>"), Some(Object::String(vec![0x90, 0x1F, 0xA0])));
    assert_eq!(read("(a\\(b\\)(c)\\101\\\n\\n)"), Some(Object::String(b"a(b)(c)A\n".to_vec())));
    let array = vec![Object::Integer(1), Object::Integer(2), Object::Reference(Ref(3, 0)), Object::Null];
    assert_eq!(read("[1 2 3 0 R null]"), Some(Object::Array(array)));
    let Some(Object::Dictionary(dictionary)) = read("<</A<</B true>>/C[]>>") else { panic!("a dictionary") };
    assert_eq!(dictionary.0.len(), 2);
    assert_eq!(dictionary.0[1].span, 17..19);
}

#[test]
fn what_readers_could_take_two_ways_is_refused() {
    for text in ["<</A 1/A 2>>", "<</A 1 /#41 2>>", "<4G>", "(a", "[1", "<</A>>", "1.2.3", "--1", "tru", "12abc", ""] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(read(&"[".repeat(80)), None);
}

#[test]
fn dictionaries_are_equal_whatever_their_order_and_place() {
    assert_eq!(read("<</A 1/B 2>>"), read("<< /B 2 /A 1 >>"));
    assert_ne!(read("<</A 1>>"), read("<</A 1/B 2>>"));
    assert_eq!(Dictionary::default(), Dictionary::default());
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Parser::new(&bytes, 0).object(0);
    }

    #[test]
    fn nor_do_bytes_that_look_like_pdf(text in "[<>/()\\[\\] 0-9RATn.#\\\\]{0,80}") {
        let _ = Parser::new(text.as_bytes(), 0).object(0);
    }
}
