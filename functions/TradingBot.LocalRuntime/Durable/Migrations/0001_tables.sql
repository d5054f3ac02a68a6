-- Status numbers: Running 0, Completed 1, Failed 3, Terminated 5, Pending 6, Suspended 7.
CREATE TABLE $durable$.instances (
    instance_id         text        PRIMARY KEY CHECK (instance_id <> ''),
    execution_id        uuid        NOT NULL,
    name                text        NOT NULL CHECK (name <> ''),
    status              smallint    NOT NULL CHECK (status IN (0, 1, 3, 5, 6, 7)),
    -- Grows with every committed step: whoever commits on an older version is refused.
    version             bigint      NOT NULL DEFAULT 0,
    episodes            integer     NOT NULL DEFAULT 0,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    input               text,
    output              text,
    custom_status       text,
    failure             json,
    tags                json,
    traceparent         text,
    parent_instance_id  text,
    parent_execution_id uuid,
    parent_name         text,
    parent_task_id      integer,
    -- Set while the code doesn't match the history; nothing is lost, the step is tried again later.
    parked_reason       text,
    parked_until        timestamptz,
    parked_attempts     integer     NOT NULL DEFAULT 0,
    lease_owner         uuid,
    lease_until         timestamptz NOT NULL DEFAULT '-infinity',
    CHECK ((parent_instance_id IS NULL) = (parent_execution_id IS NULL)),
    CHECK ((parked_reason IS NULL) = (parked_until IS NULL))
);
CREATE INDEX instances_created ON $durable$.instances (created_at, instance_id);
CREATE INDEX instances_parent ON $durable$.instances (parent_instance_id) WHERE parent_instance_id IS NOT NULL;
CREATE INDEX instances_live ON $durable$.instances (status) WHERE status IN (0, 6, 7);
CREATE INDEX instances_parked ON $durable$.instances (parked_until) WHERE parked_reason IS NOT NULL;

CREATE TABLE $durable$.history (
    instance_id text    NOT NULL REFERENCES $durable$.instances ON DELETE CASCADE,
    episode     integer NOT NULL CHECK (episode >= 0),
    content     json    NOT NULL,
    PRIMARY KEY (instance_id, episode)
);

-- What an instance has yet to take in. Timers are messages that become visible later.
CREATE TABLE $durable$.messages (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance_id  text        NOT NULL REFERENCES $durable$.instances ON DELETE CASCADE,
    -- The run this is meant for; null: whichever runs.
    execution_id uuid,
    timer_id     integer,
    visible_at   timestamptz NOT NULL,
    enqueued_at  timestamptz NOT NULL DEFAULT now(),
    content      json        NOT NULL
);
CREATE INDEX messages_due ON $durable$.messages (visible_at, instance_id);
CREATE INDEX messages_instance ON $durable$.messages (instance_id, id);

-- Activities to run. A row lives until its result is in an instance's history or among its messages; it may outlive the instance.
CREATE TABLE $durable$.activities (
    id           uuid        PRIMARY KEY,
    instance_id  text        NOT NULL,
    execution_id uuid        NOT NULL,
    task_id      integer     NOT NULL,
    name         text        NOT NULL,
    input        text,
    traceparent  text,
    scheduled_at timestamptz NOT NULL DEFAULT now(),
    attempts     integer     NOT NULL DEFAULT 0,
    lease_owner  uuid,
    lease_until  timestamptz NOT NULL DEFAULT '-infinity',
    UNIQUE (execution_id, task_id)
);
CREATE INDEX activities_free ON $durable$.activities (lease_until, scheduled_at);
