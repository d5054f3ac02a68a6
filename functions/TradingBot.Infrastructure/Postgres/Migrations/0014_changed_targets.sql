-- A person may change the targets of a trade: how often that was done, since when the exchange may hold those of before, and when it was last
-- asked for the new ones. An order of a target is of one version of them.
alter table trading.trades add column targets_version integer not null default 0;
alter table trading.trades add column targets_asked_at timestamptz;
alter table trading.trades add column targets_tried_at timestamptz;
alter table trading.orders add column targets_version integer not null default 0;
