-- Roll-ups add signed measures per scope, so a question for any scope, from the city to a
-- community, reads one short range and costs the same at 5 thousand and at 50 million cases.
-- Rows whose measures cancel within one insert are not written (HAVING). Small granules: a
-- question reads a few hundred rows here and there, and 8192 at a time would be most of its cost.
-- Not flushed with each insert as the ledger is: after a power cut they are made again from it.

-- Clock: reported.
CREATE TABLE IF NOT EXISTS reported_by_day
(
    scope    LowCardinality(String),
    facet    LowCardinality(String),
    day      Date,
    key      LowCardinality(String),
    excluded UInt8,
    cases    Int64,
    closed   Int64
)
ENGINE = SummingMergeTree((cases, closed))
ORDER BY (scope, facet, day, key, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS reported_by_day_mv TO reported_by_day AS
SELECT
    scope,
    pair.1 AS facet,
    reported_day AS day,
    pair.2 AS key,
    excluded,
    sum(sign) AS cases,
    sum(sign * (1 - open)) AS closed
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        arrayJoin([('all', ''), ('category', category), ('channel', channel)]) AS pair,
        reported_day,
        excluded,
        toInt64(sign) AS sign,
        open
    FROM case_versions
)
GROUP BY scope, facet, day, key, excluded
HAVING cases != 0 OR closed != 0;

-- Clock: due. Hour grain, because what is overdue now changes with the hours; cases without a
-- due time stand under hour 0 and count in `open` alone.
CREATE TABLE IF NOT EXISTS due_by_hour
(
    scope    LowCardinality(String),
    hour     DateTime('UTC'),
    step     LowCardinality(String),
    excluded UInt8,
    on_time  Int64,
    late     Int64,
    open     Int64
)
ENGINE = SummingMergeTree((on_time, late, open))
ORDER BY (scope, hour, step, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS due_by_hour_mv TO due_by_hour AS
SELECT
    scope,
    hour,
    standing AS step,
    excluded,
    sum(sign * was_on_time) AS on_time,
    sum(sign * was_late) AS late,
    sum(sign * is_open) AS open
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        due_hour AS hour,
        if(open = 1, toString(step), '') AS standing,
        excluded,
        toInt64(sign) AS sign,
        on_time AS was_on_time,
        has_due * (1 - open) * (1 - on_time) AS was_late,
        open AS is_open
    FROM case_versions
)
GROUP BY scope, hour, step, excluded
HAVING on_time != 0 OR late != 0 OR open != 0;

