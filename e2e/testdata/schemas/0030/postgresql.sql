--
-- PostgreSQL database dump
--

\restrict 5wU2CVkkhod0g7yjSe4Uf1pMQZ5vQcLmKPmd1a98tGwGW50jcBliCbwdruPxiQ2

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
    managed_by character varying(36) DEFAULT ''::character varying NOT NULL COLLATE pg_catalog."C"
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

INSERT INTO public.access_tokens VALUES ('\x337244fb66282585549d8abaf258a189d5cd76a49c2e2743530a9ac96a4ff6bc', '01a22c1f-3568-7118-8f5e-3e44222ec1f4', '01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', 'profile email notes:read notes:write', '["http://127.0.0.1:18430"]', 1796036572519, 1796037172000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a22c1f-302a-7498-9440-36309a3efd44', 1796036571176, 'key.rotated', '', 'system', 'wxBSUSnKGNJVS4D_SMVTeaNddMMI6FQC0Fuln29P-To', '', '', 'null', '', '', '', 'system', '', 'success', NULL, '{"algorithm":"ES256","generation":"1","sealed":"no","signs_at":""}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3214-74ae-a4a8-9fdaff872825', 1796036571000, 'user.created', '', 'operator', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"uxr5orvmktb@example.org","name":"Mira uxr5orvmktb","status":"enabled","username":"uxr5orvmktb"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3282-74e0-abe3-76986941b9be', 1796036571000, 'user.created', '', 'operator', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"admin":"no","email":"u2d3h3qt3or@example.org","name":"Mira u2d3h3qt3or","status":"enabled","username":"u2d3h3qt3or"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-32cf-719d-818e-9a42ea75fcfd', 1796036571000, 'client.registered', '', 'operator', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly GIKSK6","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile tokens:read tokens:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-32fb-724f-a697-68e66af6a409', 1796036571000, 'client.registered', '', 'operator', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly BJFALE","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3325-7191-8eed-923adc227939', 1796036571000, 'client.registered', '', 'operator', '01a22c1f-3323-7945-830c-ff0d63d09f74', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","resource_server":"https://xumaxqblup.example.org/api","scopes":"","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-339b-7349-83a0-7a1ba42dc4c5', 1796036572000, 'client.registered', '', 'operator', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"accepts_default_audience":"yes","access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly 2KPZN6","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","token_endpoint_auth_method":"client_secret_basic","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3481-7a45-9497-a32d36463948', 1796036572258, 'user.signed_in', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '127.0.0.1', 'ZGYGZ4PNHS3HD4W5PUELRZ6NMF', 'null', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:02:52Z"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-34f2-7674-991e-12f80b2dddaf', 1796036572399, 'consent.allowed', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-32cc-78f1-817a-a23816488cc2', '127.0.0.1', '3TTVK7XVNAFVHRGO3EN4R55SNC', 'null', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-34f4-736c-817f-c1cee522e87f', 1796036572398, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-34ee-7eb5-b926-e0427fb3b6d7', '127.0.0.1', '3TTVK7XVNAFVHRGO3EN4R55SNC', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3513-7a0e-9017-bb5bc6e43eab', 1796036572415, 'oauth.code_redeemed', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-34ee-7eb5-b926-e0427fb3b6d7', '127.0.0.1', 'QQ3DHI24YCHUZ6XDUZAIWVOYP7', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3553-7dfc-a036-eeddbf4fc21b', 1796036572498, 'consent.allowed', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', '127.0.0.1', '5JUEWK5HTWTBGZOSENI2D2E54X', 'null', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3554-7d39-b46b-6b166360df3c', 1796036572447, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', '127.0.0.1', '5JUEWK5HTWTBGZOSENI2D2E54X', '{"client_id":"01a22c1f-32f9-7a2f-88ad-2195215e2de3"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-356c-7151-a883-871ad7ed4d8b', 1796036572519, 'oauth.code_redeemed', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', 'client', '01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', '127.0.0.1', 'M2LK4GT5ICL46QODADHYV3BPS6', '{"client_id":"01a22c1f-32f9-7a2f-88ad-2195215e2de3"}', '', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-357b-7e02-9976-748dd13700b9', 1796036572533, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-3575-7b48-acb3-cbbc257f5ca3', '127.0.0.1', 'KAQB2EMRFZUQSMGJHR6E3K5RBA', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3587-7964-8c9f-1b7564c8f2cd', 1796036572547, 'oauth.code_redeemed', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-3575-7b48-acb3-cbbc257f5ca3', '127.0.0.1', 'IJ3D3OWQYTTZMHU2FMXI3A4U2R', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-35aa-723b-9018-0de53d302b72', 1796036572578, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-35a2-7b8c-9c75-488f14a2dc62', '127.0.0.1', '6JG2GEADISGADVIFABEMRTCXIQ', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-35b6-7563-b8af-c8f6a76a3a88', 1796036572596, 'oauth.code_redeemed', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-35a2-7b8c-9c75-488f14a2dc62', '127.0.0.1', 'XJWTSOAYI3CIG47GTLQ2PNJQON', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-35cd-79d7-909c-d31803c15760', 1796036572621, 'oauth.token_revoked', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-35b5-7739-ad71-e878384fd2b7', '127.0.0.1', 'VTRE76OBZBI2KBT4BSG5JGZMWN', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-35dc-7497-84e0-dfcdc102dbaf', 1796036572633, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-35d9-7734-af15-8367b072df04', '127.0.0.1', 'TT4MF7EMXOTYGUZAXPARKQOOTJ', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-360e-700a-a684-385e1cd232e1', 1796036572682, 'oauth.code_redeemed', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-35d9-7734-af15-8367b072df04', '127.0.0.1', 'D6IJLOBAG6A7FJYJOSRCBTKJ7K', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3621-78a6-89e6-13b53b3fb661', 1796036572705, 'oauth.token_revoked', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-35d9-7734-af15-8367b072df04', '127.0.0.1', 'RTGG7VCNLASMOAG64TBOPC3SYS', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3664-7bc2-81a2-0e503ec25a8c', 1796036572000, 'pat.created', '', 'operator', '01a22c1f-3662-706a-b62a-ff969059a927', '', '', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-3213-73b6-bc02-3a9b27b558fd"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-36af-7646-b8fb-986cad865efe', 1796036572000, 'pat.created', '', 'operator', '01a22c1f-36ac-7b82-ba1d-f8dcf21cb774', '', '', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-3213-73b6-bc02-3a9b27b558fd"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-36da-7255-b3cc-d97d69419d3e', 1796036572864, 'pat.revoked', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'client', '01a22c1f-36ac-7b82-ba1d-f8dcf21cb774', '127.0.0.1', 'HDR7UIP4XW7MRHJJ34GDZTUJXC', '{"reason":"revoked by the client"}', '', '01a22c1f-32cc-78f1-817a-a23816488cc2', '', 'client', 'Go-http-client/1.1', 'success', '{"status":"active"}', '{"status":"revoked"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-371e-787c-98ca-bb51a946d489', 1796036572000, 'pat.created', '', 'operator', '01a22c1f-3718-7c62-bbd8-72434e1c9915', '', '', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '', '', '', 'cli', '', 'success', NULL, '{"advanced_privileges_until":"","allowed_ips":"","client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2","expires_at":"","name":"nightly backup","resource":"","scopes":"profile tokens:read tokens:write","self_rotate":"no","user_id":"01a22c1f-3213-73b6-bc02-3a9b27b558fd"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-373f-75f8-9732-3681899d5810', 1796036572986, 'pat.rotated', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-3718-7c62-bbd8-72434e1c9915', '127.0.0.1', 'EYAUSHC5H2RKA7WFQH2CPPHR7N', 'null', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', '01a22c1f-3718-7c64-96ba-e05758b3d40d', 'pat', 'Go-http-client/1.1', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-11-30T11:02:52Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3748-7ed4-a7b1-396f51d2f69a', 1796036572998, 'oauth.code_issued', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'user', '01a22c1f-3746-73a2-a47d-8e504123604e', '127.0.0.1', 'LDO4TH2Z2YYFAP75LOQMBRYR3E', '{"client_id":"01a22c1f-32cc-78f1-817a-a23816488cc2"}', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:52Z","origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-38a2-7825-9187-cf9781ac8d89', 1796036573324, 'user.signed_in', '01a22c1f-3281-74db-9b9d-67e8a06485eb', 'user', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '127.0.0.1', '4PEXFRLKQSGNTMMJEMN3UXTU3R', 'null', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '', '', '', 'Go-http-client/1.1', 'success', NULL, '{"address":"127.0.0.1","agent":"Go-http-client/1.1","signed_in_at":"2026-11-30T11:02:53Z"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-38b2-7b64-b000-2ebe8228641f', 1796036573361, 'consent.allowed', '01a22c1f-3281-74db-9b9d-67e8a06485eb', 'user', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '127.0.0.1', '27WNSVZWOJRB2H3SPS4YZB7SYQ', 'null', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-38b3-7ac2-a5e0-31110bb95467', 1796036573361, 'oauth.code_issued', '01a22c1f-3281-74db-9b9d-67e8a06485eb', 'user', '01a22c1f-38b1-727c-a6aa-63203a60cdea', '127.0.0.1', '27WNSVZWOJRB2H3SPS4YZB7SYQ', '{"client_id":"01a22c1f-3399-7367-bc93-ce74afa5be3f"}', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"expires_at":"2027-11-30T11:02:53Z","origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-38b8-7cc4-89d3-7e80e6b9bb72', 1796036573367, 'oauth.code_redeemed', '01a22c1f-3399-7367-bc93-ce74afa5be3f', 'client', '01a22c1f-38b1-727c-a6aa-63203a60cdea', '127.0.0.1', 'DDJE7TEDFOMSU6ZK6FW4XZ6TBQ', '{"client_id":"01a22c1f-3399-7367-bc93-ce74afa5be3f"}', '', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '', 'client', 'Go-http-client/1.1', 'success', '{"code":"issued"}', '{"code":"redeemed"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-38e0-7ec9-be73-6e9b0d48998f', 1796036573408, 'client.suspended', '', 'operator', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"active","suspended_by":""}', '{"status":"suspended","suspended_by":"operator"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3934-73bb-b1d8-3e5b7d28762c', 1796036573476, 'user.disabled', '', 'operator', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"enabled"}', '{"status":"disabled"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-39b8-78e4-b68c-588f30402548', 1796036573621, 'client.secret_rotated', '', 'operator', '01a22c1f-3323-7945-830c-ff0d63d09f74', '', '', '{"overlap":"720h0m0s"}', '', '', '', 'cli', '', 'success', '{"secret":"(previous, not recorded)"}', '{"previous_secret_until":"2026-12-30T11:02:53Z","secret":"(new, not recorded)"}');
INSERT INTO public.audit_events VALUES ('01a22c1f-3a14-784a-97e5-308370964ef9', 1796036573715, 'key.rotated', '', 'operator', 'lmxpyrkegZ4rFEFbvAd3VZStUJ8_pch7sV2VZLhR5VY', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, '{"algorithm":"ES256","generation":"2","sealed":"no","signs_at":"2026-11-30T11:02:59Z"}');


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', '5c227cc7-b777-4ae1-a8b1-225518b5df6c', 1796036711570);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\x3339c4ee518f69246c310c932f03ba3ebecbf1bdc437271bc983dcaba34a9e34', '01a22c1f-32cc-78f1-817a-a23816488cc2', 1796036571000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xf84b1280ed11a7e34c6b0e447ba8092cd36fcf97ba100b79e088b348e4c3ab2f', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', 1796036571000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xdc82c4096f2880a493f65d3cee7a41b85da41e4551645f7e54245678e0657423', '01a22c1f-3399-7367-bc93-ce74afa5be3f', 1796036572000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x18ca9484072aad9408f9a68dbcfcfab23db3bb7c84e3a8d342b3f25338b27e2b', '01a22c1f-3323-7945-830c-ff0d63d09f74', 1796036571000, 1798628573621, '');
INSERT INTO public.client_secrets VALUES ('\x62415758dccb9c41ff197d2a6293b942bdb7b02c37f5aba316a3f9c6cd83f1ee', '01a22c1f-3323-7945-830c-ff0d63d09f74', 1796036573621, 0, '');


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a22c1f-32cc-78f1-817a-a23816488cc2', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'Ledgerly GIKSK6', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1796036571000, false, '', 1796036571852, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22c1f-32f9-7a2f-88ad-2195215e2de3', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'Ledgerly BJFALE', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1796036571000, false, '', 1796036571897, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22c1f-3323-7945-830c-ff0d63d09f74', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://xumaxqblup.example.org/api', false, 0, 1796036571000, false, '', 1796036571939, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22c1f-3399-7367-bc93-ce74afa5be3f', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'Ledgerly 2KPZN6', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1796036573406, 1796036572000, false, 'operator', 1796036572057, false, true, '', '', '');


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\x273614b1552fe6e4aedd7e168230cbd0c07e3396acef85f4b88bdaad8adcbf8f', '01a22c1f-34ee-7eb5-b926-e0427fb3b6d7', 'https://app.example.org/callback', 'BI2sZTJAv5GhXIS1KekS_FFsxbwrDxzl-9PqI8CUKjs', 1796036632398, 1796036572415);
INSERT INTO public.codes VALUES ('\x454890e0a6474d1c0ab6a0bae3236e3bd8e5f07729d1b268c7d9b03943ee923e', '01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', 'https://app.example.org/callback', 'T_XRPums827PLZdT_TzazQokUtXGyVdmY5iSZJ-rnAg', 1796036632447, 1796036572519);
INSERT INTO public.codes VALUES ('\xe1c7ea97c983ff3961d3a499ec8b9d4889b94283a5d2db64024ca4a784f5d20a', '01a22c1f-3575-7b48-acb3-cbbc257f5ca3', 'https://app.example.org/callback', 'ifi1K6v4Q6CwYzKKH198VnuAX_2YbZzjEP3o8KMcj8A', 1796036632533, 1796036572547);
INSERT INTO public.codes VALUES ('\xa4fd79b8b7ed53f4d4d9e4c70fc475f8d542d2e79e0e7d0362f9ed516c84d42d', '01a22c1f-35a2-7b8c-9c75-488f14a2dc62', 'https://app.example.org/callback', '-L35x4i9r3UauhpiZVVQoIbyHSiBkoI5x3y9YS2JYnA', 1796036632578, 1796036572596);
INSERT INTO public.codes VALUES ('\xa44a323d71120531f0edc175fcccd35e157a7fd3e30d405991f49e8bf1171de5', '01a22c1f-35d9-7734-af15-8367b072df04', 'https://app.example.org/callback', 'pE4-KcmFaDoFwJgu_QDWUNGhvXRC1e88vKGLQQ9MSbM', 1796036632633, 1796036572682);
INSERT INTO public.codes VALUES ('\x99e1cea64c04ec8d9eede87eb7c652a4154a6055433f22d2fc2991fc88178358', '01a22c1f-3746-73a2-a47d-8e504123604e', 'https://app.example.org/callback', 'Iv8N8KxTYfk8pUvxBJ7ohlD3iFNQNXZnZ-wYPN83PhE', 1796036632998, 0);
INSERT INTO public.codes VALUES ('\xea268d580772d7f016ff7ffc059c2436e2579c9fbd66c60575dd82e6b62316bd', '01a22c1f-38b1-727c-a6aa-63203a60cdea', 'https://app.example.org/callback', 'uYJqdeBwSxMUF93Xke6aHGZH1R9tN5LQ6mAKaUe04-8', 1796036633361, 1796036573367);


--
-- Data for Name: consent_grants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consent_grants VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile tokens:read tokens:write', false, 1796036572399, 1796036572399);
INSERT INTO public.consent_grants VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796036572498, 1796036572498);
INSERT INTO public.consent_grants VALUES ('01a22c1f-3281-74db-9b9d-67e8a06485eb', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796036573361, 1796036573361);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', 1796036572399, 1796036572399, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', 'profile email notes:read notes:write', 1796036572498, 1796036572498, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22c1f-3281-74db-9b9d-67e8a06485eb', '01a22c1f-3399-7367-bc93-ce74afa5be3f', 'profile email notes:read notes:write', 1796036573361, 1796036573361, NULL, NULL);


--
-- Data for Name: endings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: known_browsers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.known_browsers VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'device cookie', 1796036572258);
INSERT INTO public.known_browsers VALUES ('01a22c1f-3281-74db-9b9d-67e8a06485eb', 'device cookie', 1796036573324);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a22c1f-34ee-7eb5-b926-e0427fb3b6d7', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 1796036572258, 1796036572398, 1827572572398, 0, '', '', false, '["http://127.0.0.1:18430",""]');
INSERT INTO public.lineages VALUES ('01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32f9-7a2f-88ad-2195215e2de3', 'profile email notes:read notes:write', '', 1796036572258, 1796036572447, 1827572572447, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c1f-3575-7b48-acb3-cbbc257f5ca3', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 1796036572258, 1796036572533, 1827572572533, 0, '', '', false, '["http://127.0.0.1:18430",""]');
INSERT INTO public.lineages VALUES ('01a22c1f-35a2-7b8c-9c75-488f14a2dc62', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 1796036572258, 1796036572578, 1827572572578, 0, '', '', false, '["http://127.0.0.1:18430",""]');
INSERT INTO public.lineages VALUES ('01a22c1f-35d9-7734-af15-8367b072df04', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 1796036572258, 1796036572633, 1827572572633, 1796036572699, 'revoked by the client', '', false, '["http://127.0.0.1:18430",""]');
INSERT INTO public.lineages VALUES ('01a22c1f-3662-706c-b62d-4a6189ecdd34', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 0, 1796036572000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c1f-36ac-7b84-8add-932fd0f2acb1', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 0, 1796036572000, 0, 1796036572864, 'revoked by the client', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c1f-3718-7c64-96ba-e05758b3d40d', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 0, 1796036572000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22c1f-3746-73a2-a47d-8e504123604e', '', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'profile tokens:read tokens:write', '', 1796036572258, 1796036572998, 1827572572998, 0, '', '', false, '["http://127.0.0.1:18430",""]');
INSERT INTO public.lineages VALUES ('01a22c1f-38b1-727c-a6aa-63203a60cdea', '', '01a22c1f-3281-74db-9b9d-67e8a06485eb', '01a22c1f-3399-7367-bc93-ce74afa5be3f', 'profile email notes:read notes:write', '', 1796036573324, 1796036573361, 1827572573361, 0, '', '', false, '["http://127.0.0.1:18430",""]');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a22c1f-366c-7102-a7a1-4e58eb189f70', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'token.created', '01a22c1f-3662-706a-b62a-ff969059a927', '', '{"token_name":"nightly backup","client_name":"Ledgerly GIKSK6","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036572780, 0);
INSERT INTO public.notices VALUES ('01a22c1f-36b0-7115-875c-6eff6234d2c3', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'token.created', '01a22c1f-36ac-7b82-ba1d-f8dcf21cb774', '', '{"token_name":"nightly backup","client_name":"Ledgerly GIKSK6","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036572848, 0);
INSERT INTO public.notices VALUES ('01a22c1f-371f-72f5-a488-610f0c2e61cb', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'token.created', '01a22c1f-3718-7c62-bbd8-72434e1c9915', '', '{"token_name":"nightly backup","client_name":"Ledgerly GIKSK6","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796036572959, 0);
INSERT INTO public.notices VALUES ('01a22c1f-38e0-71e1-9e18-d9cd487882a2', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'client.suspended', '01a22c1f-3399-7367-bc93-ce74afa5be3f', '01a22c1f-38e0-71d4-9e28-69118a518fa3', '{"token_name":"Ledgerly 2KPZN6","credential":"cli","reason":"operator"}', 1796036573408, 0);
INSERT INTO public.notices VALUES ('01a22c1f-39b7-78d5-aceb-bd74ab1ec1e9', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'client.secret_rotated', '01a22c1f-3323-7945-830c-ff0d63d09f74', '01a22c1f-39b7-78c9-84d5-8b0444e6dab8', '{"token_name":"Notes","credential":"cli"}', 1796036573623, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\x34b334d6f46d307b9f3da672aa26da8261af2d091aa5fcd7d425160bfc6ed8da', '01a22c1f-3662-706a-b62a-ff969059a927', 1796036572000, 0);
INSERT INTO public.pat_secrets VALUES ('\x7edb91f68daad5cd32f30147e79493d4bf5f19d7a191c3690d03ca6dfd3feda5', '01a22c1f-36ac-7b82-ba1d-f8dcf21cb774', 1796036572000, 0);
INSERT INTO public.pat_secrets VALUES ('\x0ebdd182f835274d699d41ae34e5eb2336607fa2fee43c6e3314fdd76266544c', '01a22c1f-3718-7c62-bbd8-72434e1c9915', 1796036572000, 1796036572986);
INSERT INTO public.pat_secrets VALUES ('\xec3be992051a783928de55761ac2954d2b044b4956b1dc277276aad9ed4625eb', '01a22c1f-3718-7c62-bbd8-72434e1c9915', 1796036572986, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a22c1f-3718-7c62-bbd8-72434e1c9915', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c1f-3718-7c62-bbd8-72434e1c9915', 'tokens:write', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c1f-3662-706a-b62a-ff969059a927', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22c1f-3662-706a-b62a-ff969059a927', 'profile', 1795996800000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a22c1f-36ac-7b82-ba1d-f8dcf21cb774', '01a22c1f-36ac-7b84-8add-932fd0f2acb1', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'nightly backup', 'profile tokens:read tokens:write', 'pat_mD9…loO3', false, 1796036572000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a22c1f-3718-7c62-bbd8-72434e1c9915', '01a22c1f-3718-7c64-96ba-e05758b3d40d', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'nightly backup', 'profile tokens:read tokens:write', 'pat_UCR…yGpT', false, 1796036572000, 0, 1796036572966, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a22c1f-3662-706a-b62a-ff969059a927', '01a22c1f-3662-706c-b62d-4a6189ecdd34', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', '01a22c1f-32cc-78f1-817a-a23816488cc2', 'nightly backup', 'profile tokens:read tokens:write', 'pat_LlV…y98B', false, 1796036572000, 0, 1796036573731, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\x9c0fbd1566264871e76ef8eafc615b83fb96709c0bcfdf3b9aee6181abcea21d', '01a22c1f-34ee-7eb5-b926-e0427fb3b6d7', 1796036572415, 1798628572415, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x1c05d2b49016b792ad3ba38c87241637da87efecdba4e128d0038da31c79b7a3', '01a22c1f-351f-7cdf-b208-fd4cf81b5bb5', 1796036572519, 1798628572519, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xf41bcf48ae11e2af30289a55e498cae464dd6b4b667c13689a5c8f8e8b2d1724', '01a22c1f-3575-7b48-acb3-cbbc257f5ca3', 1796036572560, 1798628572560, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xbe4540381ca71aba4fd6ae6b0f7850c21c0ee0d02b3982223b2f518ed8a968f5', '01a22c1f-3575-7b48-acb3-cbbc257f5ca3', 1796036572547, 1798628572547, 1796036572560, '\xcda20d731408e6f41fbce7df15d5be0e0db44543a3da0ecc2b2dccf7454ca54a73312c0c519bf5e0d293cb864ac5dfbb8260764fdd1889e38e006884dd1e772543aae4f9');
INSERT INTO public.refresh_tokens VALUES ('\x61e8bbe6649324cf36263428bd65fdab2ed5b4177a844e6b6946d47922534360', '01a22c1f-35a2-7b8c-9c75-488f14a2dc62', 1796036572596, 1798628572596, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xaef0b50510d0557db03f2430e4bb3092db64c51edf4419baf4d24fb8ad9689c8', '01a22c1f-35d9-7734-af15-8367b072df04', 1796036572682, 1798628572682, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xfc6e2333444d4d1e8b1acb9b75a310603a35a948c818a0c63b3eca869cb542be', '01a22c1f-38b1-727c-a6aa-63203a60cdea', 1796036573367, 1798628573367, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a22c1f-35b5-7739-ad71-e878384fd2b7', 1796037172000, 1796036572620, '["http://127.0.0.1:18430",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c1f-35d9-7734-af15-8367b072df04', 1796040172699, 1796036572702, '["http://127.0.0.1:18430",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22c1f-36ac-7b84-8add-932fd0f2acb1', 1796040172864, 1796036572866, '[""]');
INSERT INTO public.revocations VALUES ('client', '01a22c1f-3399-7367-bc93-ce74afa5be3f', 1796040173406, 1796036573408, NULL);
INSERT INTO public.revocations VALUES ('user', '01a22c1f-3281-74db-9b9d-67e8a06485eb', 1796040173476, 1796036573484, NULL);


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
INSERT INTO public.schema_versions VALUES ('0030_submissions');


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: server_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.server_keys VALUES ('device_cookies', '\x2e7e92352ffa4d1340ef4a13f111cd94acb0bbf4044f9033543e78b018229c86', false, 1796036572299);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x67eddeebc097b2f8e30e02828263d0c84fb06d421096edc85bca394aa0332d7a', '01a22c1f-3213-73b6-bc02-3a9b27b558fd', 1796036572258, 1796036572258, 1796036572258, 1798628572258, '127.0.0.1', 'Go-http-client/1.1', 0, '1130c93f-a20a-4451-ba13-36087b6d05c7');


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('lmxpyrkegZ4rFEFbvAd3VZStUJ8_pch7sV2VZLhR5VY', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420f38e07bbbe0f15271ef7692245a2521adf3dd3501c18e11f83f6f556302ee4cea1440342000488051ec1dd52164f28f0ef1f2d0dcaadce48e875f8159e255f08ca488a3be2c034faccb4f89753757d8a9876fa458cde68db1ae4a60281aaa0636a3559532c96', false, 1796036573715, 0, 0, 1796036579715, 0, 0);
INSERT INTO public.signing_keys VALUES ('wxBSUSnKGNJVS4D_SMVTeaNddMMI6FQC0Fuln29P-To', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420907727ee446c401fb7706126ce511c6d2db824bfe08dd79a2d656a587b90218da14403420004971bb152a013ef0985bd03fcf67e90d621e6f30d7a287eb04a50808e23753397e50d884dc63900166b052941da8da4f49b2c63042c174f48b216b3f5d81b381e', false, 1796036571176, 1796036579715, 1796122979715, 0, 600000, 0);


--
-- Data for Name: submissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a22c1f-3213-73b6-bc02-3a9b27b558fd', 'uxr5orvmktb', 'uxr5orvmktb@example.org', 'Mira uxr5orvmktb', '', '$argon2id$v=19$m=19456,t=2,p=1$nDUsGaOz+oGng2MSPQOkVw$G06KAKrf1gpkOL9eWSMztfXZN20cKWwek9F+ZLEAFFY', false, 0, 1796036571000);
INSERT INTO public.users VALUES ('01a22c1f-3281-74db-9b9d-67e8a06485eb', 'u2d3h3qt3or', 'u2d3h3qt3or@example.org', 'Mira u2d3h3qt3or', '', '$argon2id$v=19$m=19456,t=2,p=1$6gthkltXBoCbfUdSolRgIw$43vnreCJ8QISa+uA+v4EBPNx0YQiCWo6THTou8zi9BY', false, 1796036573476, 1796036571000);


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

\unrestrict 5wU2CVkkhod0g7yjSe4Uf1pMQZ5vQcLmKPmd1a98tGwGW50jcBliCbwdruPxiQ2

