-- Time that nobody watched does not count against a missing stop or position: when it was last seen missing, from when on that is counted, and
-- how often the counting began anew after a pause.
alter table trading.trades add column stop_watched_until timestamptz;
alter table trading.trades add column stop_watched_from timestamptz;
alter table trading.trades add column stop_watch_returns integer not null default 0 check (stop_watch_returns >= 0);
alter table trading.trades add column position_watched_until timestamptz;
alter table trading.trades add column position_watched_from timestamptz;
