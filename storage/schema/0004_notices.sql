-- What people are told about their tokens, and what of it still has to go out
-- by mail or webhook. Conventions as in 0001_rooms.sql.

-- One occasion makes one notice, whichever process comes first.
CREATE TABLE notices (
  id {id} NOT NULL PRIMARY KEY,
  user_id {id} NOT NULL,
  kind {word} NOT NULL,
  token_id {id} NOT NULL,
  occasion {word} NOT NULL,
  detail {text} NOT NULL,
  created_at {time} NOT NULL,
  read_at {time} NOT NULL
) {table};
CREATE UNIQUE INDEX notices_once ON notices (token_id, kind, occasion);
CREATE INDEX notices_user ON notices (user_id, id);
CREATE INDEX notices_unread ON notices (user_id, read_at, id);

-- tries counts the claims: it is what a claim is won by, and what tells a late
-- answer from the claim that came after it. done_at is 0 while it may still go.
CREATE TABLE notice_deliveries (
  notice_id {id} NOT NULL,
  channel {word} NOT NULL,
  due_at {time} NOT NULL,
  tries {time} NOT NULL,
  done_at {time} NOT NULL,
  outcome {word} NOT NULL,
  PRIMARY KEY (notice_id, channel)
) {table};
CREATE INDEX notice_deliveries_due ON notice_deliveries (channel, done_at, due_at, notice_id);

-- Which tokens end soon.
CREATE INDEX personal_access_tokens_expiry ON personal_access_tokens (expires_at, id);
