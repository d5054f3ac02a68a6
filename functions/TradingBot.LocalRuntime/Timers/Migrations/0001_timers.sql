CREATE TABLE embedded.timers (
    name text PRIMARY KEY,
    schedule text NOT NULL,
    next_at timestamptz NOT NULL,
    last_started_at timestamptz,
    last_finished_at timestamptz,
    last_outcome text CHECK (last_outcome IN ('running', 'succeeded', 'failed')),
    last_error text,
    CHECK ((last_started_at IS NULL) = (last_outcome IS NULL)),
    CHECK (last_error IS NULL OR last_outcome = 'failed')
);
COMMENT ON TABLE embedded.timers IS 'One row a timer function: when it runs next and how it last went. Whoever runs it holds an advisory lock.';
