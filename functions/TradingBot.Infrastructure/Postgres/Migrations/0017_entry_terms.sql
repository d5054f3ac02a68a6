-- How far an entry may go from the price that it was approved at, and where a limit entry that waits was last moved to.
alter table trading.trades add column entry_terms jsonb;
alter table trading.trades add column entry_moved jsonb;
