-- Who acts, and the states of clients. Conventions as in 0001_rooms.sql.

-- Each record names the person, the client and the grant behind what was done,
-- how they proved themselves, and what a change found and left. actor and
-- actor_kind are kept for the version before, which still writes them.
ALTER TABLE audit_events ADD COLUMN user_id {id} NOT NULL DEFAULT '';
ALTER TABLE audit_events ADD COLUMN client_id {id} NOT NULL DEFAULT '';
ALTER TABLE audit_events ADD COLUMN grant_id {id} NOT NULL DEFAULT '';
ALTER TABLE audit_events ADD COLUMN credential {word} NOT NULL DEFAULT '';
ALTER TABLE audit_events ADD COLUMN agent {short} DEFAULT '' NOT NULL;
ALTER TABLE audit_events ADD COLUMN outcome {word} NOT NULL DEFAULT 'success';
ALTER TABLE audit_events ADD COLUMN before_state {text} DEFAULT NULL;
ALTER TABLE audit_events ADD COLUMN after_state {text} DEFAULT NULL;
UPDATE audit_events SET user_id = actor WHERE actor_kind = 'user';
UPDATE audit_events SET client_id = actor WHERE actor_kind = 'client';
UPDATE audit_events SET credential = 'cli' WHERE actor_kind = 'operator';
UPDATE audit_events SET credential = 'system' WHERE actor_kind = 'system';

-- disabled_at is since when a client is not active: suspended by suspended_by,
-- or, where that is empty, pending.
ALTER TABLE clients ADD COLUMN pending {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN suspended_by {word} NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN reviewed_at {time} NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN first_party {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN accepts_default_audience {bool} NOT NULL DEFAULT TRUE;
-- The lineage that what the client gets for itself carries. Another one ends it.
ALTER TABLE clients ADD COLUMN own_lineage {id} NOT NULL DEFAULT '';
-- The lineage of the token that created the client, and with which it ends; and
-- the token that its owner lets manage it.
ALTER TABLE clients ADD COLUMN creator_lineage {id} NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN managed_by {id} NOT NULL DEFAULT '';
CREATE INDEX clients_creator ON clients (creator_lineage);
ALTER TABLE client_secrets ADD COLUMN creator_lineage {id} NOT NULL DEFAULT '';
CREATE INDEX client_secrets_creator ON client_secrets (creator_lineage);
-- Whether a lineage, or one that descends from it, created a client or a secret,
-- which outlives the token.
ALTER TABLE lineages ADD COLUMN lasting {bool} NOT NULL DEFAULT FALSE;
-- What exists counts as approved. What its owner switched off, its owner may
-- switch on again; the rest is the operator's.
UPDATE clients SET reviewed_at = created_at;
UPDATE clients SET suspended_by = 'operator' WHERE disabled_at <> 0;
UPDATE clients SET suspended_by = 'owner' WHERE disabled_at <> 0 AND EXISTS (
  SELECT 1 FROM audit_events a
  WHERE a.subject = clients.id AND a.action = 'client.disabled' AND a.actor_kind = 'user' AND a.at = clients.disabled_at
);
