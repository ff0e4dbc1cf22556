//! What happened to a request, oldest first, then what is to come.

use jiff::Timestamp;
use wathiq_domain::request::RequestState;
use wathiq_service::ordering::Tracked;

use crate::views::Message;
use crate::views::track::TimelineEvent;

/// The timeline of a request that its citizen is told stands in `state`.
pub fn events(tracked: &Tracked, state: RequestState) -> Vec<TimelineEvent> {
    let request = &tracked.request;
    let mut past: Vec<(Timestamp, &str)> = Vec::new();
    let mut note = |at: Option<Timestamp>, key| past.extend(at.map(|at| (at, key)));
    note(request.submitted_at, "track-event-submitted");
    note(request.asked_at, "track-event-asked");
    note(request.answered_at, "track-event-answered");
    // A decision that can still be taken back is not told.
    let decision = if state == RequestState::Rejected { "track-event-rejected" } else { "track-event-approved" };
    note(request.decided_at.filter(|_| state != RequestState::InReview), decision);
    for document in &tracked.documents {
        note(document.sealed_at, "track-event-sealed");
    }
    for delivery in &tracked.deliveries {
        note(delivery.sent_at, "track-event-sent");
        note(delivery.delivered_at, "track-event-delivered");
    }
    let end = match state {
        RequestState::Cancelled => Some("track-event-cancelled"),
        RequestState::Expired => Some("track-event-expired"),
        RequestState::Undeliverable => Some("track-event-failed"),
        RequestState::Draft
        | RequestState::Submitted
        | RequestState::InReview
        | RequestState::AwaitingCitizen
        | RequestState::Approved
        | RequestState::Sealing
        | RequestState::Sealed
        | RequestState::Dispatched
        | RequestState::Delivered
        | RequestState::Rejected => None,
    };
    note(end.map(|_| request.updated_at), end.unwrap_or_default());
    // Equal instants keep the order in which things follow each other.
    past.sort_by_key(|(at, _)| *at);
    let past = past.into_iter().map(|(at, key)| TimelineEvent { at: Some(at), what: Message::new(key) });
    let ahead = ahead(state).iter().map(|key| TimelineEvent { at: None, what: Message::new(*key) });
    past.chain(ahead).collect()
}

/// What is to come in the ordinary course.
const fn ahead(state: RequestState) -> &'static [&'static str] {
    match state {
        RequestState::Draft | RequestState::Submitted | RequestState::AwaitingCitizen => {
            &["track-event-in-review", "track-event-sealed", "track-event-sent"]
        }
        // Nothing promises that the request will be accepted.
        RequestState::InReview | RequestState::Approved | RequestState::Sealing => {
            &["track-event-sealed", "track-event-sent"]
        }
        RequestState::Sealed => &["track-event-sent"],
        RequestState::Dispatched => &["track-event-delivered"],
        RequestState::Delivered
        | RequestState::Undeliverable
        | RequestState::Rejected
        | RequestState::Cancelled
        | RequestState::Expired => &[],
    }
}
