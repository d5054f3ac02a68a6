-- What of the entry may still be filled, in the unit of the quantity: with what is open it is what can be lost at the stop.
alter table trading.trades add column entry_waiting numeric not null default 0 check (entry_waiting >= 0);
update trading.trades set entry_waiting = quantity where status in ('pending', 'opening', 'open', 'closing');
update trading.trades
set entry_waiting = greatest(
    case when entry.status in ('filled', 'cancelled', 'rejected', 'notPlaced') then entry.filled_quantity else entry.quantity end
        - trading.trades.filled_quantity, 0)
from trading.orders entry
where entry.trade_id = trading.trades.id and entry.role = 'entry';

-- A person's position in the symbol of an entry that waits takes it back.
alter table trading.trades drop constraint trades_taken_back_check;
alter table trading.trades add constraint trades_taken_back_check
    check (taken_back in ('expired', 'halt', 'paused', 'exitOnly', 'dryRun', 'foreignPosition', 'signal', 'manual', 'closed'));
