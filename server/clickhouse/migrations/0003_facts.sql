-- Metrics become data: one roll-up holds every measure by every clock, so a definition may combine
-- any of them without a migration. What it replaces is dropped; all of it is made again from the
-- ledger by `--rebuild`, which the server asks for where a ledger is older than this.

DROP VIEW IF EXISTS reported_by_day_mv;
DROP VIEW IF EXISTS due_by_hour_mv;
DROP VIEW IF EXISTS closed_by_day_mv;
DROP VIEW IF EXISTS closed_to_date_mv;
DROP VIEW IF EXISTS reviewed_by_day_mv;
DROP VIEW IF EXISTS open_cases_mv;
DROP TABLE IF EXISTS due_by_hour;
DROP TABLE IF EXISTS closed_to_date;
DROP TABLE IF EXISTS reviewed_by_day;

-- closed_day is that of the last closing, also where the case was opened again since.
ALTER TABLE case_versions
    ADD COLUMN IF NOT EXISTS last_closed_at Nullable(DateTime64(3, 'UTC')),
    ADD COLUMN IF NOT EXISTS dispatched_at Nullable(DateTime64(3, 'UTC')),
    ADD COLUMN IF NOT EXISTS due_day Date,
    ADD COLUMN IF NOT EXISTS dispatched_day Date,
    ADD COLUMN IF NOT EXISTS accepted_in_time UInt8;

-- The measures of each case version, for counts that no roll-up has: stretches that are no whole
-- days, the cases behind a number, the audit. The roll-up's view below says the same of a block
-- of inserted rows; the audit compares the two.
CREATE VIEW IF NOT EXISTS case_measures AS
SELECT
    sign,
    case_id,
    path,
    excluded,
    reported_at,
    dispatched_at,
    due_at,
    last_closed_at AS ended_at,
    reviewed_at,
    reported_day,
    dispatched_day,
    due_day,
    closed_day,
    reviewed_day,
    1 AS cases,
    open,
    1 - open AS closed,
    has_due AS with_due,
    has_due * (1 - open) AS closed_with_due,
    on_time AS closed_on_time,
    toUInt8(last_closed_at IS NOT NULL) AS ever_closed,
    reopened,
    toUInt8(urged_level > 0) AS urged,
    toUInt8(dispatched_at IS NOT NULL) AS dispatched,
    accepted_in_time,
    toUInt8(reviewed_at IS NOT NULL) AS reviewed,
    valid AS valid_reviews,
    valid * case_versions.contacted AS contacted,
    valid * case_versions.solved AS solved,
    valid * (answer = 'very_satisfied') AS very_satisfied,
    valid * (answer = 'satisfied') AS satisfied,
    valid * (answer = 'basically_satisfied') AS basically_satisfied,
    valid * (answer = 'dissatisfied') AS dissatisfied,
    valid * (answer = 'very_dissatisfied') AS very_dissatisfied,
    if(open = 1, 0, toUnixTimestamp64Milli(assumeNotNull(closed_at)) - toUnixTimestamp64Milli(reported_at))
        AS ms_to_close,
    duration_bucket
FROM case_versions;

-- Every measure of the cases that a clock puts on a day. Day 1970-01-01 holds the sum of all days:
-- what is counted to date must not cost more with every year. Compact parts: a question reads most
-- columns of few rows, and with a file a column it would mostly be opening files.
CREATE TABLE IF NOT EXISTS facts_by_day
(
    scope               LowCardinality(String),
    clock               LowCardinality(String),
    day                 Date,
    excluded            UInt8,
    cases               Int64,
    open                Int64,
    closed              Int64,
    with_due            Int64,
    closed_with_due     Int64,
    closed_on_time      Int64,
    ever_closed         Int64,
    reopened            Int64,
    urged               Int64,
    dispatched          Int64,
    accepted_in_time    Int64,
    reviewed            Int64,
    valid_reviews       Int64,
    contacted           Int64,
    solved              Int64,
    very_satisfied      Int64,
    satisfied           Int64,
    basically_satisfied Int64,
    dissatisfied        Int64,
    very_dissatisfied   Int64,
    ms_to_close         Int64
)
ENGINE = SummingMergeTree
ORDER BY (scope, clock, day, excluded)
SETTINGS index_granularity = 1024, min_bytes_for_wide_part = 4294967296,
    non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS facts_by_day_mv TO facts_by_day AS
