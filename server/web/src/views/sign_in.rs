//! Signing in, in two steps.

use serde::Serialize;

use super::{Face, Form, Message, View};

/// E-mail address and password; the password is never shown again.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SignInFields {
    /// Address of the account.
    pub email: String,
}

/// `/{lang}/staff/sign-in`: first step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignIn {
    /// What was typed. A wrong address and a wrong password are said in the same words.
    pub form: Form<SignInFields>,
    /// Page to open afterwards.
    pub next: Option<String>,
}

impl View for SignIn {
    const TEMPLATE: &'static str = "staff/sign-in.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let typed = Form::new(SignInFields { email: "amina@commune.invalid".into() });
        vec![
            ("ordinary", Self { form: Form::default(), next: None }),
            (
                "refused",
                Self {
                    form: typed.with_error("email", Message::new("sign-in-refused")),
                    next: Some("/fr/staff/seal".into()),
                },
            ),
        ]
    }
}

/// The six digits; never shown again.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SecondFactorFields {}

/// `/{lang}/staff/second-factor`: second step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecondFactor {
    /// What was refused.
    pub form: Form<SecondFactorFields>,
    /// Page to open afterwards.
    pub next: Option<String>,
}

impl View for SecondFactor {
    const TEMPLATE: &'static str = "staff/second-factor.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("ordinary", Self { form: Form::default(), next: None }),
            (
                "refused",
                Self { form: Form::default().with_error("code", Message::new("second-factor-refused")), next: None },
            ),
        ]
    }
}
