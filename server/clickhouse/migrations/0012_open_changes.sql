-- What loads changed about the open cases since the last tick: the server adds it to the lists, map
-- points and deadlines that it keeps, instead of reading all open cases again. Like `additions` it is
-- emptied by every tick, lies in memory, and is believed only where it holds exactly what was loaded.
CREATE TABLE IF NOT EXISTS open_changes
(
    sign        Int8,
    case_id     String,
    region      LowCardinality(String),
    path        Array(LowCardinality(String)),
    category    LowCardinality(String),
    department  LowCardinality(String),
    title       String,
    lon         Nullable(Float64),
    lat         Nullable(Float64),
    due_at      DateTime64(3, 'UTC'),
    step        LowCardinality(String),
    urged_level UInt8,
    excluded    UInt8
)
ENGINE = Memory
SETTINGS min_rows_to_keep = 0, max_rows_to_keep = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS additions_open_cases_mv TO open_changes AS
SELECT
    sign, case_id, region, path, category, department, title, lon, lat, due_at, step, urged_level,
    excluded
FROM open_cases;

-- Room for twice as many events between two ticks: adding them up costs half of reading all anew.
ALTER TABLE additions MODIFY SETTING max_rows_to_keep = 1000000;

-- By the second number a tick knows that no row of `open_changes` is missing.
DROP VIEW IF EXISTS additions_versions_mv;
CREATE MATERIALIZED VIEW additions_versions_mv TO additions AS
SELECT
    'versions' AS kind, '' AS scope, '' AS key, toInt64(0) AS at, toUInt16(0) AS bucket,
    toUInt8(0) AS excluded, [toInt64(count()), toInt64(countIf(open = 1))] AS sums
FROM case_versions;
