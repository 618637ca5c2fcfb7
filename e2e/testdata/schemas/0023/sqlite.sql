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
INSERT INTO schema_versions VALUES('0021_resource_keys');
INSERT INTO schema_versions VALUES('0022_pkce');
INSERT INTO schema_versions VALUES('0023_idempotency');
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
INSERT INTO users VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','u2bmaewv6kh','u2bmaewv6kh@example.org','Mira u2bmaewv6kh','','$argon2id$v=19$m=19456,t=2,p=1$fsplebG0sWyZ5LMxwi0yeg$Z2NVnXMbTuQMM84DcYNhdgEZv5cyCzENb6eY8KOsydk',0,0,1796035918000);
INSERT INTO users VALUES('01a22c15-3e69-7b6d-a4e0-e25691c680ce','uomdc3tiogm','uomdc3tiogm@example.org','Mira uomdc3tiogm','','$argon2id$v=19$m=19456,t=2,p=1$F+H/cWB69PLWU6W3GeqnZA$HjEUH6FL/BBH9onWwB15YTtre5c7RSZPJ6lGLwWSDfs',0,1796035921000,1796035919000);
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
INSERT INTO sessions VALUES(X'b599d5df5d24c9533bda074f4c67c4f0c8c30da4ff133ded6a334214a95e56ee','01a22c15-3c5a-74cb-8094-fb3b17956f19',1796035919698,1796035919698,1796035919698,1798627919698,'127.0.0.1','Go-http-client/1.1',0);
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
INSERT INTO clients VALUES('01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','01a22c15-3c5a-74cb-8094-fb3b17956f19','Ledgerly IVH456','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1796035919000,0,'',1796035919492,0,1,'','','',NULL,0);
INSERT INTO clients VALUES('01a22c15-3e9e-793e-8779-dbb25aa5b5c0','01a22c15-3c5a-74cb-8094-fb3b17956f19','Ledgerly U34ZPV','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1796035919000,0,'',1796035919518,0,1,'','','',NULL,0);
INSERT INTO clients VALUES('01a22c15-3eb7-7256-8925-cece1b3332bb','01a22c15-3c5a-74cb-8094-fb3b17956f19','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://bwqrmkjeo4.example.org/api',0,0,1796035919000,0,'',1796035919543,0,1,'','','',X'17e98dd3fd42a1ebb549b84c3f1d9d9164f238ccea1d016c564954b67eace2bc',0);
INSERT INTO clients VALUES('01a22c15-3ed9-7a63-afa3-122ba7221a5a','01a22c15-3c5a-74cb-8094-fb3b17956f19','Ledgerly Q5L2PZ','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1796035920964,1796035919000,0,'operator',1796035919577,0,1,'','','',NULL,0);
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, creator_lineage TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'13a8db2e1720081a201f24efc187b356a063e409858436ce323e287d50c993eb','01a22c15-3eb7-7256-8925-cece1b3332bb',1796035921029,0,'');
INSERT INTO client_secrets VALUES(X'39979caf030e79875fc588ea03ae70c92a24568deef7c57d1ae65d53d63256d5','01a22c15-3ed9-7a63-afa3-122ba7221a5a',1796035919000,0,'');
INSERT INTO client_secrets VALUES(X'65ec24d53c1d3b6505fa2d75bbb17fbca335138258a51aa82ec849e6b7c01020','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2',1796035919000,0,'');
INSERT INTO client_secrets VALUES(X'a6f64fd1f4117c96b712280f8517780e5f3bccb37ab398689e791ad387f5811c','01a22c15-3eb7-7256-8925-cece1b3332bb',1796035919000,1798627921029,'');
INSERT INTO client_secrets VALUES(X'd01a6ba660129d96eb5c64c6d3159822c8264a7c44c27371ec69058bf8a6518c','01a22c15-3e9e-793e-8779-dbb25aa5b5c0',1796035919000,0,'');
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, given_uris TEXT DEFAULT NULL, given_scopes TEXT DEFAULT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write',1796035919744,1796035919744,NULL,NULL);
INSERT INTO consents VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','profile email notes:read notes:write',1796035919767,1796035919767,NULL,NULL);
INSERT INTO consents VALUES('01a22c15-3e69-7b6d-a4e0-e25691c680ce','01a22c15-3ed9-7a63-afa3-122ba7221a5a','profile email notes:read notes:write',1796035920825,1796035920825,NULL,NULL);
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
INSERT INTO lineages VALUES('01a22c15-3f7f-7922-a1f9-3c029ed4ee01','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',1796035919698,1796035919743,1827571919743,0,'','',0,'["http://127.0.0.1:12077",""]');
INSERT INTO lineages VALUES('01a22c15-3f97-73c3-83d6-0402284db799','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','profile email notes:read notes:write','',1796035919698,1796035919767,1827571919767,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c15-3fa9-7629-9a74-4c6cad859aa6','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',1796035919698,1796035919785,1827571919785,0,'','',0,'["http://127.0.0.1:12077",""]');
INSERT INTO lineages VALUES('01a22c15-3fba-76da-a34b-4853dd0ff297','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',1796035919698,1796035919802,1827571919802,0,'','',0,'["http://127.0.0.1:12077",""]');
INSERT INTO lineages VALUES('01a22c15-3fcf-7317-9055-e928ed2e84b9','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',1796035919698,1796035919823,1827571919823,1796035919834,'revoked by the client','',0,'["http://127.0.0.1:12077",""]');
INSERT INTO lineages VALUES('01a22c15-3fff-72d9-be0e-7b2f01bdffe6','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',0,1796035919000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c15-401d-78d1-95e4-2c73a5dbfdcc','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',0,1796035919000,0,1796035919913,'revoked by the client','',0,'');
INSERT INTO lineages VALUES('01a22c15-40d2-7118-9651-9e8258d6d102','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',0,1796035920000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c15-4214-79e6-a8d8-5ed0c21165d2','','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','profile tokens:read tokens:write','',1796035919698,1796035920404,1827571920404,0,'','',0,'["http://127.0.0.1:12077",""]');
INSERT INTO lineages VALUES('01a22c15-43b6-74c5-88d8-fbec333fcc78','','01a22c15-3e69-7b6d-a4e0-e25691c680ce','01a22c15-3ed9-7a63-afa3-122ba7221a5a','profile email notes:read notes:write','',1796035920747,1796035920822,1827571920822,0,'','',0,'["http://127.0.0.1:12077",""]');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'3a5f444c89a23b472d89ec11c4b90de7a20029fcb60e2120c8df22b1eb86fb36','01a22c15-4214-79e6-a8d8-5ed0c21165d2','https://app.example.org/callback','R3ibOVAfg8eUE5uFwydE6bM_F47nkhtpmyKlsp_kbr8',1796035980404,0);
INSERT INTO codes VALUES(X'3c3d17e902b1a0a8faa089e4fa2fec55b411c5a4dc06fd19621a3c4bec4eca70','01a22c15-3fba-76da-a34b-4853dd0ff297','https://app.example.org/callback','k8InKWpRIVS3JAOteUuj0ajSHDlLat9xaLq_Ua9IrbE',1796035979802,1796035919808);
INSERT INTO codes VALUES(X'56cc2c2db1d38af30bcda7037a55b6f20fa8418100ae2769f04678927c573367','01a22c15-3f7f-7922-a1f9-3c029ed4ee01','https://app.example.org/callback','_qdcLNqYp62Fyyimd879ZZoQGYHVKr0CW4OYjT8Rkso',1796035979743,1796035919754);
INSERT INTO codes VALUES(X'6d42a7b6d0e43a2c09beaedb7e2993c3c16a0b832c0ae4dbb28d624c690132f1','01a22c15-43b6-74c5-88d8-fbec333fcc78','https://app.example.org/callback','myL7Pu7pgXeyt1xSiJK2ipfmfDyBxgllGbO4_A6DLxs',1796035980822,1796035920882);
INSERT INTO codes VALUES(X'e203ada2e232edc30c5fd45a79dbb399ef9b08d5e52bffc15130e7c22b0dcfb1','01a22c15-3fcf-7317-9055-e928ed2e84b9','https://app.example.org/callback','O46TfBPLL4d1xgAlLnUu3mrh_FTEYntRL6Ohl9Fh--4',1796035979823,1796035919830);
INSERT INTO codes VALUES(X'eb625d34020117a92ce6693cc3a834ddd3301d81bb361eebe25f608abb84575f','01a22c15-3fa9-7629-9a74-4c6cad859aa6','https://app.example.org/callback','hFBgudL5EFL-wsDcYtOzuQNCkJ6ru_vpobLP-U09NYE',1796035979785,1796035919792);
INSERT INTO codes VALUES(X'fe20813b04adbbbc1786f27e18d70dd2c02d445b801221dc3d624ef103076ea9','01a22c15-3f97-73c3-83d6-0402284db799','https://app.example.org/callback','0NfyYJqlUvRQZElKNVdufaMCeu9pn76SAy2MrnHGtJY',1796035979767,1796035919775);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'13cb60bafe885c45d9a898199984259761f1cc6f1661a96e440c2ba5ef747539','01a22c15-43b6-74c5-88d8-fbec333fcc78',1796035920882,1798627920882,0,NULL);
INSERT INTO refresh_tokens VALUES(X'3822b72ea85f921283d08d6fee5cdb4649c3ee52805f3fc1a55f98762e591308','01a22c15-3fba-76da-a34b-4853dd0ff297',1796035919808,1798627919808,0,NULL);
INSERT INTO refresh_tokens VALUES(X'418fb5f294507dcfb454eba5a6131089a45f41bae0f3dea21afbb87d8bbf2dd6','01a22c15-3f97-73c3-83d6-0402284db799',1796035919775,1798627919775,0,NULL);
INSERT INTO refresh_tokens VALUES(X'42b408bbc32e79b7f6ca4346bd8b6b6607cd693ba7f3f031af01e63f3212b27f','01a22c15-3fa9-7629-9a74-4c6cad859aa6',1796035919797,1798627919797,0,NULL);
INSERT INTO refresh_tokens VALUES(X'61073494f43ccaada49724fda400852adb4218990a7706acc4e242556a572abe','01a22c15-3fcf-7317-9055-e928ed2e84b9',1796035919830,1798627919830,0,NULL);
INSERT INTO refresh_tokens VALUES(X'e7b6695a15f94e518649a0c4178bb75eb5340fad671d8630c32a694df33e57ee','01a22c15-3fa9-7629-9a74-4c6cad859aa6',1796035919792,1798627919792,1796035919797,NULL);
INSERT INTO refresh_tokens VALUES(X'eac876cbe30079dc8ba0e8c3f89138af08370b63970c1c7078f1ab01a925fa33','01a22c15-3f7f-7922-a1f9-3c029ed4ee01',1796035919754,1798627919754,0,NULL);
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
INSERT INTO access_tokens VALUES(X'e8307be75419092fcfb81b728a6bda937752939a68f30197c69e8f5e4be806b5','01a22c15-3f9f-7c8c-905a-965f4ef0cc98','01a22c15-3f97-73c3-83d6-0402284db799','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','profile email notes:read notes:write','["http://127.0.0.1:12077"]',1796035919775,1796036519000,0);
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
INSERT INTO personal_access_tokens VALUES('01a22c15-3fff-72d8-be71-1edf91bee083','01a22c15-3fff-72d9-be0e-7b2f01bdffe6','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','nightly backup','profile tokens:read tokens:write','pat_QvN…n9Qq',0,1796035919000,0,1796035921080,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a22c15-401d-78cf-8c9f-0bb675b36873','01a22c15-401d-78d1-95e4-2c73a5dbfdcc','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','nightly backup','profile tokens:read tokens:write','pat_mAv…CfEs',0,1796035919000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a22c15-40d2-7116-826f-fa2446802bab','01a22c15-40d2-7118-9651-9e8258d6d102','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','nightly backup','profile tokens:read tokens:write','pat_EjA…EU4R',0,1796035920000,0,1796035920105,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'0f9aae889bca363db507b5953fc1ee5753add4723c29abb1d070e2d1f343999c','01a22c15-3fff-72d8-be71-1edf91bee083',1796035919000,0);
INSERT INTO pat_secrets VALUES(X'7ce2cd42dae3c79f9c5fb9b63c574b5979cd184f6dc0c838e61369aa3c7fbf0d','01a22c15-40d2-7116-826f-fa2446802bab',1796035920122,0);
INSERT INTO pat_secrets VALUES(X'e4b23e12e30addf3c362d892637a19f1cb483b997c4d564e4aeebec60f6c89eb','01a22c15-401d-78cf-8c9f-0bb675b36873',1796035919000,0);
INSERT INTO pat_secrets VALUES(X'fa122c5f201c8a954132bc0511dd352aed7e934d7bcd5d5a5fe046a5518f47a2','01a22c15-40d2-7116-826f-fa2446802bab',1796035920000,1796035920122);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL, audience TEXT DEFAULT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a22c15-3ed9-7a63-afa3-122ba7221a5a',1796039520964,1796035920965,NULL);
INSERT INTO revocations VALUES('jti','01a22c15-3fc1-78fb-85ee-8259071c8dfc',1796036519000,1796035919817,'["http://127.0.0.1:12077",""]');
INSERT INTO revocations VALUES('lineage','01a22c15-3fcf-7317-9055-e928ed2e84b9',1796039519834,1796035919839,'["http://127.0.0.1:12077",""]');
INSERT INTO revocations VALUES('lineage','01a22c15-401d-78d1-95e4-2c73a5dbfdcc',1796039519913,1796035919918,'[""]');
INSERT INTO revocations VALUES('user','01a22c15-3e69-7b6d-a4e0-e25691c680ce',1796039521000,1796035921000,NULL);
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
INSERT INTO signing_keys VALUES('CadhqJWKx76xs4yuB7YvU0JYR0nohZIukTiLSCVUlIE',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104200b97ce6cb12e2b6440dbd3a351a22f201e259f6fcd14cc0b5739a08d74e3f938a1440342000430384b626a83b9380bdf96175549ebf68962a1abb141905560249e83a3e692bd700de02f28cb589b5afe36551b0e7de7266f2e845e83a2a2ad6b1bb97f2c429e',0,1796035921067,0,0,1796035927067,0,0);
INSERT INTO signing_keys VALUES('RicqnCJJUmCqzA5CSU0dDi-G1llCCbpW4aotWQiE4GY',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420028ebf15cbcf34c7b41ce085fa6ad8614af5627285b00c4decea966b048e031fa14403420004e87015b88f1727c91cd034d64b6a424324f94470b00c708913c25e6b6f541c34cb774df5f4ae3f14f953c91bb17db4fd16028c064e8d74dab4a4b3e8f7e7d8ff',0,1796035918238,1796035927067,1796122327067,0,600000,0);
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
INSERT INTO audit_events VALUES('01a22c15-39a7-7ab5-a020-a752a0f49b5d',1796035918238,'key.rotated','','system','RicqnCJJUmCqzA5CSU0dDi-G1llCCbpW4aotWQiE4GY','','','null','','','','system','','success',NULL,'{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO audit_events VALUES('01a22c15-3c5a-7a1d-b11e-bc616e432f4d',1796035918000,'user.created','','operator','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"u2bmaewv6kh@example.org","name":"Mira u2bmaewv6kh","status":"enabled","username":"u2bmaewv6kh"}');
INSERT INTO audit_events VALUES('01a22c15-3e6a-7446-ab59-42084d791e97',1796035919000,'user.created','','operator','01a22c15-3e69-7b6d-a4e0-e25691c680ce','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"uomdc3tiogm@example.org","name":"Mira uomdc3tiogm","status":"enabled","username":"uomdc3tiogm"}');
INSERT INTO audit_events VALUES('01a22c15-3e85-721f-bd8f-6752ba6579ee',1796035919000,'client.registered','','operator','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly IVH456","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c15-3e9f-7073-a9ce-ba681bb2f9f2',1796035919000,'client.registered','','operator','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly U34ZPV","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c15-3eb7-7883-a6d3-817a6afd97cb',1796035919000,'client.registered','','operator','01a22c15-3eb7-7256-8925-cece1b3332bb','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","require_pkce":"yes","resource_server":"https://bwqrmkjeo4.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c15-3eda-742f-b7d1-03354ef83dbc',1796035919000,'client.registered','','operator','01a22c15-3ed9-7a63-afa3-122ba7221a5a','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly Q5L2PZ","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c15-3f5d-7a3b-b87e-a9f28f04b1a3',1796035919698,'user.signed_in','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3c5a-74cb-8094-fb3b17956f19','127.0.0.1','CAATNMIKNQESMG3LWJMENSKVYQ','null','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T10:51:59Z"}');
INSERT INTO audit_events VALUES('01a22c15-3f83-7bcd-86a1-30517d0d816d',1796035919744,'consent.allowed','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','127.0.0.1','7SL6LM6XJTPGFCDOSEJGQU4BPV','null','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-3f86-76ad-935f-bd35736498dc',1796035919743,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3f7f-7922-a1f9-3c029ed4ee01','127.0.0.1','7SL6LM6XJTPGFCDOSEJGQU4BPV','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:51:59Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-3f8e-7509-ad76-9ef110b641ba',1796035919754,'oauth.code_redeemed','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3f7f-7922-a1f9-3c029ed4ee01','127.0.0.1','7OXVGPWWVBR3TJ4XF36RQYCF2W','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-3f9a-744e-92dd-bcb8bcee7acd',1796035919767,'consent.allowed','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','127.0.0.1','H2VKUVWKDCJKS7WZ47OYNU73EX','null','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c15-3f9c-719e-8491-cc9eea28b2d9',1796035919767,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3f97-73c3-83d6-0402284db799','127.0.0.1','H2VKUVWKDCJKS7WZ47OYNU73EX','{"client_id":"01a22c15-3e9e-793e-8779-dbb25aa5b5c0"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:51:59Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c15-3fa1-7333-b588-8d40581f19e3',1796035919775,'oauth.code_redeemed','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','client','01a22c15-3f97-73c3-83d6-0402284db799','127.0.0.1','ZPYSGN4TJHL3RC5GOXET27JCY7','{"client_id":"01a22c15-3e9e-793e-8779-dbb25aa5b5c0"}','','01a22c15-3e9e-793e-8779-dbb25aa5b5c0','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-3fad-7e54-b44e-bd3ef0a354e2',1796035919785,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3fa9-7629-9a74-4c6cad859aa6','127.0.0.1','3TUU43L5D3Y4NYUBAJR2HFI6SY','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:51:59Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-3fb2-7a69-bff4-ee1489d04186',1796035919792,'oauth.code_redeemed','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3fa9-7629-9a74-4c6cad859aa6','127.0.0.1','OU6UUKRPUTTIL5ZZSRTHO6BTRK','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-3fbd-7ec0-881d-edd84b30e883',1796035919802,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3fba-76da-a34b-4853dd0ff297','127.0.0.1','OY6M3EUF322CE5UOLY2K7XRX4O','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:51:59Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-3fc2-7c2b-847d-6f8d2b541637',1796035919808,'oauth.code_redeemed','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3fba-76da-a34b-4853dd0ff297','127.0.0.1','6AOQFOZFKPM2TIN3PBWQD3JPR4','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-3fca-7b59-9cf1-e139a9197cc8',1796035919818,'oauth.token_revoked','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3fc1-78fb-85ee-8259071c8dfc','127.0.0.1','C42KYRN6I7ONVQ6CHHNC36VCSK','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c15-3fd3-7243-a486-97468918f139',1796035919823,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-3fcf-7317-9055-e928ed2e84b9','127.0.0.1','5B6WVVOHY2IXHXDPZ5NQONKFWN','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:51:59Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-3fd7-7e20-a511-5f8a5f5ce0ba',1796035919830,'oauth.code_redeemed','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3fcf-7317-9055-e928ed2e84b9','127.0.0.1','4BPDOGNYG4PBZS3YC2Y3U3TLDV','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-3fe4-745a-b3ea-9752eb2769de',1796035919844,'oauth.token_revoked','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-3fcf-7317-9055-e928ed2e84b9','127.0.0.1','WQ3A2RPRAJ6UOW2KE2MFHIRMGY','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c15-4000-7099-a13e-06c157aa28e6',1796035919000,'pat.created','','operator','01a22c15-3fff-72d8-be71-1edf91bee083','','','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-3c5a-74cb-8094-fb3b17956f19"}');
INSERT INTO audit_events VALUES('01a22c15-401e-78c2-8f61-698e8709b7e2',1796035919000,'pat.created','','operator','01a22c15-401d-78cf-8c9f-0bb675b36873','','','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-3c5a-74cb-8094-fb3b17956f19"}');
INSERT INTO audit_events VALUES('01a22c15-4031-7209-9642-0d450c953ac3',1796035919913,'pat.revoked','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','client','01a22c15-401d-78cf-8c9f-0bb675b36873','127.0.0.1','O676UI55IAZY2LRNV36IDPSSZH','{"reason":"revoked by the client"}','','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c15-40d7-7465-905a-b68816eb6f7e',1796035920000,'pat.created','','operator','01a22c15-40d2-7116-826f-fa2446802bab','','','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-3c5a-74cb-8094-fb3b17956f19"}');
INSERT INTO audit_events VALUES('01a22c15-4134-7ede-88de-7aca4a0e3e93',1796035920122,'pat.rotated','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-40d2-7116-826f-fa2446802bab','127.0.0.1','4IIGFYGHD6AIW7PYN6N44QE3I7','null','01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2','01a22c15-40d2-7118-9651-9e8258d6d102','pat','Go-http-client/1.1','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-11-30T10:52:00Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c15-4221-7612-8e7b-bbc0414156e3',1796035920404,'oauth.code_issued','01a22c15-3c5a-74cb-8094-fb3b17956f19','user','01a22c15-4214-79e6-a8d8-5ed0c21165d2','127.0.0.1','AWOQBLWILZ5HDXHP6NAJEGDOFN','{"client_id":"01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2"}','01a22c15-3c5a-74cb-8094-fb3b17956f19','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:52:00Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c15-4377-7c90-8e82-b9a4675df948',1796035920747,'user.signed_in','01a22c15-3e69-7b6d-a4e0-e25691c680ce','user','01a22c15-3e69-7b6d-a4e0-e25691c680ce','127.0.0.1','RLVUOBP6LEFK2EWWJFMNTDAIRX','null','01a22c15-3e69-7b6d-a4e0-e25691c680ce','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T10:52:00Z"}');
INSERT INTO audit_events VALUES('01a22c15-43c0-7a5a-ba26-9906fdcdae15',1796035920825,'consent.allowed','01a22c15-3e69-7b6d-a4e0-e25691c680ce','user','01a22c15-3ed9-7a63-afa3-122ba7221a5a','127.0.0.1','6I7YVS23J357ZPYKILUVTXW5S7','null','01a22c15-3e69-7b6d-a4e0-e25691c680ce','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c15-43c5-78ab-b6cc-42b5c1875b15',1796035920822,'oauth.code_issued','01a22c15-3e69-7b6d-a4e0-e25691c680ce','user','01a22c15-43b6-74c5-88d8-fbec333fcc78','127.0.0.1','6I7YVS23J357ZPYKILUVTXW5S7','{"client_id":"01a22c15-3ed9-7a63-afa3-122ba7221a5a"}','01a22c15-3e69-7b6d-a4e0-e25691c680ce','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T10:52:00Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c15-43fb-7924-b351-9a79ac79003b',1796035920882,'oauth.code_redeemed','01a22c15-3ed9-7a63-afa3-122ba7221a5a','client','01a22c15-43b6-74c5-88d8-fbec333fcc78','127.0.0.1','LAYCFBWA57XCFQWHBNHL36XGTQ','{"client_id":"01a22c15-3ed9-7a63-afa3-122ba7221a5a"}','','01a22c15-3ed9-7a63-afa3-122ba7221a5a','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c15-4445-7b8a-85eb-524e00c99965',1796035920965,'client.suspended','','operator','01a22c15-3ed9-7a63-afa3-122ba7221a5a','','','null','','','','cli','','success','{"status":"active","suspended_by":""}','{"status":"suspended","suspended_by":"operator"}');
INSERT INTO audit_events VALUES('01a22c15-446a-727f-aef0-c260c33c3041',1796035921000,'user.disabled','','operator','01a22c15-3e69-7b6d-a4e0-e25691c680ce','','','null','','','','cli','','success','{"status":"enabled"}','{"status":"disabled"}');
INSERT INTO audit_events VALUES('01a22c15-4486-7d75-b121-39bed54a25ce',1796035921029,'client.secret_rotated','','operator','01a22c15-3eb7-7256-8925-cece1b3332bb','','','{"overlap":"720h0m0s"}','','','','cli','','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-12-30T10:52:01Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c15-44b0-7eb1-abf2-3db130eb5957',1796035921067,'key.rotated','','operator','CadhqJWKx76xs4yuB7YvU0JYR0nohZIukTiLSCVUlIE','','','null','','','','cli','','success',NULL,'{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T10:52:07Z"}');
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
INSERT INTO notices VALUES('01a22c15-4000-7479-a95c-3818cd14f711','01a22c15-3c5a-74cb-8094-fb3b17956f19','token.created','01a22c15-3fff-72d8-be71-1edf91bee083','','{"token_name":"nightly backup","client_name":"Ledgerly IVH456","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796035919872,0);
INSERT INTO notices VALUES('01a22c15-401e-7c13-a9ea-562b49ac7f95','01a22c15-3c5a-74cb-8094-fb3b17956f19','token.created','01a22c15-401d-78cf-8c9f-0bb675b36873','','{"token_name":"nightly backup","client_name":"Ledgerly IVH456","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796035919902,0);
INSERT INTO notices VALUES('01a22c15-40d7-76a6-83e6-a70b5f303e59','01a22c15-3c5a-74cb-8094-fb3b17956f19','token.created','01a22c15-40d2-7116-826f-fa2446802bab','','{"token_name":"nightly backup","client_name":"Ledgerly IVH456","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796035920087,0);
INSERT INTO notices VALUES('01a22c15-4445-7728-acfe-ec7743d47e4f','01a22c15-3c5a-74cb-8094-fb3b17956f19','client.suspended','01a22c15-3ed9-7a63-afa3-122ba7221a5a','01a22c15-4445-771f-b4a4-1cb7dcbe7e8d','{"token_name":"Ledgerly Q5L2PZ","credential":"cli","reason":"operator"}',1796035920965,0);
INSERT INTO notices VALUES('01a22c15-4486-7800-b35f-ffe42b56006e','01a22c15-3c5a-74cb-8094-fb3b17956f19','client.secret_rotated','01a22c15-3eb7-7256-8925-cece1b3332bb','01a22c15-4486-77f7-bd16-c88241322626','{"token_name":"Notes","credential":"cli"}',1796035921030,0);
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
INSERT INTO pat_uses VALUES('01a22c15-3fff-72d8-be71-1edf91bee083','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c15-3fff-72d8-be71-1edf91bee083','profile',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c15-40d2-7116-826f-fa2446802bab','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c15-40d2-7116-826f-fa2446802bab','tokens:write',1795996800000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','11e0f8a4-e13a-42a3-87d4-6ce63dc06a6a',1796036058667);
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
INSERT INTO consent_grants VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e84-77b4-aa0f-a4ca5aa1fcd2',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile tokens:read tokens:write',0,1796035919744,1796035919744);
INSERT INTO consent_grants VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','01a22c15-3e9e-793e-8779-dbb25aa5b5c0',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796035919767,1796035919767);
INSERT INTO consent_grants VALUES('01a22c15-3e69-7b6d-a4e0-e25691c680ce','01a22c15-3ed9-7a63-afa3-122ba7221a5a',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796035920825,1796035920825);
CREATE TABLE known_browsers (
  user_id TEXT NOT NULL,
  browser TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser)
) WITHOUT ROWID;
INSERT INTO known_browsers VALUES('01a22c15-3c5a-74cb-8094-fb3b17956f19','device cookie',1796035919698);
INSERT INTO known_browsers VALUES('01a22c15-3e69-7b6d-a4e0-e25691c680ce','device cookie',1796035920747);
CREATE TABLE server_keys (
  name TEXT NOT NULL PRIMARY KEY,
  secret BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO server_keys VALUES('device_cookies',X'677ee1a1e70d8e639ef836976e44f894ca1dcd18dcbb5a84f4b75bd05083f645',0,1796035919720);
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
COMMIT;
