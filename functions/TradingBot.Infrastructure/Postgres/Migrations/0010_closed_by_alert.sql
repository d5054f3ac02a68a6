-- Which trades an alert asked to close is looked up by the name of the line that says so.
create index trade_events_close_requested on trading.trade_events (once) where kind = 'closeRequested';
