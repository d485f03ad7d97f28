-- Flushed to disk with the insert: the outbox forgets a batch once ClickHouse accepted it, so the
-- ledger must survive a power cut. Everything else can be made again from it.

-- The truth: every accepted case event, once, in the order of acceptance. Append-only.
CREATE TABLE IF NOT EXISTS case_events
(
    seq         UInt64,
    id          String,
    case_id     String,
    type        LowCardinality(String),
    at          DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    source      LowCardinality(String),
    region      LowCardinality(String),
    category    LowCardinality(String),
    channel     LowCardinality(String),
    department  LowCardinality(String),
    -- 0: the event says nothing about the due time; 1: it sets it, to null even
    due_set     UInt8,
    due_at      Nullable(DateTime64(3, 'UTC')),
    title       String,
    lon         Nullable(Float64),
    lat         Nullable(Float64),
    contacted   Nullable(UInt8),
    solved      Nullable(UInt8),
    satisfaction LowCardinality(String),
    valid       Nullable(UInt8),
    level       UInt8,
    -- the case as known when the event came, for reading the ledger without folding it;
    -- path: the scopes that count it; empty while its report is missing
    path           Array(LowCardinality(String)),
    known_region   LowCardinality(String),
    known_category LowCardinality(String),
    known_channel  LowCardinality(String),
    known_title    String,
    INDEX received_at_index received_at TYPE minmax GRANULARITY 1,
    INDEX case_id_index case_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = MergeTree
ORDER BY seq
SETTINGS non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1, fsync_part_directory = 1;

-- The state of every case as the fold gave it. A change takes the old row back (sign -1) and
-- adds the new one (sign 1): sums over sign * measure are right at any moment, merged or not.
CREATE TABLE IF NOT EXISTS case_versions
(
    sign            Int8,
    version         UInt32,
    case_id         String,
    region          LowCardinality(String),
    path            Array(LowCardinality(String)),
    category        LowCardinality(String),
    channel         LowCardinality(String),
    department      LowCardinality(String),
    title           String,
    lon             Nullable(Float64),
    lat             Nullable(Float64),
    reported_at     DateTime64(3, 'UTC'),
    due_at          Nullable(DateTime64(3, 'UTC')),
    closed_at       Nullable(DateTime64(3, 'UTC')),
    reviewed_at     Nullable(DateTime64(3, 'UTC')),
    step            LowCardinality(String),
    steps           Array(LowCardinality(String)),
    step_days       Array(Date),
    open            UInt8,
    excluded        UInt8,
    urged_level     UInt8,
    reopened        UInt8,
    -- days and hours of the profile's zone, computed by the writer
    reported_day    Date,
    due_hour        DateTime('UTC'),
    closed_day      Date,
    reviewed_day    Date,
    has_due         UInt8,
    on_time         UInt8,
    duration_bucket UInt16,
    contacted       UInt8,
    solved          UInt8,
    answer          LowCardinality(String),
    valid           UInt8,
    INDEX case_id_index case_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = VersionedCollapsingMergeTree(sign, version)
ORDER BY (reported_at, case_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- Which state store writes this ledger. The newest row holds.
CREATE TABLE IF NOT EXISTS ledger_owner
(
    store_id    String,
    fingerprint String,
    since       DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY since;
