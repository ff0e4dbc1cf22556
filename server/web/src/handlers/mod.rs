//! Handlers of pages: read the form, call one use case, fill one view.

pub mod citizen;
pub mod demo;
pub mod fault;
pub mod guard;
pub mod notice;
pub mod post_room;
pub mod problems;
pub mod registrar;
pub mod root;
pub mod session;
pub mod staff;
pub mod track;
pub mod verify;
