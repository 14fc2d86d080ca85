//! What staff hear of what they do to many products.

use axum::http::StatusCode;
use storefront::goods_room::GoodsError;

use super::Refused;

impl From<GoodsError> for Refused {
    fn from(error: GoodsError) -> Self {
        let form = Self::form;
        match error {
            GoodsError::Refused(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
            }
            GoodsError::Changed => form(
                StatusCode::CONFLICT,
                "The list has changed since you looked at it. Nothing is done: look at how many \
                 products are meant now.",
            ),
            GoodsError::NotFound => form(
                StatusCode::NOT_FOUND,
                "There is no such deed. What was done more than a day ago is not set back any more.",
            ),
            GoodsError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            GoodsError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be finished just now. Nothing was lost; send it again in a moment, \
                 and it goes on.",
            ),
        }
    }
}
