-- What walls showed, frame by frame. A frame is some 60 KB of JSON that compresses well; small
-- granules, because a question reads one of them. Days after which a frame goes are configured,
-- so the server sets the TTL. It goes by when the frame was computed: in replayed time `as_of` may
-- lie years back. Partitions follow the same clock, so that old ones are dropped whole.
CREATE TABLE IF NOT EXISTS kept_frames
(
    scope       LowCardinality(String),
    as_of       DateTime64(3, 'UTC'),
    computed_at DateTime64(3, 'UTC'),
    -- of the run of the server that computed it
    epoch       String,
    tick        UInt64,
    seq         UInt64,
    -- shape of the frame: FRAME_FORMAT of the version that kept it
    format      UInt16,
    frame       String CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(computed_at)
ORDER BY (scope, as_of, computed_at)
SETTINGS index_granularity = 16, non_replicated_deduplication_window = 100;
