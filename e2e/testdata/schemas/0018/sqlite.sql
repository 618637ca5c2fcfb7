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
INSERT INTO schema_versions VALUES('0011_actors');
INSERT INTO schema_versions VALUES('0012_consents');
INSERT INTO schema_versions VALUES('0013_keys');
INSERT INTO schema_versions VALUES('0014_notices');
INSERT INTO schema_versions VALUES('0015_server_keys');
INSERT INTO schema_versions VALUES('0016_audiences');
INSERT INTO schema_versions VALUES('0017_people');
INSERT INTO schema_versions VALUES('0018_access_lineages');
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
INSERT INTO users VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','u6r4c6wau2d','u6r4c6wau2d@example.org','Mira u6r4c6wau2d','','$argon2id$v=19$m=19456,t=2,p=1$Q8dRPEekU4b4KCAnIj2NOQ$REGEbBYj5/5cSbb2sxLNs+7aqITRDF0sM3OCY9wQd6s',0,0,1796007254000);
INSERT INTO users VALUES('01a22a5f-d949-77d9-8708-e8d6454d0c23','uwus5icv4nu','uwus5icv4nu@example.org','Mira uwus5icv4nu','','$argon2id$v=19$m=19456,t=2,p=1$ZqlngWH0UKNQyOZnru8Ztg$/+/jYovXvxv/tFkPoPDBt2J7Ixq3Ry4/PjYWagwjxY4',0,1796007255183,1796007254000);
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
INSERT INTO sessions VALUES(X'cb4687b0e06d05b730654e063c5e05ebea5e0360b463658575f21f264365a095','01a22a5f-d8f5-762e-960a-b06613a7d4c0',1796007254664,1796007254664,1796007254664,1798599254664,'127.0.0.1','Go-http-client/1.1',0);
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
, pending NUMERIC NOT NULL DEFAULT FALSE, suspended_by TEXT NOT NULL DEFAULT '', reviewed_at INTEGER NOT NULL DEFAULT 0, first_party NUMERIC NOT NULL DEFAULT FALSE, accepts_default_audience NUMERIC NOT NULL DEFAULT TRUE, own_lineage TEXT NOT NULL DEFAULT '', creator_lineage TEXT NOT NULL DEFAULT '', managed_by TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO clients VALUES('01a22a5f-d974-7d73-bdf6-fb2ba120bae6','01a22a5f-d8f5-762e-960a-b06613a7d4c0','Ledgerly JOUEOG','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1796007254000,0,'',1796007254388,0,1,'','','');
INSERT INTO clients VALUES('01a22a5f-d999-7924-beaa-006ab5926d74','01a22a5f-d8f5-762e-960a-b06613a7d4c0','Ledgerly 6OVEQH','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1796007254000,0,'',1796007254425,0,1,'','','');
INSERT INTO clients VALUES('01a22a5f-d9bc-7ae9-9777-3cac9f703d0f','01a22a5f-d8f5-762e-960a-b06613a7d4c0','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://r5lag6camy.example.org/api',0,0,1796007254000,0,'',1796007254460,0,1,'','','');
INSERT INTO clients VALUES('01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','01a22a5f-d8f5-762e-960a-b06613a7d4c0','Ledgerly A5J5JB','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1796007255143,1796007254000,0,'operator',1796007254554,0,1,'','','');
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, creator_lineage TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'1ee0b403e3d87857dd6aa1aede5cd89f616f15c4ad57fa9ddcfdd8e90e54abd7','01a22a5f-d999-7924-beaa-006ab5926d74',1796007254000,0,'');
INSERT INTO client_secrets VALUES(X'397bf5fd8dc486822f453281f170c92a2cb8830e35a43b8482ba166566dae25f','01a22a5f-d9bc-7ae9-9777-3cac9f703d0f',1796007254000,1798599255295,'');
INSERT INTO client_secrets VALUES(X'50271e5df6dd81f6ef1038f6a18c21451463e19dc6a23647a303703a24dbe996','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51',1796007254000,0,'');
INSERT INTO client_secrets VALUES(X'bc1a80165bfbeb601a3d42abce5af836e490bf13d61ea694d55cb399c5c95f96','01a22a5f-d9bc-7ae9-9777-3cac9f703d0f',1796007255295,0,'');
INSERT INTO client_secrets VALUES(X'be619fdbe44c55d9bde5f4d7d0c0e5b8b3a03a7dbcd49b983814281c0af80e5e','01a22a5f-d974-7d73-bdf6-fb2ba120bae6',1796007254000,0,'');
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, given_uris TEXT DEFAULT NULL, given_scopes TEXT DEFAULT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write',1796007254693,1796007254693,NULL,NULL);
INSERT INTO consents VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d999-7924-beaa-006ab5926d74','profile email notes:read notes:write',1796007254702,1796007254702,NULL,NULL);
INSERT INTO consents VALUES('01a22a5f-d949-77d9-8708-e8d6454d0c23','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','profile email notes:read notes:write',1796007255040,1796007255040,NULL,NULL);
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
, second_factor TEXT NOT NULL DEFAULT '', lasting NUMERIC NOT NULL DEFAULT FALSE, signed_for TEXT DEFAULT NULL) WITHOUT ROWID;
INSERT INTO lineages VALUES('01a22a5f-daa4-7d99-9e51-292e0918563b','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',1796007254664,1796007254692,1827543254692,0,'','',0,'["http://127.0.0.1:13869",""]');
INSERT INTO lineages VALUES('01a22a5f-daae-7ad5-9fa9-743605d61721','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d999-7924-beaa-006ab5926d74','profile email notes:read notes:write','',1796007254664,1796007254702,1827543254702,0,'','',0,'');
INSERT INTO lineages VALUES('01a22a5f-dab4-70bd-a244-c058f77d13b0','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',1796007254664,1796007254708,1827543254708,0,'','',0,'["http://127.0.0.1:13869",""]');
INSERT INTO lineages VALUES('01a22a5f-dacd-7890-9d21-86e7463ba464','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',1796007254664,1796007254733,1827543254733,0,'','',0,'["http://127.0.0.1:13869",""]');
INSERT INTO lineages VALUES('01a22a5f-dad8-7249-a6f0-57095677eff5','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',1796007254664,1796007254744,1827543254744,1796007254749,'revoked by the client','',0,'["http://127.0.0.1:13869",""]');
INSERT INTO lineages VALUES('01a22a5f-daf7-731c-909d-7ad82d8c598e','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',0,1796007254000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22a5f-db1b-77ef-9a5c-9a3e020f089f','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',0,1796007254000,0,1796007254817,'revoked by the client','',0,'');
INSERT INTO lineages VALUES('01a22a5f-db41-7bf9-9cac-ad843603c079','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',0,1796007254000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22a5f-dbaa-7087-85b3-47dec8c60f21','','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','profile tokens:read tokens:write','',1796007254664,1796007254954,1827543254954,0,'','',0,'["http://127.0.0.1:13869",""]');
INSERT INTO lineages VALUES('01a22a5f-dc00-7299-bb13-e51e5f1527d9','','01a22a5f-d949-77d9-8708-e8d6454d0c23','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','profile email notes:read notes:write','',1796007254997,1796007255040,1827543255040,0,'','',0,'["http://127.0.0.1:13869",""]');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'14781453c89432347f0936ec07ecb452b7a9a912fa242556990940e387fd022f','01a22a5f-daae-7ad5-9fa9-743605d61721','https://app.example.org/callback','1KU0D8lTwaiY_q-mxxlofiKOkxZgDIx1yCOnYp3uJiM',1796007314702,1796007254705);
INSERT INTO codes VALUES(X'29f3d0da0ac1d93d95729e974ece2e2cc9570e6fc8c7a072268cde9beb3a3769','01a22a5f-dbaa-7087-85b3-47dec8c60f21','https://app.example.org/callback','hmu2XaqRMCwDA5OmPMn4DiepCIYp82E3-WbL-O576os',1796007314954,0);
INSERT INTO codes VALUES(X'5e00bd667c317512dc1a25ca24debfa69439b33355d91c1d5944f29d1224a1f0','01a22a5f-dacd-7890-9d21-86e7463ba464','https://app.example.org/callback','BXdxtNyC7TKDnQO_W-Qqz8TKWA1xrAWI5MuT5FKbCQU',1796007314733,1796007254736);
INSERT INTO codes VALUES(X'5eca3b8284ffd55038a53fde8702425de490ba5e0a5c0bc9272d28daae9a1fc5','01a22a5f-daa4-7d99-9e51-292e0918563b','https://app.example.org/callback','so24GMISYKyW7iDBV54RGONb88soaGdi4Vxti9CSl0o',1796007314692,1796007254696);
INSERT INTO codes VALUES(X'7695cc456956c5a50dfcf73f02a5c65fd11554485dac6d9f1f5908b463025dbd','01a22a5f-dad8-7249-a6f0-57095677eff5','https://app.example.org/callback','mfFR1j7cwmepPJNsAiRAF-eadKGVmm9kG257SeiVXZw',1796007314744,1796007254746);
INSERT INTO codes VALUES(X'ae89b166a05ad885e939a3ea97dd8037f6b1de3b396361b1f75273f31fd575a7','01a22a5f-dab4-70bd-a244-c058f77d13b0','https://app.example.org/callback','czOiQx7B5FKV_wID80Gpi6AfwqfigpEDSf24bjqZlE0',1796007314708,1796007254729);
INSERT INTO codes VALUES(X'f711752356c7ecfdc9a01399b8c0d4bffb90902d4c6643bcf5965141d8ee5c62','01a22a5f-dc00-7299-bb13-e51e5f1527d9','https://app.example.org/callback','0Oatuaw2ig02uOgOkhzPx5VQ0n77q8XGuXkjkatDUS0',1796007315040,1796007255051);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'06eeae9d82774d0e4a9952e9df65805ac02119f2eaf8a9dbadb8f5da298280bf','01a22a5f-daa4-7d99-9e51-292e0918563b',1796007254696,1798599254696,0,NULL);
INSERT INTO refresh_tokens VALUES(X'6c7f6b547338d82f9498e4848aecad0b9681078fa1568f7b3a7a7bc5e3e0dd90','01a22a5f-daae-7ad5-9fa9-743605d61721',1796007254705,1798599254705,0,NULL);
INSERT INTO refresh_tokens VALUES(X'844ecfd0b053de74423bc7ba6d09cf8b6b95fa5c943d11daf1169ab8f6e3fb13','01a22a5f-dad8-7249-a6f0-57095677eff5',1796007254746,1798599254746,0,NULL);
INSERT INTO refresh_tokens VALUES(X'a66c63850b9c51e4099b113eb487c595d7c717cab668258507cb5e522d40228b','01a22a5f-dc00-7299-bb13-e51e5f1527d9',1796007255051,1798599255051,0,NULL);
INSERT INTO refresh_tokens VALUES(X'b87218d1329686a1801455293974455d10f8e1b55de3170e79d226fda47d85cb','01a22a5f-dab4-70bd-a244-c058f77d13b0',1796007254731,1798599254731,0,NULL);
INSERT INTO refresh_tokens VALUES(X'c0a48c4d12a0c254ddb65f9c2fad8b2ecd83d6e2dfe558dd43f5ae8490c74dd7','01a22a5f-dacd-7890-9d21-86e7463ba464',1796007254736,1798599254736,0,NULL);
INSERT INTO refresh_tokens VALUES(X'd08dd29ce5504dad48d95a6d79f7b421cadfaff67a6ae8352c57e2d5a95de85e','01a22a5f-dab4-70bd-a244-c058f77d13b0',1796007254729,1798599254729,1796007254731,NULL);
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
INSERT INTO access_tokens VALUES(X'eeb2eadfb8139b6d4121eec2d3dfebe0a6c64481a9e00d5049498e7dd96d6863','01a22a5f-dab1-7af6-816c-dc9188bc1375','01a22a5f-daae-7ad5-9fa9-743605d61721','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d999-7924-beaa-006ab5926d74','profile email notes:read notes:write','["http://127.0.0.1:13869"]',1796007254705,1796007854000,0);
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
INSERT INTO personal_access_tokens VALUES('01a22a5f-daf7-731a-b31e-27759e3c4cfa','01a22a5f-daf7-731c-909d-7ad82d8c598e','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','nightly backup','profile tokens:read tokens:write','pat_QId…5xSN',0,1796007254000,0,1796007255334,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a22a5f-db1b-77ed-844f-cfd5d780c509','01a22a5f-db1b-77ef-9a5c-9a3e020f089f','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','nightly backup','profile tokens:read tokens:write','pat_OhY…sM57',0,1796007254000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','01a22a5f-db41-7bf9-9cac-ad843603c079','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','nightly backup','profile tokens:read tokens:write','pat_hqN…WJjj',0,1796007254000,0,1796007254864,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'5d7594aca4200c0794e5f433540f9bd73012d90f4361847f992515ca8713ca68','01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae',1796007254000,1796007254865);
INSERT INTO pat_secrets VALUES(X'7162bab731d4f583a5a7587bb8002c514f054eca0c04ebe83e0d954038f9e02c','01a22a5f-db1b-77ed-844f-cfd5d780c509',1796007254000,0);
INSERT INTO pat_secrets VALUES(X'90cd16d6347fac80e19a1e461667718428955dcdeff3e81599ac52a2de9482e1','01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae',1796007254865,0);
INSERT INTO pat_secrets VALUES(X'e915bf17587725a450495a7de8b4fa619810c20c33a7bf4edd521fc0138eb43b','01a22a5f-daf7-731a-b31e-27759e3c4cfa',1796007254000,0);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL, audience TEXT DEFAULT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51',1796010855143,1796007255143,NULL);
INSERT INTO revocations VALUES('jti','01a22a5f-dad0-7f27-822c-cd15d5168cb0',1796007854000,1796007254741,'["http://127.0.0.1:13869",""]');
INSERT INTO revocations VALUES('lineage','01a22a5f-dad8-7249-a6f0-57095677eff5',1796010854749,1796007254749,'["http://127.0.0.1:13869",""]');
INSERT INTO revocations VALUES('lineage','01a22a5f-db1b-77ef-9a5c-9a3e020f089f',1796010854817,1796007254818,'[""]');
INSERT INTO revocations VALUES('user','01a22a5f-d949-77d9-8708-e8d6454d0c23',1796010855183,1796007255184,NULL);
CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  private BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, signs_at INTEGER DEFAULT 0 NOT NULL, access_ttl INTEGER DEFAULT 86400000 NOT NULL, revoked_at INTEGER DEFAULT 0 NOT NULL) WITHOUT ROWID;
INSERT INTO signing_keys VALUES('DwtN_G1B60bQyDOvpM2f7kAVubvVWXwOamQ5OpWVnjw',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e406be7818b6abf0d49efd8145fd99ddc423dc19465df2b28f19847c6d135a52a1440342000475f6fd9d835f856ec24b2f06a0b182a4ff8f795a32881b56a2df7a12d111259b89fe39dcd63a1ad56279f4741f5ba654a6cc9fb5fa2196f5b4da7fbb7768a9d4',0,1796007255324,0,0,1796007261324,0,0);
INSERT INTO signing_keys VALUES('E_pgA_p9nS3BnpsbK9w7XSIoioMcmnWsdECTgIAwAXg',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b020101042045c12f2cd4ec7647fc18f7a4078015dc51736e9b60344cf61fb35cf84e80a776a1440342000411ead0c97fa73b9f45a1a6f79311aa0ccff2780412262a7226ef67f5f3f01d442767191a245db6a7622579a38fd9cd71fb0d8fbec9ca8fe0137d238f4f810780',0,1796007254125,1796007261324,1796093661324,0,600000,0);
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
, user_id TEXT NOT NULL DEFAULT '', client_id TEXT NOT NULL DEFAULT '', grant_id TEXT NOT NULL DEFAULT '', credential TEXT NOT NULL DEFAULT '', agent TEXT DEFAULT '' NOT NULL, outcome TEXT NOT NULL DEFAULT 'success', before_state TEXT DEFAULT NULL, after_state TEXT DEFAULT NULL) WITHOUT ROWID;
INSERT INTO audit_events VALUES('01a22a5f-d86e-72fd-8f93-ab7a3c7fbeb5',1796007254125,'key.rotated','','system','E_pgA_p9nS3BnpsbK9w7XSIoioMcmnWsdECTgIAwAXg','','','null','','','','system','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-d8f5-7bd4-ad6a-95c2a1103cab',1796007254000,'user.created','','operator','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','null','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-d94a-7117-bd07-3ceddbb8c817',1796007254000,'user.created','','operator','01a22a5f-d949-77d9-8708-e8d6454d0c23','','','null','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-d976-7dc2-9ab5-5ab6a4babf4a',1796007254000,'client.registered','','operator','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','','{"status":"active"}','','','','cli','','success',NULL,'{"access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly JOUEOG","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile tokens:read tokens:write","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22a5f-d99a-70dd-b0dc-d4f64c1c9e25',1796007254000,'client.registered','','operator','01a22a5f-d999-7924-beaa-006ab5926d74','','','{"status":"active"}','','','','cli','','success',NULL,'{"access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly 6OVEQH","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22a5f-d9bd-7aad-b8e6-775cdb22e9af',1796007254000,'client.registered','','operator','01a22a5f-d9bc-7ae9-9777-3cac9f703d0f','','','{"status":"active"}','','','','cli','','success',NULL,'{"access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","resource_server":"https://r5lag6camy.example.org/api","scopes":"","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22a5f-da1b-7613-9319-7a137e0737f9',1796007254000,'client.registered','','operator','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','','','{"status":"active"}','','','','cli','','success',NULL,'{"access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly A5J5JB","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22a5f-da89-7d73-a034-a0551a27b882',1796007254664,'user.signed_in','','anonymous','01a22a5f-d8f5-762e-960a-b06613a7d4c0','127.0.0.1','ODDUGMVI4M3MNSWYZPRFA6MKUX','null','','','','','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-daa5-7ae7-93f9-023b19ac841f',1796007254693,'consent.allowed','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','127.0.0.1','6OCMJOY77QA3DGUBJLQVTIJTT7','null','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22a5f-daa6-724a-86e2-f06421bed366',1796007254692,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-daa4-7d99-9e51-292e0918563b','127.0.0.1','6OCMJOY77QA3DGUBJLQVTIJTT7','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-daa9-74b7-9ff9-a07885a8256d',1796007254696,'oauth.code_redeemed','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-daa4-7d99-9e51-292e0918563b','127.0.0.1','K56VIVDJWJUJN6ES7RPJ3FLB4J','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-daaf-750a-a8a0-6c2af9951ae6',1796007254702,'consent.allowed','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-d999-7924-beaa-006ab5926d74','127.0.0.1','QG7QACTRVPAFA6N3JOAWJEQTC5','null','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22a5f-daaf-7869-b38b-996059011250',1796007254702,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-daae-7ad5-9fa9-743605d61721','127.0.0.1','QG7QACTRVPAFA6N3JOAWJEQTC5','{"client_id":"01a22a5f-d999-7924-beaa-006ab5926d74"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dab1-7eff-818b-5b51074ce5fa',1796007254705,'oauth.code_redeemed','01a22a5f-d999-7924-beaa-006ab5926d74','client','01a22a5f-daae-7ad5-9fa9-743605d61721','127.0.0.1','7DVAKBCQXM5UZSL77PA425QQ32','{"client_id":"01a22a5f-d999-7924-beaa-006ab5926d74"}','','01a22a5f-d999-7924-beaa-006ab5926d74','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dab4-7836-8fb5-7da112b7b0a7',1796007254708,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-dab4-70bd-a244-c058f77d13b0','127.0.0.1','GTDL55YB3INKOMDSDHKUNDDXP6','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-daca-72c7-8a64-8a297fe2d5d6',1796007254729,'oauth.code_redeemed','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-dab4-70bd-a244-c058f77d13b0','127.0.0.1','WECBM6DM4M2HMBEEMTJNV7IL4D','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dacd-7e6c-ac3a-52095d9557a6',1796007254733,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-dacd-7890-9d21-86e7463ba464','127.0.0.1','HCOPWHVXHQKRJ2BJUEOTMOPXP4','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dad1-743c-9b25-bb5180cb0b22',1796007254736,'oauth.code_redeemed','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-dacd-7890-9d21-86e7463ba464','127.0.0.1','GRYLKWFVDE6D5PZPKGSOOUA2Q4','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dad6-7336-9f37-c07b024ad190',1796007254742,'oauth.token_revoked','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-dad0-7f27-822c-cd15d5168cb0','127.0.0.1','SK55G6ZVOTC245OMDU7TPTJLSY','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dad8-7e42-af36-e31a2d77e516',1796007254744,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-dad8-7249-a6f0-57095677eff5','127.0.0.1','DJ6RM4HUIWWDBPOJF2L73WSFRE','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dadb-7011-85de-4227e6f6b99f',1796007254746,'oauth.code_redeemed','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-dad8-7249-a6f0-57095677eff5','127.0.0.1','4WCG5HT7OFCPPJ56ICZ7MRTMS2','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dade-741f-9a56-0a0131ced4c5',1796007254750,'oauth.token_revoked','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-dad8-7249-a6f0-57095677eff5','127.0.0.1','NITCOJUTEAS4CVEPPDJ3Q6RHVL','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-daf8-7550-ad74-094f914a045e',1796007254000,'pat.created','','operator','01a22a5f-daf7-731a-b31e-27759e3c4cfa','','','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-db1c-78cf-9bb5-f63f8c3cbd37',1796007254000,'pat.created','','operator','01a22a5f-db1b-77ed-844f-cfd5d780c509','','','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-db22-790b-84e7-cf7155e37ce3',1796007254817,'pat.revoked','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','client','01a22a5f-db1b-77ed-844f-cfd5d780c509','127.0.0.1','5TOI5QZBLXM5HT2SYNFWB3QRKS','{"reason":"revoked by the client"}','','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-db43-713d-be07-84d2a616e27f',1796007254000,'pat.created','','operator','01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','','','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-db53-7845-a516-0e6674d5965f',1796007254865,'pat.rotated','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','127.0.0.1','6I7CJ6OC3NB274ZZ26TS564CSK','null','01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6','01a22a5f-db41-7bf9-9cac-ad843603c079','pat','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dbaa-79e4-b1a8-3026147a5ce7',1796007254954,'oauth.code_issued','01a22a5f-d8f5-762e-960a-b06613a7d4c0','user','01a22a5f-dbaa-7087-85b3-47dec8c60f21','127.0.0.1','3TT7WDZDR6AVKRLJX5GBHH33CK','{"client_id":"01a22a5f-d974-7d73-bdf6-fb2ba120bae6"}','01a22a5f-d8f5-762e-960a-b06613a7d4c0','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dbd6-71a1-9a39-c0f77fbd6fd1',1796007254997,'user.signed_in','','anonymous','01a22a5f-d949-77d9-8708-e8d6454d0c23','127.0.0.1','YQMQCFXIVGHBL3OJGNAXAGN42E','null','','','','','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dc00-7d81-9570-d1d42768dbcc',1796007255040,'consent.allowed','01a22a5f-d949-77d9-8708-e8d6454d0c23','user','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','127.0.0.1','5DGPT6CYRCX3Y7BPOHB4R4WTPF','null','01a22a5f-d949-77d9-8708-e8d6454d0c23','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22a5f-dc01-728d-af39-e36c017f4972',1796007255040,'oauth.code_issued','01a22a5f-d949-77d9-8708-e8d6454d0c23','user','01a22a5f-dc00-7299-bb13-e51e5f1527d9','127.0.0.1','5DGPT6CYRCX3Y7BPOHB4R4WTPF','{"client_id":"01a22a5f-da1a-7bda-b15b-8bcbd31b5f51"}','01a22a5f-d949-77d9-8708-e8d6454d0c23','','','session','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dc0b-7d2e-9a4d-96c4404f8ca1',1796007255051,'oauth.code_redeemed','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','client','01a22a5f-dc00-7299-bb13-e51e5f1527d9','127.0.0.1','IOMNA7SWDX4GFKCZQLPHDJP6QT','{"client_id":"01a22a5f-da1a-7bda-b15b-8bcbd31b5f51"}','','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','','client','Go-http-client/1.1','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dc68-7766-a46f-3652e57f5ece',1796007255144,'client.suspended','','operator','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','','','null','','','','cli','','success','{"status":"active","suspended_by":""}','{"status":"suspended","suspended_by":"operator"}');
INSERT INTO audit_events VALUES('01a22a5f-dc91-7eeb-842d-e20f32afc07d',1796007255183,'user.disabled','','operator','01a22a5f-d949-77d9-8708-e8d6454d0c23','','','null','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dd00-7150-8675-796812f9f683',1796007255295,'client.secret_rotated','','operator','01a22a5f-d9bc-7ae9-9777-3cac9f703d0f','','','{"overlap":"720h0m0s"}','','','','cli','','success',NULL,NULL);
INSERT INTO audit_events VALUES('01a22a5f-dd1c-7c9b-a045-33a0aac2d1ec',1796007255324,'key.rotated','','operator','DwtN_G1B60bQyDOvpM2f7kAVubvVWXwOamQ5OpWVnjw','','','null','','','','cli','','success',NULL,NULL);
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
INSERT INTO notices VALUES('01a22a5f-daf8-7a3a-b62b-51bd7a7c003e','01a22a5f-d8f5-762e-960a-b06613a7d4c0','token.created','01a22a5f-daf7-731a-b31e-27759e3c4cfa','','{"token_name":"nightly backup","client_name":"Ledgerly JOUEOG","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796007254776,0);
INSERT INTO notices VALUES('01a22a5f-db1c-7c3b-a199-6027c59b0fb5','01a22a5f-d8f5-762e-960a-b06613a7d4c0','token.created','01a22a5f-db1b-77ed-844f-cfd5d780c509','','{"token_name":"nightly backup","client_name":"Ledgerly JOUEOG","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796007254812,0);
INSERT INTO notices VALUES('01a22a5f-db43-7611-a1f8-bb11d775a31a','01a22a5f-d8f5-762e-960a-b06613a7d4c0','token.created','01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','','{"token_name":"nightly backup","client_name":"Ledgerly JOUEOG","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796007254851,0);
INSERT INTO notices VALUES('01a22a5f-dc67-7da1-8a0d-21e26e753d7b','01a22a5f-d8f5-762e-960a-b06613a7d4c0','client.suspended','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51','01a22a5f-dc67-7d95-9e9b-54fef780fc09','{"token_name":"Ledgerly A5J5JB","credential":"cli","reason":"operator"}',1796007255143,0);
INSERT INTO notices VALUES('01a22a5f-dcff-7cfd-b938-7d72bc3309dd','01a22a5f-d8f5-762e-960a-b06613a7d4c0','client.secret_rotated','01a22a5f-d9bc-7ae9-9777-3cac9f703d0f','01a22a5f-dcff-7cf4-8932-7e3b16454b42','{"token_name":"Notes","credential":"cli"}',1796007255295,0);
CREATE TABLE notice_deliveries (
  notice_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  outcome TEXT NOT NULL, user_id TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, priority INTEGER DEFAULT 1 NOT NULL, turn INTEGER DEFAULT 0 NOT NULL, leader TEXT DEFAULT '' NOT NULL, combined INTEGER DEFAULT 0 NOT NULL,
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
INSERT INTO pat_uses VALUES('01a22a5f-daf7-731a-b31e-27759e3c4cfa','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22a5f-daf7-731a-b31e-27759e3c4cfa','profile',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22a5f-db41-7bf7-ba5e-3349dbb2c6ae','tokens:write',1795996800000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','cf27775e-92e8-4159-88d9-22dbbfd8118f',1796007394163);
CREATE TABLE endings (
  lineage_id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE consent_grants (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  combination BLOB NOT NULL,
  origin TEXT NOT NULL,
  resource TEXT NOT NULL,
  scopes TEXT NOT NULL,
  second_factor NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id, combination)
) WITHOUT ROWID;
INSERT INTO consent_grants VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d974-7d73-bdf6-fb2ba120bae6',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile tokens:read tokens:write',0,1796007254693,1796007254693);
INSERT INTO consent_grants VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','01a22a5f-d999-7924-beaa-006ab5926d74',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796007254702,1796007254702);
INSERT INTO consent_grants VALUES('01a22a5f-d949-77d9-8708-e8d6454d0c23','01a22a5f-da1a-7bda-b15b-8bcbd31b5f51',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796007255040,1796007255040);
CREATE TABLE known_browsers (
  user_id TEXT NOT NULL,
  browser TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser)
) WITHOUT ROWID;
INSERT INTO known_browsers VALUES('01a22a5f-d8f5-762e-960a-b06613a7d4c0','A browser 127.0.0.0/24',1796007254664);
INSERT INTO known_browsers VALUES('01a22a5f-d949-77d9-8708-e8d6454d0c23','A browser 127.0.0.0/24',1796007254997);
CREATE TABLE server_keys (
  name TEXT NOT NULL PRIMARY KEY,
  secret BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO server_keys VALUES('device_cookies',X'c00d9b458c2b4334dcdc3eb7e9e15562cd8ca6c7dc8b689a11fad79a72d18645',0,1796007254683);
CREATE TABLE access_lineages (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL
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
CREATE INDEX clients_creator ON clients (creator_lineage);
CREATE INDEX client_secrets_creator ON client_secrets (creator_lineage);
CREATE INDEX consent_grants_client ON consent_grants (client_id);
CREATE INDEX signing_keys_revoked ON signing_keys (revoked_at);
CREATE INDEX notice_deliveries_order ON notice_deliveries (channel, done_at, priority, turn, due_at, notice_id);
CREATE INDEX notice_deliveries_user ON notice_deliveries (user_id, channel, done_at, priority, turn);
CREATE INDEX notice_deliveries_leader ON notice_deliveries (leader, channel, notice_id);
CREATE INDEX notices_kind ON notices (user_id, kind, created_at);
CREATE INDEX lineages_user ON lineages (user_id);
CREATE INDEX access_lineages_lineage ON access_lineages (lineage_id);
COMMIT;
