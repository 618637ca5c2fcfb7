-- Ending what has made very many others. Conventions as in 0001_rooms.sql.

-- Lineages that end with all that hangs from them, where one transaction did
-- not come to all of it: whoever began goes on, or another process does. A
-- family is one person's.
CREATE TABLE endings (
  lineage_id {id} NOT NULL PRIMARY KEY,
  user_id {id} NOT NULL,
  reason {short} NOT NULL,
  ended_at {time} NOT NULL
) {table};
CREATE INDEX endings_user ON endings (user_id);
