-- An index on a column that every change writes keeps rows from being updated in place: measured
-- on twenty busy rows, no update stayed on its page and each wrote 328 bytes of log instead of 188.
-- The look for changes once a second reads 20,000 narrow rows in under 2 ms without it.
drop index inventory.stock_changed;
