//! People who work for a commune: roles, and delegations of the registrar's powers.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::dates::PartialDate;
use crate::ids::{DelegationId, OfficeId, StaffId, TenantId};
use crate::names::Bilingual;

/// What somebody may do in the offices they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reviews requests against the register.
    Clerk,
    /// Seals: the officer, or a delegate with a delegation in force.
    Registrar,
    /// Prints and hands over to the post.
    PostRoom,
    /// Sets up the commune.
    Administrator,
    /// Reads the audit log.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Clerk, Self::Registrar, Self::PostRoom, Self::Administrator, Self::Auditor];

    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Registrar => "registrar",
            Self::PostRoom => "post_room",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A signed-in member of staff, as use cases see one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Whose.
    pub tenant: TenantId,
    /// Who.
    pub id: StaffId,
    /// The name as printed under a seal.
    pub name: Bilingual,
    /// What they may do, and where; no office means every office of the commune.
    pub grants: Vec<Grant>,
}

/// One role in one office, or in all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// Where; `None` is every office of the commune.
    pub office: Option<OfficeId>,
}

impl StaffMember {
    /// Whether they hold `role` for `office`.
    pub fn may(&self, role: Role, office: OfficeId) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.office.is_none_or(|o| o == office))
    }

    /// Whether they hold `role` anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The offices where they hold any of `roles`; `None` is every office.
    pub fn offices(&self, roles: &[Role]) -> Option<Vec<OfficeId>> {
        let held = self.grants.iter().filter(|grant| roles.contains(&grant.role));
        held.map(|grant| grant.office).collect()
    }
}

/// In which quality an officer seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// The president of the communal council, officer by law.
    President,
    /// Somebody to whom the president delegated (decree 2-99-665, article 1).
    Delegate,
}

impl Quality {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::President => "president",
            Self::Delegate => "delegate",
        }
    }
}

/// The power to seal for one office from one day to another.
///
/// The president's own power is kept in the same form, with quality `president`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Which.
    pub id: DelegationId,
    /// To whom.
    pub staff: StaffId,
    /// For which office; one person, one office (decree 2-99-665, article 1).
    pub office: OfficeId,
    /// President or delegate.
    pub quality: Quality,
    /// Reference of the decision.
    pub reference: String,
    /// Day of the decision.
    pub decided_on: PartialDate,
    /// First day in force.
    pub from: jiff::civil::Date,
    /// Last day in force; `None` while it has no end.
    pub to: Option<jiff::civil::Date>,
    /// Day it was withdrawn, if it was.
    pub withdrawn_on: Option<jiff::civil::Date>,
}

/// Why somebody cannot seal for an office today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoPower {
    /// No delegation names them for this office.
    #[error("no delegation for this office")]
    None,
    /// It begins later.
    #[error("the delegation is not in force yet")]
    NotYet,
    /// It ended or was withdrawn.
    #[error("the delegation has ended")]
    Ended,
}

impl Delegation {
    /// Whether it holds on `day`.
    ///
    /// # Errors
    /// Says why it does not.
    pub fn in_force(&self, day: jiff::civil::Date) -> Result<(), NoPower> {
        if day < self.from {
            return Err(NoPower::NotYet);
        }
        if self.to.is_some_and(|to| day > to) || self.withdrawn_on.is_some_and(|on| day >= on) {
            return Err(NoPower::Ended);
        }
        Ok(())
    }
}

/// The delegation of `delegations` by which `staff` may seal for `office` on `day`.
///
/// # Errors
/// The nearest reason why there is none.
pub fn power_to_seal(
    delegations: &[Delegation],
    staff: StaffId,
    office: OfficeId,
    day: jiff::civil::Date,
) -> Result<&Delegation, NoPower> {
    let mut reason = NoPower::None;
    for delegation in delegations.iter().filter(|d| d.staff == staff && d.office == office) {
        match delegation.in_force(day) {
            Ok(()) => return Ok(delegation),
            Err(why) => reason = why,
        }
    }
    Err(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn delegation() -> Delegation {
        Delegation {
            id: DelegationId::from_uuid(Uuid::from_u128(1)),
            staff: StaffId::from_uuid(Uuid::from_u128(2)),
            office: OfficeId::from_uuid(Uuid::from_u128(3)),
            quality: Quality::Delegate,
            reference: "12/2026".into(),
            decided_on: PartialDate::parse("2026-01-05").unwrap(),
            from: date(2026, 1, 10),
            to: Some(date(2026, 12, 31)),
            withdrawn_on: None,
        }
    }

    #[test]
    fn holds_from_its_first_day_to_its_last() {
        let d = delegation();
        assert_eq!(d.in_force(date(2026, 1, 9)), Err(NoPower::NotYet));
        assert_eq!(d.in_force(date(2026, 1, 10)), Ok(()));
        assert_eq!(d.in_force(date(2026, 12, 31)), Ok(()));
        assert_eq!(d.in_force(date(2027, 1, 1)), Err(NoPower::Ended));
    }

    #[test]
    fn ends_on_the_day_it_is_withdrawn() {
        let d = Delegation { withdrawn_on: Some(date(2026, 3, 1)), ..delegation() };
        assert_eq!(d.in_force(date(2026, 2, 28)), Ok(()));
        assert_eq!(d.in_force(date(2026, 3, 1)), Err(NoPower::Ended));
    }

    #[test]
    fn is_for_one_person_and_one_office() {
        let d = delegation();
        let day = date(2026, 6, 1);
        let list = [d.clone()];
        assert!(power_to_seal(&list, d.staff, d.office, day).is_ok());
        let other = OfficeId::from_uuid(Uuid::from_u128(9));
        assert_eq!(power_to_seal(&list, d.staff, other, day), Err(NoPower::None));
        let somebody = StaffId::from_uuid(Uuid::from_u128(9));
        assert_eq!(power_to_seal(&list, somebody, d.office, day), Err(NoPower::None));
    }

    #[test]
    fn grants_are_for_an_office_or_for_all() {
        let office = OfficeId::from_uuid(Uuid::from_u128(3));
        let other = OfficeId::from_uuid(Uuid::from_u128(4));
        let member = |grants| StaffMember {
            tenant: TenantId::from_uuid(Uuid::nil()),
            id: StaffId::from_uuid(Uuid::nil()),
            name: Bilingual::default(),
            grants,
        };
        let one = member(vec![Grant { role: Role::Clerk, office: Some(office) }]);
        assert!(one.may(Role::Clerk, office) && !one.may(Role::Clerk, other) && !one.may(Role::Registrar, office));
        assert_eq!(one.offices(&[Role::Clerk]), Some(vec![office]));
        let all = member(vec![Grant { role: Role::Clerk, office: None }]);
        assert!(all.may(Role::Clerk, other));
        assert_eq!(all.offices(&[Role::Clerk]), None);
    }
}
