-- The ledger: every promise of the domain that SQL can hold is repeated here as a constraint.

create table trading.strategies (
    key text primary key check (key ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    document jsonb not null,
    token_hash bytea not null check (length(token_hash) = 32),
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table trading.signals (
    id uuid primary key,
    strategy text not null,
    -- Null for a refused alert; a readable alert is written once and once only.
    dedupe_key text unique,
    status text not null check (status in ('received', 'accepted', 'denied', 'failed', 'completed')),
    source text not null,
    category text check (category in ('spot', 'linear', 'inverse', 'option')),
    signal jsonb,
    dry_run boolean not null,
    masked_body text not null,
    ignored_fields text[] not null,
    remote_ip text,
    duplicates integer not null default 0,
    reason jsonb,
    trade_id uuid,
    received_at timestamptz not null,
    started_at timestamptz,
    decided_at timestamptz,
    check (status <> 'received' or (dedupe_key is not null and signal is not null))
);

create index signals_newest on trading.signals (received_at desc, id desc);
create index signals_by_strategy on trading.signals (strategy, received_at desc, id desc);
create index signals_unstarted on trading.signals (received_at) where status = 'received' and started_at is null;

create table trading.trades (
    id uuid primary key,
    -- One signal opens at most one trade.
    signal_id uuid not null unique references trading.signals (id),
    strategy text not null,
    category text not null check (category in ('spot', 'linear', 'inverse', 'option')),
    symbol text not null,
    settle_coin text not null,
    direction text not null check (direction in ('long', 'short')),
    status text not null check (status in ('pending', 'opening', 'open', 'closing', 'closed', 'denied', 'failed')),
    order_type text not null check (order_type in ('market', 'limit')),
    quantity numeric not null check (quantity > 0),
    limit_price numeric check (limit_price > 0),
    reference_price numeric not null check (reference_price > 0),
    stop_loss numeric check (stop_loss > 0),
    targets jsonb not null,
    leverage numeric check (leverage >= 1),
    notional numeric not null check (notional > 0),
    risk numeric not null check (risk >= 0),
    time_stop_minutes integer check (time_stop_minutes > 0),
    entry_valid_until timestamptz not null,
    filled_quantity numeric not null default 0 check (filled_quantity >= 0),
    exited_quantity numeric not null default 0 check (exited_quantity >= 0),
    entry_price numeric,
    exit_price numeric,
    realized_pnl numeric,
    fees numeric not null default 0,
    stop_confirmed_at timestamptz,
    stop_missing_since timestamptz,
    close_requested_at timestamptz,
    close_reason text,
    reason jsonb,
    created_at timestamptz not null,
    opened_at timestamptz,
    closed_at timestamptz,
    check (order_type = 'market' or limit_price is not null),
    check (status not in ('closed', 'denied', 'failed') or closed_at is not null)
);

-- One position per symbol: two signals racing for the same symbol cannot both win, whatever the code above does.
create unique index trades_one_unfinished_per_symbol on trading.trades (category, symbol)
    where status in ('pending', 'opening', 'open', 'closing');
create index trades_newest on trading.trades (created_at desc, id desc);
create index trades_by_strategy on trading.trades (strategy, created_at desc, id desc);

create table trading.orders (
    link_id text primary key check (link_id ~ '^[A-Za-z0-9_-]{1,36}$'),
    trade_id uuid not null references trading.trades (id),
    role text not null check (role in ('entry', 'exit', 'stop', 'takeProfit')),
    side text not null check (side in ('buy', 'sell')),
    type text not null check (type in ('market', 'limit')),
    quantity numeric not null check (quantity > 0),
    limit_price numeric,
    trigger_price numeric,
    status text not null check (status in ('sent', 'unknown', 'open', 'partiallyFilled', 'filled', 'cancelled', 'rejected', 'notPlaced')),
    venue_order_id text,
    filled_quantity numeric not null default 0 check (filled_quantity >= 0),
    average_price numeric,
    reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index orders_by_trade on trading.orders (trade_id, created_at);
-- The promise of one entry order a trade.
create unique index orders_one_entry_per_trade on trading.orders (trade_id) where role = 'entry';

create table trading.fills (
    category text not null,
    exec_id text not null,
    trade_id uuid not null references trading.trades (id),
    order_link_id text,
    venue_order_id text,
    role text not null check (role in ('entry', 'exit', 'stop', 'takeProfit')),
    side text not null check (side in ('buy', 'sell')),
    price numeric not null check (price > 0),
    quantity numeric not null check (quantity > 0),
    value numeric not null check (value > 0),
    fee numeric not null,
    fee_currency text not null,
    is_maker boolean not null,
    at timestamptz not null,
    primary key (category, exec_id)
);

create index fills_by_trade on trading.fills (trade_id, at);

create table trading.trade_events (
    id bigint generated always as identity primary key,
    trade_id uuid not null references trading.trades (id),
    at timestamptz not null,
    kind text not null,
    message text not null,
    data jsonb,
    once text,
    unique (trade_id, once)
);

create index trade_events_by_trade on trading.trade_events (trade_id, id);

create table trading.equity_points (
    at timestamptz primary key,
    equity numeric not null,
    wallet_balance numeric not null,
    unrealized_pnl numeric not null
);

create table trading.snapshots (
    name text primary key,
    as_of timestamptz not null,
    document jsonb not null
);

create table trading.halt (
    id smallint primary key check (id = 1),
    is_halted boolean not null,
    reason text,
    flatten boolean not null,
    since timestamptz,
    by text
);
insert into trading.halt (id, is_halted, flatten) values (1, false, false);

create table trading.settings (
    name text primary key,
    document jsonb not null,
    updated_at timestamptz not null
);

create table trading.audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    target text not null,
    detail jsonb
);

create table trading.notifications (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    severity text not null check (severity in ('info', 'warning', 'critical')),
    kind text not null,
    subject text not null,
    body text not null,
    trade_id uuid,
    strategy text,
    once text unique
);

create table trading.discrepancies (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null,
    category text not null,
    symbol text not null,
    trade_id uuid,
    message text not null,
    is_healed boolean not null,
    resolved_at timestamptz
);

create unique index discrepancies_one_open on trading.discrepancies (kind, category, symbol, coalesce(trade_id, '00000000-0000-0000-0000-000000000000'))
    where resolved_at is null;
