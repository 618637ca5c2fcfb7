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
INSERT INTO schema_versions VALUES('0030_submissions');
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
INSERT INTO users VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','uz6s63zeqka','uz6s63zeqka@example.org','Mira uz6s63zeqka','','$argon2id$v=19$m=19456,t=2,p=1$3RoluaFl9hDEQvJx4Ju9/A$ras/x25Myqfk+/1pz+xgyZW1Ciq+aDvAw/oAH9iGE0o',0,0,1796036566000);
INSERT INTO users VALUES('01a22c1f-1ef7-73dd-9988-bd1d876b0400','uile7qjnb7q','uile7qjnb7q@example.org','Mira uile7qjnb7q','','$argon2id$v=19$m=19456,t=2,p=1$a6vlcUn9/eGSeEMMCyAnbw$eoYxEsF63IwJ4UZepf6ib/mRCU8rP9CSPxnIvzilijU',0,1796036569209,1796036566000);
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
INSERT INTO sessions VALUES(X'c9b964175d3d701d9ae857932de097911bfc1b8d021297aad9fa037229e2cf37','01a22c1f-1e23-7729-afce-3587cb6b86f6',1796036567325,1796036567325,1796036567325,1798628567325,'127.0.0.1','Go-http-client/1.1',0,'492d44d0-b9f0-42ef-8631-8ffe45965904');
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
INSERT INTO clients VALUES('01a22c1f-1f44-7412-b903-9d7d7d057d28','01a22c1f-1e23-7729-afce-3587cb6b86f6','Ledgerly NYTXS5','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1796036566000,0,'',1796036566852,0,1,'','','');
INSERT INTO clients VALUES('01a22c1f-1f72-77b8-9071-0d464d5d2def','01a22c1f-1e23-7729-afce-3587cb6b86f6','Ledgerly H6OHIC','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1796036566000,0,'',1796036566898,0,1,'','','');
INSERT INTO clients VALUES('01a22c1f-1fb1-75f3-853d-e99aa65a5263','01a22c1f-1e23-7729-afce-3587cb6b86f6','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://r7iyvakvcc.example.org/api',0,0,1796036566000,0,'',1796036566961,0,1,'','','');
INSERT INTO clients VALUES('01a22c1f-1fdb-787a-aa9e-866c126c7f9e','01a22c1f-1e23-7729-afce-3587cb6b86f6','Ledgerly VF22YZ','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1796036569136,1796036567000,0,'operator',1796036567003,0,1,'','','');
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, creator_lineage TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'4fea4660cbb892309799298251da952850c8e1311a4895bea2f821da6d958f40','01a22c1f-1f72-77b8-9071-0d464d5d2def',1796036566000,0,'');
INSERT INTO client_secrets VALUES(X'7e3446cfe6b17798802830cbdb05ef3459b272ffd79bb2175583df960e1a8618','01a22c1f-1f44-7412-b903-9d7d7d057d28',1796036566000,0,'');
INSERT INTO client_secrets VALUES(X'7fa5d20e211b27d1f43deed1b0042e19726bc26cc0dfcc490811b49ebf544c6b','01a22c1f-1fb1-75f3-853d-e99aa65a5263',1796036566000,1798628569379,'');
INSERT INTO client_secrets VALUES(X'e150c28b383c0412d8d442d6c5a78eb94d5ca6c0e41add86ad716b73a4d6e8d8','01a22c1f-1fb1-75f3-853d-e99aa65a5263',1796036569379,0,'');
INSERT INTO client_secrets VALUES(X'f743c6d9a574ac370e11bb24ff56dc966f6cb256529fa9efca99b7c7b56ef3c3','01a22c1f-1fdb-787a-aa9e-866c126c7f9e',1796036567000,0,'');
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, given_uris TEXT DEFAULT NULL, given_scopes TEXT DEFAULT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write',1796036567516,1796036567516,NULL,NULL);
INSERT INTO consents VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f72-77b8-9071-0d464d5d2def','profile email notes:read notes:write',1796036567653,1796036567653,NULL,NULL);
INSERT INTO consents VALUES('01a22c1f-1ef7-73dd-9988-bd1d876b0400','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','profile email notes:read notes:write',1796036568878,1796036568878,NULL,NULL);
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
INSERT INTO lineages VALUES('01a22c1f-21db-755c-bd29-af0509a71c67','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',1796036567325,1796036567515,1827572567515,0,'','',0,'["http://127.0.0.1:18429",""]');
INSERT INTO lineages VALUES('01a22c1f-225e-77a3-8101-19c9e4f28419','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f72-77b8-9071-0d464d5d2def','profile email notes:read notes:write','',1796036567325,1796036567646,1827572567646,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c1f-228f-717d-ad9f-6cbeb70415c8','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',1796036567325,1796036567695,1827572567695,0,'','',0,'["http://127.0.0.1:18429",""]');
INSERT INTO lineages VALUES('01a22c1f-22c4-7283-8dbb-260935ab2178','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',1796036567325,1796036567748,1827572567748,0,'','',0,'["http://127.0.0.1:18429",""]');
INSERT INTO lineages VALUES('01a22c1f-22f1-78af-a3a3-214e01aea3fa','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',1796036567325,1796036567793,1827572567793,1796036567842,'revoked by the client','',0,'["http://127.0.0.1:18429",""]');
INSERT INTO lineages VALUES('01a22c1f-23b1-722d-ac2f-917c56711007','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',0,1796036567000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c1f-23f1-7487-a32f-6ab7cbf6943d','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',0,1796036568000,0,1796036568078,'revoked by the client','',0,'');
INSERT INTO lineages VALUES('01a22c1f-2467-7bc8-88ee-2b046aecf706','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',0,1796036568000,0,0,'','',0,'');
INSERT INTO lineages VALUES('01a22c1f-25a4-70fe-8298-65df5aabdf98','','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','profile tokens:read tokens:write','',1796036567325,1796036568484,1827572568484,0,'','',0,'["http://127.0.0.1:18429",""]');
INSERT INTO lineages VALUES('01a22c1f-272e-7487-96c6-01d223424e71','','01a22c1f-1ef7-73dd-9988-bd1d876b0400','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','profile email notes:read notes:write','',1796036568789,1796036568878,1827572568878,0,'','',0,'["http://127.0.0.1:18429",""]');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'3344e26fdd73b21e207f58249c9d678f2b35fedf34efd680b2ffdf2cdc868a4a','01a22c1f-25a4-70fe-8298-65df5aabdf98','https://app.example.org/callback','ygMMtqK9-N5lSotp4FSZbueWGoBOo7u6mGxZxXy-hFg',1796036628484,0);
INSERT INTO codes VALUES(X'3f9aa13095c069a56832721e9c368084fdd591d9e3c32a8ab153ed61297310ad','01a22c1f-228f-717d-ad9f-6cbeb70415c8','https://app.example.org/callback','_TM_DJ7yj75ODJWQ6Ur5zmHzHEauD1i_aeM7Ma5TBb8',1796036627695,1796036567730);
INSERT INTO codes VALUES(X'5408d4348b3f905f7c41a4920b142e6123c648836887c212c0759c4c650be061','01a22c1f-272e-7487-96c6-01d223424e71','https://app.example.org/callback','kn1O2em77iFrbGdwGgQ1xcqvq-L5Hn3FvxQDpH6UrSI',1796036628878,1796036568924);
INSERT INTO codes VALUES(X'696dccbfd08a7c734a5801d9f84639b2d3d29647d3f82db285082acf827e66a6','01a22c1f-22c4-7283-8dbb-260935ab2178','https://app.example.org/callback','Sd1QCKqiFfqKbjPyagtEpbA2AbQuDjBjfg4kVftessw',1796036627748,1796036567760);
INSERT INTO codes VALUES(X'98343ded65aa25c79aa79c922cac9a5b86b32f40a2cdca014a48913e20483aa0','01a22c1f-22f1-78af-a3a3-214e01aea3fa','https://app.example.org/callback','3BniM4VSh4v_9rqX58zaA0N03Fo-kjOkhWQtEWacyfk',1796036627793,1796036567831);
INSERT INTO codes VALUES(X'a6f12bad5b35b7c9d0729a63b36af56dc4770e398a10c3b1631df20913a0d980','01a22c1f-225e-77a3-8101-19c9e4f28419','https://app.example.org/callback','ueDWQYtW-nJEFbahlpmV5FbL0FAc6OOl8_sQRxw16VQ',1796036627646,1796036567675);
INSERT INTO codes VALUES(X'fa5405061cfd2b487214aab7258690e44b18f84843e3f394d37626be631e1a6a','01a22c1f-21db-755c-bd29-af0509a71c67','https://app.example.org/callback','T3sXjm2MRqnvLjVMnr4pPAYIBdBe-WffyuVHlUponI8',1796036627515,1796036567620);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'48c3365dc5baddac6fd1ea9fb64e573f3280cf4214a37e7697a18504ce8b625b','01a22c1f-272e-7487-96c6-01d223424e71',1796036568924,1798628568924,0,NULL);
INSERT INTO refresh_tokens VALUES(X'594e1f81434c344d0d8baa31294d246c0e8672deb562146d9ab4df98a2e24663','01a22c1f-228f-717d-ad9f-6cbeb70415c8',1796036567730,1798628567730,1796036567736,X'f0f67242ad948d17a3918fe72c1aab0fdf68ee5a7d4cff7d99900983d09bf4c4049f21c39218b3a44099f5ef5e6ec033092b67ccc0a3f62c64d926a4175bbe08991c62f1');
INSERT INTO refresh_tokens VALUES(X'63d3b26979f92e8f93eefff2edfb57342856cc1dc3e6f9ca65cc68c38e649aa1','01a22c1f-22c4-7283-8dbb-260935ab2178',1796036567760,1798628567760,0,NULL);
INSERT INTO refresh_tokens VALUES(X'7f3316fad680fc33e44ad29d6a21e5a94f7529bef308055fc036082cd2879468','01a22c1f-21db-755c-bd29-af0509a71c67',1796036567620,1798628567620,0,NULL);
INSERT INTO refresh_tokens VALUES(X'7fd6491779245f33e84a4ea0b2688f8b5842ee709ce46a9b94d12f5c40898cdb','01a22c1f-22f1-78af-a3a3-214e01aea3fa',1796036567831,1798628567831,0,NULL);
INSERT INTO refresh_tokens VALUES(X'cce1f5257e4f07626ba56afad6e8e1e2caa4307a3b7c51c02edc576226f26290','01a22c1f-228f-717d-ad9f-6cbeb70415c8',1796036567736,1798628567736,0,NULL);
INSERT INTO refresh_tokens VALUES(X'f4a18058717c99fa3be77ff4fa68b77674a0f326ddd619b8357c267b5d585294','01a22c1f-225e-77a3-8101-19c9e4f28419',1796036567675,1798628567675,0,NULL);
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
INSERT INTO access_tokens VALUES(X'7df7c7a14da996b7cd2c35aa28cb199ca37669d8e005926d0e4f1a0f5ea2b340','01a22c1f-227c-7025-a16f-1b336c7aa676','01a22c1f-225e-77a3-8101-19c9e4f28419','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f72-77b8-9071-0d464d5d2def','profile email notes:read notes:write','["http://127.0.0.1:18429"]',1796036567675,1796037167000,0);
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
INSERT INTO personal_access_tokens VALUES('01a22c1f-23b1-722c-9caa-134f5d3c76bf','01a22c1f-23b1-722d-ac2f-917c56711007','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','nightly backup','profile tokens:read tokens:write','pat_qLX…r0P6',0,1796036567000,0,1796036569463,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a22c1f-23f1-7485-a108-1b4c1bc8c013','01a22c1f-23f1-7487-a32f-6ab7cbf6943d','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','nightly backup','profile tokens:read tokens:write','pat_ziR…GpHf',0,1796036568000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a22c1f-2467-7bc7-ac94-d1326f8fd68d','01a22c1f-2467-7bc8-88ee-2b046aecf706','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','nightly backup','profile tokens:read tokens:write','pat_kPi…7Yxu',0,1796036568000,0,1796036568203,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'025d4c872f82b1b0d73e2bb14943e89900192d11e57e049cc37049a2eb3d2578','01a22c1f-23b1-722c-9caa-134f5d3c76bf',1796036567000,0);
INSERT INTO pat_secrets VALUES(X'331280405d525c4c4d8dbdd4028d27ad2ce94bd64e95232e7538f5fde45f0a06','01a22c1f-23f1-7485-a108-1b4c1bc8c013',1796036568000,0);
INSERT INTO pat_secrets VALUES(X'3e55310556bab721d34e7b52184f06c82374b16a9a865adcbf4f92b9e9e59338','01a22c1f-2467-7bc7-ac94-d1326f8fd68d',1796036568000,1796036568217);
INSERT INTO pat_secrets VALUES(X'7663409b2db93820663f097c601b5664eb8649a4adf2e0b20383bdbc44743412','01a22c1f-2467-7bc7-ac94-d1326f8fd68d',1796036568217,0);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL, audience TEXT DEFAULT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a22c1f-1fdb-787a-aa9e-866c126c7f9e',1796040169136,1796036569137,NULL);
INSERT INTO revocations VALUES('jti','01a22c1f-22d1-748e-a56d-1a1044c07722',1796037167000,1796036567787,'["http://127.0.0.1:18429",""]');
INSERT INTO revocations VALUES('lineage','01a22c1f-22f1-78af-a3a3-214e01aea3fa',1796040167842,1796036567887,'["http://127.0.0.1:18429",""]');
INSERT INTO revocations VALUES('lineage','01a22c1f-23f1-7487-a32f-6ab7cbf6943d',1796040168078,1796036568086,'[""]');
INSERT INTO revocations VALUES('user','01a22c1f-1ef7-73dd-9988-bd1d876b0400',1796040169209,1796036569209,NULL);
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
INSERT INTO signing_keys VALUES('8DgzRIQSvmaXa_hnjWalYyf9B20rJmXnd8BjGPWZy7c',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420f939b7d671fad81f4e7150548f62a3a4de04c37bef09928589ac92a3936f7862a1440342000489ea8c33ee4161ab8cc2332e48854aa0497987321ffeaedddf80ab9abeb5e0377d06e6791192ed823390f69f77ce093426e943ee8104d9d7cadd192de5234ae2',0,1796036569451,0,0,1796036575451,0,0);
INSERT INTO signing_keys VALUES('etQh6MXoQBdXMn6VrmZz-J6c9HZtkq5jY3lG1-mrdIU',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104209ed4380460e3a89b9d540dd5d3e93df369223d12739acf18b65dbdc13ff4d4b0a1440342000446143066de6b1ef4b7da4132260e508f82e9c5867f7a59e03baa3473a942a68e1763e61c5713eafbc527c4c56f7b8c58e68fc27f94fb6a99a51da4ad9d54eec0',0,1796036565774,1796036575451,1796122975451,0,600000,0);
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
INSERT INTO audit_events VALUES('01a22c1f-1b12-76a9-822a-de5094adacae',1796036565774,'key.rotated','','system','etQh6MXoQBdXMn6VrmZz-J6c9HZtkq5jY3lG1-mrdIU','','','null','','','','system','','success',NULL,'{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO audit_events VALUES('01a22c1f-1e23-7c2f-98af-a1ef9a8121c0',1796036566000,'user.created','','operator','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"uz6s63zeqka@example.org","name":"Mira uz6s63zeqka","status":"enabled","username":"uz6s63zeqka"}');
INSERT INTO audit_events VALUES('01a22c1f-1ef7-7a4b-8b34-d66e90035dbe',1796036566000,'user.created','','operator','01a22c1f-1ef7-73dd-9988-bd1d876b0400','','','null','','','','cli','','success',NULL,'{"admin":"no","email":"uile7qjnb7q@example.org","name":"Mira uile7qjnb7q","status":"enabled","username":"uile7qjnb7q"}');
INSERT INTO audit_events VALUES('01a22c1f-1f44-7cd8-84f2-80aeb2e2140f',1796036566000,'client.registered','','operator','01a22c1f-1f44-7412-b903-9d7d7d057d28','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly NYTXS5","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c1f-1f73-799c-a790-e77aa250ba49',1796036566000,'client.registered','','operator','01a22c1f-1f72-77b8-9071-0d464d5d2def','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly H6OHIC","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c1f-1fb2-70ab-b223-d7ffb7e319b4',1796036566000,'client.registered','','operator','01a22c1f-1fb1-75f3-853d-e99aa65a5263','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","resource_server":"https://r7iyvakvcc.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c1f-1fdc-79c3-a7d8-7ea8f0052c2b',1796036567000,'client.registered','','operator','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','','','{"status":"active"}','','','','cli','','success',NULL,'{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly VF22YZ","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO audit_events VALUES('01a22c1f-2134-7cec-8ad2-d2effd34213a',1796036567325,'user.signed_in','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-1e23-7729-afce-3587cb6b86f6','127.0.0.1','J7AWT5FOUE472JBGTBO7JWSXWK','null','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:02:47Z"}');
INSERT INTO audit_events VALUES('01a22c1f-222a-77b5-986d-541c02fa4993',1796036567516,'consent.allowed','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-1f44-7412-b903-9d7d7d057d28','127.0.0.1','7M5RF7INSFRYDOGUNMRUFJJVBB','null','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-2239-71dd-9479-99270f5f028e',1796036567515,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-21db-755c-bd29-af0509a71c67','127.0.0.1','7M5RF7INSFRYDOGUNMRUFJJVBB','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:47Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-224a-7830-8e39-739e0f2d73fd',1796036567620,'oauth.code_redeemed','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-21db-755c-bd29-af0509a71c67','127.0.0.1','LP6HFIYWEI627FEWWQH6HQYXWU','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-2273-7b2e-838e-690f67a96c69',1796036567653,'consent.allowed','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-1f72-77b8-9071-0d464d5d2def','127.0.0.1','DWAU5K7L5DVMNZAK63Z6JJIXPD','null','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c1f-2278-77dc-aaa9-6512a9dae375',1796036567646,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-225e-77a3-8101-19c9e4f28419','127.0.0.1','DWAU5K7L5DVMNZAK63Z6JJIXPD','{"client_id":"01a22c1f-1f72-77b8-9071-0d464d5d2def"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:47Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c1f-227d-734a-8529-c4b42c9aca80',1796036567675,'oauth.code_redeemed','01a22c1f-1f72-77b8-9071-0d464d5d2def','client','01a22c1f-225e-77a3-8101-19c9e4f28419','127.0.0.1','BNBVVRNVD635GTHKF34LF6DUX3','{"client_id":"01a22c1f-1f72-77b8-9071-0d464d5d2def"}','','01a22c1f-1f72-77b8-9071-0d464d5d2def','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-229f-7f31-8458-e2b45beca895',1796036567695,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-228f-717d-ad9f-6cbeb70415c8','127.0.0.1','KURPCIA5WCWLPFAVJQVM67BW2G','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:47Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-22b6-7444-9e6c-957c7d305786',1796036567730,'oauth.code_redeemed','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-228f-717d-ad9f-6cbeb70415c8','127.0.0.1','GD43DQNQLEUMWIT2TMM2FUAW6L','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-22cb-7121-a53c-d01838fe4d6d',1796036567748,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-22c4-7283-8dbb-260935ab2178','127.0.0.1','CMOUQKLPO3BHWXGKO6AMYQNDDP','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:47Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-22d9-73e5-be86-a06e035734ed',1796036567760,'oauth.code_redeemed','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-22c4-7283-8dbb-260935ab2178','127.0.0.1','I7IXYWMVX3GHDBY4IL2KPOBVXC','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-22ed-75cf-8253-ea6f8579fae6',1796036567789,'oauth.token_revoked','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-22d1-748e-a56d-1a1044c07722','127.0.0.1','MUEJWCOWV66ATRWG5QPTPPHDHE','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c1f-22fc-7589-8113-bdc88ab5c964',1796036567793,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-22f1-78af-a3a3-214e01aea3fa','127.0.0.1','VYXW5DFQ2ZFRKUJXUFXTSBNEUN','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:47Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-2319-7037-9a16-471666baa484',1796036567831,'oauth.code_redeemed','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-22f1-78af-a3a3-214e01aea3fa','127.0.0.1','XS6FVBYG2FFTIFGHKI6ZU2YEQ6','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-2356-7048-8740-3131b64c95a7',1796036567893,'oauth.token_revoked','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-22f1-78af-a3a3-214e01aea3fa','127.0.0.1','MGP6MCLNDZALZ7YSFQTIFUX2TX','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c1f-23b2-707e-bf22-9a645961165a',1796036567000,'pat.created','','operator','01a22c1f-23b1-722c-9caa-134f5d3c76bf','','','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-1e23-7729-afce-3587cb6b86f6"}');
INSERT INTO audit_events VALUES('01a22c1f-23f4-7b0a-b083-712887b32eaa',1796036568000,'pat.created','','operator','01a22c1f-23f1-7485-a108-1b4c1bc8c013','','','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-1e23-7729-afce-3587cb6b86f6"}');
INSERT INTO audit_events VALUES('01a22c1f-242b-7771-87e7-8b5c35361e23',1796036568078,'pat.revoked','01a22c1f-1f44-7412-b903-9d7d7d057d28','client','01a22c1f-23f1-7485-a108-1b4c1bc8c013','127.0.0.1','2LRMPGJCNJPB4XLT4FBQW2LCZW','{"reason":"revoked by the client"}','','01a22c1f-1f44-7412-b903-9d7d7d057d28','','client','Go-http-client/1.1','success','{"status":"active"}','{"status":"revoked"}');
INSERT INTO audit_events VALUES('01a22c1f-2468-7a2b-83b3-2f592ceb293b',1796036568000,'pat.created','','operator','01a22c1f-2467-7bc7-ac94-d1326f8fd68d','','','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','','','','cli','','success',NULL,'{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-1e23-7729-afce-3587cb6b86f6"}');
INSERT INTO audit_events VALUES('01a22c1f-24d2-7261-9e4c-d35539e60ab1',1796036568217,'pat.rotated','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-2467-7bc7-ac94-d1326f8fd68d','127.0.0.1','BYT24NTXG7NY6WYLIK6KBQ36ID','null','01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28','01a22c1f-2467-7bc8-88ee-2b046aecf706','pat','Go-http-client/1.1','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-11-30T11:02:48Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c1f-25a9-7a2a-b6c4-c35c2cc110d0',1796036568484,'oauth.code_issued','01a22c1f-1e23-7729-afce-3587cb6b86f6','user','01a22c1f-25a4-70fe-8298-65df5aabdf98','127.0.0.1','AIUUG5C6S4EGTB2F2VWPCHCI2K','{"client_id":"01a22c1f-1f44-7412-b903-9d7d7d057d28"}','01a22c1f-1e23-7729-afce-3587cb6b86f6','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:48Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO audit_events VALUES('01a22c1f-26e1-7689-bae5-00513c9c6046',1796036568789,'user.signed_in','01a22c1f-1ef7-73dd-9988-bd1d876b0400','user','01a22c1f-1ef7-73dd-9988-bd1d876b0400','127.0.0.1','BYCIMCKHQJZZN5BPE36B3Q4OWG','null','01a22c1f-1ef7-73dd-9988-bd1d876b0400','','','','Go-http-client/1.1','success',NULL,'{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:02:48Z"}');
INSERT INTO audit_events VALUES('01a22c1f-2731-7bbc-8437-38df89ff52e9',1796036568878,'consent.allowed','01a22c1f-1ef7-73dd-9988-bd1d876b0400','user','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','127.0.0.1','WHIVXCWPEHFQ6O23GM6QDM7WRO','null','01a22c1f-1ef7-73dd-9988-bd1d876b0400','','','session','Go-http-client/1.1','success',NULL,'{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c1f-2734-7e43-8b75-5bd63ea546e8',1796036568878,'oauth.code_issued','01a22c1f-1ef7-73dd-9988-bd1d876b0400','user','01a22c1f-272e-7487-96c6-01d223424e71','127.0.0.1','WHIVXCWPEHFQ6O23GM6QDM7WRO','{"client_id":"01a22c1f-1fdb-787a-aa9e-866c126c7f9e"}','01a22c1f-1ef7-73dd-9988-bd1d876b0400','','','session','Go-http-client/1.1','success',NULL,'{"expires_at":"2027-11-30T11:02:48Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO audit_events VALUES('01a22c1f-275f-755c-bf62-a7a83bebf276',1796036568924,'oauth.code_redeemed','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','client','01a22c1f-272e-7487-96c6-01d223424e71','127.0.0.1','H3P32HWSBWZNI6OF3WZLYW7NBL','{"client_id":"01a22c1f-1fdb-787a-aa9e-866c126c7f9e"}','','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','','client','Go-http-client/1.1','success','{"code":"issued"}','{"code":"redeemed"}');
INSERT INTO audit_events VALUES('01a22c1f-2832-737e-a7a2-d89fd5d02fff',1796036569138,'client.suspended','','operator','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','','','null','','','','cli','','success','{"status":"active","suspended_by":""}','{"status":"suspended","suspended_by":"operator"}');
INSERT INTO audit_events VALUES('01a22c1f-287a-7ee6-8158-6ea06c795266',1796036569209,'user.disabled','','operator','01a22c1f-1ef7-73dd-9988-bd1d876b0400','','','null','','','','cli','','success','{"status":"enabled"}','{"status":"disabled"}');
INSERT INTO audit_events VALUES('01a22c1f-292a-7b76-a427-7b55f51e5688',1796036569379,'client.secret_rotated','','operator','01a22c1f-1fb1-75f3-853d-e99aa65a5263','','','{"overlap":"720h0m0s"}','','','','cli','','success','{"secret":"(previous, not recorded)"}','{"previous_secret_until":"2026-12-30T11:02:49Z","secret":"(new, not recorded)"}');
INSERT INTO audit_events VALUES('01a22c1f-296b-77d1-8183-2c78f28de5c3',1796036569451,'key.rotated','','operator','8DgzRIQSvmaXa_hnjWalYyf9B20rJmXnd8BjGPWZy7c','','','null','','','','cli','','success',NULL,'{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T11:02:55Z"}');
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
INSERT INTO notices VALUES('01a22c1f-23b2-7516-aaa5-c0683317cd3e','01a22c1f-1e23-7729-afce-3587cb6b86f6','token.created','01a22c1f-23b1-722c-9caa-134f5d3c76bf','','{"token_name":"nightly backup","client_name":"Ledgerly NYTXS5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036567986,0);
INSERT INTO notices VALUES('01a22c1f-23f4-7e5c-93d3-ed79bace7830','01a22c1f-1e23-7729-afce-3587cb6b86f6','token.created','01a22c1f-23f1-7485-a108-1b4c1bc8c013','','{"token_name":"nightly backup","client_name":"Ledgerly NYTXS5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036568052,0);
INSERT INTO notices VALUES('01a22c1f-2468-7f22-a788-1e03e2db372f','01a22c1f-1e23-7729-afce-3587cb6b86f6','token.created','01a22c1f-2467-7bc7-ac94-d1326f8fd68d','','{"token_name":"nightly backup","client_name":"Ledgerly NYTXS5","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}',1796036568168,0);
INSERT INTO notices VALUES('01a22c1f-2831-72f5-bca8-1b858cc99ffa','01a22c1f-1e23-7729-afce-3587cb6b86f6','client.suspended','01a22c1f-1fdb-787a-aa9e-866c126c7f9e','01a22c1f-2831-72ea-b850-03875eab8b10','{"token_name":"Ledgerly VF22YZ","credential":"cli","reason":"operator"}',1796036569137,0);
INSERT INTO notices VALUES('01a22c1f-2924-76a5-97b0-6cb7535468b5','01a22c1f-1e23-7729-afce-3587cb6b86f6','client.secret_rotated','01a22c1f-1fb1-75f3-853d-e99aa65a5263','01a22c1f-2924-769a-87d9-88c26c3c1948','{"token_name":"Notes","credential":"cli"}',1796036569380,0);
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
INSERT INTO pat_uses VALUES('01a22c1f-23b1-722c-9caa-134f5d3c76bf','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c1f-23b1-722c-9caa-134f5d3c76bf','profile',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c1f-2467-7bc7-ac94-d1326f8fd68d','',1795996800000,1,0);
INSERT INTO pat_uses VALUES('01a22c1f-2467-7bc7-ac94-d1326f8fd68d','tokens:write',1795996800000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','dede498e-e00e-4a3f-ad0a-eba26587cb03',1796036706412);
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
INSERT INTO consent_grants VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f44-7412-b903-9d7d7d057d28',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile tokens:read tokens:write',0,1796036567516,1796036567516);
INSERT INTO consent_grants VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','01a22c1f-1f72-77b8-9071-0d464d5d2def',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796036567653,1796036567653);
INSERT INTO consent_grants VALUES('01a22c1f-1ef7-73dd-9988-bd1d876b0400','01a22c1f-1fdb-787a-aa9e-866c126c7f9e',X'3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10','https://app.example.org','','profile email notes:read notes:write',0,1796036568878,1796036568878);
CREATE TABLE known_browsers (
  user_id TEXT NOT NULL,
  browser TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser)
) WITHOUT ROWID;
INSERT INTO known_browsers VALUES('01a22c1f-1e23-7729-afce-3587cb6b86f6','device cookie',1796036567325);
INSERT INTO known_browsers VALUES('01a22c1f-1ef7-73dd-9988-bd1d876b0400','device cookie',1796036568789);
CREATE TABLE server_keys (
  name TEXT NOT NULL PRIMARY KEY,
  secret BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO server_keys VALUES('device_cookies',X'4745f577459f147b3632fa4a8254f09ea20d4917d3b184660786b73a62d5ec40',0,1796036567419);
CREATE TABLE access_lineages (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL
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
CREATE INDEX submissions_expiry ON submissions (expires_at);
COMMIT;
