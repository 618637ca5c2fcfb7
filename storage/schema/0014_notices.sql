-- Who a delivery is for and in which order deliveries go out, so that urgent
-- notices are first, nobody waits behind another person's, and many notices of
-- one kind become one message. Conventions as in 0001_rooms.sql.

-- priority is 0 for what is urgent. turn counts the deliveries of the same
-- person that were waiting when this one was posted.
ALTER TABLE notice_deliveries ADD COLUMN user_id {id} DEFAULT '' NOT NULL;
ALTER TABLE notice_deliveries ADD COLUMN kind {word} DEFAULT '' NOT NULL;
ALTER TABLE notice_deliveries ADD COLUMN priority {time} DEFAULT 1 NOT NULL;
ALTER TABLE notice_deliveries ADD COLUMN turn {time} DEFAULT 0 NOT NULL;

-- leader is the notice whose message tells of this one too; combined is how many
-- others a leader's message tells of.
ALTER TABLE notice_deliveries ADD COLUMN leader {id} DEFAULT '' NOT NULL;
ALTER TABLE notice_deliveries ADD COLUMN combined {time} DEFAULT 0 NOT NULL;
CREATE INDEX notice_deliveries_order ON notice_deliveries (channel, done_at, priority, turn, due_at, notice_id);
CREATE INDEX notice_deliveries_user ON notice_deliveries (user_id, channel, done_at, priority, turn);
CREATE INDEX notice_deliveries_leader ON notice_deliveries (leader, channel, notice_id);

-- How many notices of one kind a person had lately.
CREATE INDEX notices_kind ON notices (user_id, kind, created_at);

-- What waits already.
UPDATE notice_deliveries SET
  user_id = (SELECT n.user_id FROM notices n WHERE n.id = notice_deliveries.notice_id),
  kind = (SELECT n.kind FROM notices n WHERE n.id = notice_deliveries.notice_id)
  WHERE done_at = 0 AND EXISTS (SELECT 1 FROM notices n WHERE n.id = notice_deliveries.notice_id);
UPDATE notice_deliveries SET priority = 0
  WHERE done_at = 0 AND kind IN ('token.leaked', 'token.tripwire', 'access.leaked', 'client_token.leaked', 'client_secret.leaked');

-- Browsers by which a person signed in, by family and network, so that a sign-in
-- from another one is told of. Unlike sessions they stay after signing out.
CREATE TABLE known_browsers (
  user_id {id} NOT NULL,
  browser {word} NOT NULL,
  last_at {time} NOT NULL,
  PRIMARY KEY (user_id, browser)
) {table};
