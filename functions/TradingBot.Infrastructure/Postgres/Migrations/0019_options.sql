-- By which symbol the alerts of a trade call it, and where it stands in their eyes, where those are not its own: of an option that was chosen
-- for an alert, the underlying, and short for a put. And when an option is closed because its expiry comes near.
alter table trading.trades add column signal_symbol text;
alter table trading.trades add column stance text;
alter table trading.trades add column close_by timestamptz;
-- An option that expires worthless is delivered for nothing.
alter table trading.fills
    drop constraint fills_price_check, add check (price >= 0),
    drop constraint fills_value_check, add check (value >= 0);
