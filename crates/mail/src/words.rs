//! What each letter says.

use storefront::mail::LetterKind;

use crate::letterhead::Letterhead;

/// The words of one letter, between greeting and signature.
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) paragraphs: Vec<String>,
}

/// The words of a letter; `link` is used by those kinds that have one. None for a kind that is
/// about an order.
pub(crate) fn of(kind: LetterKind, link: &str, head: &Letterhead) -> Option<Words> {
    let (shop, origin) = (head.shop.as_str(), &head.origin);
    let unwanted = format!("If this was not you, write to us at once: {origin}/pages/contact");
    let (subject, paragraphs) = match kind {
        LetterKind::Verification => (
            format!("Confirm your email address for {shop}"),
            vec![
                format!(
                    "thank you for registering at {shop}. To show that this address is yours, \
                     open this page and enter the password you chose:"
                ),
                link.to_owned(),
                "The link works once, within 24 hours.".to_owned(),
                "If you did not register, you need not do anything: without this link, the \
                 address is not used."
                    .to_owned(),
            ],
        ),
        LetterKind::AlreadyRegistered => (
            format!("You already have an account at {shop}"),
            vec![
                format!(
                    "somebody just tried to use this address for an account at {shop}. You have \
                     one already, so nothing was changed."
                ),
                format!("If it was you, sign in here: {origin}/sign-in"),
                format!(
                    "If you do not remember the password, choose a new one: \
                     {origin}/forgot-password"
                ),
                "If it was not you, you need not do anything.".to_owned(),
            ],
        ),
        LetterKind::PasswordReset => (
            format!("Choose a new password for {shop}"),
            vec![
                format!(
                    "somebody, probably you, asked for a new password at {shop}. Choose one here:"
                ),
                link.to_owned(),
                "The link works once, within 30 minutes. A new password ends all sessions of the \
                 account."
                    .to_owned(),
                "If you did not ask, you need not do anything: your password stays as it is."
                    .to_owned(),
            ],
        ),
        LetterKind::PasswordChanged => (
            format!("Your password at {shop} was changed"),
            vec![
                format!("the password of your account at {shop} has just been changed."),
                format!(
                    "If this was not you, choose a new password now, which also signs everybody \
                     out: {origin}/forgot-password"
                ),
            ],
        ),
        LetterKind::ConfirmMail => (
            format!("Confirm your new email address for {shop}"),
            vec![
                format!("to use this address for your account at {shop}, open this page:"),
                link.to_owned(),
                "The link works once, within 30 minutes. Until then your former address stays \
                 in use."
                    .to_owned(),
                "If you do not know of this, you need not do anything.".to_owned(),
            ],
        ),
        LetterKind::MailChangeAsked => (
            format!("Your account at {shop} is to get another email address"),
            vec![
                format!(
                    "somebody who knows the password of your account at {shop} asked to use \
                     another email address for it. We have sent a link there."
                ),
                format!(
                    "If this was not you, change your password now, before that link is used: \
                     {origin}/forgot-password"
                ),
            ],
        ),
        LetterKind::MailChanged => (
            format!("Your account at {shop} has another email address"),
            vec![
                format!(
                    "your account at {shop} now has another email address. This one no longer \
                     signs in, and this is the last letter to it."
                ),
                unwanted,
            ],
        ),
        LetterKind::Invitation => (
            format!("You are invited to the team of {shop}"),
            vec![
                format!("you have been made a member of the staff of {shop}. Choose a password:"),
                link.to_owned(),
                "The link works once, within 7 days.".to_owned(),
            ],
        ),
        LetterKind::MadeStaff => (
            format!("You now work for {shop}"),
            vec![
                format!(
                    "your account has been made one of the staff of {shop}. Sign in with the \
                     password you have: {origin}/admin"
                ),
                unwanted,
            ],
        ),
        LetterKind::Erased => (
            format!("Your account at {shop} was erased"),
            vec![
                format!(
                    "as you asked, your account at {shop} and what was stored with it is gone. \
                     Orders are kept as long as the law asks for, without your name. This is the \
                     last letter."
                ),
                unwanted,
            ],
        ),
        LetterKind::OrderPlaced
        | LetterKind::OrderPaid
        | LetterKind::OrderShipped
        | LetterKind::OrderDelivered
        | LetterKind::OrderCancelled
        | LetterKind::OrderRefunded
        | LetterKind::OrderLink
        | LetterKind::ReturnAsked
        | LetterKind::ReturnAgreed
        | LetterKind::ReturnRefused => return None,
    };
    Some(Words { subject, paragraphs })
}
