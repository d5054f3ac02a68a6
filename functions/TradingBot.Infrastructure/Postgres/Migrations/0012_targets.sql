-- The targets, by their places from 0, that a part is closed for.
alter table trading.trades add column reduce_targets integer[] not null default '{}';
