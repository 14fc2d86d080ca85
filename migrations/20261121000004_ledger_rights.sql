-- The trigger tells a person why the ledger stays as it is; without the right to change it, the
-- role that the shop connects as cannot even after a trigger was switched off by mistake.
revoke update, delete, truncate on inventory.stock_ledger from public, current_user;