-- Clock: closed, with the time it took in logarithmic buckets (growth 1.02 a bucket).
CREATE TABLE IF NOT EXISTS closed_by_day
(
    scope    LowCardinality(String),
    day      Date,
    bucket   UInt16,
    excluded UInt8,
    cases    Int64
)
ENGINE = SummingMergeTree((cases))
ORDER BY (scope, day, bucket, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS closed_by_day_mv TO closed_by_day AS
SELECT
    arrayJoin(path) AS scope,
    closed_day AS day,
    duration_bucket AS bucket,
    excluded,
    sum(toInt64(sign)) AS cases
FROM case_versions
WHERE open = 0
GROUP BY scope, day, bucket, excluded
HAVING cases != 0;

-- The same without the day: quantiles to date must not cost more with every year.
CREATE TABLE IF NOT EXISTS closed_to_date
(
    scope    LowCardinality(String),
    bucket   UInt16,
    excluded UInt8,
    cases    Int64
)
ENGINE = SummingMergeTree((cases))
ORDER BY (scope, bucket, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS closed_to_date_mv TO closed_to_date AS
SELECT
    arrayJoin(path) AS scope,
    duration_bucket AS bucket,
    excluded,
    sum(toInt64(sign)) AS cases
FROM case_versions
WHERE open = 0
GROUP BY scope, bucket, excluded
HAVING cases != 0;

-- Clock: reviewed.
CREATE TABLE IF NOT EXISTS reviewed_by_day
(
    scope     LowCardinality(String),
    day       Date,
    answer    LowCardinality(String),
    valid     UInt8,
    excluded  UInt8,
    reviews   Int64,
    contacted Int64,
    solved    Int64
)
ENGINE = SummingMergeTree((reviews, contacted, solved))
ORDER BY (scope, day, answer, valid, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS reviewed_by_day_mv TO reviewed_by_day AS
SELECT
    scope,
    day,
    answer,
    valid,
    excluded,
    sum(sign) AS reviews,
    sum(sign * was_contacted) AS contacted,
    sum(sign * was_solved) AS solved
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        reviewed_day AS day,
        answer,
        valid,
        excluded,
        toInt64(sign) AS sign,
        contacted AS was_contacted,
        solved AS was_solved
    FROM case_versions
    WHERE reviewed_at IS NOT NULL
)
GROUP BY scope, day, answer, valid, excluded
HAVING reviews != 0 OR contacted != 0 OR solved != 0;

-- What happened when, by the minute: today's hours, and yesterday cut at this minute.
CREATE TABLE IF NOT EXISTS activity_by_minute
(
    scope    LowCardinality(String),
    minute   DateTime('UTC'),
    excluded UInt8,
    reported Int64,
    closed   Int64
)
ENGINE = SummingMergeTree((reported, closed))
ORDER BY (scope, minute, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS activity_by_minute_mv TO activity_by_minute AS
SELECT
    scope,
    moment.1 AS minute,
    excluded,
    sum(sign * moment.2) AS reported,
    sum(sign * moment.3) AS closed
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        arrayJoin(if(open = 1,
            [(toStartOfMinute(reported_at), 1, 0)],
            [(toStartOfMinute(reported_at), 1, 0), (toStartOfMinute(assumeNotNull(closed_at)), 0, 1)]
        )) AS moment,
        excluded,
        toInt64(sign) AS sign
    FROM case_versions
)
GROUP BY scope, minute, excluded
HAVING reported != 0 OR closed != 0;

-- Cases that reached a workflow step, by the day they did.
CREATE TABLE IF NOT EXISTS steps_by_day
(
    scope    LowCardinality(String),
    day      Date,
    step     LowCardinality(String),
    excluded UInt8,
    cases    Int64
)
ENGINE = SummingMergeTree((cases))
ORDER BY (scope, day, step, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS steps_by_day_mv TO steps_by_day AS
SELECT
    scope,
    reached.1 AS day,
    reached.2 AS step,
    excluded,
    sum(sign) AS cases
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        arrayJoin(arrayZip(step_days, steps)) AS reached,
        excluded,
        toInt64(sign) AS sign
    FROM case_versions
)
GROUP BY scope, day, step, excluded
HAVING cases != 0;

-- The open cases alone: lists, map points and the current hour's deadlines read this small table.
CREATE TABLE IF NOT EXISTS open_cases
(
    sign        Int8,
    version     UInt32,
    case_id     String,
    region      LowCardinality(String),
    path        Array(LowCardinality(String)),
    category    LowCardinality(String),
    channel     LowCardinality(String),
    department  LowCardinality(String),
    title       String,
    lon         Nullable(Float64),
    lat         Nullable(Float64),
    reported_at DateTime64(3, 'UTC'),
    reviewed_at Nullable(DateTime64(3, 'UTC')),
    answer      LowCardinality(String),
    -- year 2199 for a case without a due time, which sorts it last
    due_at      DateTime64(3, 'UTC'),
    step        LowCardinality(String),
    urged_level UInt8
)
ENGINE = VersionedCollapsingMergeTree(sign, version)
ORDER BY (due_at, case_id)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS open_cases_mv TO open_cases AS
SELECT
    sign,
    version,
    case_id,
    region,
    path,
    category,
    channel,
    department,
    title,
    lon,
    lat,
    reported_at,
    reviewed_at,
    answer,
    ifNull(case_versions.due_at, toDateTime64('2199-01-01 00:00:00', 3, 'UTC')) AS due_at,
    step,
    urged_level
FROM case_versions
WHERE open = 1 AND excluded = 0;
