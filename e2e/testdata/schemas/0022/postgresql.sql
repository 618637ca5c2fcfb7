--
-- PostgreSQL database dump
--

\restrict NsfSOnGYbJonauUgfzW60zJ5Vbw5uThetBisRRMmL5mldd2FyqGXYslhQyJhiOD

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
    mfa_time bigint DEFAULT 0 NOT NULL,
    form_key character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C"
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
-- Name: submissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.submissions (
    hash bytea NOT NULL,
    page text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    sealed bytea,
    views bigint DEFAULT 0 NOT NULL,
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
-- Data for Name: access_lineages; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.access_tokens VALUES ('\x444773153ede7ab418769036eda9ac2e88fc006e865940d9d6c82ddc86f309a9', '01a22c21-b10a-79e1-8d05-fcbeced01a0e', '01a22c21-b103-77d2-a965-e887f4ee4e3f', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afeb-72ca-a7be-43a41e18e89b', 'profile email notes:read notes:write', '["http://127.0.0.1:12120"]', 1796036735242, 1796037335000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a22c21-ae22-785e-a6f9-f9a2415328bb', 1796036734496, 'key.rotated', '', 'system', 'ues_Uvr773XWJVn9tNk35iddms4NTjxVBvtlnJw6YzA', '', '', 'null', '', '', '', 'system', '', 'success', NULL, '{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO public.audit_events VALUES ('01a22c21-af51-716b-9ce8-58cc600617e9', 1796036734000, 'user.created', '', 'operator', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"u24htwps36s@example.org","name":"Mira u24htwps36s","status":"enabled","username":"u24htwps36s"}');
INSERT INTO public.audit_events VALUES ('01a22c21-af99-74d9-a184-6b56cbcc542d', 1796036734000, 'user.created', '', 'operator', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"ul7qmkkfg45@example.org","name":"Mira ul7qmkkfg45","status":"enabled","username":"ul7qmkkfg45"}');
INSERT INTO public.audit_events VALUES ('01a22c21-afca-7405-a452-f76301214f69', 1796036734000, 'client.registered', '', 'operator', '01a22c21-afc8-7273-b600-0f448f353fe7', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly QV7JNO","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c21-afec-7a87-85dc-1a3351196d97', 1796036734000, 'client.registered', '', 'operator', '01a22c21-afeb-72ca-a7be-43a41e18e89b', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly OQSMVU","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b014-7412-867f-fe3176c487bd', 1796036734000, 'client.registered', '', 'operator', '01a22c21-b011-7856-b771-5a8338b539e5', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","require_pkce":"yes","resource_server":"https://o2uicrs5e4.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b03b-707c-9143-55cc47b81e39', 1796036735000, 'client.registered', '', 'operator', '01a22c21-b039-791e-8a83-e5f944c50907', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly IMNI2S","redirect_uris":"https://app.example.org/callback","require_pkce":"yes","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b0af-7b9a-a00f-8c0174cdbb8c', 1796036735138, 'user.signed_in', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '127.0.0.1', 'GDD2MV3NTEABX73RWYQVYTUSCT', 'null', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:05:35Z"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b0e1-78c3-b1ab-626f76329761', 1796036735198, 'consent.allowed', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-afc8-7273-b600-0f448f353fe7', '127.0.0.1', '4ZV5OOER6PL2Q5PP2GLNKWOT47', 'null', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b0e4-724b-82ad-50548a63dc89', 1796036735193, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b0d9-74f3-aaf6-cb8aba6fbde3', '127.0.0.1', '4ZV5OOER6PL2Q5PP2GLNKWOT47', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b0f0-727f-87f9-c2bf4e6c65b1', 1796036735211, 'oauth.code_redeemed', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b0d9-74f3-aaf6-cb8aba6fbde3', '127.0.0.1', 'AJDXGRA5VMQEYY7XQK4GBJCR7W', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b106-709a-bca3-618de57c294a', 1796036735236, 'consent.allowed', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-afeb-72ca-a7be-43a41e18e89b', '127.0.0.1', 'VOBKRL3WPI2IJQYKCDE3WIJKZ6', 'null', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b107-73bf-9a1b-568ca0c45b23', 1796036735235, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b103-77d2-a965-e887f4ee4e3f', '127.0.0.1', 'VOBKRL3WPI2IJQYKCDE3WIJKZ6', '{"client_id":"01a22c21-afeb-72ca-a7be-43a41e18e89b"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b10b-7789-8a27-1f748b8fc48f', 1796036735242, 'oauth.code_redeemed', '01a22c21-afeb-72ca-a7be-43a41e18e89b', 'client', '01a22c21-b103-77d2-a965-e887f4ee4e3f', '127.0.0.1', 'XHXESAACPW6ENWBUOJTURUTLQU', '{"client_id":"01a22c21-afeb-72ca-a7be-43a41e18e89b"}', '', '01a22c21-afeb-72ca-a7be-43a41e18e89b', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b112-779d-83ab-de92ca94ce1c', 1796036735247, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b10f-782f-a8c5-cef05e35195a', '127.0.0.1', 'MHT3QNPCLDF3YCV6733Q4WPM2X', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b117-7239-86b0-a4f63b580e6a', 1796036735253, 'oauth.code_redeemed', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b10f-782f-a8c5-cef05e35195a', '127.0.0.1', 'MZHY4JZQCGLDO4P7ZCWTRJ6WWP', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b122-733e-a96a-45e9f7ac8d9e', 1796036735263, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b11f-7afd-8b22-3c009a6385a1', '127.0.0.1', 'RANQ3REZ2KXQEENIBAPS5ONGK5', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b126-7a64-9337-f152a38510ad', 1796036735269, 'oauth.code_redeemed', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b11f-7afd-8b22-3c009a6385a1', '127.0.0.1', 'G26KMXELSO6KIQRBJV4VEKTRIF', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b12c-7be8-af6f-9ffb93be83dd', 1796036735276, 'oauth.token_revoked', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b125-7bc2-b42d-a32b50c73c44', '127.0.0.1', 'A7TWJE4B54ZQI2Q6NNBDFKGJLN', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b133-7cef-8fd3-c7aab8441305', 1796036735281, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', '127.0.0.1', 'N3TCRI72QCHOSZBDHGVOQVP46G', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b138-71d7-89db-7b5477196aaf', 1796036735286, 'oauth.code_redeemed', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', '127.0.0.1', 'FFIJ7YVYQOFY33M7UOONZS3T34', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b13e-7e33-bc7b-0d48e96e6e6d', 1796036735294, 'oauth.token_revoked', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', '127.0.0.1', 'PXELKYDJPC6NVC35ZU2INJ5KBY', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b160-737d-95fd-e8aaed610ec3', 1796036735000, 'pat.created', '', 'operator', '01a22c21-b15d-7582-8fe4-3478222f210d', '', '', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-afc8-7273-b600-0f448f353fe7","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-af4f-7ed3-adaf-cb75e47a42fc"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b182-7314-88a9-2485bd7575a5', 1796036735000, 'pat.created', '', 'operator', '01a22c21-b180-72d7-abd8-18bb99437b3d', '', '', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-afc8-7273-b600-0f448f353fe7","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-af4f-7ed3-adaf-cb75e47a42fc"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b196-7d69-8e51-bf87478f0025', 1796036735377, 'pat.revoked', '01a22c21-afc8-7273-b600-0f448f353fe7', 'client', '01a22c21-b180-72d7-abd8-18bb99437b3d', '127.0.0.1', 'VDV6BXZV436PY3MCHKWKP5L736', '{"reason":"revoked by the client"}', '', '01a22c21-afc8-7273-b600-0f448f353fe7', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b1ba-7977-b795-7d5ef6227843', 1796036735000, 'pat.created', '', 'operator', '01a22c21-b1b8-7686-b618-829e1da9a614', '', '', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c21-afc8-7273-b600-0f448f353fe7","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c21-af4f-7ed3-adaf-cb75e47a42fc"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b1c7-775a-9903-cf9293e20393', 1796036735427, 'pat.rotated', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b1b8-7686-b618-829e1da9a614', '127.0.0.1', 'ZZWOCYZZWG6ZRDBBMNFU2CQKP5', 'null', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', '01a22c21-b1b8-7688-915b-627528a7eccc', 'pat', 'Go-http-client/1.1', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-11-30T11:05:35Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b1ce-71ab-a46f-599ac5032c35', 1796036735436, 'oauth.code_issued', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'user', '01a22c21-b1cc-7363-9d19-4b2b11c87859', '127.0.0.1', '446A2B5D73LAN5ZHQZX3BN7AZC', '{"client_id":"01a22c21-afc8-7273-b600-0f448f353fe7"}', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b223-7ca4-99ac-722890a0609c', 1796036735521, 'user.signed_in', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', 'user', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '127.0.0.1', '65WX72LERWY65KVBW57DR6PNK3', 'null', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:05:35Z"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b22e-7ad5-a61d-19d1fe978967', 1796036735533, 'consent.allowed', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', 'user', '01a22c21-b039-791e-8a83-e5f944c50907', '127.0.0.1', 'BLC3HYO42PYIQQU36XIVSF5YYT', 'null', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b22f-77a7-a68d-e3437ec7d7a2', 1796036735532, 'oauth.code_issued', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', 'user', '01a22c21-b22c-7eac-9400-73d1c3483117', '127.0.0.1', 'BLC3HYO42PYIQQU36XIVSF5YYT', '{"client_id":"01a22c21-b039-791e-8a83-e5f944c50907"}', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:05:35Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b234-739f-9acf-46ded3995cb0', 1796036735538, 'oauth.code_redeemed', '01a22c21-b039-791e-8a83-e5f944c50907', 'client', '01a22c21-b22c-7eac-9400-73d1c3483117', '127.0.0.1', 'YVKXP345V45TJPUHHZPD5VLX47', '{"client_id":"01a22c21-b039-791e-8a83-e5f944c50907"}', '', '01a22c21-b039-791e-8a83-e5f944c50907', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b25b-7a36-814c-5ddf3dfd7699', 1796036735579, 'client.suspended', '', 'operator', '01a22c21-b039-791e-8a83-e5f944c50907', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"active","suspended_by":""}', '{"status":"suspended","suspended_by":"operator"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b27f-77b3-81ce-e073c1f4a816', 1796036735612, 'user.disabled', '', 'operator', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"enabled"}', '{"status":"disabled"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b29e-786a-a2ee-cb741e8cabc5', 1796036735643, 'client.secret_rotated', '', 'operator', '01a22c21-b011-7856-b771-5a8338b539e5', '', '', '{"overlap":"720h0m0s"}', '', '', '', 'cli', '', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-12-30T11:05:35Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c21-b2b9-7f1b-b766-9d8bc18a6e4a', 1796036735673, 'key.rotated', '', 'operator', 'k_QGOMXzWUUE0g2FtKFeWDgzdwYKBwr00hz7dpDBNak', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T11:05:41Z"}');


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', '4f64127a-c80b-4861-a3e1-106935033eea', 1796036874758);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\x5bc88f82ad90a573644184e67a6678c75a43a24ae201173306dead1224f6d0f3', '01a22c21-afc8-7273-b600-0f448f353fe7', 1796036734000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x697150655a24d12414e9887296a306b96df048e20bc07934a39253a447705e50', '01a22c21-afeb-72ca-a7be-43a41e18e89b', 1796036734000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xf6a8eeb6a1fd5eb2f4df5b14a01c4c2701a185f821969675801d98ad9dcfe8fb', '01a22c21-b039-791e-8a83-e5f944c50907', 1796036735000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xfb2d834751c1a5f52323e03a36ac7d3424befe8570889d0a0e8a4373c88bf265', '01a22c21-b011-7856-b771-5a8338b539e5', 1796036734000, 1798628735643, '');
INSERT INTO public.client_secrets VALUES ('\x73157ac79b8d5b13587cc761b67bbd520219aff38944d24b70e0d582c3b76a41', '01a22c21-b011-7856-b771-5a8338b539e5', 1796036735643, 0, '');


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a22c21-afc8-7273-b600-0f448f353fe7', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'Ledgerly QV7JNO', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1796036734000, false, '', 1796036734920, false, true, '', '', '', NULL, false);
INSERT INTO public.clients VALUES ('01a22c21-afeb-72ca-a7be-43a41e18e89b', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'Ledgerly OQSMVU', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1796036734000, false, '', 1796036734955, false, true, '', '', '', NULL, false);
INSERT INTO public.clients VALUES ('01a22c21-b011-7856-b771-5a8338b539e5', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://o2uicrs5e4.example.org/api', false, 0, 1796036734000, false, '', 1796036734993, false, true, '', '', '', '\xbc6a5e2fa2c2715d468c6932db4977e5b85e0a09991b816b547b9f67c98618f4', false);
INSERT INTO public.clients VALUES ('01a22c21-b039-791e-8a83-e5f944c50907', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'Ledgerly IMNI2S', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1796036735576, 1796036735000, false, 'operator', 1796036735033, false, true, '', '', '', NULL, false);


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\xf93789063cb1e76ad27c11d309328b0b66d296e25ef7a10d258c526303048ef7', '01a22c21-b0d9-74f3-aaf6-cb8aba6fbde3', 'https://app.example.org/callback', 'UGOEZbvOxZQqW0ggFdR5-_5OgiicunDbsSbpFB-jrVU', 1796036795193, 1796036735211);
INSERT INTO public.codes VALUES ('\xa8c834253b3539677d3e1927bd7ee35c24d2bc8be3b439deaea2c9019b694198', '01a22c21-b103-77d2-a965-e887f4ee4e3f', 'https://app.example.org/callback', 'lqDUeZvb94KOaratajGgZ00iJDvsRONFR4qouuAgiU4', 1796036795235, 1796036735242);
INSERT INTO public.codes VALUES ('\xd5798e1806846d660ec23b6ec870479fb34335a6cfa96cc60766454211662ea2', '01a22c21-b10f-782f-a8c5-cef05e35195a', 'https://app.example.org/callback', 'P669C83HRbOF-oTEIriTdYwVlISlmuMjCinfJpe09uc', 1796036795247, 1796036735253);
INSERT INTO public.codes VALUES ('\x734466cab60d6ecace2d3b1b2a7ca3cdfcf07b26c65959eac19154670b903fc3', '01a22c21-b11f-7afd-8b22-3c009a6385a1', 'https://app.example.org/callback', 'dXb1_WAX94lBYowPn9M1aDMbjr4WvcwBGofd7mogKno', 1796036795263, 1796036735269);
INSERT INTO public.codes VALUES ('\x3f89a07d92e94fed9b2f516c0961c648bd0643cf782d43b7da9949cce0d60fb0', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', 'https://app.example.org/callback', 'KGNYk-1HJShWvpim2HuXAPcn7hEfv8HX6rM84BQvVNk', 1796036795281, 1796036735286);
INSERT INTO public.codes VALUES ('\x0ada2dd2a0137918159c4a797b1a7adc743273f0f4f5e1444b825455b0514a38', '01a22c21-b1cc-7363-9d19-4b2b11c87859', 'https://app.example.org/callback', 'cRvBhdKtkRqIFb_Sl1y61z1Tpk7j8lFBv_KqNCR-MP4', 1796036795436, 0);
INSERT INTO public.codes VALUES ('\xe4b55128b6a44245b3f63d145ce356ca8e3bde64af510cdbf8db2da06df6c07a', '01a22c21-b22c-7eac-9400-73d1c3483117', 'https://app.example.org/callback', 'p87E6JX8_Wi8p8cyCyZ_TgznTMz9PHEaJkxYEwzXTuc', 1796036795532, 1796036735538);


--
-- Data for Name: consent_grants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consent_grants VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile tokens:read tokens:write', false, 1796036735198, 1796036735198);
INSERT INTO public.consent_grants VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afeb-72ca-a7be-43a41e18e89b', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796036735236, 1796036735236);
INSERT INTO public.consent_grants VALUES ('01a22c21-af97-79ef-8b28-7a57e33d0b5e', '01a22c21-b039-791e-8a83-e5f944c50907', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796036735533, 1796036735533);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', 1796036735198, 1796036735198, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afeb-72ca-a7be-43a41e18e89b', 'profile email notes:read notes:write', 1796036735236, 1796036735236, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c21-af97-79ef-8b28-7a57e33d0b5e', '01a22c21-b039-791e-8a83-e5f944c50907', 'profile email notes:read notes:write', 1796036735533, 1796036735533, NULL, NULL);


--
-- Data for Name: endings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: known_browsers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.known_browsers VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'device cookie', 1796036735138);
INSERT INTO public.known_browsers VALUES ('01a22c21-af97-79ef-8b28-7a57e33d0b5e', 'device cookie', 1796036735521);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a22c21-b0d9-74f3-aaf6-cb8aba6fbde3', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 1796036735138, 1796036735193, 1827572735193, 0, '', '', false, '["http://127.0.0.1:12120",""]');
INSERT INTO public.lineages VALUES ('01a22c21-b103-77d2-a965-e887f4ee4e3f', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afeb-72ca-a7be-43a41e18e89b', 'profile email notes:read notes:write', '', 1796036735138, 1796036735235, 1827572735235, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c21-b10f-782f-a8c5-cef05e35195a', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 1796036735138, 1796036735247, 1827572735247, 0, '', '', false, '["http://127.0.0.1:12120",""]');
INSERT INTO public.lineages VALUES ('01a22c21-b11f-7afd-8b22-3c009a6385a1', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 1796036735138, 1796036735263, 1827572735263, 0, '', '', false, '["http://127.0.0.1:12120",""]');
INSERT INTO public.lineages VALUES ('01a22c21-b131-79bb-b7c1-ef28cf5da4b6', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 1796036735138, 1796036735281, 1827572735281, 1796036735290, 'revoked by the client', '', false, '["http://127.0.0.1:12120",""]');
INSERT INTO public.lineages VALUES ('01a22c21-b15d-7584-8a48-d1b88b10cb81', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 0, 1796036735000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c21-b180-72da-9a0c-affa5bfd9476', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 0, 1796036735000, 0, 1796036735377, 'revoked by the client', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c21-b1b8-7688-915b-627528a7eccc', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 0, 1796036735000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c21-b1cc-7363-9d19-4b2b11c87859', '', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'profile tokens:read tokens:write', '', 1796036735138, 1796036735436, 1827572735436, 0, '', '', false, '["http://127.0.0.1:12120",""]');
INSERT INTO public.lineages VALUES ('01a22c21-b22c-7eac-9400-73d1c3483117', '', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', '01a22c21-b039-791e-8a83-e5f944c50907', 'profile email notes:read notes:write', '', 1796036735521, 1796036735532, 1827572735532, 0, '', '', false, '["http://127.0.0.1:12120",""]');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a22c21-b160-7b71-937e-7a1f3139392c', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'token.created', '01a22c21-b15d-7582-8fe4-3478222f210d', '', '{"token_name":"nightly backup","client_name":"Ledgerly QV7JNO","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036735328, 0);
INSERT INTO public.notices VALUES ('01a22c21-b182-7cba-b180-8be8c31c511f', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'token.created', '01a22c21-b180-72d7-abd8-18bb99437b3d', '', '{"token_name":"nightly backup","client_name":"Ledgerly QV7JNO","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036735362, 0);
INSERT INTO public.notices VALUES ('01a22c21-b1bb-723d-b139-c0797eaf7580', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'token.created', '01a22c21-b1b8-7686-b618-829e1da9a614', '', '{"token_name":"nightly backup","client_name":"Ledgerly QV7JNO","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036735419, 0);
INSERT INTO public.notices VALUES ('01a22c21-b25a-7ece-b6b4-f7f6b8de110e', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'client.suspended', '01a22c21-b039-791e-8a83-e5f944c50907', '01a22c21-b25a-7ec2-8306-31c816619c35', '{"token_name":"Ledgerly IMNI2S","credential":"cli","reason":"operator"}', 1796036735578, 0);
INSERT INTO public.notices VALUES ('01a22c21-b29d-7ae5-b5a5-f74832e4ff5d', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'client.secret_rotated', '01a22c21-b011-7856-b771-5a8338b539e5', '01a22c21-b29d-7adc-99fa-7077dc01d26e', '{"token_name":"Notes","credential":"cli"}', 1796036735645, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\xe01f96e09c08fbfd1598b94bad2f85c92769ea79ca955e217539790dd4674492', '01a22c21-b15d-7582-8fe4-3478222f210d', 1796036735000, 0);
INSERT INTO public.pat_secrets VALUES ('\x5183000ddbe0ece63d01b33817a0fece0173fcd16740084cee2af418800d4e48', '01a22c21-b180-72d7-abd8-18bb99437b3d', 1796036735000, 0);
INSERT INTO public.pat_secrets VALUES ('\xeab71a3e0b13355fc02f325b3cab1343cd4c757a022bac2659776b371499dab8', '01a22c21-b1b8-7686-b618-829e1da9a614', 1796036735000, 1796036735427);
INSERT INTO public.pat_secrets VALUES ('\xd216ed54eb29d2e32cbbeef210ac399710b025cc2ea55923eb33fe109a6024de', '01a22c21-b1b8-7686-b618-829e1da9a614', 1796036735427, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a22c21-b15d-7582-8fe4-3478222f210d', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c21-b15d-7582-8fe4-3478222f210d', 'profile', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c21-b1b8-7686-b618-829e1da9a614', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c21-b1b8-7686-b618-829e1da9a614', 'tokens:write', 1795996800000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a22c21-b180-72d7-abd8-18bb99437b3d', '01a22c21-b180-72da-9a0c-affa5bfd9476', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'nightly backup', 'profile tokens:read tokens:write', 'pat_j6o…ABTw', false, 1796036735000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a22c21-b15d-7582-8fe4-3478222f210d', '01a22c21-b15d-7584-8a48-d1b88b10cb81', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'nightly backup', 'profile tokens:read tokens:write', 'pat_3ia…RN53', false, 1796036735000, 0, 1796036735680, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a22c21-b1b8-7686-b618-829e1da9a614', '01a22c21-b1b8-7688-915b-627528a7eccc', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', '01a22c21-afc8-7273-b600-0f448f353fe7', 'nightly backup', 'profile tokens:read tokens:write', 'pat_Yd6…NOD9', false, 1796036735000, 0, 1796036735425, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\xcf01b04a2284e71b2476614fb3e316ad8e9d6526d32ca75a9b01f4d54e49e05d', '01a22c21-b0d9-74f3-aaf6-cb8aba6fbde3', 1796036735211, 1798628735211, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x551b2d27c823c0eee01ccf865eeae2e3bc73492dd2a4c1d1ee3755c3dc9d4f09', '01a22c21-b103-77d2-a965-e887f4ee4e3f', 1796036735242, 1798628735242, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xf3c43f34a939114981dff2db21e9b036816b0f8cad0124b190552a4ce2ea6b0b', '01a22c21-b10f-782f-a8c5-cef05e35195a', 1796036735258, 1798628735258, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x4b89391be6a813b197581f2f110b7d6a69f50c7cc869c46da4ce34e57e5469cd', '01a22c21-b10f-782f-a8c5-cef05e35195a', 1796036735253, 1798628735253, 1796036735258, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x1aad4fd646234075ccad8c120aedc02dfe64cb6afbb8e7359603c644621c3b56', '01a22c21-b11f-7afd-8b22-3c009a6385a1', 1796036735269, 1798628735269, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xaefc7d9ceffb04ec830d4a1acff2e972ce89f90139f275320846cc8075ecd87b', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', 1796036735286, 1798628735286, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x8c71c18e66e7a422a70daf92990c89f74d2b51d21c9c94fa553eb4c92805da45', '01a22c21-b22c-7eac-9400-73d1c3483117', 1796036735538, 1798628735538, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a22c21-b125-7bc2-b42d-a32b50c73c44', 1796037335000, 1796036735275, '["http://127.0.0.1:12120",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c21-b131-79bb-b7c1-ef28cf5da4b6', 1796040335290, 1796036735293, '["http://127.0.0.1:12120",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c21-b180-72da-9a0c-affa5bfd9476', 1796040335377, 1796036735381, '[""]');
INSERT INTO public.revocations VALUES ('client', '01a22c21-b039-791e-8a83-e5f944c50907', 1796040335576, 1796036735578, NULL);
INSERT INTO public.revocations VALUES ('user', '01a22c21-af97-79ef-8b28-7a57e33d0b5e', 1796040335612, 1796036735614, NULL);


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
INSERT INTO public.schema_versions VALUES ('0019_resource_keys');
INSERT INTO public.schema_versions VALUES ('0020_pkce');
INSERT INTO public.schema_versions VALUES ('0021_idempotency');
INSERT INTO public.schema_versions VALUES ('0022_submissions');


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: server_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.server_keys VALUES ('device_cookies', '\x5a320cb5d94100c33552f3395af326299463ca0a0da843d38c13920ff15c495e', false, 1796036735154);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x9c4e291366d1affa052723edcebb2e7a5481ed09228c2ac9885673fbb424e2fd', '01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 1796036735138, 1796036735138, 1796036735138, 1798628735138, '127.0.0.1', 'Go-http-client/1.1', 0, 'f17fa9e4-518b-4587-9b00-dabe6cc2b832');


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('k_QGOMXzWUUE0g2FtKFeWDgzdwYKBwr00hz7dpDBNak', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420ff615c6c49ef5cf75de3aee43902222886626808638cdce51b19bd4cdc2821bea144034200042bd73ada96d7f1cb095d8af857b21bf5aa458155d223dfcdbcdf1e26ecb39d05f4ce0269d0172942224c4a3456c51ab9ba6fea660fcdb5ab54e8c870296d0571', false, 1796036735673, 0, 0, 1796036741673, 0, 0);
INSERT INTO public.signing_keys VALUES ('ues_Uvr773XWJVn9tNk35iddms4NTjxVBvtlnJw6YzA', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104204153dcb1262f5ad9af1dfd8b092cd6884064428f1a4dd0a372aed08b26c0da08a144034200041bef519454428202746d8028de0c1d7334caf19f22c0637cd536ee9e015fdf5217f4a3676927575625800b0d8a680da285fc02932d68812c017d954e183b873b', false, 1796036734496, 1796036741673, 1796123141673, 0, 600000, 0);


--
-- Data for Name: submissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a22c21-af4f-7ed3-adaf-cb75e47a42fc', 'u24htwps36s', 'u24htwps36s@example.org', 'Mira u24htwps36s', '', '$argon2id$v=19$m=19456,t=2,p=1$wABfaEEhkj4CxY7uKLdLsA$T6T7iUFESrVj88Atb8bcby/GeEAhOHpNHbWneTIZCM4', false, 0, 1796036734000);
INSERT INTO public.users VALUES ('01a22c21-af97-79ef-8b28-7a57e33d0b5e', 'ul7qmkkfg45', 'ul7qmkkfg45@example.org', 'Mira ul7qmkkfg45', '', '$argon2id$v=19$m=19456,t=2,p=1$n3kAq4RLnXvoi12NUZmnqw$hMvua3HAcOcMZhvErVJwODx3pp9/Z2TxFvpix5QZFI8', false, 1796036735612, 1796036734000);


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
-- Name: submissions submissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (hash);


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
-- Name: submissions_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submissions_expiry ON public.submissions USING btree (expires_at);


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

\unrestrict NsfSOnGYbJonauUgfzW60zJ5Vbw5uThetBisRRMmL5mldd2FyqGXYslhQyJhiOD

