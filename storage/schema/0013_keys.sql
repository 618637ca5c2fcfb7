-- What a signing key was used for, and that it was revoked. Conventions as in
-- 0001_rooms.sql.

-- The longest tokens.access_ttl, in milliseconds, that any process signed with
-- while the key was current: no token of the key can be valid for longer. Not
-- known of keys from before, nor of those that an older version makes; then it
-- is a day, the most that the setting may be.
ALTER TABLE signing_keys ADD COLUMN access_ttl {time} DEFAULT 86400000 NOT NULL;

-- When the key was revoked; 0 is not.
ALTER TABLE signing_keys ADD COLUMN revoked_at {time} DEFAULT 0 NOT NULL;

-- The newest revocation, which every token request reads.
CREATE INDEX signing_keys_revoked ON signing_keys (revoked_at);
