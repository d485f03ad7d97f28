-- What the server found wrong in its own sums, and what it put in their place. A row a differing
-- figure. Kept 400 days: a year and the weeks in which last year is compared.
CREATE TABLE IF NOT EXISTS audit_findings
(
    at        DateTime64(3, 'UTC'),
    round     UInt32,
    -- case_versions, or the roll-up
    rollup    LowCardinality(String),
    -- the case of a wrong case version, otherwise empty
    case_id   String,
    scope     LowCardinality(String),
    clock     LowCardinality(String),
    -- YYYY-MM-DD of a roll-up by day; 1970-01-01: the sum of all days
    day       LowCardinality(String),
    -- JSON of the row's other keys
    key       String,
    figure    LowCardinality(String),
    found     String,
    expected  String,
    -- metrics as id@version, and panels that are no metric's
    concerns  Array(LowCardinality(String)),
    repaired  UInt8
)
ENGINE = MergeTree
ORDER BY at
TTL toDateTime(at) + INTERVAL 400 DAY;

-- Where the audit stands, so that a restart goes on. The newest row of a name holds.
CREATE TABLE IF NOT EXISTS audit_state
(
    name  LowCardinality(String),
    at    DateTime64(3, 'UTC'),
    state String
)
ENGINE = ReplacingMergeTree(at)
ORDER BY name;
