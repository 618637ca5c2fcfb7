-- Keys that the replicas of one database share and nobody else has. Conventions
-- as in 0001_rooms.sql.

-- What signs the cookies of browsers that an account has signed in with.
CREATE TABLE server_keys (
  name {word} NOT NULL PRIMARY KEY,
  secret {blob} NOT NULL,
  sealed {bool} NOT NULL,
  created_at {time} NOT NULL
) {table};
