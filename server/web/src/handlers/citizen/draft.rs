//! The draft a browser holds, and which of its pages may be shown.

use actix_web::HttpRequest;
use wathiq_domain::Locale;
use wathiq_domain::order::Step;
use wathiq_domain::request::RequestState;
use wathiq_service::ordering::{self, Draft};

use crate::handlers::fault::Fault;
use crate::handlers::notice::Said;
use crate::routes::{self, Route};
use crate::state::Web;
use crate::views::Frame;

/// Seconds a browser keeps the cookie: as long as the draft waits.
pub const KEPT: i64 = 24 * 3600;
/// Between the codes of a commune and of its office; no commune's code has it.
const BETWEEN: char = '~';

/// An office in addresses: `MA.01.511.01.0~01`.
pub fn reference(commune: &str, office: &str) -> String {
    format!("{commune}{BETWEEN}{office}")
}

/// The codes of commune and office in a reference.
pub fn codes(reference: &str) -> Option<(&str, &str)> {
    reference.split_once(BETWEEN)
}

/// On to a page of the order.
pub fn to(locale: Locale, route: Route) -> Result<Fault, Fault> {
    Ok(Fault::Elsewhere(route.path(locale, &[])?))
}

/// Back to the office search, saying why.
pub fn to_office(locale: Locale, said: Said) -> Result<Fault, Fault> {
    Ok(Fault::Elsewhere(said.at(&routes::ORDER_OFFICE.path(locale, &[])?)))
}

/// The page of a step.
pub const fn page_of(step: Step) -> Route {
    match step {
        Step::Act => routes::ORDER_ACT,
        Step::Person => routes::ORDER_PERSON,
        Step::Recipient => routes::ORDER_RECIPIENT,
        Step::Check => routes::ORDER_CHECK,
    }
}

const fn place(step: Step) -> u8 {
    match step {
        Step::Act => 0,
        Step::Person => 1,
        Step::Recipient => 2,
        Step::Check => 3,
    }
}

impl Web {
    /// The order of this browser, whether or not it was handed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn order(&self, request: &HttpRequest) -> Result<Option<Draft>, Fault> {
        let Some(code) = self.draft_code(request) else { return Ok(None) };
        match ordering::draft(&self.app, code).await {
            Ok(found) => Ok(found),
            // The locator outlived its request.
            Err(wathiq_service::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The draft of this browser, at a step that its turn has come for.
    ///
    /// # Errors
    /// Elsewhere: to the office search when there is no draft, to the receipt when it was handed in, to the first open
    /// step when that comes before.
    pub async fn draft_at(&self, request: &HttpRequest, locale: Locale, step: Step) -> Result<Draft, Fault> {
        let Some(draft) = self.order(request).await? else { return Err(to_office(locale, Said::DraftGone)?) };
        if draft.request.state != RequestState::Draft {
            return Err(to(locale, routes::ORDER_RECEIPT)?);
        }
        let open = draft.request.declared.next_step();
        if place(step) > place(open) {
            return Err(to(locale, page_of(open))?);
        }
        Ok(draft)
    }

    /// The frame of a page of a draft.
    pub fn of_draft(&self, request: &HttpRequest, locale: Locale, draft: &Draft) -> Frame {
        self.public(request, locale).for_tenant(draft.tenant.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_read_back_even_with_hyphens() {
        assert_eq!(codes(&reference("MA.01.511.01.0", "01-A~B")), Some(("MA.01.511.01.0", "01-A~B")));
        assert_eq!(codes("MA.01.511.01.0"), None);
        assert!(wathiq_domain::tenant::TenantCode::parse("MA.01~2").is_err(), "no commune's code has the sign");
    }
}
