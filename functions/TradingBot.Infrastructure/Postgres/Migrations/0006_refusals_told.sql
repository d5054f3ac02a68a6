-- One notice may stand for several events of the same kind: how many more there were, and when the last of them was.

alter table trading.notifications
    add column repeats integer not null default 0 check (repeats >= 0),
    add column repeated_at timestamptz,
    add check ((repeats = 0) = (repeated_at is null));

create index notifications_of_kind on trading.notifications (kind, at);
