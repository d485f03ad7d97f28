-- Alarms: who knew what, and when. A row a change of state, each with everything known of the alarm;
-- of several rows of an id the highest revision holds, so writing one twice counts once. Flushed
-- with the insert: nothing else could say who acknowledged. All rows of an alarm share `raised_at`,
-- so the TTL takes them together: 400 days, a year and the weeks in which last year is compared.
CREATE TABLE IF NOT EXISTS alarms
(
    id              String,
    revision        UInt32,
    -- of the profile's alarms.json, as it was then
    rule            LowCardinality(String),
    kind            LowCardinality(String),
    severity        LowCardinality(String),
    scope           LowCardinality(String),
    -- category of a surge, name of a source, closure@1; otherwise empty
    subject         LowCardinality(String),
    -- how many times this rule was raised for this scope and subject, this one included
    ordinal         UInt32,
    -- raised, acknowledged or cleared
    state           LowCardinality(String),
    value           Nullable(Float64),
    -- the worst value while it lasted
    worst           Nullable(Float64),
    limit_value     Nullable(Float64),
    usual           Nullable(Float64),
    -- the server's clock; _as_of: the clock of the cases
    raised_at       DateTime64(3, 'UTC'),
    raised_as_of    DateTime64(3, 'UTC'),
    acknowledged_at Nullable(DateTime64(3, 'UTC')),
    acknowledged_by String,
    -- whose token it was; empty where no operators were configured
    operator        String,
    note            String,
    cleared_at      Nullable(DateTime64(3, 'UTC')),
    cleared_as_of   Nullable(DateTime64(3, 'UTC'))
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (raised_at, id)
TTL toDateTime(raised_at) + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 1000,
    fsync_after_insert = 1, fsync_part_directory = 1;
