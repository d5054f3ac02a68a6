-- A part of the position that is to be closed, and how many exit orders the trade had before those that close it.
alter table trading.trades add column reduce_quantity numeric check (reduce_quantity > 0);
alter table trading.trades add column reduce_from integer check (reduce_from >= 0);
alter table trading.trades add column reduce_requested_at timestamptz;
alter table trading.trades add constraint trades_reduction_check
    check (num_nulls(reduce_quantity, reduce_from, reduce_requested_at) in (0, 3));
