-- At this moment what a limit entry has not filled is taken back; null for a market entry.
alter table trading.trades add column entry_rests_until timestamptz;
-- Entries that wait already get the strategies' default of an hour, from the update on.
update trading.trades set entry_rests_until = now() + interval '1 hour'
where order_type = 'limit' and status in ('pending', 'opening', 'open', 'closing');

-- Why, and since when, what is left of the entry is being cancelled by the bot.
alter table trading.trades add column taken_back text
    check (taken_back in ('expired', 'halt', 'paused', 'exitOnly', 'dryRun', 'signal', 'manual', 'closed'));
alter table trading.trades add column taken_back_at timestamptz;
alter table trading.trades add check ((taken_back is null) = (taken_back_at is null));

-- Refused for now: the entry is sent again under the same id.
alter table trading.orders drop constraint orders_status_check;
alter table trading.orders add constraint orders_status_check
    check (status in ('sent', 'unknown', 'deferred', 'open', 'partiallyFilled', 'filled', 'cancelled', 'rejected', 'notPlaced'));