SELECT
    scope,
    moment.1 AS clock,
    moment.2 AS day,
    counted_excluded AS excluded,
    sum(n) AS cases,
    sum(n * is_open) AS open,
    sum(n * (1 - is_open)) AS closed,
    sum(n * has_due) AS with_due,
    sum(n * has_due * (1 - is_open)) AS closed_with_due,
    sum(n * on_time) AS closed_on_time,
    sum(n * was_closed) AS ever_closed,
    sum(n * was_reopened) AS reopened,
    sum(n * was_urged) AS urged,
    sum(n * was_dispatched) AS dispatched,
    sum(n * was_accepted_in_time) AS accepted_in_time,
    sum(n * was_reviewed) AS reviewed,
    sum(n * valid) AS valid_reviews,
    sum(n * valid * was_contacted) AS contacted,
    sum(n * valid * was_solved) AS solved,
    sum(n * valid * (answer = 'very_satisfied')) AS very_satisfied,
    sum(n * valid * (answer = 'satisfied')) AS satisfied,
    sum(n * valid * (answer = 'basically_satisfied')) AS basically_satisfied,
    sum(n * valid * (answer = 'dissatisfied')) AS dissatisfied,
    sum(n * valid * (answer = 'very_dissatisfied')) AS very_dissatisfied,
    sum(n * took_ms) AS ms_to_close
FROM
(
    SELECT
        arrayJoin(path) AS scope,
        arrayJoin(arrayFlatten(arrayMap(
            one -> [(one.1, one.2), (one.1, toDate(0))],
            arrayFilter(one -> one.3 = 1, [
                ('reported', reported_day, 1),
                ('dispatched', dispatched_day, toUInt8(dispatched_at IS NOT NULL)),
                ('due', due_day, has_due),
                ('closed', closed_day, toUInt8(last_closed_at IS NOT NULL)),
                ('reviewed', reviewed_day, toUInt8(reviewed_at IS NOT NULL))
            ])))) AS moment,
        excluded AS counted_excluded,
        toInt64(sign) AS n,
        case_versions.open AS is_open,
        has_due,
        on_time,
        last_closed_at IS NOT NULL AS was_closed,
        case_versions.reopened AS was_reopened,
        urged_level > 0 AS was_urged,
        dispatched_at IS NOT NULL AS was_dispatched,
        case_versions.accepted_in_time AS was_accepted_in_time,
        reviewed_at IS NOT NULL AS was_reviewed,
        valid,
        case_versions.contacted AS was_contacted,
        case_versions.solved AS was_solved,
        answer,
        if(case_versions.open = 1, 0,
            toUnixTimestamp64Milli(assumeNotNull(closed_at)) - toUnixTimestamp64Milli(reported_at))
            AS took_ms
    FROM case_versions
)
GROUP BY scope, clock, day, excluded
HAVING (cases, open, closed, with_due, closed_with_due, closed_on_time, ever_closed, reopened, urged,
    dispatched, accepted_in_time, reviewed, valid_reviews, contacted, solved, very_satisfied, satisfied,
    basically_satisfied, dissatisfied, very_dissatisfied, ms_to_close)
    != (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

-- What came in by category and by channel.
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
        arrayJoin([('category', category), ('channel', channel)]) AS pair,
        reported_day,
        excluded,
        toInt64(sign) AS sign,
        open
    FROM case_versions
)
GROUP BY scope, facet, day, key, excluded
HAVING cases != 0 OR closed != 0;

-- Open cases by due hour and step: what is overdue changes with the hours, without an event. Rows
-- of closed cases cancel and go away in merges, so this stays as small as what is open. Cases
-- without a due time stand under hour 0.
CREATE TABLE IF NOT EXISTS open_by_hour
(
    scope    LowCardinality(String),
    hour     DateTime('UTC'),
    step     LowCardinality(String),
    excluded UInt8,
    open     Int64
)
ENGINE = SummingMergeTree((open))
ORDER BY (scope, hour, step, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS open_by_hour_mv TO open_by_hour AS
SELECT
    arrayJoin(path) AS scope,
    due_hour AS hour,
    step,
    excluded,
    sum(toInt64(sign)) AS open
FROM case_versions
WHERE case_versions.open = 1
GROUP BY scope, hour, step, excluded
HAVING open != 0;

-- How long closed cases took, in logarithmic buckets (growth 1.02 a bucket). Day 1970-01-01 holds
-- the sum of all days.
CREATE MATERIALIZED VIEW IF NOT EXISTS closed_by_day_mv TO closed_by_day AS
SELECT
    arrayJoin(path) AS scope,
    arrayJoin([closed_day, toDate(0)]) AS day,
    duration_bucket AS bucket,
    excluded,
    sum(toInt64(sign)) AS cases
FROM case_versions
WHERE open = 0
GROUP BY scope, day, bucket, excluded
HAVING cases != 0;

ALTER TABLE open_cases ADD COLUMN IF NOT EXISTS excluded UInt8;

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
    urged_level,
    excluded
FROM case_versions
WHERE open = 1;

-- Which definition a metric's name and version stand for: what was published is not changed.
CREATE TABLE IF NOT EXISTS metric_definitions
(
    name       String,
    definition String,
    since      DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (name, since);
