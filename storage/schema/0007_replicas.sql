-- What several replicas on one database need. Conventions as in
-- 0001_rooms.sql.

-- From when on a key signs; 0 is from the first. It is published before.
ALTER TABLE signing_keys ADD COLUMN signs_at {time} DEFAULT 0 NOT NULL;

-- When a thing was ended, by the database's own clock, which all replicas
-- share; 0 is before there was such a column. What the stream follows.
ALTER TABLE revocations ADD COLUMN recorded_at {time} DEFAULT 0 NOT NULL;
CREATE INDEX revocations_recorded ON revocations (recorded_at);

-- What can still be got from a lineage, which the clean-up asks.
CREATE INDEX refresh_tokens_lineage ON refresh_tokens (lineage_id, expires_at);

-- Work that one process does for all, and until when it is that one's.
CREATE TABLE chores (
  name {word} NOT NULL PRIMARY KEY,
  holder {id} NOT NULL,
  until {time} NOT NULL
) {table};
