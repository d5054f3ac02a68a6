-- What shows that one or more alerts before an alert did not arrive.
alter table trading.signals add column missed jsonb;
