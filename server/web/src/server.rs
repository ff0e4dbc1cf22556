//! Every endpoint, in one table: it registers them, and the authorization matrix walks it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App, HttpServer};
use tracing_actix_web::TracingLogger;

use crate::api;
use crate::assets::Assets;
use crate::handlers::{citizen, demo, fault, post_room, registrar, root, session, staff, track, verify};
use crate::http::{RedactedSpan, SecurityHeaders, limits, security_headers, static_files};
use crate::metrics::measure;
use crate::routes::{self, Audience};
use crate::state::Web;

/// One endpoint: what the authorization matrix must cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    /// Method.
    pub method: &'static str,
    /// Pattern, as actix-web reads it.
    pub pattern: &'static str,
    /// Who it is for.
    pub audience: Audience,
}

macro_rules! endpoints {
    ($($method:ident $route:ident $handler:path;)+) => {
        /// Every endpoint but static files.
        pub const ENDPOINTS: &[Endpoint] = &[$(
            Endpoint { method: stringify!($method), pattern: routes::$route.pattern, audience: routes::$route.audience },
        )+];

        fn register(config: &mut ServiceConfig) {
            $(config.route(routes::$route.pattern, web::$method().to($handler));)+
        }
    };
}

endpoints! {
    get ROOT root::root;
    get VERIFY_SHORT verify::short;
    get VERIFY_SHORT_UPPER verify::short;
    get HEALTH root::health;
    get READY root::ready;
    get METRICS root::metrics;
    get TRUST_LIST_WELL_KNOWN api::trust::trust_list;
    get API_TRUST_LIST api::trust::trust_list;
    get API_STATUS_LIST api::trust::status_list;
    get API_OFFICES api::orders::offices;
    post API_ORDERS api::orders::place;
    get API_ORDER api::orders::follow;
    get API_TENANTS api::tenants::list;
    post API_TENANTS api::tenants::create;
    get API_OPENAPI api::openapi::document;
    get START citizen::start;
    get HELP citizen::help;
    get ORDER_OFFICE citizen::office;
    get ORDER_DOCUMENT citizen::document;
    post ORDER_DOCUMENT citizen::document_chosen;
    get ORDER_ACT citizen::act;
    post ORDER_ACT citizen::act_given;
    get ORDER_PERSON citizen::person;
    post ORDER_PERSON citizen::person_given;
    get ORDER_RECIPIENT citizen::recipient;
    post ORDER_RECIPIENT citizen::recipient_given;
    get ORDER_CHECK citizen::check;
    post ORDER_CHECK citizen::submit;
    get ORDER_RECEIPT citizen::receipt;
    get TRACK track::form;
    post TRACK track::find;
    get TRACK_ORDER track::show;
    post TRACK_ANSWER track::answer;
    post TRACK_CANCEL track::cancel;
    get DOCUMENT track::document;
    get DOCUMENT_PDF track::document_pdf;
    post DOCUMENT_PDF track::document_pdf;
    get VERIFY verify::page;
    get SIGN_IN session::form;
    post SIGN_IN session::sign_in;
    get SECOND_FACTOR session::second_factor_form;
    post SECOND_FACTOR session::second_factor;
    post SIGN_OUT session::sign_out;
    get QUEUE staff::queue;
    get REVIEW staff::review;
    post REVIEW_APPROVE staff::approve;
    post REVIEW_ASK staff::ask;
    post REVIEW_REJECT staff::reject;
    post REVIEW_UNDO staff::undo;
    post REVIEW_ENTRY staff::choose_entry;
    get REVIEW_PREVIEW staff::preview;
    get SEAL registrar::to_seal;
    post SEAL registrar::seal;
    get STAFF_DOCUMENT registrar::document;
    get STAFF_DOCUMENT_PDF registrar::document_pdf;
    post STAFF_DOCUMENT_WITHDRAW registrar::withdraw;
    get POST post_room::list;
    get POST_LETTER post_room::letter;
    post POST_PRINTED post_room::printed;
    post POST_HANDED_OVER post_room::handed_over;
    get AUDIT registrar::audit;
    get DEMO demo::home;
    get DEMO_MAIL demo::mailbox;
    get DEMO_MESSAGE demo::message;
    get DEMO_HTML demo::html;
    get DEMO_ATTACHMENT demo::attachment;
}

/// Everything under one roof, for the server and for tests in process.
pub fn configure(config: &mut ServiceConfig) {
    limits::limits(config);
    register(config);
    static_files(config);
}

/// A server that listens, to be awaited.
pub use actix_web::dev::Server as Running;

/// How to listen.
#[derive(Debug, Clone)]
pub struct Listening {
    /// Address and port; port 0 takes a free one.
    pub bind: String,
    /// Threads; 0 is one for each core.
    pub threads: usize,
    /// Time for running requests when stopping.
    pub shutdown: Duration,
    /// Time for a request's head.
    pub request_head: Duration,
    /// Time an idle connection is kept.
    pub keep_alive: Duration,
}

/// Starts listening. Gives the server, to be awaited, and the address it took.
///
/// # Errors
/// When the address cannot be had.
pub fn start(web: Web, listening: &Listening) -> io::Result<(Running, std::net::SocketAddr)> {
    let headers = Data::new(SecurityHeaders { https_only: web.secure });
    let web = Data::from(Arc::new(web));
    let assets = Data::new(Assets::embedded());
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(web.clone())
            .app_data(headers.clone())
            .app_data(assets.clone())
            .wrap(Compress::default())
            .wrap(from_fn(fault::error_pages))
            .wrap(from_fn(measure))
            .wrap(from_fn(security_headers))
            .wrap(TracingLogger::<RedactedSpan>::new())
            .configure(configure)
    })
    .disable_signals()
    .shutdown_timeout(listening.shutdown.as_secs())
    .client_request_timeout(listening.request_head)
    .keep_alive(listening.keep_alive);
    if listening.threads > 0 {
        server = server.workers(listening.threads);
    }
    let server = server.bind(&listening.bind)?;
    let address = server.addrs().first().copied().ok_or_else(|| io::Error::other("no address to listen on"))?;
    Ok((server.run(), address))
}
