PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE `schema_versions` (`id` text,PRIMARY KEY (`id`));
INSERT INTO schema_versions VALUES('0001_rooms');
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
INSERT INTO users VALUES('01a2013b-9795-768f-ab8a-9be52d92f752','uqlts2hgbfi','uqlts2hgbfi@example.org','Mira uqlts2hgbfi','','$argon2id$v=19$m=19456,t=2,p=1$Z8AMnlhyRKe/7Dzl/INCJg$YveAJP89Q0OKNavnbTro42Tjoi2oQ5notZllsz4d0H8',0,0,1795317012000);
INSERT INTO users VALUES('01a2013b-98c1-75d7-bbf3-7a70647e397d','ufjuxjl7fhf','ufjuxjl7fhf@example.org','Mira ufjuxjl7fhf','','$argon2id$v=19$m=19456,t=2,p=1$0yRaQUjSVR+sDjqFiIb27g$DiTH/2XE7DZ24HQouqaQTpCt1gtOwhKTl6OZqUrBgJE',0,1795317013462,1795317012000);
CREATE TABLE sessions (
  hash BLOB NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO sessions VALUES(X'c3a77e4ca2f8fb92ee9a61ae06469fbb7ab5b1471120cd81cb672e5dfeff616c','01a2013b-9795-768f-ab8a-9be52d92f752',1795317012951,1795317012951,1795317012951,2515317012951,'127.0.0.1','Go-http-client/1.1');
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
INSERT INTO clients VALUES('01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','01a2013b-9795-768f-ab8a-9be52d92f752','Ledgerly N4NTWM','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1795317012000);
INSERT INTO clients VALUES('01a2013b-9902-78b2-9891-8b6b18c7505a','01a2013b-9795-768f-ab8a-9be52d92f752','Ledgerly IKPOBO','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1795317012000);
INSERT INTO clients VALUES('01a2013b-9948-7b49-bbcb-f8980773b7b8','01a2013b-9795-768f-ab8a-9be52d92f752','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://aqafwddimi.example.org/api',0,0,1795317012000);
INSERT INTO clients VALUES('01a2013b-9961-7dfc-9365-ec4006848f30','01a2013b-9795-768f-ab8a-9be52d92f752','Ledgerly EHPPCG','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1795317013440,1795317012000);
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'0156f04a60dd38099ac47ce22924a8ee6c718edb120c270c004636329c960f53','01a2013b-9961-7dfc-9365-ec4006848f30',1795317012000,0);
INSERT INTO client_secrets VALUES(X'72aab862609c9d419857181cd7f297e4beb4d2900a278120e7c9ddc844d64f2d','01a2013b-9948-7b49-bbcb-f8980773b7b8',1795317013483,0);
INSERT INTO client_secrets VALUES(X'7319d4a6178e02ed6e1702839e3ca6d00189ed157846bc8cfd4de5b8776c6cfc','01a2013b-9948-7b49-bbcb-f8980773b7b8',1795317012000,1797909013483);
INSERT INTO client_secrets VALUES(X'ae9121622ab7bb09946720a55a6b7d9680e12e33b23a8a4dc137b5bbb47e5732','01a2013b-9902-78b2-9891-8b6b18c7505a',1795317012000,0);
INSERT INTO client_secrets VALUES(X'e9c086f7051e090e3fd712ab6dbdedaeb9b85a237b8551ad478c96ba47febb92','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0',1795317012000,0);
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write',1795317012962,1795317012962);
INSERT INTO consents VALUES('01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-9902-78b2-9891-8b6b18c7505a','profile email notes:read notes:write',1795317012986,1795317012986);
INSERT INTO consents VALUES('01a2013b-98c1-75d7-bbf3-7a70647e397d','01a2013b-9961-7dfc-9365-ec4006848f30','profile email notes:read notes:write',1795317013419,1795317013419);
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
) WITHOUT ROWID;
INSERT INTO lineages VALUES('01a2013b-99e2-787a-8d6c-20ba8d6604e7','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',1795317012951,1795317012962,0,0,'');
INSERT INTO lineages VALUES('01a2013b-99fa-7788-b917-de5f47de9c67','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-9902-78b2-9891-8b6b18c7505a','profile email notes:read notes:write','',1795317012951,1795317012986,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9a04-7e7d-a4f1-89b0acea6c09','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',1795317012951,1795317012996,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9a26-79bb-bef8-09a46ad1b182','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',1795317012951,1795317013030,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9a45-7864-8109-0e94a594f0a0','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',1795317012951,1795317013061,0,1795317013065,'revoked by the client');
INSERT INTO lineages VALUES('01a2013b-9a6a-74f5-92ca-e61fd25e9f64','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',0,1795317013000,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9aa6-7e7b-81b7-afe635ed83f4','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',0,1795317013000,0,1795317013172,'revoked by the client');
INSERT INTO lineages VALUES('01a2013b-9ac3-78aa-a0f8-61e10ab67a05','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',0,1795317013000,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9ad8-7742-9967-bef7e4db5539','','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','profile tokens:read tokens:write','',1795317012951,1795317013208,0,0,'');
INSERT INTO lineages VALUES('01a2013b-9bab-7306-a07e-309d0558d274','','01a2013b-98c1-75d7-bbf3-7a70647e397d','01a2013b-9961-7dfc-9365-ec4006848f30','profile email notes:read notes:write','',1795317013397,1795317013419,0,0,'');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'046469d336955a2ce5dd0d6dc4595f4362d59b5f78729a46b06a95022d572d5f','01a2013b-99e2-787a-8d6c-20ba8d6604e7','https://app.example.org/callback','6-CcPJ8R34BRRugA5s-R27J-Jz9W09c63vOdjtYFB4Q',1795317612962,1795317012968);
INSERT INTO codes VALUES(X'0cc5f77e18d855268a1968109808774b7e29acad17869bbb925a51937123d91a','01a2013b-9ad8-7742-9967-bef7e4db5539','https://app.example.org/callback','3eviy5il5Klt5dfoJpmEP3xL4oYRoLXSnuiJDwGpyQ8',1795317613208,0);
INSERT INTO codes VALUES(X'805b750cb92b681a1548a4578662233e6db1c999592c465884dd3e65e1c985d1','01a2013b-9a45-7864-8109-0e94a594f0a0','https://app.example.org/callback','BHE3LcLDd6l_MprL87YCeVom_PMZUD4ajmBRhxx_WIM',1795317613061,1795317013063);
INSERT INTO codes VALUES(X'81657c7590cc4bfd4ec2b114c109b6a2ed149052d4e480b4c846457451eb63f7','01a2013b-9a26-79bb-bef8-09a46ad1b182','https://app.example.org/callback','jUN_gZYToFRXiUdz3XLoNWpnM4VJL5PFf4Nt_V3i6EM',1795317613030,1795317013033);
INSERT INTO codes VALUES(X'85cad3a0f9054842d7532d4f4e243b9341b61c70eca38ba82f5c4ca17e255bc8','01a2013b-9a04-7e7d-a4f1-89b0acea6c09','https://app.example.org/callback','TF3Fe28BfSw7ThVxF47wSPWsjpmJb1ZnN0lLNsPTG7o',1795317612996,1795317013019);
INSERT INTO codes VALUES(X'b51b6f5b798387a1499524f9c5f48841c073d33ab1535efbf8d81fafbfc72f3e','01a2013b-9bab-7306-a07e-309d0558d274','https://app.example.org/callback','9IEiigVzacwLSUhPmKFT-dj9PcmhzxqYK1_RBFIjjD8',1795317613419,1795317013421);
INSERT INTO codes VALUES(X'bbbf25125aad6be69e9d3c5d8c8525a530bbe2f4ef8aaf0d7103c6c0919d6383','01a2013b-99fa-7788-b917-de5f47de9c67','https://app.example.org/callback','vGOxW2i6UDyFlmhKuQt3EgAnKdhmyJrZVY8ZAAA2LlM',1795317612986,1795317012994);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'15af5451ae1826a598ad4ccf2f00c46bd93d8ac1cf4a4b6d1db3f0021ee39e50','01a2013b-9bab-7306-a07e-309d0558d274',1795317013421,2515317013421,0,NULL);
INSERT INTO refresh_tokens VALUES(X'1e19e78a92de737eb6a7a0e4562f25dd870b85cc425cbe0d4e1d83ff4998397c','01a2013b-9a26-79bb-bef8-09a46ad1b182',1795317013033,2515317013033,0,NULL);
INSERT INTO refresh_tokens VALUES(X'5d402aab89e10a0164a9f047c59ed0feebac806744886cdc1af25a2e84aff3a8','01a2013b-99e2-787a-8d6c-20ba8d6604e7',1795317012968,2515317012968,0,NULL);
INSERT INTO refresh_tokens VALUES(X'61bb6fe80f496b13cdbd890a2d4c649a674663d8b39aa596b3108bbd28be5867','01a2013b-9a04-7e7d-a4f1-89b0acea6c09',1795317013024,2515317013024,0,NULL);
INSERT INTO refresh_tokens VALUES(X'86279ba274c0ee178b5762df793139cd0f27242c3c96597bfefff5002f97c5da','01a2013b-99fa-7788-b917-de5f47de9c67',1795317012994,2515317012994,0,NULL);
INSERT INTO refresh_tokens VALUES(X'e9754ee14b7946a55cde532dcc74d8d409e5f5be5c34e3a59111d9797b6372bf','01a2013b-9a04-7e7d-a4f1-89b0acea6c09',1795317013019,2515317013019,1795317013024,NULL);
INSERT INTO refresh_tokens VALUES(X'f56c8bd1675554f28659403cb889e3a0e76bbc028c1f9b1d73867b87f1c26991','01a2013b-9a45-7864-8109-0e94a594f0a0',1795317013063,2515317013063,0,NULL);
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
INSERT INTO access_tokens VALUES(X'e77aafc074d35863448366e459079e91e9487a9781c9d3da1737619542026b98','01a2013b-9a02-79c8-b54a-aaeaa88e2a9c','01a2013b-99fa-7788-b917-de5f47de9c67','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-9902-78b2-9891-8b6b18c7505a','profile email notes:read notes:write','["http://127.0.0.1:16444"]',1795317012994,2515317012000,0);
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
) WITHOUT ROWID;
INSERT INTO personal_access_tokens VALUES('01a2013b-9a6a-74f1-9e12-a8aeafaf9f40','01a2013b-9a6a-74f5-92ca-e61fd25e9f64','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','nightly backup','profile tokens:read tokens:write','pat_UWG…ksu7',0,1795317013000,0,1795317013511,'127.0.0.1',0,0);
INSERT INTO personal_access_tokens VALUES('01a2013b-9aa6-7e79-9318-85b1e3846e0b','01a2013b-9aa6-7e7b-81b7-afe635ed83f4','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','nightly backup','profile tokens:read tokens:write','pat_Er4…VG2W',0,1795317013000,0,0,'',0,0);
INSERT INTO personal_access_tokens VALUES('01a2013b-9ac3-78a7-afda-787dcdb36d42','01a2013b-9ac3-78aa-a0f8-61e10ab67a05','01a2013b-9795-768f-ab8a-9be52d92f752','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','nightly backup','profile tokens:read tokens:write','pat_YOn…yM0B',0,1795317013000,0,1795317013202,'127.0.0.1',0,0);
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'14f4834d93a4e20101e96f211db814c8f29b8181272d923b82a79420a158d333','01a2013b-9ac3-78a7-afda-787dcdb36d42',1795317013203,0);
INSERT INTO pat_secrets VALUES(X'3cc99f61ee6e96e53fb3a4313c8cf09faeb3d6fcd41663b6edae6a0ade17f9d3','01a2013b-9a6a-74f1-9e12-a8aeafaf9f40',1795317013000,0);
INSERT INTO pat_secrets VALUES(X'5fbd36d9026166ce599f2937afd18c222fa353db31b12f65b1a0eb04e9525a1f','01a2013b-9aa6-7e79-9318-85b1e3846e0b',1795317013000,0);
INSERT INTO pat_secrets VALUES(X'8aefaaf8fbcea89adcb5cfaa1412fe6699f8a69d753616487e6d63ef5fd1c16e','01a2013b-9ac3-78a7-afda-787dcdb36d42',1795317013000,1795317013203);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('jti','01a2013b-9a29-7937-abd7-098f6666c5a3',2515317013000);
CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  private BLOB NOT NULL,
  sealed NUMERIC NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO signing_keys VALUES('GZmELJ1_0uBl1WM0uD7_GOiLNKyDjWXOfzMJMsdFZNc',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420c3456fb122d60246acdf14dab3f773803adc1496d0ac2f1c7d73c15f65e8601da14403420004ebd8e477821267b29c965fa27998fbb17cb3dfaa7cc9d13347e87f0f6eadf7ae4e7b4bb741266ced82dc2a876cc25e1ef2c954b95f04d9f34b98f2dd34dcca92',0,1795317013503,0,0);
INSERT INTO signing_keys VALUES('S7lWSyjqalLD6b5yeZVYyABsULDvu0dOJhsNjvsc0PU',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e010de896e1a9b0affec857f38750df3d1eea9e84bafaca3adebc923a8e75e9fa14403420004fa67bfe26b355f6342700469dc419681aa44c695b60395ba602243e8f4903a9f0511791c0b94a41f5c275763d6678b904aa349251f62e3173d22f104d85612c4',0,1795317011950,1795317013503,2875317013503);
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
INSERT INTO audit_events VALUES('01a2013b-95ef-7b69-9e86-f14409f41b05',1795317011950,'key.rotated','','system','S7lWSyjqalLD6b5yeZVYyABsULDvu0dOJhsNjvsc0PU','','','null');
INSERT INTO audit_events VALUES('01a2013b-9795-7dfb-9fba-6187fe4b1687',1795317012000,'user.created','','operator','01a2013b-9795-768f-ab8a-9be52d92f752','','','null');
INSERT INTO audit_events VALUES('01a2013b-98c1-7bcd-b680-e06fdaa4549e',1795317012000,'user.created','','operator','01a2013b-98c1-75d7-bbf3-7a70647e397d','','','null');
INSERT INTO audit_events VALUES('01a2013b-98ee-7a72-833f-b6375f8eb52a',1795317012000,'client.registered','','operator','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','','','null');
INSERT INTO audit_events VALUES('01a2013b-9902-7d64-9185-edd7f6a34a74',1795317012000,'client.registered','','operator','01a2013b-9902-78b2-9891-8b6b18c7505a','','','null');
INSERT INTO audit_events VALUES('01a2013b-9949-7180-bf38-1a5bc997777a',1795317012000,'client.registered','','operator','01a2013b-9948-7b49-bbcb-f8980773b7b8','','','null');
INSERT INTO audit_events VALUES('01a2013b-9962-747a-925a-2e7a000c5245',1795317012000,'client.registered','','operator','01a2013b-9961-7dfc-9365-ec4006848f30','','','null');
INSERT INTO audit_events VALUES('01a2013b-99d7-7eb0-8647-d77e1906e44b',1795317012951,'user.signed_in','','anonymous','01a2013b-9795-768f-ab8a-9be52d92f752','127.0.0.1','SWLFF6IW4TTI5EGY7IZ3EXHHJV','null');
INSERT INTO audit_events VALUES('01a2013b-99e2-7ced-bc43-c4db7d1c26ce',1795317012962,'consent.allowed','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','127.0.0.1','XGBDHJ4DQL33RUKZIDUEJ2FMWX','null');
INSERT INTO audit_events VALUES('01a2013b-99e3-720d-9004-a1e036408fe7',1795317012962,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-99e2-787a-8d6c-20ba8d6604e7','127.0.0.1','XGBDHJ4DQL33RUKZIDUEJ2FMWX','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-99e9-7767-b389-a25295c3e2c9',1795317012968,'oauth.code_redeemed','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-99e2-787a-8d6c-20ba8d6604e7','127.0.0.1','QJBV27GI6K6NUFQCDFU46N2MAB','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-99fa-7b10-bc6a-2e144ad07b0e',1795317012986,'consent.allowed','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9902-78b2-9891-8b6b18c7505a','127.0.0.1','X4TPKISLZ3DBBGN4PXBDBBVOYA','null');
INSERT INTO audit_events VALUES('01a2013b-99fa-7cc4-9340-be7947796bc2',1795317012986,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-99fa-7788-b917-de5f47de9c67','127.0.0.1','X4TPKISLZ3DBBGN4PXBDBBVOYA','{"client_id":"01a2013b-9902-78b2-9891-8b6b18c7505a"}');
INSERT INTO audit_events VALUES('01a2013b-9a02-7c33-abbf-80c6cdb2e014',1795317012994,'oauth.code_redeemed','01a2013b-9902-78b2-9891-8b6b18c7505a','client','01a2013b-99fa-7788-b917-de5f47de9c67','127.0.0.1','STETNI2CONEHVV3CSH2SAHIOM6','{"client_id":"01a2013b-9902-78b2-9891-8b6b18c7505a"}');
INSERT INTO audit_events VALUES('01a2013b-9a05-7470-9497-505adf83a97f',1795317012996,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9a04-7e7d-a4f1-89b0acea6c09','127.0.0.1','JWULI6ILBLEM7Q2JLOUTSVD55U','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a1b-7dae-967f-bd2871482d94',1795317013019,'oauth.code_redeemed','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9a04-7e7d-a4f1-89b0acea6c09','127.0.0.1','FLF42VVACRPBX6E2P7ZUF4TJIJ','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a27-75b8-8351-fbf86f668e7c',1795317013030,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9a26-79bb-bef8-09a46ad1b182','127.0.0.1','C4XI77YPMXKGUF4KCL36DIOVNF','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a29-7bdf-9b78-a0320c44c435',1795317013033,'oauth.code_redeemed','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9a26-79bb-bef8-09a46ad1b182','127.0.0.1','T3ZIY5WVAJSM33KPDFZRMEHO2F','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a43-7e16-8172-baa16c95c82f',1795317013059,'oauth.token_revoked','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9a29-7937-abd7-098f6666c5a3','127.0.0.1','OSJJGX7DXL4PCLSA65GUJVNLOW','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a45-7dd3-9136-daa0ee74d8d1',1795317013061,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9a45-7864-8109-0e94a594f0a0','127.0.0.1','XU743OT63DEY23TRB7IESJLVIF','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a47-7c5e-8ff8-14445cd543ab',1795317013063,'oauth.code_redeemed','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9a45-7864-8109-0e94a594f0a0','127.0.0.1','3YDPCUDUKFFN6KC6WAYMKYY343','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a4a-70b0-bd89-a3226bbe560c',1795317013066,'oauth.token_revoked','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9a45-7864-8109-0e94a594f0a0','127.0.0.1','5LGQRJNOUMSYT6E6VVYF3BGVDP','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9a77-7725-81b6-3950aad93f10',1795317013000,'pat.created','','operator','01a2013b-9a6a-74f1-9e12-a8aeafaf9f40','','','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9aa7-78ac-aa8d-714a5d92e8bb',1795317013000,'pat.created','','operator','01a2013b-9aa6-7e79-9318-85b1e3846e0b','','','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9ab4-79c0-8510-161e7f52770e',1795317013172,'pat.revoked','01a2013b-98ee-75b8-a29d-8b43bbfcd6a0','client','01a2013b-9aa6-7e79-9318-85b1e3846e0b','127.0.0.1','KK423JR3XMD2MD63ESV5EIPTIT','{"reason":"revoked by the client"}');
INSERT INTO audit_events VALUES('01a2013b-9ac4-7da4-9a9f-f73d8351035d',1795317013000,'pat.created','','operator','01a2013b-9ac3-78a7-afda-787dcdb36d42','','','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9ad6-7188-9abf-3a3e78813aa4',1795317013203,'pat.rotated','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9ac3-78a7-afda-787dcdb36d42','127.0.0.1','EB5DYZCFQZGE5MZQXMN4VJ46ZN','null');
INSERT INTO audit_events VALUES('01a2013b-9ad8-7c0a-a50b-9caae23e5168',1795317013208,'oauth.code_issued','01a2013b-9795-768f-ab8a-9be52d92f752','user','01a2013b-9ad8-7742-9967-bef7e4db5539','127.0.0.1','33NVZMECA7ZYNZOT4D4Y3SWXKD','{"client_id":"01a2013b-98ee-75b8-a29d-8b43bbfcd6a0"}');
INSERT INTO audit_events VALUES('01a2013b-9b95-7a7f-891a-1cbd8da495d5',1795317013397,'user.signed_in','','anonymous','01a2013b-98c1-75d7-bbf3-7a70647e397d','127.0.0.1','I6AXGGXY4FYCWAE2IQPJKMOQLQ','null');
INSERT INTO audit_events VALUES('01a2013b-9bab-76df-afea-e6f1723f3693',1795317013419,'consent.allowed','01a2013b-98c1-75d7-bbf3-7a70647e397d','user','01a2013b-9961-7dfc-9365-ec4006848f30','127.0.0.1','K76IIIZ2XC5LF7WABTRMX2CRLK','null');
INSERT INTO audit_events VALUES('01a2013b-9bab-78c1-a1f8-2620d0030995',1795317013419,'oauth.code_issued','01a2013b-98c1-75d7-bbf3-7a70647e397d','user','01a2013b-9bab-7306-a07e-309d0558d274','127.0.0.1','K76IIIZ2XC5LF7WABTRMX2CRLK','{"client_id":"01a2013b-9961-7dfc-9365-ec4006848f30"}');
INSERT INTO audit_events VALUES('01a2013b-9bad-752d-a041-a00191b9ea1c',1795317013421,'oauth.code_redeemed','01a2013b-9961-7dfc-9365-ec4006848f30','client','01a2013b-9bab-7306-a07e-309d0558d274','127.0.0.1','IETW6AI53CAK6CLFRTFZVNOU7M','{"client_id":"01a2013b-9961-7dfc-9365-ec4006848f30"}');
INSERT INTO audit_events VALUES('01a2013b-9bc0-7dc3-8ee5-245d69489622',1795317013440,'client.disabled','','operator','01a2013b-9961-7dfc-9365-ec4006848f30','','','null');
INSERT INTO audit_events VALUES('01a2013b-9bd7-7747-9460-9e4d27d886d1',1795317013462,'user.disabled','','operator','01a2013b-98c1-75d7-bbf3-7a70647e397d','','','null');
INSERT INTO audit_events VALUES('01a2013b-9beb-7a98-b94c-fd120c96a843',1795317013483,'client.secret_rotated','','operator','01a2013b-9948-7b49-bbcb-f8980773b7b8','','','null');
INSERT INTO audit_events VALUES('01a2013b-9c00-76f8-a6cf-a3cb4e1e1129',1795317013503,'key.rotated','','operator','GZmELJ1_0uBl1WM0uD7_GOiLNKyDjWXOfzMJMsdFZNc','','','null');
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
COMMIT;
