-- Second factors, what stands in for them, and what rests on them.

-- What a person proves themselves with beside the password. Of kind totp each
-- has one, with ref '' and the shared key as its secret; a passkey will be one
-- row each, with its credential id as ref. counter only grows: for totp it is
-- the last time step whose code was taken.
CREATE TABLE second_factors (
  user_id {id} NOT NULL,
  kind {word} NOT NULL,
  ref {key} NOT NULL,
  secret {blob} NOT NULL,
  sealed {bool} NOT NULL,
  counter {time} NOT NULL,
  created_at {time} NOT NULL,
  last_used_at {time} NOT NULL,
  PRIMARY KEY (user_id, kind, ref)
) {table};

CREATE TABLE recovery_codes (
  user_id {id} NOT NULL,
  hash {hash} NOT NULL,
  created_at {time} NOT NULL,
  used_at {time} NOT NULL,
  PRIMARY KEY (user_id, hash)
) {table};

-- What a browser has begun and not finished: a sign-in that waits for its
-- second factor, a factor that waits for its first code. None is a session.
CREATE TABLE ceremonies (
  hash {hash} NOT NULL PRIMARY KEY,
  kind {word} NOT NULL,
  user_id {id} NOT NULL,
  state {blob} NOT NULL,
  sealed {bool} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL
) {table};
CREATE INDEX ceremonies_user ON ceremonies (user_id);
CREATE INDEX ceremonies_expiry ON ceremonies (expires_at);

ALTER TABLE sessions ADD COLUMN mfa_time {time} NOT NULL DEFAULT 0;

-- When a second factor was given for what was issued, and until when that
-- counts: two times with a space between them, '' for never. They are one
-- column, since every verdict pays for each one that it reads.
ALTER TABLE lineages ADD COLUMN second_factor {word} NOT NULL DEFAULT '';
