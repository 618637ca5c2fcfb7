-- What forms on the pages made. Conventions as in 0001_rooms.sql.

-- A form that was sent: by the hash of its key, its user and their browser. A
-- repeat of it finds the page that it led to. What that page shows once rests
-- sealed with the form's key, which is not in here, until it has been shown as
-- often as views says.
CREATE TABLE submissions (
  hash {hash} NOT NULL PRIMARY KEY,
  page {key} NOT NULL DEFAULT '',
  sealed {blob},
  views {time} NOT NULL DEFAULT 0,
  expires_at {time} NOT NULL
) {table};
CREATE INDEX submissions_expiry ON submissions (expires_at);

-- What the forms of a session are bound to: it stays where the session gets
-- another secret, and where the same person signs in again in the same browser.
ALTER TABLE sessions ADD COLUMN form_key {id} NOT NULL DEFAULT '';
