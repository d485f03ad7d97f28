-- Lines that did not become events: duplicates, conflicts, rejections, by day of the profile's
-- zone. The state store counts them and writes absolute counts here, again and again: of several
-- rows with one key the largest holds, so writing one twice counts once.
CREATE TABLE IF NOT EXISTS intake_refusals
(
    day    Date,
    source LowCardinality(String),
    -- duplicate, conflict or rejected
    kind   LowCardinality(String),
    -- of contract/intake.ts; empty for duplicates
    code   LowCardinality(String),
    lines  UInt64
)
ENGINE = ReplacingMergeTree(lines)
ORDER BY (day, source, kind, code);
