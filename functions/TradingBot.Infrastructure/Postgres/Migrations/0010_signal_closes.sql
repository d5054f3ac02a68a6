-- What an alert asked to close, so that asking it again gives the same answer when the trades have long ended.
alter table trading.signals add column closes uuid[] not null default '{}';
