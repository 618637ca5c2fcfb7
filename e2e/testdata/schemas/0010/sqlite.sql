PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE `schema_versions` (`id` text,PRIMARY KEY (`id`));
INSERT INTO schema_versions VALUES('0001_rooms');
INSERT INTO schema_versions VALUES('0002_second_factor');
INSERT INTO schema_versions VALUES('0003_policy');
INSERT INTO schema_versions VALUES('0004_notices');
INSERT INTO schema_versions VALUES('0006_insight');
INSERT INTO schema_versions VALUES('0007_replicas');
INSERT INTO schema_versions VALUES('0009_agent');
INSERT INTO schema_versions VALUES('0010_endings');
CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  avatar_url TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  admin NUMERIC NOT NULL,
  disabled_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO users VALUES('01a20339-c974-725b-bb62-efa6c2f00040','u5avivbc7tx','u5avivbc7tx@example.org','Mira u5avivbc7tx','','$argon2id$v=19$m=19456,t=2,p=1$ubnZPB30sHO6rRooPjz+PQ$RjIJgO7G5e7MKRYmhNWPRrSauFbf/rU0vkbtCA51Yxw',0,0,1795350448000);
INSERT INTO users VALUES('01a20339-c9d4-74e3-a195-0afd13a90e04','ubwrkniuknz','ubwrkniuknz@example.org','Mira ubwrkniuknz','','$argon2id$v=19$m=19456,t=2,p=1$ALiXFYDhktYA2GtxIc2AvQ$E/r1X6NNJLIt6Q5P2PNeCF4AtFo681iQbO1kapernUs',0,1795350448955,1795350448000);
CREATE TABLE sessions (
  hash BLOB NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
, mfa_time INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO sessions VALUES(X'd1180cb32f97e4a7c0f57d5f2424f60fe5614e111901135880e4b72549b79d58','01a20339-c974-725b-bb62-efa6c2f00040',1795350448724,1795350448724,1795350448724,2515350448724,'127.0.0.1','Go-http-client/1.1',0);
CREATE TABLE clients (
  id TEXT NOT NULL PRIMARY KEY,
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  scopes TEXT NOT NULL,
  redirect_uris TEXT NOT NULL,
  grant_types TEXT NOT NULL,
  auth_method TEXT NOT NULL,
  token_format TEXT NOT NULL,
  resource_server TEXT,
  user_tokens NUMERIC NOT NULL,
  disabled_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO clients VALUES('01a20339-c9e9-7ac7-a8ca-914c9562fb1a','01a20339-c974-725b-bb62-efa6c2f00040','Ledgerly LSTGUN','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1795350448000);
INSERT INTO clients VALUES('01a20339-c9fa-7640-8350-78958bdab2b7','01a20339-c974-725b-bb62-efa6c2f00040','Ledgerly NU6SBO','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1795350448000);
INSERT INTO clients VALUES('01a20339-ca0a-7c15-95d6-d38c03b522bc','01a20339-c974-725b-bb62-efa6c2f00040','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://apdyhekxkd.example.org/api',0,0,1795350448000);
INSERT INTO clients VALUES('01a20339-ca1c-7a32-a69c-0164b080a2bb','01a20339-c974-725b-bb62-efa6c2f00040','Ledgerly ACBDCG','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1795350448929,1795350448000);
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'1dcdfc9775c47850a738134c307f2368dce705e187a2128160e8b223ffb348c5','01a20339-c9fa-7640-8350-78958bdab2b7',1795350448000,0);
INSERT INTO client_secrets VALUES(X'82cbc1cf60afa2c9964a085bc8361b5bf1837301ec81644ad62ffbe43c4bf835','01a20339-ca1c-7a32-a69c-0164b080a2bb',1795350448000,0);
INSERT INTO client_secrets VALUES(X'd044a17b430ec74242d5c4a7ca3e950265167635d0b8e9cf8c8de91ca9276279','01a20339-ca0a-7c15-95d6-d38c03b522bc',1795350448977,0);
INSERT INTO client_secrets VALUES(X'eb500c649a14d1d5a4db74052906026276d759850fa236a338570879b8e6c7c6','01a20339-ca0a-7c15-95d6-d38c03b522bc',1795350448000,1797942448977);
INSERT INTO client_secrets VALUES(X'fd28650f762ed610c26a0b3cfd59f5138491fecef79a496e96f705d3d4f8db64','01a20339-c9e9-7ac7-a8ca-914c9562fb1a',1795350448000,0);
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write',1795350448733,1795350448733);
INSERT INTO consents VALUES('01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9fa-7640-8350-78958bdab2b7','profile email notes:read notes:write',1795350448739,1795350448739);
INSERT INTO consents VALUES('01a20339-c9d4-74e3-a195-0afd13a90e04','01a20339-ca1c-7a32-a69c-0164b080a2bb','profile email notes:read notes:write',1795350448907,1795350448907);
CREATE TABLE lineages (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  resources TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  end_reason TEXT NOT NULL
, second_factor TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO lineages VALUES('01a20339-ca5d-7a71-848b-ce479a895937','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',1795350448724,1795350448733,0,0,'','');
INSERT INTO lineages VALUES('01a20339-ca63-7a04-93d7-8ccd95e79d17','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9fa-7640-8350-78958bdab2b7','profile email notes:read notes:write','',1795350448724,1795350448739,0,0,'','');
INSERT INTO lineages VALUES('01a20339-ca66-74fb-b2e5-44c8f22e56ae','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',1795350448724,1795350448742,0,0,'','');
INSERT INTO lineages VALUES('01a20339-ca6a-7537-9580-71da01879c02','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',1795350448724,1795350448746,0,0,'','');
INSERT INTO lineages VALUES('01a20339-ca6d-7c1e-8bfe-10eb1aa9f626','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',1795350448724,1795350448749,0,1795350448752,'revoked by the client','');
INSERT INTO lineages VALUES('01a20339-ca82-706d-8c20-1e64c137973b','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',0,1795350448000,0,0,'','');
INSERT INTO lineages VALUES('01a20339-ca94-7eb4-9629-e7a6c2974a45','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',0,1795350448000,0,1795350448794,'revoked by the client','');
INSERT INTO lineages VALUES('01a20339-caac-75df-8694-365c1a258292','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',0,1795350448000,0,0,'','');
INSERT INTO lineages VALUES('01a20339-cadd-758e-a940-4dc56b273329','','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','profile tokens:read tokens:write','',1795350448724,1795350448861,0,0,'','');
INSERT INTO lineages VALUES('01a20339-cb0a-7e8f-8277-7375099272ce','','01a20339-c9d4-74e3-a195-0afd13a90e04','01a20339-ca1c-7a32-a69c-0164b080a2bb','profile email notes:read notes:write','',1795350448903,1795350448906,0,0,'','');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'233dff5a72c61d0873c84f31e2a21586a53598b37a7c761a442acb4dfce4e153','01a20339-ca66-74fb-b2e5-44c8f22e56ae','https://app.example.org/callback','z5E2YAGm3zZLwfzv-0dyeI12hH6G7HyYcopyH4qDh_Y',1795351048742,1795350448743);
INSERT INTO codes VALUES(X'46291e56531579eeb997e4a4cad6338ede0fe4307634130aba9d11bb33e0ab09','01a20339-cb0a-7e8f-8277-7375099272ce','https://app.example.org/callback','XG1DRa5se2jTx9qFKQ5fwEiXebBGKSVnjtKhidPKYRw',1795351048906,1795350448908);
INSERT INTO codes VALUES(X'8bba39ae7da1a84bd259dea0aadd707f24604fa43fe23c07ffd9bafbcde02698','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626','https://app.example.org/callback','meiPUWy8ffRpJO81s7p40rHsNwtvCi8P0h3Me7W7liY',1795351048749,1795350448750);
INSERT INTO codes VALUES(X'99e5bb53de1fbac4e53057028c36a1b9a1cf67412f1ddf9330f77d8bc224d835','01a20339-ca6a-7537-9580-71da01879c02','https://app.example.org/callback','OjOXarisJqYlfcQyyXU9srrjUX6oUQiUBElbWrNZIsI',1795351048746,1795350448747);
INSERT INTO codes VALUES(X'b52faee62edc99727f0d6033094e97061f29a07c2d779bd7b0449057c3d38d0b','01a20339-ca63-7a04-93d7-8ccd95e79d17','https://app.example.org/callback','dLpnJMjzYHUD42s6X4NQ_KNBXsybQoo99skO1DQLg-I',1795351048739,1795350448740);
INSERT INTO codes VALUES(X'c9cc7694325c93764d73736f5fe7aa93358043d6f8c63782fa70860c77a7b893','01a20339-ca5d-7a71-848b-ce479a895937','https://app.example.org/callback','_ZWP-3C3I7tnERbWn1CPvNnjlYaBM6-1QIXkjQxcezQ',1795351048733,1795350448737);
INSERT INTO codes VALUES(X'ffd9a4c12af3b35b9737f8999078c37ee555f6bf0b8e0444b25454c140ba0998','01a20339-cadd-758e-a940-4dc56b273329','https://app.example.org/callback','U3lfNKK3fAdfDtdahWmHtQIwbVAL5e4xlOSWQi4rX3Y',1795351048861,0);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'2ea98880922f42b32438376defaf4e6e7272df69223c9c6449f501c330f146d4','01a20339-ca6a-7537-9580-71da01879c02',1795350448747,2515350448747,0,NULL);
INSERT INTO refresh_tokens VALUES(X'44d19b91fd6bbcd0ec8a0d8c58ef87463ff4723f8bd314585fc949f34f824b9b','01a20339-ca63-7a04-93d7-8ccd95e79d17',1795350448740,2515350448740,0,NULL);
INSERT INTO refresh_tokens VALUES(X'55e43205f518476d098f11cd94fb14c6fde3fb01ea3f0ee5f693e99a30a3f669','01a20339-ca66-74fb-b2e5-44c8f22e56ae',1795350448744,2515350448744,0,NULL);
INSERT INTO refresh_tokens VALUES(X'85d217c24016157985b33655f7a334041ac4c975a7ead9340e16f9c3c9d834b4','01a20339-cb0a-7e8f-8277-7375099272ce',1795350448908,2515350448908,0,NULL);
INSERT INTO refresh_tokens VALUES(X'8ef6ec1ac0a2f0f1b7cc03deacafcac68ac953eba440fedb4563e77933cce931','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626',1795350448750,2515350448750,0,NULL);
INSERT INTO refresh_tokens VALUES(X'93625c0c405ece06e72dd45f867609e9b5ddde2f095cfcdcb89bf2048975152d','01a20339-ca66-74fb-b2e5-44c8f22e56ae',1795350448743,2515350448743,1795350448744,NULL);
INSERT INTO refresh_tokens VALUES(X'ef0b8b3d1c046671b05e0c8564c89d095f551af885e084dca0227d63492b8520','01a20339-ca5d-7a71-848b-ce479a895937',1795350448737,2515350448737,0,NULL);
CREATE TABLE access_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  lineage_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  audience TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO access_tokens VALUES(X'347136e3231e902a1f2e047a0aa270873a88e24331c09beb8ca9fcae79838027','01a20339-ca65-70c2-a663-faff7479ccd8','01a20339-ca63-7a04-93d7-8ccd95e79d17','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9fa-7640-8350-78958bdab2b7','profile email notes:read notes:write','["http://127.0.0.1:18941"]',1795350448740,2515350448000,0);
CREATE TABLE personal_access_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  hint TEXT NOT NULL,
  self_rotate NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  last_used_ip TEXT NOT NULL,
  old_uses INTEGER NOT NULL,
  old_used_at INTEGER NOT NULL
, limits TEXT DEFAULT NULL, last_used_agent TEXT DEFAULT '' NOT NULL) WITHOUT ROWID;
INSERT INTO personal_access_tokens VALUES('01a20339-ca82-706b-b040-4242d0ae6752','01a20339-ca82-706d-8c20-1e64c137973b','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','nightly backup','profile tokens:read tokens:write','pat_kCT…AtAA',0,1795350448000,0,1795350449003,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a20339-ca94-7eb2-a7c8-4d0659386d97','01a20339-ca94-7eb4-9629-e7a6c2974a45','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','nightly backup','profile tokens:read tokens:write','pat_rz6…9tds',0,1795350448000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a20339-caac-75dd-a689-61adefbb15f4','01a20339-caac-75df-8694-365c1a258292','01a20339-c974-725b-bb62-efa6c2f00040','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','nightly backup','profile tokens:read tokens:write','pat_sjK…h6fJ',0,1795350448000,0,1795350448818,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'29354b0ff26684a72fdac0ad14aea830f173095dfd5f5903973d07c001433205','01a20339-ca82-706b-b040-4242d0ae6752',1795350448000,0);
INSERT INTO pat_secrets VALUES(X'34f5c1ff9b4648730aed15f0dfa2f68eff3b7010ea659064c0d42ace9d31bd10','01a20339-caac-75dd-a689-61adefbb15f4',1795350448000,1795350448819);
INSERT INTO pat_secrets VALUES(X'53aae923508c5cb93afd6f512ca26802ed1c216377a2d4da8a7c81ec92a4bfe9','01a20339-caac-75dd-a689-61adefbb15f4',1795350448819,0);
INSERT INTO pat_secrets VALUES(X'cfc2403089b57ffbc49ba8e5ffba5114815c6302f128c8e9547f7aa302d438bd','01a20339-ca94-7eb2-a7c8-4d0659386d97',1795350448000,0);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a20339-ca1c-7a32-a69c-0164b080a2bb',2515350448929,1795350448929);
INSERT INTO revocations VALUES('jti','01a20339-ca6b-77cf-94e0-0e6440ff2fa5',2515350448000,1795350448748);
INSERT INTO revocations VALUES('lineage','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626',2515350448752,1795350448752);
INSERT INTO revocations VALUES('lineage','01a20339-ca94-7eb4-9629-e7a6c2974a45',2515350448794,1795350448794);
INSERT INTO revocations VALUES('user','01a20339-c9d4-74e3-a195-0afd13a90e04',2515350448955,1795350448955);
CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  private BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, signs_at INTEGER DEFAULT 0 NOT NULL) WITHOUT ROWID;
INSERT INTO signing_keys VALUES('BVXd_4-8csGOgOQ2d53JAgLNUqyNlIQoeuigoq90uHk',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b020101042057c81600a1fae7b97021280e40f805e3104ce43c8df248274281dd925df77385a14403420004c8c1d76b41e27c72626383763f592aa181313289566e9096c57440a30fc4ae1bf63e16d704dbea72f79cf903bcfe46dd6bff7af76ed4bb354ad782f691e77f03',0,1795350448405,1795350454998,2875350454998,0);
INSERT INTO signing_keys VALUES('NP9XsMsUgVoSuiehSgXEtZB5kzgKUFmuRGy71Zf18P4',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b020101042047a48e75419f0e753b6f95cb6d38d97a4c11b114059d5ff93b2139e0045b936da144034200047c9b64c7968ea42255cf0052feec974dd89381588e68fbf2b0756f015a06f9654a7b18ec2a4aeafc84da2dfeacd17def1de2f6ab610b99717251396b5ab37e3b',0,1795350448998,0,0,1795350454998);
CREATE TABLE audit_events (
  id TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO audit_events VALUES('01a20339-c916-717f-b692-9785514b384b',1795350448405,'key.rotated','','system','BVXd_4-8csGOgOQ2d53JAgLNUqyNlIQoeuigoq90uHk','','','null');
INSERT INTO audit_events VALUES('01a20339-c974-7d7f-95a8-4f995aaa5b9d',1795350448000,'user.created','','operator','01a20339-c974-725b-bb62-efa6c2f00040','','','null');
INSERT INTO audit_events VALUES('01a20339-c9d4-7d66-8c0a-d5b035e806ef',1795350448000,'user.created','','operator','01a20339-c9d4-74e3-a195-0afd13a90e04','','','null');
INSERT INTO audit_events VALUES('01a20339-c9ea-716e-b60a-8721be8bde5e',1795350448000,'client.registered','','operator','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','','','null');
INSERT INTO audit_events VALUES('01a20339-c9fa-79ed-bf65-8f16cd236a73',1795350448000,'client.registered','','operator','01a20339-c9fa-7640-8350-78958bdab2b7','','','null');
INSERT INTO audit_events VALUES('01a20339-ca0b-7097-9090-0776fe222d24',1795350448000,'client.registered','','operator','01a20339-ca0a-7c15-95d6-d38c03b522bc','','','null');
INSERT INTO audit_events VALUES('01a20339-ca1c-7e4a-9592-298a5bc56cd8',1795350448000,'client.registered','','operator','01a20339-ca1c-7a32-a69c-0164b080a2bb','','','null');
INSERT INTO audit_events VALUES('01a20339-ca55-795a-8ada-065ac300244e',1795350448724,'user.signed_in','','anonymous','01a20339-c974-725b-bb62-efa6c2f00040','127.0.0.1','TMVXIDG7BOODGRMGKP54JN3YZX','null');
INSERT INTO audit_events VALUES('01a20339-ca5e-70fc-8997-a3bba63ef5ae',1795350448733,'consent.allowed','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','127.0.0.1','5XKGEQS2FYAXJF4JV3DCBPEESE','null');
INSERT INTO audit_events VALUES('01a20339-ca5e-788d-8964-b771f61f272a',1795350448733,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-ca5d-7a71-848b-ce479a895937','127.0.0.1','5XKGEQS2FYAXJF4JV3DCBPEESE','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca61-7620-afff-ef683e82aebb',1795350448737,'oauth.code_redeemed','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca5d-7a71-848b-ce479a895937','127.0.0.1','PTB3FU4XOXKRGZRTL65ERR5TWH','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca63-7c82-b8e1-8002905effa8',1795350448739,'consent.allowed','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-c9fa-7640-8350-78958bdab2b7','127.0.0.1','IRUGKXXSCUMG4FSJBB3RXKJ2LQ','null');
INSERT INTO audit_events VALUES('01a20339-ca63-7e40-9790-8c73b3bfc7a1',1795350448739,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-ca63-7a04-93d7-8ccd95e79d17','127.0.0.1','IRUGKXXSCUMG4FSJBB3RXKJ2LQ','{"client_id":"01a20339-c9fa-7640-8350-78958bdab2b7"}');
INSERT INTO audit_events VALUES('01a20339-ca65-732e-808c-2ff2ffff3bf6',1795350448740,'oauth.code_redeemed','01a20339-c9fa-7640-8350-78958bdab2b7','client','01a20339-ca63-7a04-93d7-8ccd95e79d17','127.0.0.1','FHZDPIW6FQGSAI6NZ3A5GDDKBI','{"client_id":"01a20339-c9fa-7640-8350-78958bdab2b7"}');
INSERT INTO audit_events VALUES('01a20339-ca66-77c7-8e62-8712d23982d6',1795350448742,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-ca66-74fb-b2e5-44c8f22e56ae','127.0.0.1','HUKXRZSU5M3JEIUYRIYSIGGHIG','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca67-7c5e-8c3d-9a1abfadd565',1795350448743,'oauth.code_redeemed','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca66-74fb-b2e5-44c8f22e56ae','127.0.0.1','NGJMEREHUILCU3JBMRMZZ6X75T','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca6a-77df-b2a1-cb2b1beb653d',1795350448746,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-ca6a-7537-9580-71da01879c02','127.0.0.1','DDJUZGLP2GHRJIVYZZPMFDYIH4','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca6b-796f-a988-8117cdd8f53a',1795350448747,'oauth.code_redeemed','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca6a-7537-9580-71da01879c02','127.0.0.1','7EFB4G5VCCPD7NGARQI5K6CMW2','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca6c-7c70-aa4b-b96415c8f136',1795350448748,'oauth.token_revoked','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca6b-77cf-94e0-0e6440ff2fa5','127.0.0.1','WHC5DZ5DPW3NCUYWCTNTI2G2JH','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca6d-7f0e-aefd-2cca6f061cdf',1795350448749,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626','127.0.0.1','ZT7T4TH4FT7H7EZMKC7SSFJVZW','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca6f-70c2-87f9-3ccc33a890a9',1795350448750,'oauth.code_redeemed','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626','127.0.0.1','ZRFH64KAEPWPA6KGCFSOU4BUPV','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca70-7653-8b2b-8e035c3c3c8d',1795350448752,'oauth.token_revoked','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca6d-7c1e-8bfe-10eb1aa9f626','127.0.0.1','DJMMEIXLI7RH64QKPJSLV625JB','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca82-780e-85cf-ee8417a0f2af',1795350448000,'pat.created','','operator','01a20339-ca82-706b-b040-4242d0ae6752','','','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca95-78b2-83f7-1795b6ef655c',1795350448000,'pat.created','','operator','01a20339-ca94-7eb2-a7c8-4d0659386d97','','','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-ca9b-70bc-9b9f-f609818f1f49',1795350448794,'pat.revoked','01a20339-c9e9-7ac7-a8ca-914c9562fb1a','client','01a20339-ca94-7eb2-a7c8-4d0659386d97','127.0.0.1','URARV6NRJEFQXVHF4P73ABKEYE','{"reason":"revoked by the client"}');
INSERT INTO audit_events VALUES('01a20339-caad-709e-97eb-bb5e5cd6c2ca',1795350448000,'pat.created','','operator','01a20339-caac-75dd-a689-61adefbb15f4','','','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-cab3-7a00-a76f-fdf85369116e',1795350448819,'pat.rotated','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-caac-75dd-a689-61adefbb15f4','127.0.0.1','DPLGUUA5JTKFOSLY6O7QKHRT6T','null');
INSERT INTO audit_events VALUES('01a20339-cadd-7a44-9547-96c5072b1eab',1795350448861,'oauth.code_issued','01a20339-c974-725b-bb62-efa6c2f00040','user','01a20339-cadd-758e-a940-4dc56b273329','127.0.0.1','DSNVKYPUFUFPTZTZ5NH4PVJUUT','{"client_id":"01a20339-c9e9-7ac7-a8ca-914c9562fb1a"}');
INSERT INTO audit_events VALUES('01a20339-cb07-7cb3-a902-93ed2a5f1808',1795350448903,'user.signed_in','','anonymous','01a20339-c9d4-74e3-a195-0afd13a90e04','127.0.0.1','IBCM2XCCM4DIWSIXW4MLGTL5UP','null');
INSERT INTO audit_events VALUES('01a20339-cb0b-7257-a666-b199e7ed8ce1',1795350448907,'consent.allowed','01a20339-c9d4-74e3-a195-0afd13a90e04','user','01a20339-ca1c-7a32-a69c-0164b080a2bb','127.0.0.1','GJ44A2DCLZGO6C5RB7KK6EGZDH','null');
INSERT INTO audit_events VALUES('01a20339-cb0b-73b6-99a1-131ca87c0857',1795350448906,'oauth.code_issued','01a20339-c9d4-74e3-a195-0afd13a90e04','user','01a20339-cb0a-7e8f-8277-7375099272ce','127.0.0.1','GJ44A2DCLZGO6C5RB7KK6EGZDH','{"client_id":"01a20339-ca1c-7a32-a69c-0164b080a2bb"}');
INSERT INTO audit_events VALUES('01a20339-cb0c-7dfa-92b9-4ca2d18cf034',1795350448908,'oauth.code_redeemed','01a20339-ca1c-7a32-a69c-0164b080a2bb','client','01a20339-cb0a-7e8f-8277-7375099272ce','127.0.0.1','O3OZR4OMX66YRVBTEMUBX4PMIO','{"client_id":"01a20339-ca1c-7a32-a69c-0164b080a2bb"}');
INSERT INTO audit_events VALUES('01a20339-cb21-7448-95f4-b5f202d3f975',1795350448929,'client.disabled','','operator','01a20339-ca1c-7a32-a69c-0164b080a2bb','','','null');
INSERT INTO audit_events VALUES('01a20339-cb3b-76fc-83d4-032accef2522',1795350448955,'user.disabled','','operator','01a20339-c9d4-74e3-a195-0afd13a90e04','','','null');
INSERT INTO audit_events VALUES('01a20339-cb51-7b94-8514-9dc1e78d52c0',1795350448977,'client.secret_rotated','','operator','01a20339-ca0a-7c15-95d6-d38c03b522bc','','','null');
INSERT INTO audit_events VALUES('01a20339-cb67-73c0-9f36-3398327651b4',1795350448998,'key.rotated','','operator','NP9XsMsUgVoSuiehSgXEtZB5kzgKUFmuRGy71Zf18P4','','','null');
CREATE TABLE second_factors (
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  secret BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  counter INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind, ref)
) WITHOUT ROWID;
CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, hash)
) WITHOUT ROWID;
CREATE TABLE ceremonies (
  hash BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  user_id TEXT NOT NULL,
  state BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  token_id TEXT NOT NULL,
  occasion TEXT NOT NULL,
  detail TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO notices VALUES('01a20339-ca82-7960-bfb8-015e44407352','01a20339-c974-725b-bb62-efa6c2f00040','token.created','01a20339-ca82-706b-b040-4242d0ae6752','','{"token_name":"nightly backup","client_name":"Ledgerly LSTGUN","scopes":["profile","tokens:read","tokens:write"]}',1795350448770,0);
INSERT INTO notices VALUES('01a20339-ca95-7a0a-89b5-29be240edda3','01a20339-c974-725b-bb62-efa6c2f00040','token.created','01a20339-ca94-7eb2-a7c8-4d0659386d97','','{"token_name":"nightly backup","client_name":"Ledgerly LSTGUN","scopes":["profile","tokens:read","tokens:write"]}',1795350448789,0);
INSERT INTO notices VALUES('01a20339-caad-71e1-9aa7-43b3d18065cb','01a20339-c974-725b-bb62-efa6c2f00040','token.created','01a20339-caac-75dd-a689-61adefbb15f4','','{"token_name":"nightly backup","client_name":"Ledgerly LSTGUN","scopes":["profile","tokens:read","tokens:write"]}',1795350448813,0);
CREATE TABLE notice_deliveries (
  notice_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (notice_id, channel)
) WITHOUT ROWID;
CREATE TABLE pat_uses (
  token_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  day INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  unsaid INTEGER NOT NULL,
  PRIMARY KEY (token_id, scope, day)
) WITHOUT ROWID;
INSERT INTO pat_uses VALUES('01a20339-ca82-706b-b040-4242d0ae6752','',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a20339-ca82-706b-b040-4242d0ae6752','profile',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a20339-caac-75dd-a689-61adefbb15f4','',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a20339-caac-75dd-a689-61adefbb15f4','tokens:write',1795305600000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','20ba5c0c-31d0-4641-9e31-4fadb4f784e1',1795350588450);
CREATE TABLE endings (
  lineage_id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX users_username ON users (username);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE UNIQUE INDEX clients_resource_server ON clients (resource_server);
CREATE INDEX clients_owner ON clients (owner_id, id);
CREATE INDEX clients_user_tokens ON clients (user_tokens, id);
CREATE INDEX client_secrets_client ON client_secrets (client_id, expires_at);
CREATE INDEX consents_client ON consents (client_id);
CREATE INDEX lineages_parent ON lineages (parent_id);
CREATE INDEX lineages_client_user ON lineages (client_id, user_id);
CREATE INDEX codes_expiry ON codes (expires_at);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);
CREATE INDEX personal_access_tokens_lineage ON personal_access_tokens (lineage_id);
CREATE INDEX personal_access_tokens_user ON personal_access_tokens (user_id, id);
CREATE INDEX personal_access_tokens_client ON personal_access_tokens (client_id, id);
CREATE INDEX pat_secrets_token ON pat_secrets (token_id);
CREATE INDEX revocations_until ON revocations (until);
CREATE UNIQUE INDEX signing_keys_generation ON signing_keys (generation);
CREATE INDEX audit_events_subject ON audit_events (subject, id);
CREATE INDEX ceremonies_user ON ceremonies (user_id);
CREATE INDEX ceremonies_expiry ON ceremonies (expires_at);
CREATE UNIQUE INDEX notices_once ON notices (token_id, kind, occasion);
CREATE INDEX notices_user ON notices (user_id, id);
CREATE INDEX notices_unread ON notices (user_id, read_at, id);
CREATE INDEX notice_deliveries_due ON notice_deliveries (channel, done_at, due_at, notice_id);
CREATE INDEX personal_access_tokens_expiry ON personal_access_tokens (expires_at, id);
CREATE INDEX pat_uses_day ON pat_uses (day, token_id);
CREATE INDEX revocations_recorded ON revocations (recorded_at);
CREATE INDEX refresh_tokens_lineage ON refresh_tokens (lineage_id, expires_at);
CREATE INDEX endings_user ON endings (user_id);
COMMIT;
