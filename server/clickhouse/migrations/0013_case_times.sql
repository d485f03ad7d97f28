-- Case versions lie in the order of their reports, and a case's other times lie near it: whoever asks
-- for those of a stretch of time, by any clock, or for open ones, need not read every case there is.
-- One index of all, as only so a question for either of two times can leave out what holds neither.
-- To an index NULL is greater than every time: with assumeNotNull it knows the greatest there is.
ALTER TABLE case_versions
    ADD INDEX IF NOT EXISTS times_index
    (
        reported_at,
        dispatched_at, assumeNotNull(dispatched_at),
        due_at, assumeNotNull(due_at),
        last_closed_at, assumeNotNull(last_closed_at),
        reviewed_at, assumeNotNull(reviewed_at),
        open
    ) TYPE minmax GRANULARITY 1;

ALTER TABLE case_versions MATERIALIZE INDEX times_index;
