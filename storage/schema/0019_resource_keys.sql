-- Which resource servers have the same identifier in normal form, so that only
-- one of them can be registered. Conventions as in 0001_rooms.sql.

-- The SHA-256 of the normal form, since that may be longer than a key. Null: the
-- client is no resource server, or an older version of Patio registered it; see
-- fillResourceKeys.
ALTER TABLE clients ADD COLUMN resource_key {hash} DEFAULT NULL;
CREATE UNIQUE INDEX clients_resource_key ON clients (resource_key);
