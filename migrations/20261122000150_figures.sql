-- What figures are counted from, by time. Neither is changed once it is set, so no sale pays for it twice.

-- Orders by when they were paid.
create index order_paid on orders.orders (paid_at) where paid_at is not null;
-- Checkouts by when they were begun.
create index checkout_begun on checkout.checkout (created_at);
-- Payments of which a person has to find out how they ended: few at any time.
create index payment_review on payments.payment (changed_at) where state = 'needs_review';
