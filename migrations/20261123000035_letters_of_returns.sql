-- Letters tell of returns, too: that one was asked for, and what became of it. Which one, for there may be
-- several of an order when the letter is written.
alter table orders.letter add column about text references orders.return_request (id);
