-- When the worker told of the progress that is here, by its own clock: each word is read from two sides, and
-- only one that is newer counts.
alter table invocation add column told_at timestamptz;
