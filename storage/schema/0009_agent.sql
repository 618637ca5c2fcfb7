-- The program behind a personal access token's last use, in its own words:
-- printable ASCII, up to 200 bytes. Empty: nobody said.

ALTER TABLE personal_access_tokens ADD COLUMN last_used_agent {short} DEFAULT '' NOT NULL;
