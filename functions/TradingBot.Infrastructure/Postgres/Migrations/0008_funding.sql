-- Payments of funding of the positions that trades were in; amount and quantity are the whole position's, of which a trade has its part.
create table trading.funding_payments (
    category text not null,
    exec_id text not null,
    trade_id uuid not null references trading.trades (id),
    at timestamptz not null,
    -- Positive when paid, negative when received.
    amount numeric not null,
    quantity numeric not null,
    coin text not null,
    rate numeric,
    primary key (category, exec_id)
);

create index funding_payments_by_trade on trading.funding_payments (trade_id, at);

-- The trade's part of them all; realized_pnl is less it.
alter table trading.trades add column funding numeric not null default 0;

-- What a trade that is open now paid before the update is among executions that were read already: they are read once more.
update trading.trades set executions_read_at = null
where category in ('linear', 'inverse') and status in ('pending', 'opening', 'open', 'closing');

-- A trade that ended may still get funding that the exchange lists late: its recent ones are looked at again.
create index trades_closed on trading.trades (closed_at) where status = 'closed';
