-- Since when the exchange shows less of a trade's position than the ledger does.
alter table trading.trades add column position_missing_since timestamptz;

-- What made the exchange close a position by itself.
alter table trading.fills add column forced text
    check (forced in ('liquidation', 'autoDeleveraging', 'settlement', 'transfer'));
