-- What a person allows a client, they allow for a redirect origin and for a
-- resource. Conventions as in 0001_rooms.sql.

-- One row is one combination; the row in consents stands over those of one
-- client and holds all their scopes. combination is the SHA-256 of origin and
-- resource, since a key cannot hold two URIs. resource is '' for the default
-- audience. A row that is older than the one in consents counts for nothing:
-- the version before, which does not know this table, has deleted that one.
CREATE TABLE consent_grants (
  user_id {id} NOT NULL,
  client_id {id} NOT NULL,
  combination {hash} NOT NULL,
  origin {text} NOT NULL,
  resource {text} NOT NULL,
  scopes {text} NOT NULL,
  second_factor {bool} NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  PRIMARY KEY (user_id, client_id, combination)
) {table};
CREATE INDEX consent_grants_client ON consent_grants (client_id);

-- What was allowed before counts for the redirect URIs that the client has at
-- this moment, and for the default audience.
ALTER TABLE consents ADD COLUMN given_uris {text} DEFAULT NULL;
ALTER TABLE consents ADD COLUMN given_scopes {text} DEFAULT NULL;
UPDATE consents SET given_scopes = scopes, given_uris = (SELECT c.redirect_uris FROM clients c WHERE c.id = consents.client_id)
  WHERE given_uris IS NULL;

-- No app has asked for acr yet, so none gets it at a refresh.
UPDATE lineages SET second_factor = '' WHERE second_factor <> '' AND NOT EXISTS (
  SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = lineages.id
);
