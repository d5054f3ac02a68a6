-- How the stop moves, where it has been moved to, and where it is wanted that the exchange was not seen to hold yet.
alter table trading.trades add column stop_moves jsonb;
alter table trading.trades add column moved_stop_loss numeric check (moved_stop_loss > 0);
alter table trading.trades add column asked_stop_loss numeric check (asked_stop_loss > 0);
alter table trading.trades add column asked_stop_cause text
    check (asked_stop_cause in ('breakEven', 'trailing', 'target', 'manual'));
alter table trading.trades add column asked_stop_since timestamptz;
alter table trading.trades add constraint trades_asked_stop_whole_check
    check (num_nulls(asked_stop_loss, asked_stop_cause, asked_stop_since) in (0, 3));
alter table trading.trades add column asked_stop_tried_at timestamptz;
-- The best price for the side since the entry, and up to when prices were looked at.
alter table trading.trades add column best_price numeric check (best_price > 0);
alter table trading.trades add column best_price_until timestamptz;
alter table trading.trades add constraint trades_best_price_whole_check check (num_nulls(best_price, best_price_until) in (0, 2));
-- The rest of a limit entry is taken back once the stop has moved to its price.
alter table trading.trades drop constraint trades_taken_back_check;
alter table trading.trades add constraint trades_taken_back_check check (
    taken_back in ('expired', 'halt', 'paused', 'exitOnly', 'dryRun', 'foreignPosition', 'signal', 'manual', 'closed', 'stopMoved'));
