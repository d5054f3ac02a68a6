-- A trade may be added to: what is being added, how often that was approved, and how often something came of it.
alter table trading.trades add column addition jsonb;
alter table trading.trades add column additions_approved integer not null default 0 check (additions_approved >= 0);
alter table trading.trades add column additions integer not null default 0 check (additions between 0 and additions_approved);
alter table trading.trades add column risk_with_additions numeric;
-- The promise of one entry order a trade, and of one for each addition to it.
alter table trading.orders add column addition integer not null default 0 check (addition >= 0);
drop index trading.orders_one_entry_per_trade;
create unique index orders_one_entry_per_addition on trading.orders (trade_id, addition) where role = 'entry';
alter table trading.trades drop constraint trades_asked_stop_cause_check;
alter table trading.trades add constraint trades_asked_stop_cause_check
    check (asked_stop_cause in ('breakEven', 'trailing', 'target', 'manual', 'addition'));
-- The trade that an alert added to.
alter table trading.signals add column adds_to uuid;
create index signals_additions on trading.signals (decided_at) where adds_to is not null;
