-- From which addresses a personal access token works, and for which resource
-- servers it is meant: networks separated by spaces, a line break, identifiers
-- separated by spaces. Null or empty: from anywhere, for the default audience.
-- One column, since a verdict pays for each that it reads.

ALTER TABLE personal_access_tokens ADD COLUMN limits {text} DEFAULT NULL;
