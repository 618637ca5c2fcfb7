-- The tables of every room. One source for the three dialects: the words in
-- braces become column types (see schema.go). Times are milliseconds since
-- 1970 in UTC; 0 means "not" or "never".

CREATE TABLE users (
  id {id} NOT NULL PRIMARY KEY,
  username {key} NOT NULL,
  email {key} NOT NULL,
  name {short} NOT NULL,
  avatar_url {text} NOT NULL,
  password_hash {short} NOT NULL,
  admin {bool} NOT NULL,
  disabled_at {time} NOT NULL,
  created_at {time} NOT NULL
) {table};
CREATE UNIQUE INDEX users_username ON users (username);
CREATE UNIQUE INDEX users_email ON users (email);

CREATE TABLE sessions (
  hash {hash} NOT NULL PRIMARY KEY,
  user_id {id} NOT NULL,
  auth_time {time} NOT NULL,
  created_at {time} NOT NULL,
  last_seen_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  address {short} NOT NULL,
  agent {short} NOT NULL
) {table};
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE clients (
  id {id} NOT NULL PRIMARY KEY,
  owner_id {id} NOT NULL,
  name {short} NOT NULL,
  type {short} NOT NULL,
  scopes {text} NOT NULL,
  redirect_uris {text} NOT NULL,
  grant_types {short} NOT NULL,
  auth_method {short} NOT NULL,
  token_format {short} NOT NULL,
  resource_server {key},
  user_tokens {bool} NOT NULL,
  disabled_at {time} NOT NULL,
  created_at {time} NOT NULL
) {table};
CREATE UNIQUE INDEX clients_resource_server ON clients (resource_server);
CREATE INDEX clients_owner ON clients (owner_id, id);
CREATE INDEX clients_user_tokens ON clients (user_tokens, id);

CREATE TABLE client_secrets (
  hash {hash} NOT NULL PRIMARY KEY,
  client_id {id} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL
) {table};
CREATE INDEX client_secrets_client ON client_secrets (client_id, expires_at);

CREATE TABLE consents (
  user_id {id} NOT NULL,
  client_id {id} NOT NULL,
  scopes {text} NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  PRIMARY KEY (user_id, client_id)
) {table};
CREATE INDEX consents_client ON consents (client_id);

CREATE TABLE lineages (
  id {id} NOT NULL PRIMARY KEY,
  parent_id {id} NOT NULL,
  user_id {id} NOT NULL,
  client_id {id} NOT NULL,
  scopes {text} NOT NULL,
  resources {text} NOT NULL,
  auth_time {time} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  ended_at {time} NOT NULL,
  end_reason {short} NOT NULL
) {table};
CREATE INDEX lineages_parent ON lineages (parent_id);
CREATE INDEX lineages_client_user ON lineages (client_id, user_id);

CREATE TABLE codes (
  hash {hash} NOT NULL PRIMARY KEY,
  lineage_id {id} NOT NULL,
  redirect_uri {text} NOT NULL,
  challenge {short} NOT NULL,
  expires_at {time} NOT NULL,
  spent_at {time} NOT NULL
) {table};
CREATE INDEX codes_expiry ON codes (expires_at);

CREATE TABLE refresh_tokens (
  hash {hash} NOT NULL PRIMARY KEY,
  lineage_id {id} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  spent_at {time} NOT NULL,
  successor {blob}
) {table};
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

CREATE TABLE access_tokens (
  hash {hash} NOT NULL PRIMARY KEY,
  id {id} NOT NULL,
  lineage_id {id} NOT NULL,
  user_id {id} NOT NULL,
  client_id {id} NOT NULL,
  scopes {text} NOT NULL,
  audience {text} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  revoked_at {time} NOT NULL
) {table};
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

CREATE TABLE personal_access_tokens (
  id {id} NOT NULL PRIMARY KEY,
  lineage_id {id} NOT NULL,
  user_id {id} NOT NULL,
  client_id {id} NOT NULL,
  name {short} NOT NULL,
  scopes {text} NOT NULL,
  hint {short} NOT NULL,
  self_rotate {bool} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  last_used_at {time} NOT NULL,
  last_used_ip {short} NOT NULL,
  old_uses {time} NOT NULL,
  old_used_at {time} NOT NULL
) {table};
CREATE INDEX personal_access_tokens_lineage ON personal_access_tokens (lineage_id);
CREATE INDEX personal_access_tokens_user ON personal_access_tokens (user_id, id);
CREATE INDEX personal_access_tokens_client ON personal_access_tokens (client_id, id);

-- The secrets of a personal access token: the current one, and after a
-- rotation the old ones, which end with the overlap and then stay as tripwires.
CREATE TABLE pat_secrets (
  hash {hash} NOT NULL PRIMARY KEY,
  token_id {id} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL
) {table};
CREATE INDEX pat_secrets_token ON pat_secrets (token_id);

CREATE TABLE revocations (
  kind {word} NOT NULL,
  ref {id} NOT NULL,
  until {time} NOT NULL,
  PRIMARY KEY (kind, ref)
) {table};
CREATE INDEX revocations_until ON revocations (until);

CREATE TABLE signing_keys (
  id {word} NOT NULL PRIMARY KEY,
  generation {time} NOT NULL,
  algorithm {word} NOT NULL,
  private {blob} NOT NULL,
  sealed {bool} NOT NULL,
  created_at {time} NOT NULL,
  retired_at {time} NOT NULL,
  expires_at {time} NOT NULL
) {table};
CREATE UNIQUE INDEX signing_keys_generation ON signing_keys (generation);

CREATE TABLE audit_events (
  id {id} NOT NULL PRIMARY KEY,
  at {time} NOT NULL,
  action {word} NOT NULL,
  actor {id} NOT NULL,
  actor_kind {word} NOT NULL,
  subject {word} NOT NULL,
  address {word} NOT NULL,
  request_id {word} NOT NULL,
  detail {text} NOT NULL
) {table};
CREATE INDEX audit_events_subject ON audit_events (subject, id);
