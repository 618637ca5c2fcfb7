-- How often a personal access token was used on a day: in all where scope is
-- empty, and for each scope that it was asked for. day is the day's first
-- moment. unsaid is how many of all uses named no scope.

CREATE TABLE pat_uses (
  token_id {id} NOT NULL,
  scope {word} NOT NULL,
  day {time} NOT NULL,
  uses {time} NOT NULL,
  unsaid {time} NOT NULL,
  PRIMARY KEY (token_id, scope, day)
) {table};
CREATE INDEX pat_uses_day ON pat_uses (day, token_id);
