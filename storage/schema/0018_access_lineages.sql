-- What an opaque access token created outlives the token's own row, which the
-- clean-up deletes soon after it has expired. Conventions as in 0001_rooms.sql.

-- The hashes of those that created something, for whoever revokes or reports one
-- later on. A row goes with its lineage, which has the id of the access token.
CREATE TABLE access_lineages (
  hash {hash} NOT NULL PRIMARY KEY,
  lineage_id {id} NOT NULL
) {table};
CREATE INDEX access_lineages_lineage ON access_lineages (lineage_id);
