-- What is issued to one person, so that all of it can end. Conventions as in
-- 0001_rooms.sql.

CREATE INDEX lineages_user ON lineages (user_id);
