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
INSERT INTO users VALUES('01a2028f-4c8e-7712-9bcc-97dae097c196','uqtd5axjxhe','uqtd5axjxhe@example.org','Mira uqtd5axjxhe','','$argon2id$v=19$m=19456,t=2,p=1$6jkwkTe0FhnmLHtfTGCT4g$GdpovISZcShX2vFneng0fiZCdUUKpgemaQ5CdeNLpJE',0,0,1795339275000);
INSERT INTO users VALUES('01a2028f-4e44-7613-9e93-db5b5d4ee08d','u2ex66g26fw','u2ex66g26fw@example.org','Mira u2ex66g26fw','','$argon2id$v=19$m=19456,t=2,p=1$gdiYCcbptF+suh3YHFgn9A$d0ccQRb1YFp4XwRarKvHS2LT8LEFv81jOrsd4YUk/AQ',0,1795339278647,1795339275000);
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
INSERT INTO sessions VALUES(X'eaef716d10784341cce486092430e6c3d3ef77d6227108609c3aef50567c45c0','01a2028f-4c8e-7712-9bcc-97dae097c196',1795339277278,1795339277278,1795339277278,2515339277278,'127.0.0.1','Go-http-client/1.1',0);
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
INSERT INTO clients VALUES('01a2028f-4f53-7215-b510-05aa996fcadb','01a2028f-4c8e-7712-9bcc-97dae097c196','Ledgerly GZMRIB','confidential','profile tokens:read tokens:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,0,1795339276000);
INSERT INTO clients VALUES('01a2028f-501f-7c38-9e64-7d3ee66a7bcb','01a2028f-4c8e-7712-9bcc-97dae097c196','Ledgerly X26XVN','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','opaque',NULL,0,0,1795339276000);
INSERT INTO clients VALUES('01a2028f-511b-7b9b-9100-889745bf3a48','01a2028f-4c8e-7712-9bcc-97dae097c196','Notes','confidential','','[]','client_credentials','client_secret_basic','jwt','https://r35tjwllom.example.org/api',0,0,1795339276000);
INSERT INTO clients VALUES('01a2028f-521c-74ad-837e-a747d5ba0509','01a2028f-4c8e-7712-9bcc-97dae097c196','Ledgerly 5SNSPF','confidential','profile email notes:read notes:write','["https://app.example.org/callback"]','authorization_code refresh_token','client_secret_basic','jwt',NULL,0,1795339278505,1795339276000);
CREATE TABLE client_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO client_secrets VALUES(X'0cabc8168d1776ddf5b0b933a7ea6fd38485f4e8e4e289c7bcbf3d07680b9b33','01a2028f-501f-7c38-9e64-7d3ee66a7bcb',1795339276000,0);
INSERT INTO client_secrets VALUES(X'3d647278d69183eb7e73c163808e8b44e78128c052160c8f8462e3b424f0942d','01a2028f-4f53-7215-b510-05aa996fcadb',1795339276000,0);
INSERT INTO client_secrets VALUES(X'77b9d8bfca78cd0a204855d93ff932dbbfef3269270ba0cc28cc85545382d239','01a2028f-511b-7b9b-9100-889745bf3a48',1795339279094,0);
INSERT INTO client_secrets VALUES(X'a9166dea358d0bb9dc585d1758498d6e6f65d25acafd4dccdeaf1129d0bdccd2','01a2028f-511b-7b9b-9100-889745bf3a48',1795339276000,1797931279094);
INSERT INTO client_secrets VALUES(X'ddc98de0463efa864f2d317258480a711aaab5b49b1c1a69a079142cb078bc1e','01a2028f-521c-74ad-837e-a747d5ba0509',1795339276000,0);
CREATE TABLE consents (
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id)
) WITHOUT ROWID;
INSERT INTO consents VALUES('01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write',1795339277310,1795339277310);
INSERT INTO consents VALUES('01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','profile email notes:read notes:write',1795339277336,1795339277336);
INSERT INTO consents VALUES('01a2028f-4e44-7613-9e93-db5b5d4ee08d','01a2028f-521c-74ad-837e-a747d5ba0509','profile email notes:read notes:write',1795339278329,1795339278329);
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
INSERT INTO lineages VALUES('01a2028f-53fe-752e-a57d-b138788f98f6','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',1795339277278,1795339277310,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-5418-720b-96e9-4dca44777fbf','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','profile email notes:read notes:write','',1795339277278,1795339277336,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-542c-7a27-a0c2-9efd9478908d','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',1795339277278,1795339277356,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-545a-7637-ab7d-3d8e1bcdf07c','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',1795339277278,1795339277402,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-5492-7dc2-a69c-96e726b7776a','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',1795339277278,1795339277458,0,1795339277499,'revoked by the client','');
INSERT INTO lineages VALUES('01a2028f-54f3-7bb4-8663-04ac409ba2c1','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',0,1795339277000,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-559c-78f8-be29-98ce0061ad1b','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',0,1795339277000,0,1795339277759,'revoked by the client','');
INSERT INTO lineages VALUES('01a2028f-566e-726a-840d-e8aa3793b8af','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',0,1795339277000,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-5715-7c91-acb6-a26d1db4cb90','','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','profile tokens:read tokens:write','',1795339277278,1795339278101,0,0,'','');
INSERT INTO lineages VALUES('01a2028f-57f9-7b5e-a754-ac2b37166149','','01a2028f-4e44-7613-9e93-db5b5d4ee08d','01a2028f-521c-74ad-837e-a747d5ba0509','profile email notes:read notes:write','',1795339278303,1795339278329,0,0,'','');
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO codes VALUES(X'24d340ba134aec099d94884f9ca60ad5ed8ff720941f1bf2b069fe1844962371','01a2028f-5715-7c91-acb6-a26d1db4cb90','https://app.example.org/callback','SAVleTZnDjtEjykjU-CyC26tzBNNcMK2NnpqRSFNpjw',1795339878101,0);
INSERT INTO codes VALUES(X'625c7bc6e4296ea68d340d792e1d906522c5d7026a9a1ee9083882fd69770a82','01a2028f-5492-7dc2-a69c-96e726b7776a','https://app.example.org/callback','QrrikTQu422jriNqzLPxpR5-B9-NVxKmJEvR3BpNXqk',1795339877458,1795339277468);
INSERT INTO codes VALUES(X'628be76ef169ca3bc14875d221759876d92ab9c121a1115c8311b77dd63eb1a5','01a2028f-5418-720b-96e9-4dca44777fbf','https://app.example.org/callback','s2yKPNe11MDMCgkmcOxNKNVPRucVa5pRCPK1R9ZO-Ao',1795339877336,1795339277352);
INSERT INTO codes VALUES(X'7b2b05362771a8501b5d3b8b9dbfdf194f19cfbd84dd110e633505f0254f67ac','01a2028f-542c-7a27-a0c2-9efd9478908d','https://app.example.org/callback','1f6Silw_8ztPGhn6FmRjnMKz85id62PdVkFiOidbQAU',1795339877356,1795339277369);
INSERT INTO codes VALUES(X'7e3dd6aa27d968cbca9cf60632828a807b3257de5d4c9c402ebd44a7b53fe6c4','01a2028f-53fe-752e-a57d-b138788f98f6','https://app.example.org/callback','470SRVJs__wCiqUSmfFdmrSep2NMd61fuWt_69KN1Rs',1795339877310,1795339277321);
INSERT INTO codes VALUES(X'943a65443fc56e1d65cc0e7045f6a74c673539d7d8aa104af4497d4214defb12','01a2028f-545a-7637-ab7d-3d8e1bcdf07c','https://app.example.org/callback','oNfLC91yG4o9yeSlzdRKj4-SN6LeA5lkmpwqHE6hsK8',1795339877402,1795339277430);
INSERT INTO codes VALUES(X'b47109059c81170e1834bb754ba6bd6d8e7307d8f90bfa1196e0cd443e6e547d','01a2028f-57f9-7b5e-a754-ac2b37166149','https://app.example.org/callback','MmWRJ9Z30HiZQmjrSRPyKYuhbKYMwoR0BIHUM4vIcOQ',1795339878329,1795339278339);
CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  lineage_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER NOT NULL,
  successor BLOB
) WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES(X'12e6233cbfafd4eb7cbaf196124d3e01313e61a87f0b11c5e7c446e99fb3c008','01a2028f-542c-7a27-a0c2-9efd9478908d',1795339277387,2515339277387,0,NULL);
INSERT INTO refresh_tokens VALUES(X'16139dc0e0d90c0f258fd1bc6cbcac729f8e518b9ed90e63f0536a55139f7664','01a2028f-5418-720b-96e9-4dca44777fbf',1795339277352,2515339277352,0,NULL);
INSERT INTO refresh_tokens VALUES(X'237085de5e08af55e62b9ebb66aabed08c53bbd0a1ec2164ba3fc689d7fecb9b','01a2028f-542c-7a27-a0c2-9efd9478908d',1795339277369,2515339277369,1795339277387,NULL);
INSERT INTO refresh_tokens VALUES(X'7069174119abb93313960fbf9b684e70b2788e27179dbc072481d06566e81989','01a2028f-53fe-752e-a57d-b138788f98f6',1795339277321,2515339277321,0,NULL);
INSERT INTO refresh_tokens VALUES(X'a9c333fe7784a94289ae591ece38a907e75d465dd025ace8ac6c6f1c101728e4','01a2028f-5492-7dc2-a69c-96e726b7776a',1795339277468,2515339277468,0,NULL);
INSERT INTO refresh_tokens VALUES(X'b4f39b099850155bad7c737cddb2c3129079a01ab84774c2aadcfc623391692d','01a2028f-545a-7637-ab7d-3d8e1bcdf07c',1795339277430,2515339277430,0,NULL);
INSERT INTO refresh_tokens VALUES(X'dd694b7182f90a020e85109591f56eb2cbdba8b6aa03e5f8458195ee68f9cfbe','01a2028f-57f9-7b5e-a754-ac2b37166149',1795339278339,2515339278339,0,NULL);
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
INSERT INTO access_tokens VALUES(X'542fe2845d5f4ae6cd7d1e81106ce16aa36eca931d065d847864cc9001fbfe7e','01a2028f-5429-727a-9ca3-c8f898965790','01a2028f-5418-720b-96e9-4dca44777fbf','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','profile email notes:read notes:write','["http://127.0.0.1:18949"]',1795339277352,2515339277000,0);
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
INSERT INTO personal_access_tokens VALUES('01a2028f-54f3-7bb2-bec9-0662f5118ca5','01a2028f-54f3-7bb4-8663-04ac409ba2c1','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','nightly backup','profile tokens:read tokens:write','pat_lgu…bySD',0,1795339277000,0,1795339279402,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
INSERT INTO personal_access_tokens VALUES('01a2028f-559c-78f5-bb0e-2de4e47e0c35','01a2028f-559c-78f8-be29-98ce0061ad1b','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','nightly backup','profile tokens:read tokens:write','pat_tlz…3CK4',0,1795339277000,0,0,'',0,0,NULL,'');
INSERT INTO personal_access_tokens VALUES('01a2028f-566e-7268-8738-b67949248c4a','01a2028f-566e-726a-840d-e8aa3793b8af','01a2028f-4c8e-7712-9bcc-97dae097c196','01a2028f-4f53-7215-b510-05aa996fcadb','nightly backup','profile tokens:read tokens:write','pat_kKc…46Ff',0,1795339277000,0,1795339277943,'127.0.0.1',0,0,NULL,'Go-http-client/1.1');
CREATE TABLE pat_secrets (
  hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO pat_secrets VALUES(X'1b6d65165630bf852c5144a39d149d9633595dafdd170bcaa31495ff8de67b19','01a2028f-559c-78f5-bb0e-2de4e47e0c35',1795339277000,0);
INSERT INTO pat_secrets VALUES(X'b427808a8bd6791f8be279ada0afde68d18395cfa6602e61107931d0e92016be','01a2028f-566e-7268-8738-b67949248c4a',1795339277947,0);
INSERT INTO pat_secrets VALUES(X'c0086e809a282072a854fbe9562c8370b8697ecc9cc113bcab462864f24e3ca0','01a2028f-566e-7268-8738-b67949248c4a',1795339277000,1795339277947);
INSERT INTO pat_secrets VALUES(X'c492d4d741dc2c7f00c58c7d8cc758b7d5e7f2b87fa4cfe2bf31d24f30744583','01a2028f-54f3-7bb2-bec9-0662f5118ca5',1795339277000,0);
CREATE TABLE revocations (
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  until INTEGER NOT NULL, recorded_at INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
INSERT INTO revocations VALUES('client','01a2028f-521c-74ad-837e-a747d5ba0509',2515339278505,1795339278505);
INSERT INTO revocations VALUES('jti','01a2028f-5476-78ae-b183-ebd531816f45',2515339277000,1795339277448);
INSERT INTO revocations VALUES('lineage','01a2028f-5492-7dc2-a69c-96e726b7776a',2515339277499,1795339277499);
INSERT INTO revocations VALUES('lineage','01a2028f-559c-78f8-be29-98ce0061ad1b',2515339277759,1795339277760);
INSERT INTO revocations VALUES('user','01a2028f-4e44-7613-9e93-db5b5d4ee08d',2515339278647,1795339278648);
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
INSERT INTO signing_keys VALUES('X5jpiut2cgBYCYsEQ0U6lko9HfQcsJIOnIdSc_Rcy0I',2,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420358a42e937e75564af13720be533957b5265c85e12511d078fb3831356200e32a144034200047634229b60f906bde91402c0e61c730e336ec5a17900e6c4adc26208380f2be98a821becce492538bd402cc26a77e2fd23b35843c15e7a5aee5eb3846058d84e',0,1795339279338,0,0,1795339285338);
INSERT INTO signing_keys VALUES('bKspTWW3cHcOt6cH1BBJsynVkk30rzOswMMPqFLhPxE',1,'ES256',X'308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e57da088f0b405e7cd35d68e7e187505ff124570b270baf0953266da518581b0a14403420004925882dccb2bf6f13d6f57f6adfe89e29a5ef14afa581bc8bf5aac0498edaecc9a271d35c7c51c5c1a2ad480de5989d4ea4a4122cd49ff5011acf8a939b7bc43',0,1795339274997,1795339285338,2875339285338,0);
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
INSERT INTO audit_events VALUES('01a2028f-4af6-79fc-80c3-56346608c82f',1795339274997,'key.rotated','','system','bKspTWW3cHcOt6cH1BBJsynVkk30rzOswMMPqFLhPxE','','','null');
INSERT INTO audit_events VALUES('01a2028f-4c8e-7e3f-a375-125bb31d5a97',1795339275000,'user.created','','operator','01a2028f-4c8e-7712-9bcc-97dae097c196','','','null');
INSERT INTO audit_events VALUES('01a2028f-4e44-7cd1-8d6f-16768b2c947b',1795339275000,'user.created','','operator','01a2028f-4e44-7613-9e93-db5b5d4ee08d','','','null');
INSERT INTO audit_events VALUES('01a2028f-4f53-7c82-b08e-428d615fec4d',1795339276000,'client.registered','','operator','01a2028f-4f53-7215-b510-05aa996fcadb','','','null');
INSERT INTO audit_events VALUES('01a2028f-5022-7361-9190-d0c40081a1bb',1795339276000,'client.registered','','operator','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','','','null');
INSERT INTO audit_events VALUES('01a2028f-511c-72d9-aea5-d1f5f351dd69',1795339276000,'client.registered','','operator','01a2028f-511b-7b9b-9100-889745bf3a48','','','null');
INSERT INTO audit_events VALUES('01a2028f-521c-7bba-8929-58e747eb2908',1795339276000,'client.registered','','operator','01a2028f-521c-74ad-837e-a747d5ba0509','','','null');
INSERT INTO audit_events VALUES('01a2028f-53df-7e6e-b558-c17d88d96409',1795339277278,'user.signed_in','','anonymous','01a2028f-4c8e-7712-9bcc-97dae097c196','127.0.0.1','LQVH4YCEKZDHXPN3ORITHVOKOI','null');
INSERT INTO audit_events VALUES('01a2028f-53fe-7be2-a5d6-9d8fdb51486e',1795339277310,'consent.allowed','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-4f53-7215-b510-05aa996fcadb','127.0.0.1','CUEV2EN7JV3Q4AH6KN4PN3EO7K','null');
INSERT INTO audit_events VALUES('01a2028f-53ff-706f-8086-e08869525353',1795339277310,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-53fe-752e-a57d-b138788f98f6','127.0.0.1','CUEV2EN7JV3Q4AH6KN4PN3EO7K','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-540a-7750-bb24-2b92a5afbda1',1795339277321,'oauth.code_redeemed','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-53fe-752e-a57d-b138788f98f6','127.0.0.1','GTTUONV6JYNFQIPCQGT5C4TNBY','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-5418-78fe-afe9-1c3a8d795225',1795339277336,'consent.allowed','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','127.0.0.1','HLTYF76XEROBIYS7VL6H6RWILV','null');
INSERT INTO audit_events VALUES('01a2028f-5418-7d13-935c-3827ec97a5bd',1795339277336,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-5418-720b-96e9-4dca44777fbf','127.0.0.1','HLTYF76XEROBIYS7VL6H6RWILV','{"client_id":"01a2028f-501f-7c38-9e64-7d3ee66a7bcb"}');
INSERT INTO audit_events VALUES('01a2028f-5429-76c0-a624-ff3cb9a5dd19',1795339277352,'oauth.code_redeemed','01a2028f-501f-7c38-9e64-7d3ee66a7bcb','client','01a2028f-5418-720b-96e9-4dca44777fbf','127.0.0.1','CJPGBZ3VNRXCCXZC254HM7WFMB','{"client_id":"01a2028f-501f-7c38-9e64-7d3ee66a7bcb"}');
INSERT INTO audit_events VALUES('01a2028f-542d-79c3-ab74-25807d05d8f0',1795339277356,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-542c-7a27-a0c2-9efd9478908d','127.0.0.1','NRDWQLEZZKMGSDNQSL3O4GRTDK','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-543a-7353-98e2-291976ce56b1',1795339277369,'oauth.code_redeemed','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-542c-7a27-a0c2-9efd9478908d','127.0.0.1','GAGXA2ZKHK5J254266PBAZW4JR','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-545a-7f1f-8772-24d3bd33afaf',1795339277402,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-545a-7637-ab7d-3d8e1bcdf07c','127.0.0.1','CZCT26NNW3VQ2ZNC3A7RZO3ZZN','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-5476-7b3b-83cf-42434757c853',1795339277430,'oauth.code_redeemed','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-545a-7637-ab7d-3d8e1bcdf07c','127.0.0.1','UCNBWHTDHSWNLSNOVA3WCM6DCA','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-5488-76c9-9c75-fa892b208027',1795339277448,'oauth.token_revoked','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-5476-78ae-b183-ebd531816f45','127.0.0.1','VKPW2QS6R2NFHFJK5FJTKAD7RV','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-5495-7f40-8863-813bece50e95',1795339277458,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-5492-7dc2-a69c-96e726b7776a','127.0.0.1','G6ALSXHPOWF66NN427CGEG2EMX','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-549c-7c9e-a6a5-991f2966e1a4',1795339277468,'oauth.code_redeemed','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-5492-7dc2-a69c-96e726b7776a','127.0.0.1','LEIODLUWWXMA6KBJ7DSNXMS6BE','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-54bb-7d51-b6cd-2a04574063fd',1795339277499,'oauth.token_revoked','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-5492-7dc2-a69c-96e726b7776a','127.0.0.1','FNEYRU52E2HXU3PRKZ2QBZFIWS','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-54f5-7d75-a5c8-3b1a53c6629d',1795339277000,'pat.created','','operator','01a2028f-54f3-7bb2-bec9-0662f5118ca5','','','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-55a3-79f1-b730-1c2db9522c4c',1795339277000,'pat.created','','operator','01a2028f-559c-78f5-bb0e-2de4e47e0c35','','','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-55c0-784f-a79a-373d0af97657',1795339277759,'pat.revoked','01a2028f-4f53-7215-b510-05aa996fcadb','client','01a2028f-559c-78f5-bb0e-2de4e47e0c35','127.0.0.1','5ZEDUWWC5EP33P3BEUHXB6W4KD','{"reason":"revoked by the client"}');
INSERT INTO audit_events VALUES('01a2028f-5670-7236-ae4a-d9a3bbb93d3a',1795339277000,'pat.created','','operator','01a2028f-566e-7268-8738-b67949248c4a','','','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-567c-7d1a-9fac-5c06cc93448c',1795339277947,'pat.rotated','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-566e-7268-8738-b67949248c4a','127.0.0.1','X4EPG4VFHTEZ5KXO5YZUPRFZKS','null');
INSERT INTO audit_events VALUES('01a2028f-5717-759b-9b8a-c61c8170d3f5',1795339278101,'oauth.code_issued','01a2028f-4c8e-7712-9bcc-97dae097c196','user','01a2028f-5715-7c91-acb6-a26d1db4cb90','127.0.0.1','3CB3KXSGLAEQFF3FIG3B25CFMX','{"client_id":"01a2028f-4f53-7215-b510-05aa996fcadb"}');
INSERT INTO audit_events VALUES('01a2028f-57e4-7ab5-8aff-11633021b78c',1795339278303,'user.signed_in','','anonymous','01a2028f-4e44-7613-9e93-db5b5d4ee08d','127.0.0.1','4J54ZIWCQYAL2CXVSS4JWYLLM2','null');
INSERT INTO audit_events VALUES('01a2028f-57fa-703d-9be8-6f7bf99f39ac',1795339278329,'consent.allowed','01a2028f-4e44-7613-9e93-db5b5d4ee08d','user','01a2028f-521c-74ad-837e-a747d5ba0509','127.0.0.1','NH7REDGNECKBVDNJYZE434WUU3','null');
INSERT INTO audit_events VALUES('01a2028f-57fa-7214-82b6-b065d4938026',1795339278329,'oauth.code_issued','01a2028f-4e44-7613-9e93-db5b5d4ee08d','user','01a2028f-57f9-7b5e-a754-ac2b37166149','127.0.0.1','NH7REDGNECKBVDNJYZE434WUU3','{"client_id":"01a2028f-521c-74ad-837e-a747d5ba0509"}');
INSERT INTO audit_events VALUES('01a2028f-5804-7411-b75f-3972f08e2981',1795339278339,'oauth.code_redeemed','01a2028f-521c-74ad-837e-a747d5ba0509','client','01a2028f-57f9-7b5e-a754-ac2b37166149','127.0.0.1','G6XLDSA5F3YTISURY3FDGTFZ47','{"client_id":"01a2028f-521c-74ad-837e-a747d5ba0509"}');
INSERT INTO audit_events VALUES('01a2028f-58a9-7c6e-89f8-563143a8e5a2',1795339278505,'client.disabled','','operator','01a2028f-521c-74ad-837e-a747d5ba0509','','','null');
INSERT INTO audit_events VALUES('01a2028f-5945-7793-bd4c-52d35ad36505',1795339278647,'user.disabled','','operator','01a2028f-4e44-7613-9e93-db5b5d4ee08d','','','null');
INSERT INTO audit_events VALUES('01a2028f-5b00-7411-a56f-3d57ca4fdf8d',1795339279094,'client.secret_rotated','','operator','01a2028f-511b-7b9b-9100-889745bf3a48','','','null');
INSERT INTO audit_events VALUES('01a2028f-5bea-7dbb-bf44-cbe760141fba',1795339279338,'key.rotated','','operator','X5jpiut2cgBYCYsEQ0U6lko9HfQcsJIOnIdSc_Rcy0I','','','null');
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
INSERT INTO notices VALUES('01a2028f-54f6-73d6-b80a-f54cb2b4edc6','01a2028f-4c8e-7712-9bcc-97dae097c196','token.created','01a2028f-54f3-7bb2-bec9-0662f5118ca5','','{"token_name":"nightly backup","client_name":"Ledgerly GZMRIB","scopes":["profile","tokens:read","tokens:write"]}',1795339277558,0);
INSERT INTO notices VALUES('01a2028f-55a3-7dd2-ba58-397c2b2005de','01a2028f-4c8e-7712-9bcc-97dae097c196','token.created','01a2028f-559c-78f5-bb0e-2de4e47e0c35','','{"token_name":"nightly backup","client_name":"Ledgerly GZMRIB","scopes":["profile","tokens:read","tokens:write"]}',1795339277731,0);
INSERT INTO notices VALUES('01a2028f-5670-7436-93ae-847b763bf579','01a2028f-4c8e-7712-9bcc-97dae097c196','token.created','01a2028f-566e-7268-8738-b67949248c4a','','{"token_name":"nightly backup","client_name":"Ledgerly GZMRIB","scopes":["profile","tokens:read","tokens:write"]}',1795339277936,0);
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
INSERT INTO pat_uses VALUES('01a2028f-54f3-7bb2-bec9-0662f5118ca5','',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a2028f-54f3-7bb2-bec9-0662f5118ca5','profile',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a2028f-566e-7268-8738-b67949248c4a','',1795305600000,1,0);
INSERT INTO pat_uses VALUES('01a2028f-566e-7268-8738-b67949248c4a','tokens:write',1795305600000,1,0);
CREATE TABLE chores (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO chores VALUES('clean-up','0e339fff-3e44-443d-91c5-652754453893',1795339415150);
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
COMMIT;
