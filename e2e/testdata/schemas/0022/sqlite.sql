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
INSERT INTO schema_versions VALUES('0019_resource_keys');
INSERT INTO schema_versions VALUES('0020_pkce');
INSERT INTO schema_versions VALUES('0021_idempotency');
INSERT INTO schema_versions VALUES('0022_submissions');
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
INSERT INTO users VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','uwoom2xw6wo','uwoom2xw6wo@example.org','Mira uwoom2xw6wo','','$argon2id$v=19$m=19456,t=2,p=1$G2gqkrBDvggJO6BS5BYX5A$YNyS6w180fL+GmWIJqsBU4eE5jXNWYvMHc9Rr34bSXg',0,0,1796036733000);
INSERT INTO users VALUES('01a22c21-a8e9-78da-96c1-d82c2b1572de','uo4wwxo6ko4','uo4wwxo6ko4@example.org','Mira uo4wwxo6ko4','','$argon2id$v=19$m=19456,t=2,p=1$uA9dgwjqpa8kBKB7kElhQw$7DdFL3s69xS4Y6u8rLUMCCWQjYltkJZVS1Z+4sHmrzQ',0,1796036733962,1796036733000);
CREATE TABLE sessions (
  hash BLOB NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
, mfa_time INTEGER NOT NULL DEFAULT 0, form_key TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO sessions VALUES(X'daede44ec6bd9b6da2cd5a590014c19b7e71f4520aa31ee89f32e0112ef1f546','01a22c21-a89d-7c75-98a6-af82fcd2720e',1796036733397,1796036733397,1796036733397,1798628733397,'127.0.0.1','Go-http-client/1.1',0,'b1b5b922-6038-4837-90f5-651768a32766');
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
, pending NUMERIC NOT NULL DEFAULT FALSE, suspended_by TEXT NOT NULL DEFAULT '', reviewed_at INTEGER NOT NULL DEFAULT 0, first_party NUMERIC NOT NULL DEFAULT FALSE, accepts_default_audience NUMERIC NOT NULL DEFAULT TRUE, own_lineage TEXT NOT NULL DEFAULT '', creator_lineage TEXT NOT NULL DEFAULT '', managed_by TEXT NOT NULL DEFAULT '', resource_key BLOB DEFAULT NULL, pkce_optional NUMERIC NOT NULL DEFAULT FALSE) WITHOUT ROWID;
INSERT INTO clients VALUES('01a22c21-a909-76d1-82c2-a571d48de5d5','01a22c21-a89d-7c75-98a6-af82fcd2720e','Ledgerly HRHIG5','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1796036733000,0,'',1796036733193,0,1,'','','',NULL,0);
INSERT INTO clients VALUES('01a22c21-a926-7305-92a8-c3c8ab33e369','01a22c21-a89d-7c75-98a6-af82fcd2720e','Ledgerly 37QXUK','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1796036733000,0,'',1796036733222,0,1,'','','',NULL,0);
INSERT INTO clients VALUES('01a22c21-a941-7431-802e-7c00836115fe','01a22c21-a89d-7c75-98a6-af82fcd2720e','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://wmpwnlsqje.example.org/api',0,0,1796036733000,0,'',1796036733249,0,1,'','','',X'33cef7bf9dbbb8a59356d981fd361432457d835b71a317019527f9468f08ad4a',0);
INSERT INTO clients VALUES('01a22c21-a95e-7684-80d3-f62de907d710','01a22c21-a89d-7c75-98a6-af82fcd2720e','Ledgerly 5WXGGP','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1796036733932,1796036733000,0,'operator',1796036733278,0,1,'','','',NULL,0);
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, creator_lineage TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'5338e1c11003b820795106efd71fd727a3ac8616293da8a561cc037db8cd8cf8','01a22c21-a926-7305-92a8-c3c8ab33e369',1796036733000,0,'');
INSERT INTO client_secrets VALUES(X'65aaac1049f56dc9e645302d010742fb7c5b13f2674f7cbc1c3d69f86aeb9dc8','01a22c21-a909-76d1-82c2-a571d48de5d5',1796036733000,0,'');
INSERT INTO client_secrets VALUES(X'd46868c98dc2e835ec90f791f409884e5e0b7b34d9bf587390ea74145245b456','01a22c21-a95e-7684-80d3-f62de907d710',1796036733000,0,'');
INSERT INTO client_secrets VALUES(X'de8aaf941f5f68e688c2d8a70183738d64ef5ce1abaa4fde1ea4c2ffea4414c0','01a22c21-a941-7431-802e-7c00836115fe',1796036733988,0,'');
INSERT INTO client_secrets VALUES(X'e3b50a41ae9f96a2593f54b8d85bfa9d82d068d5545c204cc547cf89ed5c4599','01a22c21-a941-7431-802e-7c00836115fe',1796036733000,1798628733988,'');
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, given_uris TEXT DEFAULT NULL, given_scopes TEXT DEFAULT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write',1796036733449,1796036733449,NULL,NULL);
INSERT INTO consents VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a926-7305-92a8-c3c8ab33e369','profile email notes:read notes:write',1796036733472,1796036733472,NULL,NULL);
INSERT INTO consents VALUES('01a22c21-a8e9-78da-96c1-d82c2b1572de','01a22c21-a95e-7684-80d3-f62de907d710','profile email notes:read notes:write',1796036733882,1796036733882,NULL,NULL);
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
INSERT INTO lineages VALUES('01a22c21-aa08-7eae-a8d6-94585ad2aab8','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',1796036733397,1796036733448,1827572733448,0,'','',0,'["http://127.0.0.1:12119",""]');
INSERT INTO lineages VALUES('01a22c21-aa1f-7d2d-9138-517344e1d8b4','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a926-7305-92a8-c3c8ab33e369','profile email notes:read notes:write','',1796036733397,1796036733471,1827572733471,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c21-aa31-7e7b-b393-79c581f94e95','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',1796036733397,1796036733489,1827572733489,0,'','',0,'["http://127.0.0.1:12119",""]');
INSERT INTO lineages VALUES('01a22c21-aa44-789e-b1e0-8fbb6e36091e','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',1796036733397,1796036733508,1827572733508,0,'','',0,'["http://127.0.0.1:12119",""]');
INSERT INTO lineages VALUES('01a22c21-aa60-79b0-bfab-87fdc034b839','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',1796036733397,1796036733536,1827572733536,1796036733549,'revoked by the client','',0,'["http://127.0.0.1:12119",""]');
INSERT INTO lineages VALUES('01a22c21-aa96-7a18-ba36-2c32be54b778','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',0,1796036733000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c21-aab2-7aec-ae4c-320d1a9dd163','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',0,1796036733000,0,1796036733626,'revoked by the client','',0,'');
INSERT INTO lineages VALUES('01a22c21-aada-7765-929e-0981f80bff55','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',0,1796036733000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c21-ab31-7421-8bcf-d6b9bc593388','','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','profile tokens:read tokens:write','',1796036733397,1796036733745,1827572733745,0,'','',0,'["http://127.0.0.1:12119",""]');
INSERT INTO lineages VALUES('01a22c21-abb9-77e2-a0f6-09b0d11418a3','','01a22c21-a8e9-78da-96c1-d82c2b1572de','01a22c21-a95e-7684-80d3-f62de907d710','profile email notes:read notes:write','',1796036733862,1796036733881,1827572733881,0,'','',0,'["http://127.0.0.1:12119",""]');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'1e2838499fcaafcffdd514593f4dbcd641d3d6459cce52ecfd92466dbeceaa2b','01a22c21-aa31-7e7b-b393-79c581f94e95','https://app.example.org/callback','eIc6hsw-k6FoSWOebz2yUqSkarbrAmhG51GD_6LiUCA',1796036793489,1796036733497);
INSERT INTO codes VALUES(X'576c949cfc10843713df9108ac92f8bb0956a3f4990991f33f9767b0f1fe4927','01a22c21-aa08-7eae-a8d6-94585ad2aab8','https://app.example.org/callback','bA5LQd-jUJBOkkJcXOyhzhYLCmDPUV9m8eAlHIWtLWk',1796036793448,1796036733460);
INSERT INTO codes VALUES(X'76a18614303bef32cb803225f9d90e53b1fb76eefe32f26488f4b34ead163552','01a22c21-abb9-77e2-a0f6-09b0d11418a3','https://app.example.org/callback','wmg9gtuaehSVoPOrZPN-Y4bPHDEkdGzSZUrqdAcwc8c',1796036793881,1796036733891);
INSERT INTO codes VALUES(X'7ca759bb94a3d338bb18edc9588ec7598a9a7567747e597417f2d361a5c0b6d2','01a22c21-ab31-7421-8bcf-d6b9bc593388','https://app.example.org/callback','0tUJN_WFFPONtm18jDp1pthde8Fo2Wm_YoHgni0KblA',1796036793745,0);
INSERT INTO codes VALUES(X'7e72dae139e1017073f3d665a2971c5e8bfacef67ba8b143c63ebbf741239252','01a22c21-aa60-79b0-bfab-87fdc034b839','https://app.example.org/callback','s6n8DtkhAqacCC4nQMWV_XE1Rt_oVXVWFRwZYZlUH6c',1796036793536,1796036733543);
INSERT INTO codes VALUES(X'88a5124fb0567b49f07cb10fa9b9d095e27504e4be219b097a30fe2cb17d9901','01a22c21-aa44-789e-b1e0-8fbb6e36091e','https://app.example.org/callback','lj9pwe8LuFMv6dn4MfPr7E0wSEA-t2SxCgGesAP5NLo',1796036793508,1796036733522);
INSERT INTO codes VALUES(X'd02e5ccbca14b6ada14f0d5da63067bd233979b0fac60c8c3af10644ea55adb1','01a22c21-aa1f-7d2d-9138-517344e1d8b4','https://app.example.org/callback','87P9PajMia23xdvuBf1PIs1_fzjIB4DL4TbhNlJDTkE',1796036793471,1796036733479);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'2f24d3a923200299c1589c463b4c6fb01968a6c22f18267c60a0125c340f9fdf','01a22c21-aa44-789e-b1e0-8fbb6e36091e',1796036733522,1798628733522,0,NULL);
INSERT INTO refresh_tokens VALUES(X'4907c284064e1be191fadc8bfbca83151025ffc76754d97ecec3736234529950','01a22c21-aa31-7e7b-b393-79c581f94e95',1796036733497,1798628733497,1796036733502,NULL);
INSERT INTO refresh_tokens VALUES(X'4c0ae682e913f3e8b870d995aadcb798d6d01e31af2b6256475cec28604a4b44','01a22c21-aa31-7e7b-b393-79c581f94e95',1796036733502,1798628733502,0,NULL);
INSERT INTO refresh_tokens VALUES(X'c6911417ebc38f8d0ffbd3702d50f4a968f7f9ddf9b0701c33ce2e974c040f5b','01a22c21-aa60-79b0-bfab-87fdc034b839',1796036733543,1798628733543,0,NULL);
INSERT INTO refresh_tokens VALUES(X'd7837c634febdd40256c1cd51efc19845848b14587c933f595a50d34d945bd33','01a22c21-aa1f-7d2d-9138-517344e1d8b4',1796036733479,1798628733479,0,NULL);
INSERT INTO refresh_tokens VALUES(X'dccb3ca230b62366347d1ce2e719f269cb44e29e52f5de7e5a9411282f99d644','01a22c21-aa08-7eae-a8d6-94585ad2aab8',1796036733460,1798628733460,0,NULL);
INSERT INTO refresh_tokens VALUES(X'ead8bb598fb9588fcdc33e3deb02968a11b9565409b0dce6e8aa6e63ea2a4306','01a22c21-abb9-77e2-a0f6-09b0d11418a3',1796036733891,1798628733891,0,NULL);
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
INSERT INTO access_tokens VALUES(X'cbb5e4db9562a4ffbb6138b669c1eaa49c984a10709f97fbd01e0179bf569ff8','01a22c21-aa28-7978-8b24-09789f7c7aab','01a22c21-aa1f-7d2d-9138-517344e1d8b4','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a926-7305-92a8-c3c8ab33e369','profile email notes:read notes:write','["http://127.0.0.1:12119"]',1796036733479,1796037333000,0);
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
INSERT INTO personal_access_tokens VALUES('01a22c21-aa96-7a16-8807-d85ffab659a6','01a22c21-aa96-7a18-ba36-2c32be54b778','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','nightly backup','profile tokens:read tokens:write','pat_DOk…15QJ',0,1796036733000,0,1796036734017,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a22c21-aab2-7aea-b3cc-12d0001ca76c','01a22c21-aab2-7aec-ae4c-320d1a9dd163','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','nightly backup','profile tokens:read tokens:write','pat_izk…A8Em',0,1796036733000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a22c21-aada-7763-b385-03e63d38baa1','01a22c21-aada-7765-929e-0981f80bff55','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','nightly backup','profile tokens:read tokens:write','pat_QPd…Ozh8',0,1796036733000,0,1796036733664,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'490efc7d27f25189e4666269eb4307a470d6c830db82c742c2fe3aa2032efa00','01a22c21-aa96-7a16-8807-d85ffab659a6',1796036733000,0);
INSERT INTO pat_secrets VALUES(X'60a66fb7a754b57bef2e17469e575f00ab0de8c3b981fa8177ab384048ab2409','01a22c21-aada-7763-b385-03e63d38baa1',1796036733670,0);
INSERT INTO pat_secrets VALUES(X'697166d15607706657434afcfa5e2bb97c3e870ba2dbbe0f5403bbd46b8c800b','01a22c21-aab2-7aea-b3cc-12d0001ca76c',1796036733000,0);
INSERT INTO pat_secrets VALUES(X'94aa04ca7451faab2a608e25995daf45987653c7f0a5a5a5fe9a1d631a7ccd55','01a22c21-aada-7763-b385-03e63d38baa1',1796036733000,1796036733670);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL, audience TEXT DEFAULT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a22c21-a95e-7684-80d3-f62de907d710',1796040333932,1796036733933,NULL);
INSERT INTO revocations VALUES('jti','01a22c21-aa53-7913-8028-f2ab8b455808',1796037333000,1796036733530,'["http://127.0.0.1:12119",""]');
INSERT INTO revocations VALUES('lineage','01a22c21-aa60-79b0-bfab-87fdc034b839',1796040333549,1796036733556,'["http://127.0.0.1:12119",""]');
INSERT INTO revocations VALUES('lineage','01a22c21-aab2-7aec-ae4c-320d1a9dd163',1796040333626,1796036733629,'[""]');
INSERT INTO revocations VALUES('user','01a22c21-a8e9-78da-96c1-d82c2b1572de',1796040333962,1796036733962,NULL);
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
INSERT INTO signing_keys VALUES('8unFd-h3c953W6DP3PHajBJ1Rh1Wb605nH7zavK3UQE',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104209603ac828c8ba3cc8660bedd5189e4a8f2aecbdcc10eaab7f795f7cb54abfc8ba14403420004da19f2b0dee63a8c1d01025c33f64d8774276c881d44a10e9089fc9731707aa64d3d0bf18a5c45d7731be03424ca884bb550ffacc51be9be07d0a451a60fabcb',0,1796036734012,0,0,1796036740012,0,0);
INSERT INTO signing_keys VALUES('nrJyEfN_kDQexZzgTFOp8VC-OgQ8lf7wURcSd-3ljD0',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104206c55fa51fe89a99ae5ed41fd59f51adbe9a4b9f1ff7658c4b3958166e26cd609a1440342000462e59656f82a54cc568b3c12a181694440dbf60a6f243d7e58202fa3ce81743a1dd66d715f4fece9bc5ba7c665d742d9ab3e6c6f2cabdc63d28d73836a066c22',0,1796036732730,1796036740012,1796123140012,0,600000,0);
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
INSERT INTO audit_events VALUES('01a22c21-a73d-75b4-b5b8-a8930d08b0a9',1796036732730,'key.rotated','','system','nrJyEfN_kDQexZzgTFOp8VC-OgQ8lf7wURcSd-3ljD0','','','null','','','','system','','success',NULL,'{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO audit_events VALUES('01a22c21-a89e-74aa-aa46-0e527af28a6a',1796036733000,'user.created','','operator','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"uwoom2xw6wo@example.org","name":"Mira uwoom2xw6wo","status":"enabled","username":"uwoom2xw6wo"}');
INSERT INTO audit_events VALUES('01a22c21-a8ea-7023-8f2b-a0108c023718',1796036733000,'user.created','','operator','01a22c21-a8e9-78da-96c1-d82c2b1572de','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"uo4wwxo6ko4@example.org","name":"Mira uo4wwxo6ko4","status":"enabled","username":"uo4wwxo6ko4"}');
INSERT INTO audit_events VALUES('01a22c21-a909-7ef8-a83f-f1868baeb645',1796036733000,'client.registered','','operator','01a22c21-a909-76d1-82c2-a571d48de5d5','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly HRHIG5","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c21-a926-7c07-8f9d-e2f7cc189dcd',1796036733000,'client.registered','','operator','01a22c21-a926-7305-92a8-c3c8ab33e369','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly 37QXUK","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c21-a941-7ac9-baf4-e9f2c1494b4e',1796036733000,'client.registered','','operator','01a22c21-a941-7431-802e-7c00836115fe','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","require_pkce":"yes","resource_server":"https://wmpwnlsqje.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c21-a95f-71f4-bef8-58315b8788fe',1796036733000,'client.registered','','operator','01a22c21-a95e-7684-80d3-f62de907d710','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly 5WXGGP","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c21-a9dd-70ef-a0e1-0c2b61a0e176',1796036733397,'user.signed_in','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-a89d-7c75-98a6-af82fcd2720e','127.0.0.1','GGU57W6O7TJGDLRQDHDFZQ6BT7','null','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:05:33Z"}');
INSERT INTO audit_events VALUES('01a22c21-aa0d-775d-9553-57c01c286f32',1796036733449,'consent.allowed','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-a909-76d1-82c2-a571d48de5d5','127.0.0.1','34VVWPJAUAO26SKETCDBV74MUJ','null','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa10-72d7-aed3-1300ca316a4c',1796036733448,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aa08-7eae-a8d6-94585ad2aab8','127.0.0.1','34VVWPJAUAO26SKETCDBV74MUJ','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa16-7935-b5b3-eb50e1ad6801',1796036733460,'oauth.code_redeemed','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa08-7eae-a8d6-94585ad2aab8','127.0.0.1','FMSJ52QTE36OKPKH25E64CZDIA','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-aa22-77ff-9011-be81b9032e18',1796036733472,'consent.allowed','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-a926-7305-92a8-c3c8ab33e369','127.0.0.1','BQHO3WCL5ZXMJZWCJ5UYU6GVT2','null','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa24-72a6-b666-ea1bc1855002',1796036733471,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aa1f-7d2d-9138-517344e1d8b4','127.0.0.1','BQHO3WCL5ZXMJZWCJ5UYU6GVT2','{"client_id":"01a22c21-a926-7305-92a8-c3c8ab33e369"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa2a-75f1-a60c-6c5d7f0b5cb1',1796036733479,'oauth.code_redeemed','01a22c21-a926-7305-92a8-c3c8ab33e369','client','01a22c21-aa1f-7d2d-9138-517344e1d8b4','127.0.0.1','VQAWPVMNYORMULOMCQ52JQV7GE','{"client_id":"01a22c21-a926-7305-92a8-c3c8ab33e369"}','','01a22c21-a926-7305-92a8-c3c8ab33e369','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-aa35-79ee-a94f-85f977fc4b5c',1796036733489,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aa31-7e7b-b393-79c581f94e95','127.0.0.1','4BBVTVPL7TXGFCGAEICNBBJQMU','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa3b-7528-8751-02c27175d681',1796036733497,'oauth.code_redeemed','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa31-7e7b-b393-79c581f94e95','127.0.0.1','JX7HJPSIE2EDYH45NMOFKTBRIG','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-aa4f-71ce-b8a7-5f379507b885',1796036733508,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aa44-789e-b1e0-8fbb6e36091e','127.0.0.1','FQGBU67X6VVJJ7KW2QTS5P4GNG','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa55-7204-aaee-1f4e3bfa5db8',1796036733522,'oauth.code_redeemed','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa44-789e-b1e0-8fbb6e36091e','127.0.0.1','LDGGRAWGT4N2I3U3TDWKQV4J7V','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-aa5c-7195-9d25-1eda4536dcf4',1796036733532,'oauth.token_revoked','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa53-7913-8028-f2ab8b455808','127.0.0.1','HOIAG3TFHHB35Z2522IA5WTSXY','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c21-aa63-7cff-90ad-c2e356fcbf51',1796036733536,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aa60-79b0-bfab-87fdc034b839','127.0.0.1','E3QOVV6P6U4L5LOAOXIQUZEY5L','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-aa69-77df-bd76-a91c354eb2aa',1796036733543,'oauth.code_redeemed','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa60-79b0-bfab-87fdc034b839','127.0.0.1','JOVIISSAIEVLEWMQFHGFI73AFH','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-aa7b-707c-8e22-5f2b93c8e505',1796036733563,'oauth.token_revoked','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aa60-79b0-bfab-87fdc034b839','127.0.0.1','FVD5ON4WXMRCGYMZE2WKE763U7','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c21-aa97-7456-b49b-ff080784aa44',1796036733000,'pat.created','','operator','01a22c21-aa96-7a16-8807-d85ffab659a6','','','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-a89d-7c75-98a6-af82fcd2720e"}');
INSERT INTO audit_events VALUES('01a22c21-aab3-7931-8147-3f31034f56e9',1796036733000,'pat.created','','operator','01a22c21-aab2-7aea-b3cc-12d0001ca76c','','','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-a89d-7c75-98a6-af82fcd2720e"}');
INSERT INTO audit_events VALUES('01a22c21-aac0-75dc-84d8-457de534c345',1796036733626,'pat.revoked','01a22c21-a909-76d1-82c2-a571d48de5d5','client','01a22c21-aab2-7aea-b3cc-12d0001ca76c','127.0.0.1','KI6QRMSWQ5YJMWTL636UOTIHCL','{"reason":"revoked by the client"}','','01a22c21-a909-76d1-82c2-a571d48de5d5','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c21-aadb-73c7-b156-0fe5564b70a6',1796036733000,'pat.created','','operator','01a22c21-aada-7763-b385-03e63d38baa1','','','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-a89d-7c75-98a6-af82fcd2720e"}');
INSERT INTO audit_events VALUES('01a22c21-aaf2-7e43-ac87-065d24647957',1796036733670,'pat.rotated','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-aada-7763-b385-03e63d38baa1','127.0.0.1','ULXODOAEDW76GG4US2W6ZBRYMG','null','01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5','01a22c21-aada-7765-929e-0981f80bff55','pat','Go-http-client/1.1','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-11-30T11:05:33Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c21-ab35-79e1-b094-b80a290ecba8',1796036733745,'oauth.code_issued','01a22c21-a89d-7c75-98a6-af82fcd2720e','user','01a22c21-ab31-7421-8bcf-d6b9bc593388','127.0.0.1','RXZMU4X5P3EYRHTON5PS6X7HND','{"client_id":"01a22c21-a909-76d1-82c2-a571d48de5d5"}','01a22c21-a89d-7c75-98a6-af82fcd2720e','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c21-abaa-7f07-89ec-ff183cb7fd12',1796036733862,'user.signed_in','01a22c21-a8e9-78da-96c1-d82c2b1572de','user','01a22c21-a8e9-78da-96c1-d82c2b1572de','127.0.0.1','OQCVJCVSBXWSUAMG35RJW464QC','null','01a22c21-a8e9-78da-96c1-d82c2b1572de','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:05:33Z"}');
INSERT INTO audit_events VALUES('01a22c21-abbd-73a0-be57-19eb1ca78576',1796036733882,'consent.allowed','01a22c21-a8e9-78da-96c1-d82c2b1572de','user','01a22c21-a95e-7684-80d3-f62de907d710','127.0.0.1','UBH7ROJ5WINWHHQK2W35LFZXEP','null','01a22c21-a8e9-78da-96c1-d82c2b1572de','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c21-abbf-7d71-be21-77e052fc9371',1796036733881,'oauth.code_issued','01a22c21-a8e9-78da-96c1-d82c2b1572de','user','01a22c21-abb9-77e2-a0f6-09b0d11418a3','127.0.0.1','UBH7ROJ5WINWHHQK2W35LFZXEP','{"client_id":"01a22c21-a95e-7684-80d3-f62de907d710"}','01a22c21-a8e9-78da-96c1-d82c2b1572de','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:05:33Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c21-abc7-7e78-b8c6-30d35da90324',1796036733891,'oauth.code_redeemed','01a22c21-a95e-7684-80d3-f62de907d710','client','01a22c21-abb9-77e2-a0f6-09b0d11418a3','127.0.0.1','FIKDRFXMC5PE45XWNZMO35ZNTN','{"client_id":"01a22c21-a95e-7684-80d3-f62de907d710"}','','01a22c21-a95e-7684-80d3-f62de907d710','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c21-abed-7a8e-85f9-c02caa49ef62',1796036733933,'client.suspended','','operator','01a22c21-a95e-7684-80d3-f62de907d710','','','null','','','','cli','','success','{"status":"active","suspended_by":""}','{"status":"suspended","suspended_by":"operator"}');
INSERT INTO audit_events VALUES('01a22c21-ac0b-7823-b357-1ec657044a03',1796036733962,'user.disabled','','operator','01a22c21-a8e9-78da-96c1-d82c2b1572de','','','null','','','','cli','','success','{"status":"enabled"}','{"status":"disabled"}');
INSERT INTO audit_events VALUES('01a22c21-ac26-7319-9da2-f96126733652',1796036733988,'client.secret_rotated','','operator','01a22c21-a941-7431-802e-7c00836115fe','','','{"overlap":"720h0m0s"}','','','','cli','','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-12-30T11:05:33Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c21-ac3d-7525-85bc-d78498ef7d93',1796036734012,'key.rotated','','operator','8unFd-h3c953W6DP3PHajBJ1Rh1Wb605nH7zavK3UQE','','','null','','','','cli','','success',NULL,'{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T11:05:40Z"}');
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
INSERT INTO notices VALUES('01a22c21-aa97-773c-a1a1-b6a19caa2aa7','01a22c21-a89d-7c75-98a6-af82fcd2720e','token.created','01a22c21-aa96-7a16-8807-d85ffab659a6','','{"token_name":"nightly backup","client_name":"Ledgerly HRHIG5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036733591,0);
INSERT INTO notices VALUES('01a22c21-aab3-7d4a-954e-bc6caa0707f7','01a22c21-a89d-7c75-98a6-af82fcd2720e','token.created','01a22c21-aab2-7aea-b3cc-12d0001ca76c','','{"token_name":"nightly backup","client_name":"Ledgerly HRHIG5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036733619,0);
INSERT INTO notices VALUES('01a22c21-aadb-76ce-a34e-b0609f22f3e7','01a22c21-a89d-7c75-98a6-af82fcd2720e','token.created','01a22c21-aada-7763-b385-03e63d38baa1','','{"token_name":"nightly backup","client_name":"Ledgerly HRHIG5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036733659,0);
INSERT INTO notices VALUES('01a22c21-abed-73bb-a1ba-558a47c994d9','01a22c21-a89d-7c75-98a6-af82fcd2720e','client.suspended','01a22c21-a95e-7684-80d3-f62de907d710','01a22c21-abed-73ae-8bb2-6bbf029f5b1d','{"token_name":"Ledgerly 5WXGGP","credential":"cli","reason":"operator"}',1796036733933,0);
INSERT INTO notices VALUES('01a22c21-ac25-7bd4-829e-51706f0bd2d1','01a22c21-a89d-7c75-98a6-af82fcd2720e','client.secret_rotated','01a22c21-a941-7431-802e-7c00836115fe','01a22c21-ac25-7bc7-8d42-dee42d59f7cb','{"token_name":"Notes","credential":"cli"}',1796036733989,0);
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
INSERT INTO pat_uses VALUES('01a22c21-aa96-7a16-8807-d85ffab659a6','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c21-aa96-7a16-8807-d85ffab659a6','profile',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c21-aada-7763-b385-03e63d38baa1','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c21-aada-7763-b385-03e63d38baa1','tokens:write',1795996800000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','0e6f3329-0fd1-40fd-9526-594fd8f0927d',1796036873022);
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
INSERT INTO consent_grants VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a909-76d1-82c2-a571d48de5d5',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile tokens:read tokens:write',0,1796036733449,1796036733449);
INSERT INTO consent_grants VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','01a22c21-a926-7305-92a8-c3c8ab33e369',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796036733472,1796036733472);
INSERT INTO consent_grants VALUES('01a22c21-a8e9-78da-96c1-d82c2b1572de','01a22c21-a95e-7684-80d3-f62de907d710',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796036733882,1796036733882);
CREATE TABLE known_browsers (
  user_id TEXT NOT NULL,
  browser TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser)
) WITHOUT ROWID;
INSERT INTO known_browsers VALUES('01a22c21-a89d-7c75-98a6-af82fcd2720e','device cookie',1796036733397);
INSERT INTO known_browsers VALUES('01a22c21-a8e9-78da-96c1-d82c2b1572de','device cookie',1796036733862);
CREATE TABLE server_keys (
  name TEXT NOT NULL PRIMARY KEY,
  secret BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO server_keys VALUES('device_cookies',X'11f00d61e25631e9569472ca6989a4c55b0590d7a766f37daa740910fe0f7765',0,1796036733410);
CREATE TABLE access_lineages (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE idempotency_keys (
  id BLOB NOT NULL PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  claimed_at INTEGER NOT NULL,
  response BLOB
) WITHOUT ROWID;
CREATE TABLE submissions (
  hash BLOB NOT NULL PRIMARY KEY,
  page TEXT NOT NULL DEFAULT '',
  sealed BLOB,
  views INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL
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
CREATE UNIQUE INDEX clients_resource_key ON clients (resource_key);
CREATE INDEX idempotency_keys_claimed ON idempotency_keys (claimed_at);
CREATE INDEX submissions_expiry ON submissions (expires_at);
COMMIT;
