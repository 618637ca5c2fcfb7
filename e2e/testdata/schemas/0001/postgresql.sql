--
-- PostgreSQL database dump
--

\restrict sCrkRNgN2aRy2gMCw53BtLF3cPUNjl9cgh4iTH1bXD8f4ymn1mhNUI4RtBPgyze

-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: access_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_tokens (
    hash bytea NOT NULL,
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    scopes text NOT NULL,
    audience text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint NOT NULL
);


--
-- Name: audit_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_events (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    actor character varying(36) NOT NULL COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL
);


--
-- Name: client_secrets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client_secrets (
    hash bytea NOT NULL,
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: clients; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    owner_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    type text NOT NULL,
    scopes text NOT NULL,
    redirect_uris text NOT NULL,
    grant_types text NOT NULL,
    auth_method text NOT NULL,
    token_format text NOT NULL,
    resource_server text COLLATE pg_catalog."C",
    user_tokens boolean NOT NULL,
    disabled_at bigint NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.codes (
    hash bytea NOT NULL,
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    redirect_uri text NOT NULL,
    challenge text NOT NULL,
    expires_at bigint NOT NULL,
    spent_at bigint NOT NULL
);


--
-- Name: consents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    scopes text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: lineages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lineages (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    parent_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    scopes text NOT NULL,
    resources text NOT NULL,
    auth_time bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    end_reason text NOT NULL
);


--
-- Name: pat_secrets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pat_secrets (
    hash bytea NOT NULL,
    token_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: personal_access_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.personal_access_tokens (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    scopes text NOT NULL,
    hint text NOT NULL,
    self_rotate boolean NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    last_used_ip text NOT NULL,
    old_uses bigint NOT NULL,
    old_used_at bigint NOT NULL
);


--
-- Name: refresh_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refresh_tokens (
    hash bytea NOT NULL,
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    spent_at bigint NOT NULL,
    successor bytea
);


--
-- Name: revocations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revocations (
    kind text NOT NULL COLLATE pg_catalog."C",
    ref character varying(36) NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL
);


--
-- Name: schema_versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_versions (
    id character varying(100) NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    hash bytea NOT NULL,
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    auth_time bigint NOT NULL,
    created_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    address text NOT NULL,
    agent text NOT NULL
);


--
-- Name: signing_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_keys (
    id text NOT NULL COLLATE pg_catalog."C",
    generation bigint NOT NULL,
    algorithm text NOT NULL COLLATE pg_catalog."C",
    private bytea NOT NULL,
    sealed boolean NOT NULL,
    created_at bigint NOT NULL,
    retired_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    username text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    avatar_url text NOT NULL,
    password_hash text NOT NULL,
    admin boolean NOT NULL,
    disabled_at bigint NOT NULL,
    created_at bigint NOT NULL
);


--
-- Data for Name: access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.access_tokens VALUES ('\x3ae098876ecc4df96b7fdb62d7f1fcfda7117acde361705484a4cf8ffedceea8', '01a2013b-adb3-7e26-9982-5cb6c0f94c40', '01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-aa45-71b1-aaea-58000c448066', 'profile email notes:read notes:write', '["http://127.0.0.1:16445"]', 1795317018035, 2515317018000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a2013b-a57b-7c48-9eeb-5faf93584f38', 1795317015926, 'key.rotated', '', 'system', 'LTWSJ760exwHYzSegUitK7wrVT29FxiogDnSAWwJy98', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-a728-7428-83ce-518b76193d73', 1795317016000, 'user.created', '', 'operator', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-a834-70b0-aafb-068b5b88ebd0', 1795317016000, 'user.created', '', 'operator', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-a9d1-73b0-bc49-385461cd586a', 1795317017000, 'client.registered', '', 'operator', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-aa4e-7597-bc7e-e8307e0ac9f6', 1795317017000, 'client.registered', '', 'operator', '01a2013b-aa45-71b1-aaea-58000c448066', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-aacb-730f-976f-4ac26594e846', 1795317017000, 'client.registered', '', 'operator', '01a2013b-aac4-73d3-ac17-74080dffc366', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-abf0-79cf-9400-b99f4da460ff', 1795317017000, 'client.registered', '', 'operator', '01a2013b-abed-7b7b-9aa3-8153719202cf', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-acc0-790b-9042-834c503da5d3', 1795317017791, 'user.signed_in', '', 'anonymous', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '127.0.0.1', 'BHJLLXNJLRN2PZNOEXYVLEQPUU', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-ad17-71e1-b10b-72dc15f2dcef', 1795317017875, 'consent.allowed', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', '127.0.0.1', 'ZSRAN76KF7OXCJDEXEKV7S4D3O', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-ad26-7a35-b5da-5bfec4236937', 1795317017872, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-ad10-7aa8-9133-5f436db4272d', '127.0.0.1', 'ZSRAN76KF7OXCJDEXEKV7S4D3O', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ad53-76e9-822f-8cd30d4e3b82', 1795317017922, 'oauth.code_redeemed', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-ad10-7aa8-9133-5f436db4272d', '127.0.0.1', 'E2RIHW45QBGG2GNEBAJEQECQOQ', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ad8a-7336-bc16-893de9d0f6a5', 1795317017993, 'consent.allowed', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-aa45-71b1-aaea-58000c448066', '127.0.0.1', 'F6IZSU5H3HQBU7IZFZYQIIT45G', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-ad93-75ff-aff4-a1f12eba4d27', 1795317017992, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', '127.0.0.1', 'F6IZSU5H3HQBU7IZFZYQIIT45G', '{"client_id":"01a2013b-aa45-71b1-aaea-58000c448066"}');
INSERT INTO public.audit_events VALUES ('01a2013b-adb5-716a-80ef-c96a6a8220c4', 1795317018035, 'oauth.code_redeemed', '01a2013b-aa45-71b1-aaea-58000c448066', 'client', '01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', '127.0.0.1', 'K4TUZ5F6VGBPL4ASFDNI7FZVQ6', '{"client_id":"01a2013b-aa45-71b1-aaea-58000c448066"}');
INSERT INTO public.audit_events VALUES ('01a2013b-add0-7c65-bdf1-c289872ecc1a', 1795317018061, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-adcd-7560-bed2-0b7a3641aeba', '127.0.0.1', 'PUGESWOX5R54IGUR3U23MVDR7E', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-adf7-7340-a4e5-6aeeea67713c', 1795317018087, 'oauth.code_redeemed', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-adcd-7560-bed2-0b7a3641aeba', '127.0.0.1', 'N2QVM3MXB75O36CJRXRKRXLLRR', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae33-77f3-adaf-2a07e385bfd4', 1795317018155, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-ae2b-7628-8516-161948a9a759', '127.0.0.1', 'ARP2UTSC7FNMM6T4YDZIWUN3GN', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae4f-72ef-a78b-7910e2b8849e', 1795317018182, 'oauth.code_redeemed', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-ae2b-7628-8516-161948a9a759', '127.0.0.1', 'YA6VKFMDAV4IS5UXGLLHEKHFWX', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae5b-7bdd-855e-8e2cd11e6c0a', 1795317018203, 'oauth.token_revoked', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-ae4c-7cb1-97ec-2628541722ca', '127.0.0.1', 'OFRBXOTL6IA5MDVRPDSS2IEIWA', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae74-7c8b-ba51-60d0eaafcb69', 1795317018220, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-ae6c-78db-b337-1a938b407a87', '127.0.0.1', 'GJ6GVD7TTQGJSY7FTIQL3WL5XP', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae83-75c3-bb1e-47d16b8021d5', 1795317018234, 'oauth.code_redeemed', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-ae6c-78db-b337-1a938b407a87', '127.0.0.1', 'XS3UMEJOWGVZ4ZGT5OD3JKQLIK', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-ae94-7af1-96a6-7278cd6092c1', 1795317018260, 'oauth.token_revoked', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-ae6c-78db-b337-1a938b407a87', '127.0.0.1', 'XVLTOVXD3ZEKACU7DXVLSJXLIP', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b009-7c51-b860-a13eedbe1eda', 1795317018000, 'pat.created', '', 'operator', '01a2013b-affd-7cb4-b92a-b1ccc0429b9f', '', '', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b08b-7745-9314-190f948b05da', 1795317018000, 'pat.created', '', 'operator', '01a2013b-b07b-74c1-8988-27b2f7bd4f9b', '', '', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b098-74f7-8bc0-d40f425c58b7', 1795317018773, 'pat.revoked', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'client', '01a2013b-b07b-74c1-8988-27b2f7bd4f9b', '127.0.0.1', '63ZOCGCR3R2EHULCXGMCGY67ZM', '{"reason":"revoked by the client"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b0fb-78c2-aab6-0a45a167740d', 1795317018000, 'pat.created', '', 'operator', '01a2013b-b0f6-73ef-acf5-1b30cdb5cddd', '', '', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b112-7c02-8f08-67c9f239215b', 1795317018896, 'pat.rotated', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-b0f6-73ef-acf5-1b30cdb5cddd', '127.0.0.1', 'WKH66PAE2LCSUIBWMIERVONZJD', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b11e-7a22-bd6f-7b812719b7fd', 1795317018905, 'oauth.code_issued', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'user', '01a2013b-b119-754f-a1c0-8e2ee2419891', '127.0.0.1', 'VDM5DEXCOKHE53LBVF7TA22V6H', '{"client_id":"01a2013b-a9c7-752b-bbd1-d8eebd5be1f1"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b176-78c7-95c3-5ef4e8c4f096', 1795317018997, 'user.signed_in', '', 'anonymous', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', '127.0.0.1', 'QDECPPF2GWSTRDOYW733HJR3ED', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b195-72e2-8206-0416a70f46c8', 1795317019028, 'consent.allowed', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', 'user', '01a2013b-abed-7b7b-9aa3-8153719202cf', '127.0.0.1', 'FJUWW645BUVA5D2JMHEBD7KKEW', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b195-7af2-9616-4620bbcd8c6f', 1795317019028, 'oauth.code_issued', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', 'user', '01a2013b-b194-749c-876c-ff890d26c12b', '127.0.0.1', 'FJUWW645BUVA5D2JMHEBD7KKEW', '{"client_id":"01a2013b-abed-7b7b-9aa3-8153719202cf"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b19a-7401-b0c9-0599cb48ce89', 1795317019033, 'oauth.code_redeemed', '01a2013b-abed-7b7b-9aa3-8153719202cf', 'client', '01a2013b-b194-749c-876c-ff890d26c12b', '127.0.0.1', '4FRN3UX3UIY47JOZDQLQL343Y3', '{"client_id":"01a2013b-abed-7b7b-9aa3-8153719202cf"}');
INSERT INTO public.audit_events VALUES ('01a2013b-b1df-73d1-9aa6-bca846f37721', 1795317019102, 'client.disabled', '', 'operator', '01a2013b-abed-7b7b-9aa3-8153719202cf', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b245-73d4-b617-2b1bc94f3cd1', 1795317019201, 'user.disabled', '', 'operator', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b2e4-7118-91b5-6c068e75fd2e', 1795317019361, 'client.secret_rotated', '', 'operator', '01a2013b-aac4-73d3-ac17-74080dffc366', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2013b-b36a-7e79-93a2-43e43128053b', 1795317019474, 'key.rotated', '', 'operator', 'WZ5wwEuK9XjN2-nydpTMqIB-bCwPAL8l4t1Gy2bHiU4', '', '', 'null');


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\x0835c601276758921a5e3577c72177e2a803bde2262d8962c68d0eb3304715f0', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 1795317017000, 0);
INSERT INTO public.client_secrets VALUES ('\xeb3ff5b9d3ca13f5a955923bea15ce18abfa99e863f7d354cf271e3f44f68c7f', '01a2013b-aa45-71b1-aaea-58000c448066', 1795317017000, 0);
INSERT INTO public.client_secrets VALUES ('\xa029049c75bc3912631b621a787f8bfee078abdea1f4f439ee30119a57dfa0b1', '01a2013b-abed-7b7b-9aa3-8153719202cf', 1795317017000, 0);
INSERT INTO public.client_secrets VALUES ('\x52992c255930fd5005a797b5eb155e85a8cf7184009aa8bf559400464f215937', '01a2013b-aac4-73d3-ac17-74080dffc366', 1795317017000, 1797909019361);
INSERT INTO public.client_secrets VALUES ('\x720b16e595752f725bc68eec8df20b067d0490c92c1caf12a185fe19e84bd6ba', '01a2013b-aac4-73d3-ac17-74080dffc366', 1795317019361, 0);


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'Ledgerly XO4NH4', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1795317017000);
INSERT INTO public.clients VALUES ('01a2013b-aa45-71b1-aaea-58000c448066', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'Ledgerly 7BNG7V', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1795317017000);
INSERT INTO public.clients VALUES ('01a2013b-aac4-73d3-ac17-74080dffc366', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://mqe5n72qjp.example.org/api', false, 0, 1795317017000);
INSERT INTO public.clients VALUES ('01a2013b-abed-7b7b-9aa3-8153719202cf', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'Ledgerly EZUZHU', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1795317019102, 1795317017000);


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\x4d17993491faddbe1a65a75b01c7b7325622796dd8213782876db4990d85c97e', '01a2013b-ad10-7aa8-9133-5f436db4272d', 'https://app.example.org/callback', 'dxF_6C8qTDYha66HPvErG2P2dSLZmwGET7BftQ8mze8', 1795317617872, 1795317017922);
INSERT INTO public.codes VALUES ('\xea19f2d81e9ecec0865dffbe3418baedc73072f55d0fcecc3fccd490510b3e6b', '01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', 'https://app.example.org/callback', 'w64bRFbYXNGPi9FNSsAzaarA3q1ZFQwBOdnJKZQTcBU', 1795317617992, 1795317018035);
INSERT INTO public.codes VALUES ('\x9b17038e33c2023cb147b4281410aa4e47903b4c8931c7e592b1f98a26bdd619', '01a2013b-adcd-7560-bed2-0b7a3641aeba', 'https://app.example.org/callback', 'SKgb-giCRBiKVI4k5cxJmj0SOa1IwBDkfdfGCUgtdUo', 1795317618061, 1795317018087);
INSERT INTO public.codes VALUES ('\x6efebb1234f31e4702df09ca2fdb27d78d69489af7b01793114aac094d400633', '01a2013b-ae2b-7628-8516-161948a9a759', 'https://app.example.org/callback', '_cuTgPfHQSPLTIKyAsK9_imdcW05zjGjdt6ck8uhnlo', 1795317618155, 1795317018182);
INSERT INTO public.codes VALUES ('\x4f12f8ac01a22674862835046853b2075e5aca469434d218eebbef04c42d342b', '01a2013b-ae6c-78db-b337-1a938b407a87', 'https://app.example.org/callback', 'XO5lZkD1AKp4Sni9Wxhlmkz8KqDNpZ02fLi7eKwIw10', 1795317618220, 1795317018234);
INSERT INTO public.codes VALUES ('\xfa984f85851f96d49a144de8e817ee6c15d4139ff95246641398d1b6551aa725', '01a2013b-b119-754f-a1c0-8e2ee2419891', 'https://app.example.org/callback', '9m02mAAA3lvUM5nTPLxPOPl5wLmN8A2A8jDgFcDE3-Y', 1795317618905, 0);
INSERT INTO public.codes VALUES ('\xbe4e2f58f3537917e8b2813bc6b89fc983afb9629b2c9f18a174121250fd4e6d', '01a2013b-b194-749c-876c-ff890d26c12b', 'https://app.example.org/callback', '7ck0voqLheVh3N61wTPZ_BRBFIh4pZw_jn8k1KMdRHg', 1795317619028, 1795317019033);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', 1795317017875, 1795317017875);
INSERT INTO public.consents VALUES ('01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-aa45-71b1-aaea-58000c448066', 'profile email notes:read notes:write', 1795317017993, 1795317017993);
INSERT INTO public.consents VALUES ('01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', '01a2013b-abed-7b7b-9aa3-8153719202cf', 'profile email notes:read notes:write', 1795317019028, 1795317019028);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a2013b-ad10-7aa8-9133-5f436db4272d', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 1795317017791, 1795317017872, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-aa45-71b1-aaea-58000c448066', 'profile email notes:read notes:write', '', 1795317017791, 1795317017992, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-adcd-7560-bed2-0b7a3641aeba', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 1795317017791, 1795317018061, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-ae2b-7628-8516-161948a9a759', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 1795317017791, 1795317018155, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-ae6c-78db-b337-1a938b407a87', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 1795317017791, 1795317018220, 0, 1795317018259, 'revoked by the client');
INSERT INTO public.lineages VALUES ('01a2013b-affd-7cb8-aeef-cd0930e30e7f', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 0, 1795317018000, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-b07b-74c5-8631-9a891bfd5f14', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 0, 1795317018000, 0, 1795317018773, 'revoked by the client');
INSERT INTO public.lineages VALUES ('01a2013b-b0f6-73f1-ba25-ece71d0a483d', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 0, 1795317018000, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-b119-754f-a1c0-8e2ee2419891', '', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'profile tokens:read tokens:write', '', 1795317017791, 1795317018905, 0, 0, '');
INSERT INTO public.lineages VALUES ('01a2013b-b194-749c-876c-ff890d26c12b', '', '01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', '01a2013b-abed-7b7b-9aa3-8153719202cf', 'profile email notes:read notes:write', '', 1795317018997, 1795317019028, 0, 0, '');


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\x0236584e4d4319bb99bd222da2c904eeb7bd281c8f97663e9d5e83fbcb81f2a8', '01a2013b-affd-7cb4-b92a-b1ccc0429b9f', 1795317018000, 0);
INSERT INTO public.pat_secrets VALUES ('\xce2ebb54cb45754d06085e43a6fcc7ceeaa77e0909dd0f4efb686576309b335c', '01a2013b-b07b-74c1-8988-27b2f7bd4f9b', 1795317018000, 0);
INSERT INTO public.pat_secrets VALUES ('\x8b2ca538e40674ce70cc3c7b46570e6d720055df2e288b2f40dc625ca269d27d', '01a2013b-b0f6-73ef-acf5-1b30cdb5cddd', 1795317018000, 1795317018896);
INSERT INTO public.pat_secrets VALUES ('\xc1c3297fe993ed7238407e4b116fc7bd7defbdc5e1db402924093f822d22d8c8', '01a2013b-b0f6-73ef-acf5-1b30cdb5cddd', 1795317018896, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a2013b-b07b-74c1-8988-27b2f7bd4f9b', '01a2013b-b07b-74c5-8631-9a891bfd5f14', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_Tef…0Xj4', false, 1795317018000, 0, 0, '', 0, 0);
INSERT INTO public.personal_access_tokens VALUES ('01a2013b-affd-7cb4-b92a-b1ccc0429b9f', '01a2013b-affd-7cb8-aeef-cd0930e30e7f', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_02I…vIqz', false, 1795317018000, 0, 1795317019512, '127.0.0.1', 0, 0);
INSERT INTO public.personal_access_tokens VALUES ('01a2013b-b0f6-73ef-acf5-1b30cdb5cddd', '01a2013b-b0f6-73f1-ba25-ece71d0a483d', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', '01a2013b-a9c7-752b-bbd1-d8eebd5be1f1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_Eat…haUe', false, 1795317018000, 0, 1795317018894, '127.0.0.1', 0, 0);


--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\xaf727fa81d96fdf3d0ea77b542405d235ff538cf329dd4a2415ea40fd1a4a204', '01a2013b-ad10-7aa8-9133-5f436db4272d', 1795317017922, 2515317017922, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x31ee877beeb7ca3f781193eadb3fe8171618a7ec3f52377404a6eb4beff4cb52', '01a2013b-ad88-7d5c-a0b0-5f541a8f9b3f', 1795317018035, 2515317018035, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xd348c1754c4aee86ddd641b2db66d115c12c056f27e31ed3f81ccdfa3cedcc2a', '01a2013b-adcd-7560-bed2-0b7a3641aeba', 1795317018112, 2515317018112, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xbcdab40a0bb146e3778c0c2413738dc5ac3fefe1f75557440823e3d1cc3649e1', '01a2013b-adcd-7560-bed2-0b7a3641aeba', 1795317018087, 2515317018087, 1795317018112, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xc44cad8c1dcd839d9bbd9598e976565cbb0a46e111bad4ae0cdc7525af6be3b6', '01a2013b-ae2b-7628-8516-161948a9a759', 1795317018182, 2515317018182, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x5d5ff024cd8ee5b062ae11bc21347b7cc3cce2b0d023095ea594acd94def0342', '01a2013b-ae6c-78db-b337-1a938b407a87', 1795317018234, 2515317018234, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x09a042c50608a95be95d3386cc8ad4ad36f2805b34cab555fe7c7f4289a7fefa', '01a2013b-b194-749c-876c-ff890d26c12b', 1795317019033, 2515317019033, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a2013b-ae4c-7cb1-97ec-2628541722ca', 2515317018000);


--
-- Data for Name: schema_versions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_versions VALUES ('0001_rooms');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x10d488f4ffb9261d4e8d59c1c9182ec32aab2a8c3691c8b87ecae39597a7bc32', '01a2013b-a71f-7bde-a5ea-87a80a925f9c', 1795317017791, 1795317017791, 1795317017791, 2515317017791, '127.0.0.1', 'Go-http-client/1.1');


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('WZ5wwEuK9XjN2-nydpTMqIB-bCwPAL8l4t1Gy2bHiU4', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104209ba7ca21fb9a1e3d9b2a9cc0dd508029584970bebc744ad985361110e1ea7991a14403420004e913b47dd0b2667c3197b435c39672d62a0e56bb1aa967082ac92a4f34386d3698aff54d0e48352d102e171e4a971cf45b175cf77b5b7a8b571fcaf4cb6aac0d', false, 1795317019474, 0, 0);
INSERT INTO public.signing_keys VALUES ('LTWSJ760exwHYzSegUitK7wrVT29FxiogDnSAWwJy98', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420bcfdfcf59ee5f9e60d5c144f3056d1c138ee20f6872c3c4a513486ae51db109ca14403420004b10a8c7751c8660b4f0535cadbe1653343507cd4f0458626ef0eed6e17bb9b5d652c6a3b55302a4c588c11830a83d7078d7322c60843e88096e5044dfaaedea3', false, 1795317015926, 1795317019474, 2875317019474);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a2013b-a71f-7bde-a5ea-87a80a925f9c', 'ukdglgptw4l', 'ukdglgptw4l@example.org', 'Mira ukdglgptw4l', '', '$argon2id$v=19$m=19456,t=2,p=1$PCm4KegozBLS2Nbm+3D6dQ$U9bW3hX8U0cKbXkNRi1iWu4RlmXa+vKj/fqYHIol8dU', false, 0, 1795317016000);
INSERT INTO public.users VALUES ('01a2013b-a82c-7bed-b4f1-a25d5cd4a7f7', 'u7dkwog5nja', 'u7dkwog5nja@example.org', 'Mira u7dkwog5nja', '', '$argon2id$v=19$m=19456,t=2,p=1$pntPKWEhegSG7MsV7Yh3ww$t+/Nqc89nMno3lv+RAhgoew7n3UOQODMWeQnnyVkyio', false, 1795317019201, 1795317016000);


--
-- Name: access_tokens access_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_pkey PRIMARY KEY (hash);


--
-- Name: audit_events audit_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);


--
-- Name: client_secrets client_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_secrets
    ADD CONSTRAINT client_secrets_pkey PRIMARY KEY (hash);


--
-- Name: clients clients_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);


--
-- Name: codes codes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_pkey PRIMARY KEY (hash);


--
-- Name: consents consents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (user_id, client_id);


--
-- Name: lineages lineages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lineages
    ADD CONSTRAINT lineages_pkey PRIMARY KEY (id);


--
-- Name: pat_secrets pat_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pat_secrets
    ADD CONSTRAINT pat_secrets_pkey PRIMARY KEY (hash);


--
-- Name: personal_access_tokens personal_access_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personal_access_tokens
    ADD CONSTRAINT personal_access_tokens_pkey PRIMARY KEY (id);


--
-- Name: refresh_tokens refresh_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (hash);


--
-- Name: revocations revocations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (kind, ref);


--
-- Name: schema_versions schema_versions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_versions
    ADD CONSTRAINT schema_versions_pkey PRIMARY KEY (id);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (hash);


--
-- Name: signing_keys signing_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: access_tokens_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_tokens_expiry ON public.access_tokens USING btree (expires_at);


--
-- Name: audit_events_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_events_subject ON public.audit_events USING btree (subject, id);


--
-- Name: client_secrets_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX client_secrets_client ON public.client_secrets USING btree (client_id, expires_at);


--
-- Name: clients_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_owner ON public.clients USING btree (owner_id, id);


--
-- Name: clients_resource_server; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX clients_resource_server ON public.clients USING btree (resource_server);


--
-- Name: clients_user_tokens; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_user_tokens ON public.clients USING btree (user_tokens, id);


--
-- Name: codes_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX codes_expiry ON public.codes USING btree (expires_at);


--
-- Name: consents_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_client ON public.consents USING btree (client_id);


--
-- Name: lineages_client_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineages_client_user ON public.lineages USING btree (client_id, user_id);


--
-- Name: lineages_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineages_parent ON public.lineages USING btree (parent_id);


--
-- Name: pat_secrets_token; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pat_secrets_token ON public.pat_secrets USING btree (token_id);


--
-- Name: personal_access_tokens_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personal_access_tokens_client ON public.personal_access_tokens USING btree (client_id, id);


--
-- Name: personal_access_tokens_lineage; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personal_access_tokens_lineage ON public.personal_access_tokens USING btree (lineage_id);


--
-- Name: personal_access_tokens_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personal_access_tokens_user ON public.personal_access_tokens USING btree (user_id, id);


--
-- Name: refresh_tokens_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refresh_tokens_expiry ON public.refresh_tokens USING btree (expires_at);


--
-- Name: revocations_until; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX revocations_until ON public.revocations USING btree (until);


--
-- Name: sessions_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_expiry ON public.sessions USING btree (expires_at);


--
-- Name: sessions_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_user ON public.sessions USING btree (user_id);


--
-- Name: signing_keys_generation; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX signing_keys_generation ON public.signing_keys USING btree (generation);


--
-- Name: users_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX users_email ON public.users USING btree (email);


--
-- Name: users_username; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX users_username ON public.users USING btree (username);


--
-- PostgreSQL database dump complete
--

\unrestrict sCrkRNgN2aRy2gMCw53BtLF3cPUNjl9cgh4iTH1bXD8f4ymn1mhNUI4RtBPgyze

