-- Notices on their way to a mailbox. A notice is put into one mail for good; a mail sent again keeps its id and its content.

create table trading.mails (
    id uuid primary key default gen_random_uuid(),
    severity text not null check (severity in ('info', 'warning', 'critical')),
    created_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    attempts integer not null default 0 check (attempts >= 0),
    next_at timestamptz not null,
    leased_until timestamptz,
    ended_at timestamptz,
    -- The mail system's own name for it.
    reference text,
    error text,
    check ((state = 'waiting') = (ended_at is null)),
    check (state <> 'failed' or error is not null)
);

create index mails_waiting on trading.mails (next_at) where state = 'waiting';
create index mails_ended on trading.mails (ended_at) where ended_at is not null;

alter table trading.notifications
    add column delivery text not null default 'waiting' check (delivery in ('waiting', 'composed', 'skipped', 'stale')),
    add column mail_id uuid references trading.mails,
    add check ((delivery = 'composed') = (mail_id is not null));

-- What happened before there was e-mail is not told after the event.
update trading.notifications set delivery = 'skipped';

create index notifications_unmailed on trading.notifications (id) where delivery = 'waiting';
create index notifications_of_mail on trading.notifications (mail_id) where mail_id is not null;

-- One row: how the way out is doing. Locked by whoever composes mails.
create table trading.mail_channel (
    only_row boolean primary key default true check (only_row),
    provider text,
    checked_at timestamptz,
    last_sent_at timestamptz,
    paused_until timestamptz,
    error text,
    error_at timestamptz
);

insert into trading.mail_channel default values;
