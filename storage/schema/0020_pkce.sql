-- Confidential clients for which PKCE is not required. Conventions as in
-- 0001_rooms.sql.

ALTER TABLE clients ADD COLUMN pkce_optional {bool} NOT NULL DEFAULT FALSE;
