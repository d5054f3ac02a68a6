-- Until when a trade's executions are known to be booked: a look at a trade of weeks need not read weeks.
alter table trading.trades add column executions_read_at timestamptz;
