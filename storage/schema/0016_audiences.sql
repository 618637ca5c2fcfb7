-- For whom signed access tokens were issued, so that a resource server is told
-- only of the ends that concern it. Conventions as in 0001_rooms.sql. Both are
-- JSON lists of identifiers, in which "" is the default audience.

-- Empty: no signed token was issued on this lineage. Null: not recorded.
ALTER TABLE lineages ADD COLUMN signed_for {text} DEFAULT NULL;

-- Null: it may concern every resource server.
ALTER TABLE revocations ADD COLUMN audience {text} DEFAULT NULL;
