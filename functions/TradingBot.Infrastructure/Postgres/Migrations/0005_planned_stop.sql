-- The stop that was planned, beside the one that stands at the exchange (stop_loss).
alter table trading.trades add column planned_stop_loss numeric check (planned_stop_loss > 0);
update trading.trades set planned_stop_loss = stop_loss;
-- A stop that a person moves looser than planned is kept; else it is put back.
alter table trading.trades add column keep_moved_stops boolean not null default false;
