--
-- PostgreSQL database dump
--

\restrict ic8Owaq8WbilteOJIdC4eVq1ixPkOz8udclC688S4tMvVZJYfkG5jqj3Lqdk1OG

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

INSERT INTO public.access_tokens VALUES ('\xdcac94365b6094ee9d771f31b308562a290cc39a5e38c950f361780e6f7f5d73', '01a22a5f-e10d-7ec8-a9c0-d8bb976dbca3', '01a22a5f-e10a-792f-89ca-771ad5f95032', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e06c-7eff-8baa-552adc0772b4', 'profile email notes:read notes:write', '["http://127.0.0.1:13870"]', 1796007256333, 1796007856000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a22a5f-df5e-764d-8c91-ca64bb817663', 1796007255901, 'key.rotated', '', 'system', 'ZZaOpagIXPIjMQIrz3vzc4yhc1ZBey8qf5mwlKneDo4', '', '', 'null', '', '', '', 'system', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-dfd5-741a-bad0-76e433d953d0', 1796007256000, 'user.created', '', 'operator', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e023-711e-b410-84112f499d5b', 1796007256000, 'user.created', '', 'operator', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e04a-70c6-8311-3e86ca4cf530', 1796007256000, 'client.registered', '', 'operator', '01a22a5f-e047-764d-ae14-e177f8353209', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly 2KESIB","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile tokens:read tokens:write","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e06e-720a-beba-09ce3c7ddef3', 1796007256000, 'client.registered', '', 'operator', '01a22a5f-e06c-7eff-8baa-552adc0772b4', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"access_token_format":"opaque","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly BKSEGA","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e08d-7346-a296-78e5665c2c7c', 1796007256000, 'client.registered', '', 'operator', '01a22a5f-e08c-7389-b435-8c929785aa56', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"access_token_format":"jwt","first_party":"no","grant_types":"client_credentials","managed_by_token_id":"","name":"Notes","redirect_uris":"","resource_server":"https://kb5ldw7f5m.example.org/api","scopes":"","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e0ac-750d-a238-771f6053c9f8', 1796007256000, 'client.registered', '', 'operator', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '', '', '{"status":"active"}', '', '', '', 'cli', '', 'success', NULL, '{"access_token_format":"jwt","first_party":"no","grant_types":"authorization_code refresh_token","managed_by_token_id":"","name":"Ledgerly JFJCXF","redirect_uris":"https://app.example.org/callback","resource_server":"","scopes":"profile email notes:read notes:write","type":"confidential","user_tokens":"no"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e0f0-7084-843e-4c13cc33dd86', 1796007256295, 'user.signed_in', '', 'anonymous', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '127.0.0.1', 'AYBNR45WU7QMCLABA5JFPTJV5O', 'null', '', '', '', '', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e102-73ba-8c41-52988ec95dc9', 1796007256321, 'consent.allowed', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e047-764d-ae14-e177f8353209', '127.0.0.1', 'X4AYOKSDFS7RGYB34CCIH6UBPZ', 'null', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile tokens:read tokens:write"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e102-7eca-bad7-042f49f39648', 1796007256320, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e100-7c50-95d4-dacd2d468894', '127.0.0.1', 'X4AYOKSDFS7RGYB34CCIH6UBPZ', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e107-7257-adab-cdcf3ae0cd3b', 1796007256325, 'oauth.code_redeemed', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e100-7c50-95d4-dacd2d468894', '127.0.0.1', 'AVC7C2XTWFHYRMPUP7I24JLFJQ', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e10b-7742-be87-b9dbf96ee25c', 1796007256330, 'consent.allowed', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e06c-7eff-8baa-552adc0772b4', '127.0.0.1', 'JHIYCKZISPF2TN6XC3GFFDX7ZX', 'null', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e10b-7d02-ac56-e06375a1d778', 1796007256330, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e10a-792f-89ca-771ad5f95032', '127.0.0.1', 'JHIYCKZISPF2TN6XC3GFFDX7ZX', '{"client_id":"01a22a5f-e06c-7eff-8baa-552adc0772b4"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e10e-7777-9f9a-4f1c1f580ad3', 1796007256333, 'oauth.code_redeemed', '01a22a5f-e06c-7eff-8baa-552adc0772b4', 'client', '01a22a5f-e10a-792f-89ca-771ad5f95032', '127.0.0.1', 'AEEFXBYJLUNC7KF5JVSXBHGYZI', '{"client_id":"01a22a5f-e06c-7eff-8baa-552adc0772b4"}', '', '01a22a5f-e06c-7eff-8baa-552adc0772b4', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e111-7212-8821-cabe103d6476', 1796007256336, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e110-731e-9627-09822d17a9e8', '127.0.0.1', 'NQM6BHVIG5K7D5WFPQJGO5X5CN', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e113-7448-90bd-27eb311ae8f4', 1796007256338, 'oauth.code_redeemed', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e110-731e-9627-09822d17a9e8', '127.0.0.1', 'CLLLEA7AZEPO5PS24RCTWVRST6', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e118-7112-8707-f6b90a9680d6', 1796007256343, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e117-72e7-bc68-2581d0195c1d', '127.0.0.1', '3PJVYFA7CQUE6JBGTCEDSZZYFP', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e11a-74d8-a62c-fc0a235bf435', 1796007256345, 'oauth.code_redeemed', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e117-72e7-bc68-2581d0195c1d', '127.0.0.1', 'Q5SXGL3ZRQUUONRDLZ4MKUGCVI', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e11d-77ae-8f70-f1ebf00e3903', 1796007256349, 'oauth.token_revoked', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e119-7d84-a8e0-f45a642d2aa4', '127.0.0.1', 'GAPTEIM6JD7MERPBDEHYXXVELJ', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e11f-7e78-b3b7-b849ddd7d8aa', 1796007256351, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e11f-72fc-8adc-a315bad1be82', '127.0.0.1', 'MAKRYDHOJ3BDYPLBT3RWJKAX6Z', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e121-7c22-9d54-6cf9aeca2856', 1796007256353, 'oauth.code_redeemed', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e11f-72fc-8adc-a315bad1be82', '127.0.0.1', 'BHQOBPZZPPJJDJN32R6ELEGQPM', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e125-7860-9583-ed68211aa384', 1796007256357, 'oauth.token_revoked', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e11f-72fc-8adc-a315bad1be82', '127.0.0.1', 'XN3UIWUZTF5APONTHL6GZJR4UR', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e142-78ed-a646-3817d33bf8b0', 1796007256000, 'pat.created', '', 'operator', '01a22a5f-e13f-794c-b5f5-95904f1dc81e', '', '', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e163-7584-88f9-3295721ee04d', 1796007256000, 'pat.created', '', 'operator', '01a22a5f-e161-7501-9705-9532e877efcd', '', '', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e16e-7031-b158-0f487974931e', 1796007256428, 'pat.revoked', '01a22a5f-e047-764d-ae14-e177f8353209', 'client', '01a22a5f-e161-7501-9705-9532e877efcd', '127.0.0.1', 'CVV3E456ZNSKVBH3RJMMLYBU2F', '{"reason":"revoked by the client"}', '', '01a22a5f-e047-764d-ae14-e177f8353209', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e193-7289-9311-be0a51977d8b', 1796007256000, 'pat.created', '', 'operator', '01a22a5f-e191-73ac-a94f-c97b15f7fb52', '', '', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e19b-718b-806a-b199403e6dc0', 1796007256473, 'pat.rotated', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e191-73ac-a94f-c97b15f7fb52', '127.0.0.1', 'P5GAG2DO5UU53WRP3HPSQQZLWR', 'null', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', '01a22a5f-e191-73ae-af81-63ab60e9526d', 'pat', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e19e-7ace-a818-43d19322b460', 1796007256477, 'oauth.code_issued', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'user', '01a22a5f-e19d-7b58-a072-af592cef66f2', '127.0.0.1', 'OROI7QMZY6A36KE2SUMGLLDPKR', '{"client_id":"01a22a5f-e047-764d-ae14-e177f8353209"}', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e1bb-79c6-9f08-2de15b01a30d', 1796007256506, 'user.signed_in', '', 'anonymous', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '127.0.0.1', '3K3H6KEHZWPJAGONQZGRB2QHF2', 'null', '', '', '', '', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e1c0-77d4-a064-c3ff53b1e851', 1796007256511, 'consent.allowed', '01a22a5f-e020-74de-83f2-1c8bc92c641a', 'user', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '127.0.0.1', 'NX447HDE7YBLDHA434BQQXMQE2', 'null', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, '{"origin":"https://app.example.org","resource":"","scopes":"profile email notes:read notes:write"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e1c0-7e73-8689-beee3af8866d', 1796007256511, 'oauth.code_issued', '01a22a5f-e020-74de-83f2-1c8bc92c641a', 'user', '01a22a5f-e1bf-73c5-baff-89362b186c8d', '127.0.0.1', 'NX447HDE7YBLDHA434BQQXMQE2', '{"client_id":"01a22a5f-e0ab-71d0-aeb1-ba3871759165"}', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '', '', 'session', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e1c3-72f5-9aad-5f5e709c129e', 1796007256514, 'oauth.code_redeemed', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', 'client', '01a22a5f-e1bf-73c5-baff-89362b186c8d', '127.0.0.1', '75XY34IOEWXLUT4VLAAUJZJYER', '{"client_id":"01a22a5f-e0ab-71d0-aeb1-ba3871759165"}', '', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '', 'client', 'Go-http-client/1.1', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e1df-76ee-ae2c-ceea699aaa0e', 1796007256543, 'client.suspended', '', 'operator', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '', '', 'null', '', '', '', 'cli', '', 'success', '{"status":"active","suspended_by":""}', '{"status":"suspended","suspended_by":"operator"}');
INSERT INTO public.audit_events VALUES ('01a22a5f-e1fd-70fd-9202-c532a6722990', 1796007256570, 'user.disabled', '', 'operator', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e223-79c1-b391-5a2325c83e64', 1796007256608, 'client.secret_rotated', '', 'operator', '01a22a5f-e08c-7389-b435-8c929785aa56', '', '', '{"overlap":"720h0m0s"}', '', '', '', 'cli', '', 'success', NULL, NULL);
INSERT INTO public.audit_events VALUES ('01a22a5f-e249-72cd-96e4-69d061b7a083', 1796007256648, 'key.rotated', '', 'operator', '6kXx1ZkFWOGtSFiUuqE3PLNuNhy7dQTTGTK_9tvKlzE', '', '', 'null', '', '', '', 'cli', '', 'success', NULL, NULL);


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', 'd64f4670-17f9-47d5-b006-116338dc6319', 1796007395992);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\xd95342ea90a090f620d5a7baae1e6bec4b113f6b915d1b68950cfba8485cf2d1', '01a22a5f-e047-764d-ae14-e177f8353209', 1796007256000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x92715201b339edaa43e06df846b5f309c5555ea2b89ecbcadf71e0fecf200148', '01a22a5f-e06c-7eff-8baa-552adc0772b4', 1796007256000, 0, '');
INSERT INTO public.client_secrets VALUES ('\xec1bcf3dc84fcc8614f06f976ba72dc7ff2be0b28104867f5139303c370b1bf4', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', 1796007256000, 0, '');
INSERT INTO public.client_secrets VALUES ('\x682fa2019c63fabde1b99af626f891cef12d439a36ecf7753a736a9653daf43b', '01a22a5f-e08c-7389-b435-8c929785aa56', 1796007256000, 1798599256608, '');
INSERT INTO public.client_secrets VALUES ('\x0aabc1d91e907ec21d3cc76fcfe88ec0d0c52da8a611700c520bc6ae33c8539f', '01a22a5f-e08c-7389-b435-8c929785aa56', 1796007256608, 0, '');


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a22a5f-e047-764d-ae14-e177f8353209', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'Ledgerly 2KESIB', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1796007256000, false, '', 1796007256135, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22a5f-e06c-7eff-8baa-552adc0772b4', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'Ledgerly BKSEGA', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1796007256000, false, '', 1796007256172, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22a5f-e08c-7389-b435-8c929785aa56', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://kb5ldw7f5m.example.org/api', false, 0, 1796007256000, false, '', 1796007256204, false, true, '', '', '');
INSERT INTO public.clients VALUES ('01a22a5f-e0ab-71d0-aeb1-ba3871759165', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'Ledgerly JFJCXF', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1796007256541, 1796007256000, false, 'operator', 1796007256235, false, true, '', '', '');


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\x7771f796b11ff9465835610871e06ad189e2304ec59fac2279bd775fbe77b914', '01a22a5f-e100-7c50-95d4-dacd2d468894', 'https://app.example.org/callback', '9FJgvRxZFL0_GxkkiC-5r90RYwCuaH8n-d7PG30dX50', 1796007316320, 1796007256325);
INSERT INTO public.codes VALUES ('\x0581cc80bc24b711eaf87c5b910bcd2f9beb8184e2881a6cd335ef7663dd4ab1', '01a22a5f-e10a-792f-89ca-771ad5f95032', 'https://app.example.org/callback', 'URlEuau2gnqCInQNWVaYh6Gj6TO0y1oSkr3AytA5IzQ', 1796007316330, 1796007256333);
INSERT INTO public.codes VALUES ('\xe989377d609e91423841a21daeebfc687db164363fdc88d78ba969ae029d568c', '01a22a5f-e110-731e-9627-09822d17a9e8', 'https://app.example.org/callback', 'fCZJ2R-udOl2uEXAFn7GHWpAokDmluHnLYl88ysnzxQ', 1796007316336, 1796007256338);
INSERT INTO public.codes VALUES ('\xa372f7e62e4c9ae2fff667a0d9c39cc0a0068e605cb09e3c7fc1e805a33c6da3', '01a22a5f-e117-72e7-bc68-2581d0195c1d', 'https://app.example.org/callback', 'ZGdZBF5YWlbqiiGSmjgAP4GVhXZCLEESVgLMP1cfJvw', 1796007316343, 1796007256345);
INSERT INTO public.codes VALUES ('\x8f62ec0a5910368621728999c9b8edd47c7660396bde2356ad576d95f9265aed', '01a22a5f-e11f-72fc-8adc-a315bad1be82', 'https://app.example.org/callback', '5QkY-zdGsnQ93rcqR4byHZJG4Qtlm22CeT8Pbv5Wb5I', 1796007316351, 1796007256353);
INSERT INTO public.codes VALUES ('\xff811c8cded99176e984fcaab0f75e06600c59508a0815278f6b070762beb265', '01a22a5f-e19d-7b58-a072-af592cef66f2', 'https://app.example.org/callback', '3dL0LZpdpttUJ_MgPHaodp0k73Jkrmz6TBYUgNa3njg', 1796007316477, 0);
INSERT INTO public.codes VALUES ('\xfcf3ba8aa3f9d2e69b7687995fcf1e9d0a8c363b3d2bb1b904a5c1477471b66e', '01a22a5f-e1bf-73c5-baff-89362b186c8d', 'https://app.example.org/callback', 'et_ljNrBziVelQUzN5314AAqKzOioGngt3TafxO-Guo', 1796007316511, 1796007256514);


--
-- Data for Name: consent_grants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consent_grants VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile tokens:read tokens:write', false, 1796007256321, 1796007256321);
INSERT INTO public.consent_grants VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e06c-7eff-8baa-552adc0772b4', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796007256330, 1796007256330);
INSERT INTO public.consent_grants VALUES ('01a22a5f-e020-74de-83f2-1c8bc92c641a', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '\x3a18b983057c3122def273970bda6ce8adcca8fef7412a60ee6a7279784e0b10', 'https://app.example.org', '', 'profile email notes:read notes:write', false, 1796007256511, 1796007256511);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', 1796007256321, 1796007256321, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e06c-7eff-8baa-552adc0772b4', 'profile email notes:read notes:write', 1796007256330, 1796007256330, NULL, NULL);
INSERT INTO public.consents VALUES ('01a22a5f-e020-74de-83f2-1c8bc92c641a', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', 'profile email notes:read notes:write', 1796007256511, 1796007256511, NULL, NULL);


--
-- Data for Name: endings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: known_browsers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.known_browsers VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'A browser 127.0.0.0/24', 1796007256295);
INSERT INTO public.known_browsers VALUES ('01a22a5f-e020-74de-83f2-1c8bc92c641a', 'A browser 127.0.0.0/24', 1796007256506);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a22a5f-e100-7c50-95d4-dacd2d468894', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 1796007256295, 1796007256320, 1827543256320, 0, '', '', false, '["http://127.0.0.1:13870",""]');
INSERT INTO public.lineages VALUES ('01a22a5f-e10a-792f-89ca-771ad5f95032', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e06c-7eff-8baa-552adc0772b4', 'profile email notes:read notes:write', '', 1796007256295, 1796007256330, 1827543256330, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22a5f-e110-731e-9627-09822d17a9e8', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 1796007256295, 1796007256336, 1827543256336, 0, '', '', false, '["http://127.0.0.1:13870",""]');
INSERT INTO public.lineages VALUES ('01a22a5f-e117-72e7-bc68-2581d0195c1d', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 1796007256295, 1796007256343, 1827543256343, 0, '', '', false, '["http://127.0.0.1:13870",""]');
INSERT INTO public.lineages VALUES ('01a22a5f-e11f-72fc-8adc-a315bad1be82', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 1796007256295, 1796007256351, 1827543256351, 1796007256355, 'revoked by the client', '', false, '["http://127.0.0.1:13870",""]');
INSERT INTO public.lineages VALUES ('01a22a5f-e13f-794e-89d7-f26c1e86cfc3', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 0, 1796007256000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22a5f-e161-7503-913d-04cb36724727', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 0, 1796007256000, 0, 1796007256428, 'revoked by the client', '', false, '');
INSERT INTO public.lineages VALUES ('01a22a5f-e191-73ae-af81-63ab60e9526d', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 0, 1796007256000, 0, 0, '', '', false, '');
INSERT INTO public.lineages VALUES ('01a22a5f-e19d-7b58-a072-af592cef66f2', '', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'profile tokens:read tokens:write', '', 1796007256295, 1796007256477, 1827543256477, 0, '', '', false, '["http://127.0.0.1:13870",""]');
INSERT INTO public.lineages VALUES ('01a22a5f-e1bf-73c5-baff-89362b186c8d', '', '01a22a5f-e020-74de-83f2-1c8bc92c641a', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', 'profile email notes:read notes:write', '', 1796007256506, 1796007256511, 1827543256511, 0, '', '', false, '["http://127.0.0.1:13870",""]');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a22a5f-e143-7038-93e6-5dcd2a13858d', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'token.created', '01a22a5f-e13f-794c-b5f5-95904f1dc81e', '', '{"token_name":"nightly backup","client_name":"Ledgerly 2KESIB","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796007256387, 0);
INSERT INTO public.notices VALUES ('01a22a5f-e163-7a84-80c6-97a16a6b4fe8', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'token.created', '01a22a5f-e161-7501-9705-9532e877efcd', '', '{"token_name":"nightly backup","client_name":"Ledgerly 2KESIB","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796007256419, 0);
INSERT INTO public.notices VALUES ('01a22a5f-e193-79e8-817d-bf20dfbd1b43', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'token.created', '01a22a5f-e191-73ac-a94f-c97b15f7fb52', '', '{"token_name":"nightly backup","client_name":"Ledgerly 2KESIB","scopes":["profile","tokens:read","tokens:write"],"credential":"cli"}', 1796007256467, 0);
INSERT INTO public.notices VALUES ('01a22a5f-e1de-79c3-8e05-4f6f87d90fdc', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'client.suspended', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', '01a22a5f-e1de-79ac-97cf-e9e0bc290bd8', '{"token_name":"Ledgerly JFJCXF","credential":"cli","reason":"operator"}', 1796007256542, 0);
INSERT INTO public.notices VALUES ('01a22a5f-e222-7ed2-81e9-782b7b901f2d', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'client.secret_rotated', '01a22a5f-e08c-7389-b435-8c929785aa56', '01a22a5f-e222-7ec7-be42-e529ef069755', '{"token_name":"Notes","credential":"cli"}', 1796007256610, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\x8ba0080ea714b888df2cb42e31e0d6217cf6c607991dfb6fe54c34929b040cde', '01a22a5f-e13f-794c-b5f5-95904f1dc81e', 1796007256000, 0);
INSERT INTO public.pat_secrets VALUES ('\xccfaab34876320c1929592aa4e92c1b71305210c9d3b489e2a690c16da1c4ac1', '01a22a5f-e161-7501-9705-9532e877efcd', 1796007256000, 0);
INSERT INTO public.pat_secrets VALUES ('\x17b82d83839fa4595c45aef9570d5f1aae454f1e2cbcb41bdbf88789fbd4aa67', '01a22a5f-e191-73ac-a94f-c97b15f7fb52', 1796007256000, 1796007256473);
INSERT INTO public.pat_secrets VALUES ('\xf3537a0fab2d9c4d81cd82ac444b78e9794086418d8b5a8d53fd390b77c50b1b', '01a22a5f-e191-73ac-a94f-c97b15f7fb52', 1796007256473, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a22a5f-e13f-794c-b5f5-95904f1dc81e', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22a5f-e13f-794c-b5f5-95904f1dc81e', 'profile', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22a5f-e191-73ac-a94f-c97b15f7fb52', '', 1795996800000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a22a5f-e191-73ac-a94f-c97b15f7fb52', 'tokens:write', 1795996800000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a22a5f-e161-7501-9705-9532e877efcd', '01a22a5f-e161-7503-913d-04cb36724727', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'nightly backup', 'profile tokens:read tokens:write', 'pat_CdE…5g6v', false, 1796007256000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a22a5f-e13f-794c-b5f5-95904f1dc81e', '01a22a5f-e13f-794e-89d7-f26c1e86cfc3', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'nightly backup', 'profile tokens:read tokens:write', 'pat_DSr…k9OS', false, 1796007256000, 0, 1796007256656, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a22a5f-e191-73ac-a94f-c97b15f7fb52', '01a22a5f-e191-73ae-af81-63ab60e9526d', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', '01a22a5f-e047-764d-ae14-e177f8353209', 'nightly backup', 'profile tokens:read tokens:write', 'pat_dsc…AZWw', false, 1796007256000, 0, 1796007256472, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\x38b1e4dca2c608e5205c99b1da3e175c48835b91d64e7b80ab1eacca0cafe158', '01a22a5f-e100-7c50-95d4-dacd2d468894', 1796007256325, 1798599256325, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xcf721766cff8c65fda78b769826e5e306e8642fd05b66eb595ba377e25c34bd9', '01a22a5f-e10a-792f-89ca-771ad5f95032', 1796007256333, 1798599256333, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xa3824eb01acf547e074dc3d66eef2a8295a01d37b9e326267ec425440c9f55a6', '01a22a5f-e110-731e-9627-09822d17a9e8', 1796007256340, 1798599256340, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x893b3dfb3074669dd2709153b79e024aaf4646fb24c854d630d1af0ff2f30de1', '01a22a5f-e110-731e-9627-09822d17a9e8', 1796007256338, 1798599256338, 1796007256340, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xf7cff859e04f0c30c40751cc3de74f7e4de25219c49138c4d8dbc9a0867b1fb9', '01a22a5f-e117-72e7-bc68-2581d0195c1d', 1796007256345, 1798599256345, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x09da8f3ef20e0c3dadd6b3169c2323bba31a660350eac3569438e14e55c23d65', '01a22a5f-e11f-72fc-8adc-a315bad1be82', 1796007256353, 1798599256353, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x19c0b6876176e98818c12750039fed0a0d0c8ea01f5f57949cf266a998b3cf50', '01a22a5f-e1bf-73c5-baff-89362b186c8d', 1796007256514, 1798599256514, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a22a5f-e119-7d84-a8e0-f45a642d2aa4', 1796007856000, 1796007256349, '["http://127.0.0.1:13870",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22a5f-e11f-72fc-8adc-a315bad1be82', 1796010856355, 1796007256357, '["http://127.0.0.1:13870",""]');
INSERT INTO public.revocations VALUES ('lineage', '01a22a5f-e161-7503-913d-04cb36724727', 1796010856428, 1796007256429, '[""]');
INSERT INTO public.revocations VALUES ('client', '01a22a5f-e0ab-71d0-aeb1-ba3871759165', 1796010856541, 1796007256543, NULL);
INSERT INTO public.revocations VALUES ('user', '01a22a5f-e020-74de-83f2-1c8bc92c641a', 1796010856570, 1796007256571, NULL);


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


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: server_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.server_keys VALUES ('device_cookies', '\xb6977bfa215a9f93c90057846e8a3433cda1e5edc6a542184aa0ed812af96678', false, 1796007256307);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x2ef0736e924b33889ed66cfd2432f58f5ccafce6ec0acec5c5801121cbcf330a', '01a22a5f-dfd4-72a8-a210-ce255bfba5be', 1796007256295, 1796007256295, 1796007256295, 1798599256295, '127.0.0.1', 'Go-http-client/1.1', 0);


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('6kXx1ZkFWOGtSFiUuqE3PLNuNhy7dQTTGTK_9tvKlzE', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e7053321121aca690f0d744f43dff351a08c8eb19c3ecb169f1f96af0eed9fc8a144034200049fb3b2de1a5d3b30db3ca1ed37c95637720b8d7e8293dc3ebf4a90ab56bfe8285c545a9aeca1a179553b12bdb407a7111b609c3f377a98bbb7946f9543b9e743', false, 1796007256648, 0, 0, 1796007262648, 0, 0);
INSERT INTO public.signing_keys VALUES ('ZZaOpagIXPIjMQIrz3vzc4yhc1ZBey8qf5mwlKneDo4', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104206f2bc5ad7f9692edf9def17fc5abcf59db716366c6d83e9b2c76212e48fa2e89a14403420004d0d157a9b02f42f7abeca2e27c0cb1f592d0f8ab3e15f0d6bfe2cfbb9c34fe48480e78121b9d87b395c00dbea8b42a51d8ba45e2da02ddf57c48a91ff8bb5c17', false, 1796007255901, 1796007262648, 1796093662648, 0, 600000, 0);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a22a5f-dfd4-72a8-a210-ce255bfba5be', 'udl5m2f7bhu', 'udl5m2f7bhu@example.org', 'Mira udl5m2f7bhu', '', '$argon2id$v=19$m=19456,t=2,p=1$2ZQrGBoxI/R2v7bspFRxqQ$pg8fqE/Q2hAVbKWni/Jtz4Z+NEEcTTYkup0z3boLHvQ', false, 0, 1796007256000);
INSERT INTO public.users VALUES ('01a22a5f-e020-74de-83f2-1c8bc92c641a', 'uol725gtqyd', 'uol725gtqyd@example.org', 'Mira uol725gtqyd', '', '$argon2id$v=19$m=19456,t=2,p=1$zjysRWoIhIcot0auxBmIGw$x69npyL26Dc2dupg3KcZwGdWa3T2bSUTme38wfWzg2g', false, 1796007256570, 1796007256000);


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

\unrestrict ic8Owaq8WbilteOJIdC4eVq1ixPkOz8udclC688S4tMvVZJYfkG5jqj3Lqdk1OG

