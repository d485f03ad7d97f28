-- What loads added to the roll-ups since the last tick: the server adds it to the sums that it keeps
-- of the ticks before, instead of reading a roll-up's many columns and days again. Emptied by every
-- tick. In memory, because nothing is lost with it: a tick that does not find exactly what was loaded
-- reads the roll-ups. The bound is for loads that no tick follows.
CREATE TABLE IF NOT EXISTS additions
(
    -- the roll-up, or 'versions'
    kind     LowCardinality(String),
    scope    LowCardinality(String),
    -- clock, step, or facet and key
    key      LowCardinality(String),
    -- the row's day, or its hour or minute in seconds since 1970
    at       Int64,
    bucket   UInt16,
    excluded UInt8,
    sums     Array(Int64)
)
ENGINE = Memory
SETTINGS min_rows_to_keep = 0, max_rows_to_keep = 400000;

-- How many case versions the loads inserted: by this a tick knows that nothing is missing.
CREATE MATERIALIZED VIEW IF NOT EXISTS additions_versions_mv TO additions AS
SELECT
    'versions' AS kind, '' AS scope, '' AS key, toInt64(0) AS at, toUInt16(0) AS bucket,
    toUInt8(0) AS excluded, [toInt64(count())] AS sums
FROM case_versions;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_facts_mv TO additions AS
SELECT
    'facts' AS kind, scope, clock AS key, toInt64(toUInt16(day)) AS at, toUInt16(0) AS bucket, excluded,
    [cases, open, closed, with_due, closed_with_due, closed_on_time, ever_closed, reopened, urged,
        dispatched, accepted_in_time, reviewed, valid_reviews, contacted, solved, very_satisfied,
        satisfied, basically_satisfied, dissatisfied, very_dissatisfied, ms_to_close] AS sums
FROM facts_by_day;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_open_mv TO additions AS
SELECT
    'open' AS kind, scope, step AS key, toInt64(toUnixTimestamp(hour)) AS at, toUInt16(0) AS bucket,
    excluded, [open] AS sums
FROM open_by_hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_durations_mv TO additions AS
SELECT
    'durations' AS kind, scope, '' AS key, toInt64(toUInt16(day)) AS at, bucket, excluded,
    [cases] AS sums
FROM closed_by_day;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_minutes_mv TO additions AS
SELECT
    'minutes' AS kind, scope, '' AS key, toInt64(toUnixTimestamp(minute)) AS at, toUInt16(0) AS bucket,
    excluded, [reported, closed] AS sums
FROM activity_by_minute;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_facets_mv TO additions AS
SELECT
    'facets' AS kind, scope, concat(facet, ' ', key) AS key, toInt64(toUInt16(day)) AS at,
    toUInt16(0) AS bucket, excluded, [cases, closed] AS sums
FROM reported_by_day;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_steps_mv TO additions AS
SELECT
    'steps' AS kind, scope, step AS key, toInt64(toUInt16(day)) AS at, toUInt16(0) AS bucket, excluded,
    [cases] AS sums
FROM steps_by_day;
