--
-- PostgreSQL database dump
--

\restrict m9xGaVy8kCFvLg9GerGgRIzNt1HR09FT1fDImqAZH5STalIoiESTadHkeRIW1GA

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
-- Name: access_lineages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_lineages (
    hash bytea NOT NULL,
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C"
);


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
    detail text NOT NULL,
    user_id character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    grant_id character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    credential text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    agent text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT 'success'::text NOT NULL COLLATE pg_catalog."C",
    before_state text,
    after_state text
);


--
-- Name: ceremonies; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ceremonies (
    hash bytea NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    state bytea NOT NULL,
    sealed boolean NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: chores; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.chores (
    name text NOT NULL COLLATE pg_catalog."C",
    holder character varying(36) NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL
);


--
-- Name: client_secrets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client_secrets (
    hash bytea NOT NULL,
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    creator_lineage character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C"
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
    created_at bigint NOT NULL,
    pending boolean DEFAULT false NOT NULL,
    suspended_by text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    reviewed_at bigint DEFAULT 0 NOT NULL,
    first_party boolean DEFAULT false NOT NULL,
    accepts_default_audience boolean DEFAULT true NOT NULL,
    own_lineage character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    creator_lineage character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    managed_by character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    resource_key bytea,
    pkce_optional boolean DEFAULT false NOT NULL
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
-- Name: consent_grants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consent_grants (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    combination bytea NOT NULL,
    origin text NOT NULL,
    resource text NOT NULL,
    scopes text NOT NULL,
    second_factor boolean NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: consents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    client_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    scopes text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    given_uris text,
    given_scopes text
);


--
-- Name: endings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.endings (
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    ended_at bigint NOT NULL
);


--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    id bytea NOT NULL,
    fingerprint bytea NOT NULL,
    claimed_at bigint NOT NULL,
    response bytea
);


--
-- Name: known_browsers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.known_browsers (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    browser text NOT NULL COLLATE pg_catalog."C",
    last_at bigint NOT NULL
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
    end_reason text NOT NULL,
    second_factor text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    lasting boolean DEFAULT false NOT NULL,
    signed_for text
);


--
-- Name: notice_deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice_deliveries (
    notice_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    due_at bigint NOT NULL,
    tries bigint NOT NULL,
    done_at bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    kind text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    priority bigint DEFAULT 1 NOT NULL,
    turn bigint DEFAULT 0 NOT NULL,
    leader character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C",
    combined bigint DEFAULT 0 NOT NULL
);


--
-- Name: notices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notices (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    token_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    occasion text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL,
    created_at bigint NOT NULL,
    read_at bigint NOT NULL
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
-- Name: pat_uses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pat_uses (
    token_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    day bigint NOT NULL,
    uses bigint NOT NULL,
    unsaid bigint NOT NULL
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
    old_used_at bigint NOT NULL,
    limits text,
    last_used_agent text DEFAULT ''::text NOT NULL
);


--
-- Name: recovery_codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_codes (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL
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
    until bigint NOT NULL,
    recorded_at bigint DEFAULT 0 NOT NULL,
    audience text
);


--
-- Name: schema_versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_versions (
    id character varying(100) NOT NULL
);


--
-- Name: second_factors; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.second_factors (
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    ref text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    sealed boolean NOT NULL,
    counter bigint NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL
);


--
-- Name: server_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.server_keys (
    name text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    sealed boolean NOT NULL,
    created_at bigint NOT NULL
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
    agent text NOT NULL,
    mfa_time bigint DEFAULT 0 NOT NULL
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
    expires_at bigint NOT NULL,
    signs_at bigint DEFAULT 0 NOT NULL,
    access_ttl bigint DEFAULT 86400000 NOT NULL,
    revoked_at bigint DEFAULT 0 NOT NULL
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
-- Data for Name: access_lineages; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.access_tokens VALUES ('\xd83de2f5892b1d0ab57e11bc3465e8425369a53e2892cb9bb03ee1469e25f2aa', '01a22c15-5331-79a8-a639-bd2674c7b6eb', '01a22c15-5325-7e75-a037-f2b5c762fa9a', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-51fc-7eea-9bff-26cb6f06db72', 'profile email notes:read notes:write', '["http://127.0.0.1:12078"]', 1796035924785, 1796036524000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a22c15-4dfe-70ae-9be4-35d1c05499a3', 1796035923450, 'key.rotated', '', 'system', 'U885aPO9pnfq7e2mXIkE36iRWOxuRW7frLjqiRQ3m9E', '', '', 'null', '', '', '', 'system', '', 'success', NULL, '{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO public.audit_events VALUES ('01a22c15-4f2c-7a8d-a071-5830582f0913', 1796035923000, 'user.created', '', 'operator', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"ugtopa6cigb@example.org","name":"Mira ugtopa6cigb","status":"enabled","username":"ugtopa6cigb"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5074-7c54-9f52-011f00997b3f', 1796035924000, 'user.created', '', 'operator', '01a22c15-5073-7634-bba3-49be7edd6584', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"uu4hvdu2gee@example.org","name":"Mira uu4hvdu2gee","status":"enabled","username":"uu4hvdu2gee"}');
INSERT INTO public.audit_events VALUES ('01a22c15-518c-7f35-826a-9b7f9a5dda9c', 1796035924000, 'client.registered', '', 'operator', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly LJGLWI","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5201-783c-90c4-9033dfce7865', 1796035924000, 'client.registered', '', 'operator', '01a22c15-51fc-7eea-9bff-26cb6f06db72', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly XE7SUB","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5221-794c-bf40-330c1e6f5af2', 1796035924000, 'client.registered', '', 'operator', '01a22c15-5220-7990-881a-a2bb165bd184', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","require_pkce":"yes","resource_server":"https://sz3pnbtcze.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5243-7058-8e1a-f0c431a1f8d5', 1796035924000, 'client.registered', '', 'operator', '01a22c15-5241-795f-ab14-b45bf36d2163', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly JVW3HB","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c15-52e7-749d-9449-02af6678b1e1', 1796035924686, 'user.signed_in', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-4f29-76e3-8916-1476f61bb750', '127.0.0.1', 'UDJTXOZEZGTVV4F2L3HBOHF4XW', 'null', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T10:52:04Z"}');
INSERT INTO public.audit_events VALUES ('01a22c15-530e-72e0-ada3-30ef65e24531', 1796035924746, 'consent.allowed', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '127.0.0.1', 'J6QUOPR6CAUNGYJSNNJHSPREZI', 'null', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-530f-78f7-99c5-276312a77465', 1796035924745, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5309-764e-b3cd-26b14ac3f3f1', '127.0.0.1', 'J6QUOPR6CAUNGYJSNNJHSPREZI', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:04Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5319-7ec2-9b2d-77158a4edb4d', 1796035924759, 'oauth.code_redeemed', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-5309-764e-b3cd-26b14ac3f3f1', '127.0.0.1', 'FAYDOKAT3MUJX2EG4OAC5Q4QQX', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5328-71cd-9826-b23e0f9d14bc', 1796035924774, 'consent.allowed', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-51fc-7eea-9bff-26cb6f06db72', '127.0.0.1', 'UPTB22YFVZ7Q34B5RTCQSQPKBZ', 'null', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-532a-78ed-bc51-4b033083fea9', 1796035924773, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5325-7e75-a037-f2b5c762fa9a', '127.0.0.1', 'UPTB22YFVZ7Q34B5RTCQSQPKBZ', '{"client_id":"01a22c15-51fc-7eea-9bff-26cb6f06db72"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:04Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5332-7a45-95ed-ddc280d1ac04', 1796035924785, 'oauth.code_redeemed', '01a22c15-51fc-7eea-9bff-26cb6f06db72', 'client', '01a22c15-5325-7e75-a037-f2b5c762fa9a', '127.0.0.1', 'AL6URTG3QG4DVCOZ3ULSZPVJW3', '{"client_id":"01a22c15-51fc-7eea-9bff-26cb6f06db72"}', '', '01a22c15-51fc-7eea-9bff-26cb6f06db72', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-533a-7737-bd2b-bd5e5788c06c', 1796035924792, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5338-7807-9a8b-736520f2e6c7', '127.0.0.1', 'K5ERVZUQB3LAYJI632DOPIQFYZ', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:04Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5342-71ae-9ae4-789e1935fb12', 1796035924800, 'oauth.code_redeemed', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-5338-7807-9a8b-736520f2e6c7', '127.0.0.1', 'JK4LQ7PRAN6EPJZB47DSLQYHFF', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5351-76f7-b3bc-ab5c41e10958', 1796035924815, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-534f-7a2b-b06f-02eb46693cf1', '127.0.0.1', 'A4TEBWNLWDYUX7Z5LMRJ24VRI4', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:04Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5357-77bc-97e7-e3e6f6fe5fef', 1796035924822, 'oauth.code_redeemed', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-534f-7a2b-b06f-02eb46693cf1', '127.0.0.1', 'SOEL45OB2XS6LBFOXDXF4PIB4F', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-535e-7f2d-ba71-ee61300d1f21', 1796035924830, 'oauth.token_revoked', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-5356-7a42-8232-363dd925286d', '127.0.0.1', 'IGZ3WKNWMR64ACSVG7YSTPTCY4', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5366-771e-a45a-0dc1c04656a8', 1796035924835, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5363-7a02-92ed-b519ca71f43d', '127.0.0.1', 'J2BIHFMY5C7O34E6MYS66BLBTJ', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:04Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-536b-74a3-bf8c-809b41d40312', 1796035924842, 'oauth.code_redeemed', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-5363-7a02-92ed-b519ca71f43d', '127.0.0.1', 'LTI7EE5BWOSWQ2BT5HMUIHNVVU', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5374-74f2-99e1-c80131d83c49', 1796035924852, 'oauth.token_revoked', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-5363-7a02-92ed-b519ca71f43d', '127.0.0.1', 'XV26UQ5TA7TVDCM76KLIV6ENVU', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c15-539a-73b9-986f-424b25a6d97a', 1796035924000, 'pat.created', '', 'operator', '01a22c15-5397-7e0e-983a-fb343114779b', '', '', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-4f29-76e3-8916-1476f61bb750"}');
INSERT INTO public.audit_events VALUES ('01a22c15-53ca-789d-aba7-71d59d0d31f7', 1796035924000, 'pat.created', '', 'operator', '01a22c15-53c8-7957-a3e8-f1b0c4e3bdef', '', '', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-4f29-76e3-8916-1476f61bb750"}');
INSERT INTO public.audit_events VALUES ('01a22c15-53d3-7a62-b499-6e40a2bb663e', 1796035924945, 'pat.revoked', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'client', '01a22c15-53c8-7957-a3e8-f1b0c4e3bdef', '127.0.0.1', 'BGMW3H75GZQK2RSBHVCFOH525O', '{"reason":"revoked by the client"}', '', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5402-728a-945c-46aafcb8bf6d', 1796035924000, 'pat.created', '', 'operator', '01a22c15-5400-726c-be2e-411c115c1a5d', '', '', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c15-4f29-76e3-8916-1476f61bb750"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5414-75b0-b863-b1e7cbbca2a0', 1796035925008, 'pat.rotated', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5400-726c-be2e-411c115c1a5d', '127.0.0.1', 'ZMXN6Z2KTKNQSDOW3GCN3YIRO5', 'null', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '01a22c15-5400-726d-88b4-458b3811eb5a', 'pat', 'Go-http-client/1.1', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-11-30T10:52:05Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c15-541a-7755-a3e9-11d44f668915', 1796035925016, 'oauth.code_issued', '01a22c15-4f29-76e3-8916-1476f61bb750', 'user', '01a22c15-5418-78d2-a094-0cb878598fdd', '127.0.0.1', 'O7D7XO4OFU4U2CNSIKQMARASEN', '{"client_id":"01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6"}', '01a22c15-4f29-76e3-8916-1476f61bb750', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:05Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5534-7689-a109-2748724c27fc', 1796035925298, 'user.signed_in', '01a22c15-5073-7634-bba3-49be7edd6584', 'user', '01a22c15-5073-7634-bba3-49be7edd6584', '127.0.0.1', '2PXAWBHDLLHP7U2IMQAL6AFGGR', 'null', '01a22c15-5073-7634-bba3-49be7edd6584', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T10:52:05Z"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5544-7438-b62a-09dd9068aa0e', 1796035925315, 'consent.allowed', '01a22c15-5073-7634-bba3-49be7edd6584', 'user', '01a22c15-5241-795f-ab14-b45bf36d2163', '127.0.0.1', '3D6KQYIZAMHJWAA7NFFFZXVBOQ', 'null', '01a22c15-5073-7634-bba3-49be7edd6584', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5545-71a2-af73-220ae6b7db2b', 1796035925314, 'oauth.code_issued', '01a22c15-5073-7634-bba3-49be7edd6584', 'user', '01a22c15-5542-7e5c-86cb-ad91b18fff1d', '127.0.0.1', '3D6KQYIZAMHJWAA7NFFFZXVBOQ', '{"client_id":"01a22c15-5241-795f-ab14-b45bf36d2163"}', '01a22c15-5073-7634-bba3-49be7edd6584', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T10:52:05Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c15-5548-752f-9491-cfc2ccf229c0', 1796035925319, 'oauth.code_redeemed', '01a22c15-5241-795f-ab14-b45bf36d2163', 'client', '01a22c15-5542-7e5c-86cb-ad91b18fff1d', '127.0.0.1', 'NXCKL64GM3W2U2STRC7XO2KQ4R', '{"client_id":"01a22c15-5241-795f-ab14-b45bf36d2163"}', '', '01a22c15-5241-795f-ab14-b45bf36d2163', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c15-55a9-75b0-90da-f7baf0142547', 1796035925417, 'client.suspended', '', 'operator', '01a22c15-5241-795f-ab14-b45bf36d2163', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"active","suspended_by":""}', '{"status":"suspended","suspended_by":"operator"}');
INSERT INTO public.audit_events VALUES ('01a22c15-55c9-7ea3-8f0d-3919362ab8f6', 1796035925445, 'user.disabled', '', 'operator', '01a22c15-5073-7634-bba3-49be7edd6584', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"enabled"}', '{"status":"disabled"}');
INSERT INTO public.audit_events VALUES ('01a22c15-55ef-7bf0-b037-279cb7b41c65', 1796035925484, 'client.secret_rotated', '', 'operator', '01a22c15-5220-7990-881a-a2bb165bd184', '', '', '{"overlap":"720h0m0s"}', '', '', '', 'cli', '', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-12-30T10:52:05Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c15-561e-77d0-8702-bf2a321c2f8c', 1796035925533, 'key.rotated', '', 'operator', 'cokDzKdeoS4fpdmaV2QnX13_-3pIDie91DM8DD0TWqc', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T10:52:11Z"}');


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', 'e0c677d7-4a44-428e-8dba-4be561f7713f', 1796036063734);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\x3587db510a1b98e6cddf33eea41a8a792cf267c1563b43f2b111ea9777b43a52', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 1796035924000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x9b54e0a414a2d735c81bbd30b7b30b7ecdbc5fb7fd7e5500b97edd497eea5c43', '01a22c15-51fc-7eea-9bff-26cb6f06db72', 1796035924000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x8556aac5c016901a0afda810d73ebf2f34f5d13d953f68fae16a3b36382dcd84', '01a22c15-5241-795f-ab14-b45bf36d2163', 1796035924000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xc4f26792b42755bb128d533e25752b46194f84ba61c2c08960f59cfc901883a6', '01a22c15-5220-7990-881a-a2bb165bd184', 1796035924000, 1798627925484, '');
INSERT INTO public.client_secrets VALUES ('\xe9a5fc48f10fc2f5b4ffbd39e2bebe2eab1734f5609c53d6cb0b0ff0a19d88b6', '01a22c15-5220-7990-881a-a2bb165bd184', 1796035925484, 0, '');


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '01a22c15-4f29-76e3-8916-1476f61bb750', 'Ledgerly LJGLWI', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1796035924000, false, '', 1796035924173, false, true, '', '', '', NULL, false);
INSERT INTO public.clients VALUES ('01a22c15-51fc-7eea-9bff-26cb6f06db72', '01a22c15-4f29-76e3-8916-1476f61bb750', 'Ledgerly XE7SUB', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1796035924000, false, '', 1796035924476, false, true, '', '', '', NULL, false);
INSERT INTO public.clients VALUES ('01a22c15-5220-7990-881a-a2bb165bd184', '01a22c15-4f29-76e3-8916-1476f61bb750', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://sz3pnbtcze.example.org/api', false, 0, 1796035924000, false, '', 1796035924512, false, true, '', '', '', '\x3e47b60c95ed5e85cb4436fffcf74a4829beccbcae038b46b305e12b9c0b4ddf', false);
INSERT INTO public.clients VALUES ('01a22c15-5241-795f-ab14-b45bf36d2163', '01a22c15-4f29-76e3-8916-1476f61bb750', 'Ledgerly JVW3HB', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1796035925412, 1796035924000, false, 'operator', 1796035924545, false, true, '', '', '', NULL, false);


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\x546dcc9b5ff1f3e2373033f16decbcb603496d68acbdfdcba630d11e6771000e', '01a22c15-5309-764e-b3cd-26b14ac3f3f1', 'https://app.example.org/callback', 's5cM6upYO50PwijQP_5JSiOKiF3wKn2-RCI3frIZVjU', 1796035984745, 1796035924759);
INSERT INTO public.codes VALUES ('\x07fa815ec4f38e8f1b28bcecb4b82e6aae162a0a703d07a6e3b0b659e1d32204', '01a22c15-5325-7e75-a037-f2b5c762fa9a', 'https://app.example.org/callback', 'su5ZHK2OMc-q3_0Q3FPtSPguGbteNmSjRaMnREeW3BY', 1796035984773, 1796035924785);
INSERT INTO public.codes VALUES ('\x83d86257c0b2ec7ce1f3f115fb281541b968e4551b0cb8917aa849f31299bdea', '01a22c15-5338-7807-9a8b-736520f2e6c7', 'https://app.example.org/callback', 'avk8ssABTUH33jilTJB34dVbZp09_L6xROGTJ7Vj1DA', 1796035984792, 1796035924800);
INSERT INTO public.codes VALUES ('\xa6422f7a5c13ff166f688c0b3bce1548be9346bbd63ffe75c9b19a0fbfbb0691', '01a22c15-534f-7a2b-b06f-02eb46693cf1', 'https://app.example.org/callback', 'hGU8mUv4SPi5TxD4ea0bpj02Bm86Do2_HQaoRYxvy3Y', 1796035984815, 1796035924822);
INSERT INTO public.codes VALUES ('\xdac0bab625071c322b40e64057e35e262a1b9f9b8494e1313b099fac50471784', '01a22c15-5363-7a02-92ed-b519ca71f43d', 'https://app.example.org/callback', 'JYE08Jh8W649nIP-qhenATJ4aEs6E27WZdAHBNneeo0', 1796035984835, 1796035924842);
INSERT INTO public.codes VALUES ('\x9748bbcb5305e08045acb610c05d3c7c14ff39d6a64da8d001e39b8f8957f899', '01a22c15-5418-78d2-a094-0cb878598fdd', 'https://app.example.org/callback', 'hK3N2DVM0L4qFdGb9G0OMt2S8Z_fupj-ykB0MQ4ReuU', 1796035985016, 0);
INSERT INTO public.codes VALUES ('\xe1a34c8059257f8025349153bbd78e6c605fdd992bd6a4612c65cb6447fc9fdf', '01a22c15-5542-7e5c-86cb-ad91b18fff1d', 'https://app.example.org/callback', 'K5nmZAVcdd5DdBaPsYH2It1oiLYAOYfYp0LTWYtH3b8', 1796035985314, 1796035925319);


--
-- Data for Name: consent_grants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consent_grants VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile tokens:read tokens:write', false, 1796035924746, 1796035924746);
INSERT INTO public.consent_grants VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-51fc-7eea-9bff-26cb6f06db72', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796035924774, 1796035924774);
INSERT INTO public.consent_grants VALUES ('01a22c15-5073-7634-bba3-49be7edd6584', '01a22c15-5241-795f-ab14-b45bf36d2163', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796035925315, 1796035925315);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', 1796035924746, 1796035924746, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-51fc-7eea-9bff-26cb6f06db72', 'profile email notes:read notes:write', 1796035924774, 1796035924774, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c15-5073-7634-bba3-49be7edd6584', '01a22c15-5241-795f-ab14-b45bf36d2163', 'profile email notes:read notes:write', 1796035925315, 1796035925315, NULL, NULL);


--
-- Data for Name: endings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: known_browsers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.known_browsers VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', 'device cookie', 1796035924686);
INSERT INTO public.known_browsers VALUES ('01a22c15-5073-7634-bba3-49be7edd6584', 'device cookie', 1796035925298);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a22c15-5309-764e-b3cd-26b14ac3f3f1', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 1796035924686, 1796035924745, 1827571924745, 0, '', '', false, '["http://127.0.0.1:12078",""]');
INSERT INTO public.lineages VALUES ('01a22c15-5325-7e75-a037-f2b5c762fa9a', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-51fc-7eea-9bff-26cb6f06db72', 'profile email notes:read notes:write', '', 1796035924686, 1796035924773, 1827571924773, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c15-5338-7807-9a8b-736520f2e6c7', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 1796035924686, 1796035924792, 1827571924792, 0, '', '', false, '["http://127.0.0.1:12078",""]');
INSERT INTO public.lineages VALUES ('01a22c15-534f-7a2b-b06f-02eb46693cf1', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 1796035924686, 1796035924815, 1827571924815, 0, '', '', false, '["http://127.0.0.1:12078",""]');
INSERT INTO public.lineages VALUES ('01a22c15-5363-7a02-92ed-b519ca71f43d', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 1796035924686, 1796035924835, 1827571924835, 1796035924846, 'revoked by the client', '', false, '["http://127.0.0.1:12078",""]');
INSERT INTO public.lineages VALUES ('01a22c15-5397-7e10-a19a-fad3d238704c', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 0, 1796035924000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c15-53c8-7959-8873-65b3ec7fb1d4', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 0, 1796035924000, 0, 1796035924945, 'revoked by the client', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c15-5400-726d-88b4-458b3811eb5a', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 0, 1796035924000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c15-5418-78d2-a094-0cb878598fdd', '', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'profile tokens:read tokens:write', '', 1796035924686, 1796035925016, 1827571925016, 0, '', '', false, '["http://127.0.0.1:12078",""]');
INSERT INTO public.lineages VALUES ('01a22c15-5542-7e5c-86cb-ad91b18fff1d', '', '01a22c15-5073-7634-bba3-49be7edd6584', '01a22c15-5241-795f-ab14-b45bf36d2163', 'profile email notes:read notes:write', '', 1796035925298, 1796035925314, 1827571925314, 0, '', '', false, '["http://127.0.0.1:12078",""]');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a22c15-539a-7b73-b698-c66c5fa33fe8', '01a22c15-4f29-76e3-8916-1476f61bb750', 'token.created', '01a22c15-5397-7e0e-983a-fb343114779b', '', '{"token_name":"nightly backup","client_name":"Ledgerly LJGLWI","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796035924890, 0);
INSERT INTO public.notices VALUES ('01a22c15-53cb-7074-a53b-9c7925fa8982', '01a22c15-4f29-76e3-8916-1476f61bb750', 'token.created', '01a22c15-53c8-7957-a3e8-f1b0c4e3bdef', '', '{"token_name":"nightly backup","client_name":"Ledgerly LJGLWI","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796035924939, 0);
INSERT INTO public.notices VALUES ('01a22c15-5402-7b01-ab07-05b7fffbcca9', '01a22c15-4f29-76e3-8916-1476f61bb750', 'token.created', '01a22c15-5400-726c-be2e-411c115c1a5d', '', '{"token_name":"nightly backup","client_name":"Ledgerly LJGLWI","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796035924994, 0);
INSERT INTO public.notices VALUES ('01a22c15-55a8-752e-941a-f4d5d3218af9', '01a22c15-4f29-76e3-8916-1476f61bb750', 'client.suspended', '01a22c15-5241-795f-ab14-b45bf36d2163', '01a22c15-55a8-7521-ac30-ba6e3521cfc2', '{"token_name":"Ledgerly JVW3HB","credential":"cli","reason":"operator"}', 1796035925416, 0);
INSERT INTO public.notices VALUES ('01a22c15-55ee-736f-ab75-dad10de73683', '01a22c15-4f29-76e3-8916-1476f61bb750', 'client.secret_rotated', '01a22c15-5220-7990-881a-a2bb165bd184', '01a22c15-55ee-7365-b232-94f213528534', '{"token_name":"Notes","credential":"cli"}', 1796035925486, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\xd1d678236c592b3e48e9b6e1a2d3767931b08c1de8255d9b4897e4874dfcf346', '01a22c15-5397-7e0e-983a-fb343114779b', 1796035924000, 0);
INSERT INTO public.pat_secrets VALUES ('\x6470a38896ded7ac25a97626f10eb3f8c09b92933d80ec98318d3f712daef68d', '01a22c15-53c8-7957-a3e8-f1b0c4e3bdef', 1796035924000, 0);
INSERT INTO public.pat_secrets VALUES ('\x8709c3924b970c59a2809d5a6e3a082b3d8ce8205ce267ed37e3ac73e9ac7ebc', '01a22c15-5400-726c-be2e-411c115c1a5d', 1796035924000, 1796035925008);
INSERT INTO public.pat_secrets VALUES ('\x4bc7dcb8a9c13beef7328a77fd3168b61be274723cce0fa99cfb375e4055ca33', '01a22c15-5400-726c-be2e-411c115c1a5d', 1796035925008, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a22c15-5397-7e0e-983a-fb343114779b', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c15-5397-7e0e-983a-fb343114779b', 'profile', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c15-5400-726c-be2e-411c115c1a5d', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c15-5400-726c-be2e-411c115c1a5d', 'tokens:write', 1795996800000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a22c15-53c8-7957-a3e8-f1b0c4e3bdef', '01a22c15-53c8-7959-8873-65b3ec7fb1d4', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'nightly backup', 'profile tokens:read tokens:write', 'pat_7Ye…auol', false, 1796035924000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a22c15-5397-7e0e-983a-fb343114779b', '01a22c15-5397-7e10-a19a-fad3d238704c', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'nightly backup', 'profile tokens:read tokens:write', 'pat_t5K…BG60', false, 1796035924000, 0, 1796035925539, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a22c15-5400-726c-be2e-411c115c1a5d', '01a22c15-5400-726d-88b4-458b3811eb5a', '01a22c15-4f29-76e3-8916-1476f61bb750', '01a22c15-50cd-77f1-8c0f-6a1b50dfe3c6', 'nightly backup', 'profile tokens:read tokens:write', 'pat_T6a…gmHv', false, 1796035924000, 0, 1796035925007, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\xbb55521968c69d20ddca217699aea43f84a73e29f0c72e5e4dc6cb7308ea34a9', '01a22c15-5309-764e-b3cd-26b14ac3f3f1', 1796035924759, 1798627924759, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x6437f19276c7291175bdf0a262410db3d20e3f72a1be6ce580f8422e897f5adb', '01a22c15-5325-7e75-a037-f2b5c762fa9a', 1796035924785, 1798627924785, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x536f2100af8c2aeb3540ea6858baecf03256dc93a295cbbbe85578f77b0f6f5d', '01a22c15-5338-7807-9a8b-736520f2e6c7', 1796035924806, 1798627924806, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xdd1d704d98d1c1596f620e0a5e7f23d659a1b8d2a4847f130620d94b114a2f58', '01a22c15-5338-7807-9a8b-736520f2e6c7', 1796035924800, 1798627924800, 1796035924806, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x36924a77a9553167834245d98f1143cbf95978bcaee2235eeda724938829a61f', '01a22c15-534f-7a2b-b06f-02eb46693cf1', 1796035924822, 1798627924822, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x9e4a775a24c611fb2ffd7390af7f631dd6d18c0a1b95f11f75a4aa2d0a43b813', '01a22c15-5363-7a02-92ed-b519ca71f43d', 1796035924842, 1798627924842, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x382dc8a30c2712f45c2f5e4732e9f79eaf56bc332753f0ce2933e81ed010ce07', '01a22c15-5542-7e5c-86cb-ad91b18fff1d', 1796035925319, 1798627925319, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a22c15-5356-7a42-8232-363dd925286d', 1796036524000, 1796035924830, '["http://127.0.0.1:12078",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c15-5363-7a02-92ed-b519ca71f43d', 1796039524846, 1796035924851, '["http://127.0.0.1:12078",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c15-53c8-7959-8873-65b3ec7fb1d4', 1796039524945, 1796035924947, '[""]');
INSERT INTO public.revocations VALUES ('client', '01a22c15-5241-795f-ab14-b45bf36d2163', 1796039525412, 1796035925416, NULL);
INSERT INTO public.revocations VALUES ('user', '01a22c15-5073-7634-bba3-49be7edd6584', 1796039525445, 1796035925448, NULL);


--
-- Data for Name: schema_versions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_versions VALUES ('0001_rooms');
INSERT INTO public.schema_versions VALUES ('0002_second_factor');
INSERT INTO public.schema_versions VALUES ('0003_policy');
INSERT INTO public.schema_versions VALUES ('0004_notices');
INSERT INTO public.schema_versions VALUES ('0006_insight');
INSERT INTO public.schema_versions VALUES ('0007_replicas');
INSERT INTO public.schema_versions VALUES ('0009_agent');
INSERT INTO public.schema_versions VALUES ('0010_endings');
INSERT INTO public.schema_versions VALUES ('0011_actors');
INSERT INTO public.schema_versions VALUES ('0012_consents');
INSERT INTO public.schema_versions VALUES ('0013_keys');
INSERT INTO public.schema_versions VALUES ('0014_notices');
INSERT INTO public.schema_versions VALUES ('0015_server_keys');
INSERT INTO public.schema_versions VALUES ('0016_audiences');
INSERT INTO public.schema_versions VALUES ('0017_people');
INSERT INTO public.schema_versions VALUES ('0018_access_lineages');
INSERT INTO public.schema_versions VALUES ('0021_resource_keys');
INSERT INTO public.schema_versions VALUES ('0022_pkce');
INSERT INTO public.schema_versions VALUES ('0023_idempotency');


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: server_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.server_keys VALUES ('device_cookies', '\xf0dbc35a77ea6feab140d5b96babd0a71ead3015a7a220a157a37838cd038b3d', false, 1796035924722);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x608bf402676e681347c611d5869e0fbf55f881f2041404cd459a14092365fa59', '01a22c15-4f29-76e3-8916-1476f61bb750', 1796035924686, 1796035924686, 1796035924686, 1798627924686, '127.0.0.1', 'Go-http-client/1.1', 0);


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('cokDzKdeoS4fpdmaV2QnX13_-3pIDie91DM8DD0TWqc', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420d709e17780bb2cb070a8a0d870062eecd2be6ba9ffd5d62f8b88c0d998467305a14403420004efd52dd9c5a0711023901b88772a3c1818e698186e1ba382affac3c5e6c5a5668fcef03b00f128e487b74082c083ef5d77a6a16ff828813dfcaad89b2f71d7f9', false, 1796035925533, 0, 0, 1796035931533, 0, 0);
INSERT INTO public.signing_keys VALUES ('U885aPO9pnfq7e2mXIkE36iRWOxuRW7frLjqiRQ3m9E', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420895ebbcdaeb57d1316b9a730cf266a4c3bedf44eb1b620b58116c7eb7d66dc88a1440342000471e73b459be6798933efb630b2c14129a2a8f153c6bef8effaa32d8faab7ab495d2f28af254ea1da6474cdc0d59995d69c21216c5a8f3788e1cdaae8cc149ff6', false, 1796035923450, 1796035931533, 1796122331533, 0, 600000, 0);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a22c15-4f29-76e3-8916-1476f61bb750', 'ugtopa6cigb', 'ugtopa6cigb@example.org', 'Mira ugtopa6cigb', '', '$argon2id$v=19$m=19456,t=2,p=1$xUjB/v4Qi3WhloJ88j0GSg$IkVWv4WayvQ+f6WkC3ZrjIG+hk7c+my9Wlgk4s4YiMc', false, 0, 1796035923000);
INSERT INTO public.users VALUES ('01a22c15-5073-7634-bba3-49be7edd6584', 'uu4hvdu2gee', 'uu4hvdu2gee@example.org', 'Mira uu4hvdu2gee', '', '$argon2id$v=19$m=19456,t=2,p=1$0j8qHIddUclYD14DsEpMvA$QIO2+lnKzP/bmZJULv4Vrqm2kpSPutBX+nzZr8f4gOA', false, 1796035925445, 1796035924000);


--
-- Name: access_lineages access_lineages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_lineages
    ADD CONSTRAINT access_lineages_pkey PRIMARY KEY (hash);


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
-- Name: ceremonies ceremonies_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ceremonies
    ADD CONSTRAINT ceremonies_pkey PRIMARY KEY (hash);


--
-- Name: chores chores_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.chores
    ADD CONSTRAINT chores_pkey PRIMARY KEY (name);


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
-- Name: consent_grants consent_grants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consent_grants
    ADD CONSTRAINT consent_grants_pkey PRIMARY KEY (user_id, client_id, combination);


--
-- Name: consents consents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (user_id, client_id);


--
-- Name: endings endings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.endings
    ADD CONSTRAINT endings_pkey PRIMARY KEY (lineage_id);


--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (id);


--
-- Name: known_browsers known_browsers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.known_browsers
    ADD CONSTRAINT known_browsers_pkey PRIMARY KEY (user_id, browser);


--
-- Name: lineages lineages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lineages
    ADD CONSTRAINT lineages_pkey PRIMARY KEY (id);


--
-- Name: notice_deliveries notice_deliveries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice_deliveries
    ADD CONSTRAINT notice_deliveries_pkey PRIMARY KEY (notice_id, channel);


--
-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);


--
-- Name: pat_secrets pat_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pat_secrets
    ADD CONSTRAINT pat_secrets_pkey PRIMARY KEY (hash);


--
-- Name: pat_uses pat_uses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pat_uses
    ADD CONSTRAINT pat_uses_pkey PRIMARY KEY (token_id, scope, day);


--
-- Name: personal_access_tokens personal_access_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personal_access_tokens
    ADD CONSTRAINT personal_access_tokens_pkey PRIMARY KEY (id);


--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, hash);


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
-- Name: second_factors second_factors_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (user_id, kind, ref);


--
-- Name: server_keys server_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.server_keys
    ADD CONSTRAINT server_keys_pkey PRIMARY KEY (name);


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
-- Name: access_lineages_lineage; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_lineages_lineage ON public.access_lineages USING btree (lineage_id);


--
-- Name: access_tokens_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_tokens_expiry ON public.access_tokens USING btree (expires_at);


--
-- Name: audit_events_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_events_subject ON public.audit_events USING btree (subject, id);


--
-- Name: ceremonies_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ceremonies_expiry ON public.ceremonies USING btree (expires_at);


--
-- Name: ceremonies_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ceremonies_user ON public.ceremonies USING btree (user_id);


--
-- Name: client_secrets_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX client_secrets_client ON public.client_secrets USING btree (client_id, expires_at);


--
-- Name: client_secrets_creator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX client_secrets_creator ON public.client_secrets USING btree (creator_lineage);


--
-- Name: clients_creator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_creator ON public.clients USING btree (creator_lineage);


--
-- Name: clients_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_owner ON public.clients USING btree (owner_id, id);


--
-- Name: clients_resource_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX clients_resource_key ON public.clients USING btree (resource_key);


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
-- Name: consent_grants_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consent_grants_client ON public.consent_grants USING btree (client_id);


--
-- Name: consents_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_client ON public.consents USING btree (client_id);


--
-- Name: endings_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX endings_user ON public.endings USING btree (user_id);


--
-- Name: idempotency_keys_claimed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_keys_claimed ON public.idempotency_keys USING btree (claimed_at);


--
-- Name: lineages_client_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineages_client_user ON public.lineages USING btree (client_id, user_id);


--
-- Name: lineages_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineages_parent ON public.lineages USING btree (parent_id);


--
-- Name: lineages_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineages_user ON public.lineages USING btree (user_id);


--
-- Name: notice_deliveries_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_deliveries_due ON public.notice_deliveries USING btree (channel, done_at, due_at, notice_id);


--
-- Name: notice_deliveries_leader; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_deliveries_leader ON public.notice_deliveries USING btree (leader, channel, notice_id);


--
-- Name: notice_deliveries_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_deliveries_order ON public.notice_deliveries USING btree (channel, done_at, priority, turn, due_at, notice_id);


--
-- Name: notice_deliveries_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_deliveries_user ON public.notice_deliveries USING btree (user_id, channel, done_at, priority, turn);


--
-- Name: notices_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_kind ON public.notices USING btree (user_id, kind, created_at);


--
-- Name: notices_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX notices_once ON public.notices USING btree (token_id, kind, occasion);


--
-- Name: notices_unread; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_unread ON public.notices USING btree (user_id, read_at, id);


--
-- Name: notices_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_user ON public.notices USING btree (user_id, id);


--
-- Name: pat_secrets_token; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pat_secrets_token ON public.pat_secrets USING btree (token_id);


--
-- Name: pat_uses_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pat_uses_day ON public.pat_uses USING btree (day, token_id);


--
-- Name: personal_access_tokens_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personal_access_tokens_client ON public.personal_access_tokens USING btree (client_id, id);


--
-- Name: personal_access_tokens_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personal_access_tokens_expiry ON public.personal_access_tokens USING btree (expires_at, id);


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
-- Name: refresh_tokens_lineage; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refresh_tokens_lineage ON public.refresh_tokens USING btree (lineage_id, expires_at);


--
-- Name: revocations_recorded; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX revocations_recorded ON public.revocations USING btree (recorded_at);


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
-- Name: signing_keys_revoked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_keys_revoked ON public.signing_keys USING btree (revoked_at);


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

\unrestrict m9xGaVy8kCFvLg9GerGgRIzNt1HR09FT1fDImqAZH5STalIoiESTadHkeRIW1GA

