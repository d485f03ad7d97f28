-- The roll-ups by month before scope: a question of some days of many scopes then reads those days, and
-- not, because a granule holds a year of one scope, the whole history of each. Neither does a tick cost
-- more with every year. What is read of one day or one minute stands by its day. All of it is made
-- again from the ledger by `--rebuild`, which the server asks for where a ledger is older than this.
-- Tables change places, since views that write to one or read from it follow the name.

DROP TABLE IF EXISTS facts_by_month;
CREATE TABLE facts_by_month AS facts_by_day
ENGINE = SummingMergeTree
ORDER BY (toStartOfMonth(day), scope, clock, day, excluded)
SETTINGS index_granularity = 1024, min_bytes_for_wide_part = 4294967296,
    non_replicated_deduplication_window = 10000;
EXCHANGE TABLES facts_by_month AND facts_by_day;
DROP TABLE facts_by_month;

DROP TABLE IF EXISTS closed_by_month;
CREATE TABLE closed_by_month AS closed_by_day
ENGINE = SummingMergeTree((cases))
ORDER BY (toStartOfMonth(day), scope, day, bucket, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;
EXCHANGE TABLES closed_by_month AND closed_by_day;
DROP TABLE closed_by_month;

DROP TABLE IF EXISTS reported_by_month;
CREATE TABLE reported_by_month AS reported_by_day
ENGINE = SummingMergeTree((cases, closed))
ORDER BY (toStartOfMonth(day), scope, facet, day, key, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;
EXCHANGE TABLES reported_by_month AND reported_by_day;
DROP TABLE reported_by_month;

DROP TABLE IF EXISTS steps_day_first;
CREATE TABLE steps_day_first AS steps_by_day
ENGINE = SummingMergeTree((cases))
ORDER BY (day, scope, step, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;
EXCHANGE TABLES steps_day_first AND steps_by_day;
DROP TABLE steps_day_first;

DROP TABLE IF EXISTS activity_day_first;
CREATE TABLE activity_day_first AS activity_by_minute
ENGINE = SummingMergeTree((reported, closed))
ORDER BY (toDate(minute), scope, minute, excluded)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;
EXCHANGE TABLES activity_day_first AND activity_by_minute;
DROP TABLE activity_day_first;
