-- Requests that were sent with an Idempotency-Key, for a day. Conventions as in
-- 0001_rooms.sql.

-- id is a hash of the key and its caller, fingerprint one of the request. The
-- response is sealed under a key that is derived from both; null: there is none
-- yet.
CREATE TABLE idempotency_keys (
  id {hash} NOT NULL PRIMARY KEY,
  fingerprint {hash} NOT NULL,
  claimed_at {time} NOT NULL,
  response {large}
) {table};
CREATE INDEX idempotency_keys_claimed ON idempotency_keys (claimed_at);
