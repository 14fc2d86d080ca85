//! How staff sign in and out.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{AccountId, Clock, SystemClock, Timestamp};
use qrcode::{QrCode, render::svg};
use sessions::{Arrival, SignedIn};
use storefront::{
    account::Secret,
    limits::{Ask, Whom},
    staff::{AfterPassword, StaffError},
};

use super::refusal::Refused;
use crate::http::{
    AppState, account::recovery, caller::Calling, limits::TooOften, next, pages, posted::Posted,
    visitor::Visitor,
};

/// `POST /admin/sign-in`
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match password(&state, &visitor, &calling, &posted, &headers).await {
        Ok(answer) => answer,
        Err(refused) => {
            let page = ("sign-in", "/admin/sign-in");
            refused.answer(&state, visitor.stranger(), &posted, page, &[], &headers).await
        }
    }
}

async fn password(
    state: &AppState,
    visitor: &Visitor,
    calling: &Calling,
    posted: &Posted,
    headers: &HeaderMap,
) -> Result<Response, Refused> {
    let (rules, email, address) = (&state.rules, posted.text("email").trim(), calling.address());
    let mut asks = vec![
        Ask { rule: &rules.sign_in, whom: Whom::AccountFrom(email, address) },
        Ask { rule: &rules.sign_in_address, whom: Whom::Address(address) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    if !visitor.knows_place(state, email) {
        let whom = Whom::AccountByStrangers(email);
        asks.push(Ask { rule: &rules.sign_in_strangers, whom });
    }
    calling.within(state, &asks).await?;
    let began = SystemClock.now();
    let after =
        state.shop.staff_door.sign_in(email, &posted.secret("password"), &calling.0).await?;
    let step = match after {
        AfterPassword::In(member) => {
            enter(visitor, &member.account, began, calling).await?;
            return Ok(Redirect::to(wanted(posted)).into_response());
        }
        AfterPassword::Code { step } => app::StaffStep::Code { step: step.reveal().to_owned() },
        AfterPassword::Enrol { step, secret, uri } => app::StaffStep::Enrol {
            step: step.reveal().to_owned(),
            secret: secret.reveal().to_owned(),
            picture: picture(&uri),
        },
    };
    // The password was right: whoever is asked for a code now has been here before.
    visitor.remember_place(state, email);
    let address = going_on("/admin/code", posted);
    Ok(pages::staff_step(state, &address, visitor.stranger(), step, headers).await)
}

/// The page of staff that was asked for before signing in.
fn wanted(posted: &Posted) -> &str {
    let own = |path: &&str| *path == "/admin" || path.starts_with("/admin/");
    next::local(posted.text("next")).filter(own).unwrap_or("/admin")
}

/// The address of a step that still knows the page that was asked for.
fn going_on(step: &str, posted: &Posted) -> String {
    format!("{step}?next={}", app::encode(wanted(posted)))
}

/// `POST /admin/code`
pub(in crate::http) async fn code(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let began = SystemClock.now();
    let entered = async {
        guess(&state, &calling).await?;
        let (step, code) = (posted.secret("step"), posted.secret("code"));
        let member = state.shop.staff_door.enter_code(&step, &code, &calling.0).await?;
        enter(&visitor, &member.account, began, &calling).await
    };
    match entered.await {
        Ok(()) => Redirect::to(wanted(&posted)).into_response(),
        Err(refused) => {
            let step = [("step", posted.text("step"))];
            let page = ("code", "/admin/code");
            refused.answer(&state, visitor.stranger(), &posted, page, &step, &headers).await
        }
    }
}

/// `POST /admin/enrol`
pub(in crate::http) async fn enrol(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let began = SystemClock.now();
    let enrolled = async {
        guess(&state, &calling).await?;
        let (step, code) = (posted.secret("step"), posted.secret("code"));
        let enrolled = state.shop.staff_door.enrol(&step, &code, &calling.0).await?;
        // The codes are shown now or never, also to one who has to sign in once more: why not, is
        // logged, and the link under them leads there.
        let _ = enter(&visitor, &enrolled.member.account, began, &calling).await;
        Ok::<_, Refused>(enrolled.recovery_codes)
    };
    match enrolled.await {
        Ok(codes) => {
            let codes = codes.iter().map(|code| code.reveal().to_owned()).collect();
            let step = app::StaffStep::Codes(codes);
            let address = going_on("/admin/enrol", &posted);
            pages::staff_step(&state, &address, visitor.stranger(), step, &headers).await
        }
        Err(refused) => {
            let step = [("step", posted.text("step"))];
            let page = ("enrol", "/admin/enrol");
            refused.answer(&state, visitor.stranger(), &posted, page, &step, &headers).await
        }
    }
}

/// `POST /admin/invitation`: the first password of a new member.
pub(in crate::http) async fn invitation(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match recovery::set_password(&state, &visitor, &calling, &posted).await {
        Ok(()) => Redirect::to("/admin/sign-in?done=welcome").into_response(),
        Err(refused) => {
            let page = ("invitation", "/admin/invitation");
            refused.answer_to(&state, visitor.stranger(), &posted, page, &headers).await
        }
    }
}

/// `POST /admin/sign-out`
pub(in crate::http) async fn out(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    if let Err(error) = SignedIn::sign_out(&visitor.session).await {
        tracing::warn!(%error, "a session of staff is not known to have ended");
        let refused = Refused::from(StaffError::Unavailable);
        let page = ("sign-out", "/admin/sign-in");
        return refused.answer(&state, visitor.stranger(), &posted, page, &[], &headers).await;
    }
    Redirect::to("/admin/sign-in?done=signed-out").into_response()
}

/// Signs a member in who has shown all that is asked of them.
async fn enter(
    visitor: &Visitor,
    account: &AccountId,
    began: Timestamp,
    calling: &Calling,
) -> Result<(), Refused> {
    let arrival = Arrival {
        account: account.clone(),
        began,
        second_factor: true,
        user_agent: &calling.0.agent,
        address: calling.address(),
    };
    SignedIn::sign_in(&visitor.session, arrival).await.map_err(|error| {
        tracing::warn!(%error, "a member of staff could not be signed in");
        StaffError::Unavailable.into()
    })
}

/// Counts a code that is tried.
async fn guess(state: &AppState, calling: &Calling) -> Result<(), TooOften> {
    let whom = Whom::Address(calling.address());
    calling.within(state, &[Ask { rule: &state.rules.sign_in_address, whom }]).await
}

/// What an authenticator scans. Where it cannot be drawn, the secret is typed.
fn picture(uri: &Secret) -> String {
    let code = QrCode::new(uri.reveal().as_bytes());
    code.map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build())
        .map(|svg| svg.split_once("?>").map_or(svg.clone(), |(_, body)| body.to_owned()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_an_svg_that_can_stand_in_a_page() {
        let drawn = picture(&Secret::new("otpauth://totp/Quayside:a@b.example?secret=ABCDEFGH"));
        assert!(drawn.starts_with("<svg") && drawn.trim_end().ends_with("</svg>"), "{drawn}");
        // The policy of pages allows neither.
        assert!(!drawn.contains("style=") && !drawn.contains("<script"), "{drawn}");
        assert_eq!(picture(&Secret::new("x".repeat(10_000))), "");
    }
}
