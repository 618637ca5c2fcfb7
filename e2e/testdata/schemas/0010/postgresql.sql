--
-- PostgreSQL database dump
--

\restrict 3XLuJJcLsvnkpd35CedDYbRjpOfHOydYKogc9PC9mNnqsa8fKbBresUbUwwjz5e

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
-- Name: endings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.endings (
    lineage_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(36) NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    ended_at bigint NOT NULL
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
    second_factor text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
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
    outcome text NOT NULL COLLATE pg_catalog."C"
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
    recorded_at bigint DEFAULT 0 NOT NULL
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
    signs_at bigint DEFAULT 0 NOT NULL
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

INSERT INTO public.access_tokens VALUES ('\x32506387d218e98f6c318e555d1148a198c3ccfd5c27d16c26cf9ef4611f5e58', '01a20339-ce94-7e82-af02-377fefb6a709', '01a20339-ce92-70c7-9bbf-a7c918dd8c9e', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cde5-7360-8403-9438ab1f1741', 'profile email notes:read notes:write', '["http://127.0.0.1:18942"]', 1795350449812, 2515350449000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a20339-cceb-7234-b15a-15df506b6b2b', 1795350449386, 'key.rotated', '', 'system', 'RF95m2WpjPsPeCfbszcRW8KutgeSMhxkUCVWrUTHBSA', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cd50-7b08-a423-3afe4a712a91', 1795350449000, 'user.created', '', 'operator', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cda6-77b1-b5b7-f620f9b9d7dd', 1795350449000, 'user.created', '', 'operator', '01a20339-cda5-7a61-806b-f1e5df0363b3', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cdc8-709c-be8f-023cda01296e', 1795350449000, 'client.registered', '', 'operator', '01a20339-cdc6-7193-a3cb-691208f9b9c1', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cde6-714d-adb1-5aac7bed6726', 1795350449000, 'client.registered', '', 'operator', '01a20339-cde5-7360-8403-9438ab1f1741', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce03-7e08-bb03-9075c39c9f64', 1795350449000, 'client.registered', '', 'operator', '01a20339-ce03-73b0-bf5f-e578da7f3278', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce30-7b23-8b85-b24aec5b2e8b', 1795350449000, 'client.registered', '', 'operator', '01a20339-ce2f-7d36-bb63-16968d2a77a5', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce7e-7512-a15b-2bcd403bb738', 1795350449784, 'user.signed_in', '', 'anonymous', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '127.0.0.1', 'F5FFBPR3HDIBIYHSWGP4ONOJ4Y', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce87-75bc-8e32-c01362216b0b', 1795350449799, 'consent.allowed', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-cdc6-7193-a3cb-691208f9b9c1', '127.0.0.1', 'XXFFWB3U4RV5SYBWINRLDS3SHA', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce87-7e4b-950d-e9806a26d961', 1795350449798, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-ce86-7d3c-9bb2-b41587098514', '127.0.0.1', 'XXFFWB3U4RV5SYBWINRLDS3SHA', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ce8b-7028-ac60-8ffb2270bfc7', 1795350449802, 'oauth.code_redeemed', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-ce86-7d3c-9bb2-b41587098514', '127.0.0.1', '3GIHPAA6767ZVQT6IX5VXYRIKR', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ce92-7734-a474-3f150d56bf24', 1795350449810, 'consent.allowed', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-cde5-7360-8403-9438ab1f1741', '127.0.0.1', 'MRHA2RAHALTPCEUB46WFVPVA4D', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-ce92-7d54-9000-383d358437f7', 1795350449810, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-ce92-70c7-9bbf-a7c918dd8c9e', '127.0.0.1', 'MRHA2RAHALTPCEUB46WFVPVA4D', '{"client_id":"01a20339-cde5-7360-8403-9438ab1f1741"}');
INSERT INTO public.audit_events VALUES ('01a20339-ce95-76ed-a886-dd0fbca64b6f', 1795350449812, 'oauth.code_redeemed', '01a20339-cde5-7360-8403-9438ab1f1741', 'client', '01a20339-ce92-70c7-9bbf-a7c918dd8c9e', '127.0.0.1', 'FRNVMNM6PI6YPQFJNWSUGLV4DN', '{"client_id":"01a20339-cde5-7360-8403-9438ab1f1741"}');
INSERT INTO public.audit_events VALUES ('01a20339-ce9a-714a-bfab-cde8e3823d2e', 1795350449817, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-ce99-75d7-a9de-37ca23e2dd00', '127.0.0.1', 'J72MPFAY6FN53ZG25SLEPSG24H', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ce9d-7376-b77c-b53ced9d14ef', 1795350449820, 'oauth.code_redeemed', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-ce99-75d7-a9de-37ca23e2dd00', '127.0.0.1', 'XVCSDYV43BXK2GCZORCPMD3NT3', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cea5-74f0-911a-c08822db487f', 1795350449829, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-cea5-70e4-a0f0-e2fa3e3b67a4', '127.0.0.1', 'VRZPLDNGZKS2YER2POWZ7JVSB7', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cea9-7eb0-8678-12f6d4ec8928', 1795350449833, 'oauth.code_redeemed', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-cea5-70e4-a0f0-e2fa3e3b67a4', '127.0.0.1', 'L6ZHCMN3YJUD53G7UJ3VLDM5MM', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ceae-76bb-b727-4bc8e2d78140', 1795350449838, 'oauth.token_revoked', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-cea9-7baf-9895-bdc72fa0d54d', '127.0.0.1', 'CG2GLUEIEQ3N2POLTUEK4BONTT', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ceb2-728b-aa50-f8cab69626cf', 1795350449841, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', '127.0.0.1', '6ZPZD7RQS75RYEDANW57HQBH7K', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ceb4-780f-9adb-fea3cc3b94c0', 1795350449844, 'oauth.code_redeemed', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', '127.0.0.1', '4N6YWIW7GOHA4DY6CAPM6OEKPX', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ceb9-77b9-a8ad-ebfdb96d678c', 1795350449849, 'oauth.token_revoked', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', '127.0.0.1', 'GCSP2LUIIFG5BHRVJ73N4YT4U6', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-ceda-7efb-9451-f862f58ac4a5', 1795350449000, 'pat.created', '', 'operator', '01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', '', '', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cefb-7d10-a24f-60eb3aca5bf1', 1795350449000, 'pat.created', '', 'operator', '01a20339-cefa-70b9-881b-05db8e6443d2', '', '', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf04-70fe-be02-d4adee0314e2', 1795350449923, 'pat.revoked', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'client', '01a20339-cefa-70b9-881b-05db8e6443d2', '127.0.0.1', 'CHNT33QTYH753RFHCU6RATQN73', '{"reason":"revoked by the client"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf1c-78e9-b931-d746066cb4f0', 1795350449000, 'pat.created', '', 'operator', '01a20339-cf1b-712c-814b-2fe5c140d7e1', '', '', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf24-71b1-a8ec-ea10e3ac78c2', 1795350449954, 'pat.rotated', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-cf1b-712c-814b-2fe5c140d7e1', '127.0.0.1', 'FGFXKLPLWBFZQS4HW7PWB74XZG', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cf26-7ba9-82a2-65855210a5d3', 1795350449958, 'oauth.code_issued', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'user', '01a20339-cf26-7629-bebd-8e5ea8987814', '127.0.0.1', 'Y6GOWXOEFCEADIYVRMUD37R6OH', '{"client_id":"01a20339-cdc6-7193-a3cb-691208f9b9c1"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf49-7404-bde7-f6135c69bb47', 1795350449992, 'user.signed_in', '', 'anonymous', '01a20339-cda5-7a61-806b-f1e5df0363b3', '127.0.0.1', 'QWUYUNVLOTBRY3KPKLB73FEBZF', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cf4c-7062-a554-2cea73ce6e7b', 1795350449995, 'consent.allowed', '01a20339-cda5-7a61-806b-f1e5df0363b3', 'user', '01a20339-ce2f-7d36-bb63-16968d2a77a5', '127.0.0.1', 'EG2RKVOYYPPS7WFMCLTLZT232S', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cf4c-72a7-b51f-385c4b1f975a', 1795350449995, 'oauth.code_issued', '01a20339-cda5-7a61-806b-f1e5df0363b3', 'user', '01a20339-cf4b-7aa9-b506-2fa98bc550d5', '127.0.0.1', 'EG2RKVOYYPPS7WFMCLTLZT232S', '{"client_id":"01a20339-ce2f-7d36-bb63-16968d2a77a5"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf56-74eb-b4c1-92169d4dd1a6', 1795350450005, 'oauth.code_redeemed', '01a20339-ce2f-7d36-bb63-16968d2a77a5', 'client', '01a20339-cf4b-7aa9-b506-2fa98bc550d5', '127.0.0.1', 'ZHJNLO6ITROX6TFCWMTEZ5CFNW', '{"client_id":"01a20339-ce2f-7d36-bb63-16968d2a77a5"}');
INSERT INTO public.audit_events VALUES ('01a20339-cf71-77de-a00a-703e2cdd7b0d', 1795350450032, 'client.disabled', '', 'operator', '01a20339-ce2f-7d36-bb63-16968d2a77a5', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cf97-7035-8a6b-50d0caf644cc', 1795350450069, 'user.disabled', '', 'operator', '01a20339-cda5-7a61-806b-f1e5df0363b3', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cfb7-7b25-ad22-e4841e067bca', 1795350450102, 'client.secret_rotated', '', 'operator', '01a20339-ce03-73b0-bf5f-e578da7f3278', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a20339-cfd0-7b01-a721-15c2a91ec9be', 1795350450127, 'key.rotated', '', 'operator', 'iQZb4Z3j2yUz_eUMKVetPC6OKskAtLtCjXCG02GduJU', '', '', 'null');


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', 'af16da27-1b2b-430f-962e-ef9ec2d1582b', 1795350589464);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\xe0575ab7cdc7a3a84bf83d950a1ca83006c474c972c26c1679aeb6502fd3540f', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 1795350449000, 0);
INSERT INTO public.client_secrets VALUES ('\x7ce4c0045e1e9a568ee453c857ef3ebab767ef638ad627a23dd99a4aa0c1465d', '01a20339-cde5-7360-8403-9438ab1f1741', 1795350449000, 0);
INSERT INTO public.client_secrets VALUES ('\x97c64eba3ad4844931c3f12ca193ab550149d54911bcb5a24d672c275865b0bc', '01a20339-ce2f-7d36-bb63-16968d2a77a5', 1795350449000, 0);
INSERT INTO public.client_secrets VALUES ('\x5de4cf6daffda00154e35b1a9e7b241786a42bdbbc7e5444a364f4f57f1c9c0c', '01a20339-ce03-73b0-bf5f-e578da7f3278', 1795350449000, 1797942450102);
INSERT INTO public.client_secrets VALUES ('\x739499ad9c9a24f3746039a092976b45e7ce0e6b1b8b7c3dcd39bfe47ca2d91c', '01a20339-ce03-73b0-bf5f-e578da7f3278', 1795350450102, 0);


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a20339-cdc6-7193-a3cb-691208f9b9c1', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'Ledgerly OWCQNP', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1795350449000);
INSERT INTO public.clients VALUES ('01a20339-cde5-7360-8403-9438ab1f1741', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'Ledgerly TCWPLV', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1795350449000);
INSERT INTO public.clients VALUES ('01a20339-ce03-73b0-bf5f-e578da7f3278', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://4zsmyaw5kv.example.org/api', false, 0, 1795350449000);
INSERT INTO public.clients VALUES ('01a20339-ce2f-7d36-bb63-16968d2a77a5', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'Ledgerly ADAT4J', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1795350450032, 1795350449000);


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\x495f4f9733f763d58c087e060659f125298b7791b0c1b64a6ef8fb582e35a026', '01a20339-ce86-7d3c-9bb2-b41587098514', 'https://app.example.org/callback', '3HeltMxIbj5O4oWMly4Vcv1mo36jWnd-P3PfEcvWQ3o', 1795351049798, 1795350449802);
INSERT INTO public.codes VALUES ('\x6a75ba868f63d90543b3cf66f8fca01f68b52bda59ec52dc432c67341c73078c', '01a20339-ce92-70c7-9bbf-a7c918dd8c9e', 'https://app.example.org/callback', 'zknYc1Kd4wr2MBimGaDP7t-x-p53N2fmjdUKKB7vCKg', 1795351049810, 1795350449812);
INSERT INTO public.codes VALUES ('\x523d2d07774afff9c96c84a2b8f34d838c31a22e1b814c40156e6faa396fe306', '01a20339-ce99-75d7-a9de-37ca23e2dd00', 'https://app.example.org/callback', 'xdNgjv5OsvSxJOVmr6vhytfoa77xngVvvhUnb79GDH0', 1795351049817, 1795350449820);
INSERT INTO public.codes VALUES ('\x656315240915dfbe4bb06ff11efed4b9d5719f96a32f3262a60f99c852187b36', '01a20339-cea5-70e4-a0f0-e2fa3e3b67a4', 'https://app.example.org/callback', 'xebWoPm9li8rE2yEnQuWWPwYbRpKdJVmqaGCvhFIeb0', 1795351049829, 1795350449833);
INSERT INTO public.codes VALUES ('\xe36de3b8d34700f75ab0dc8521aa26cc6cbbf6743b8de696f90f840ea86142e2', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', 'https://app.example.org/callback', 'qyUibP7jyR1UTJIFNkTqNivctNdJ4boxC40jAmMEj2g', 1795351049841, 1795350449844);
INSERT INTO public.codes VALUES ('\x00abd88864e7a7f0024ce95b5118f17e1013eaabb717233d4f488b734c957840', '01a20339-cf26-7629-bebd-8e5ea8987814', 'https://app.example.org/callback', 'I_8DaYlX6nhO8zuFyJO4Kj1M8rnbbQW2xlfoboF9VdI', 1795351049958, 0);
INSERT INTO public.codes VALUES ('\x2420e01034f1e89fe9ec8ee1e7742a324e64ef5f5648813e9d6e4457dfdea197', '01a20339-cf4b-7aa9-b506-2fa98bc550d5', 'https://app.example.org/callback', 'YWLe20UcvHag1EZalzho9BdOFTVm3FpzZaDGcihL86Y', 1795351049995, 1795350450005);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', 1795350449799, 1795350449799);
INSERT INTO public.consents VALUES ('01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cde5-7360-8403-9438ab1f1741', 'profile email notes:read notes:write', 1795350449810, 1795350449810);
INSERT INTO public.consents VALUES ('01a20339-cda5-7a61-806b-f1e5df0363b3', '01a20339-ce2f-7d36-bb63-16968d2a77a5', 'profile email notes:read notes:write', 1795350449995, 1795350449995);


--
-- Data for Name: endings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a20339-ce86-7d3c-9bb2-b41587098514', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 1795350449784, 1795350449798, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-ce92-70c7-9bbf-a7c918dd8c9e', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cde5-7360-8403-9438ab1f1741', 'profile email notes:read notes:write', '', 1795350449784, 1795350449810, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-ce99-75d7-a9de-37ca23e2dd00', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 1795350449784, 1795350449817, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-cea5-70e4-a0f0-e2fa3e3b67a4', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 1795350449784, 1795350449829, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-ceb1-7a0d-ae24-13be41ad7a4e', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 1795350449784, 1795350449841, 0, 1795350449848, 'revoked by the client', '');
INSERT INTO public.lineages VALUES ('01a20339-ced8-7be9-9f51-454853e1e89e', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 0, 1795350449000, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-cefa-70bb-a1e3-ea9cfe752c9e', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 0, 1795350449000, 0, 1795350449923, 'revoked by the client', '');
INSERT INTO public.lineages VALUES ('01a20339-cf1b-712d-9525-e1e5b398c693', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 0, 1795350449000, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-cf26-7629-bebd-8e5ea8987814', '', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'profile tokens:read tokens:write', '', 1795350449784, 1795350449958, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a20339-cf4b-7aa9-b506-2fa98bc550d5', '', '01a20339-cda5-7a61-806b-f1e5df0363b3', '01a20339-ce2f-7d36-bb63-16968d2a77a5', 'profile email notes:read notes:write', '', 1795350449992, 1795350449995, 0, 0, '', '');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a20339-cedb-75cd-895e-0962bbb3c3ab', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'token.created', '01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', '', '{"token_name":"nightly backup","client_name":"Ledgerly OWCQNP","scopes":["profile","tokens:read","tokens:write"]}', 1795350449883, 0);
INSERT INTO public.notices VALUES ('01a20339-cefc-74b9-ae5d-eb70e845bc11', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'token.created', '01a20339-cefa-70b9-881b-05db8e6443d2', '', '{"token_name":"nightly backup","client_name":"Ledgerly OWCQNP","scopes":["profile","tokens:read","tokens:write"]}', 1795350449916, 0);
INSERT INTO public.notices VALUES ('01a20339-cf1c-7db6-b128-4e972ddb00cf', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'token.created', '01a20339-cf1b-712c-814b-2fe5c140d7e1', '', '{"token_name":"nightly backup","client_name":"Ledgerly OWCQNP","scopes":["profile","tokens:read","tokens:write"]}', 1795350449948, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\x07b72405b7c4b10545ec08b25db4c72faf4be2facbaa3750c2582390bccaa11b', '01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', 1795350449000, 0);
INSERT INTO public.pat_secrets VALUES ('\x7297d14780fd94d471667be5c21b6dec2745cee9a9c0b1ed4a99df10f5d4bc81', '01a20339-cefa-70b9-881b-05db8e6443d2', 1795350449000, 0);
INSERT INTO public.pat_secrets VALUES ('\x4815be29dd201dea3e6152f679be85e974995c0021b6902aa0488658c717b0a2', '01a20339-cf1b-712c-814b-2fe5c140d7e1', 1795350449000, 1795350449954);
INSERT INTO public.pat_secrets VALUES ('\x7cb1f9feebdbb55277180c1f7d84b17c99782175aa361ebc0111c569181505c5', '01a20339-cf1b-712c-814b-2fe5c140d7e1', 1795350449954, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', '', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', 'profile', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a20339-cf1b-712c-814b-2fe5c140d7e1', '', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a20339-cf1b-712c-814b-2fe5c140d7e1', 'tokens:write', 1795305600000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a20339-cefa-70b9-881b-05db8e6443d2', '01a20339-cefa-70bb-a1e3-ea9cfe752c9e', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_X0t…zwbj', false, 1795350449000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a20339-ced8-7be8-9ab6-3c9ab59cf0b4', '01a20339-ced8-7be9-9f51-454853e1e89e', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_pd2…TKVg', false, 1795350449000, 0, 1795350450135, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a20339-cf1b-712c-814b-2fe5c140d7e1', '01a20339-cf1b-712d-9525-e1e5b398c693', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', '01a20339-cdc6-7193-a3cb-691208f9b9c1', 'nightly backup', 'profile tokens:read tokens:write', 'pat_cDi…1TVZ', false, 1795350449000, 0, 1795350449953, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\x80f89cec01227935f61209f562f2d6510655c382aeb5a57e8865dade4a09461e', '01a20339-ce86-7d3c-9bb2-b41587098514', 1795350449802, 2515350449802, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x5f29b693ca2a4a7f1c9110e020046658c6909420995ff99c0ba37817cd49be3e', '01a20339-ce92-70c7-9bbf-a7c918dd8c9e', 1795350449812, 2515350449812, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xa32087dd33a9e3c0be65efac928c1df11c9b8c497bc7141e3c157844eecc80da', '01a20339-ce99-75d7-a9de-37ca23e2dd00', 1795350449825, 2515350449825, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x3667bd21aaba73cfcd79b4c056f3a7ce94671f1daaa61d1f0a68e92005339bfb', '01a20339-ce99-75d7-a9de-37ca23e2dd00', 1795350449820, 2515350449820, 1795350449825, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xd192be1cb24d2b6329b3a9fa22e25e49610fd861417f704ce041212c605444ba', '01a20339-cea5-70e4-a0f0-e2fa3e3b67a4', 1795350449833, 2515350449833, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xb6fe451725b81f9664bbae7d892c0b01fff1e0377beeef38502699caa4d7a0fc', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', 1795350449844, 2515350449844, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\xb0ddedbfce0f5ca7302461c125a574a89f4d610cb0d6a074f4203c0591656d41', '01a20339-cf4b-7aa9-b506-2fa98bc550d5', 1795350450005, 2515350450005, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a20339-cea9-7baf-9895-bdc72fa0d54d', 2515350449000, 1795350449838);
INSERT INTO public.revocations VALUES ('lineage', '01a20339-ceb1-7a0d-ae24-13be41ad7a4e', 2515350449848, 1795350449849);
INSERT INTO public.revocations VALUES ('lineage', '01a20339-cefa-70bb-a1e3-ea9cfe752c9e', 2515350449923, 1795350449924);
INSERT INTO public.revocations VALUES ('client', '01a20339-ce2f-7d36-bb63-16968d2a77a5', 2515350450032, 1795350450033);
INSERT INTO public.revocations VALUES ('user', '01a20339-cda5-7a61-806b-f1e5df0363b3', 2515350450069, 1795350450070);


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


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x14289cfa6ca4e46ebbce3afac5ef257e2e2b17806428bb6c7c4a464952c8577c', '01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 1795350449784, 1795350449784, 1795350449784, 2515350449784, '127.0.0.1', 'Go-http-client/1.1', 0);


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('iQZb4Z3j2yUz_eUMKVetPC6OKskAtLtCjXCG02GduJU', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b020101042027a0dcd64ffb49056f52ca538854c73569215d82aae713b997798076d46ea03ba1440342000489dc345b47e96fafd81d8baf6bb590d3d371255f20b636aa43ed60c9953655dc76b475fab738bb15a9358413e1c05eedd8db69cd5fa52277871b5bc290a1e406', false, 1795350450127, 0, 0, 1795350456127);
INSERT INTO public.signing_keys VALUES ('RF95m2WpjPsPeCfbszcRW8KutgeSMhxkUCVWrUTHBSA', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104205d5581a11e44b515d2956e8e149a47227604b76458b70d3102982e4730845b89a14403420004163edb7bb7496f22830b48c41625fbd54296b4a270cf93c76d32e1d835f15b5cd483ca6f562bdf54dd5a43489ee7e48ced5941fa34becd1add06c5d46ce7a106', false, 1795350449386, 1795350456127, 2875350456127, 0);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a20339-cd4f-76ab-a5ed-d8d5b6b3174a', 'un77khkrkow', 'un77khkrkow@example.org', 'Mira un77khkrkow', '', '$argon2id$v=19$m=19456,t=2,p=1$rJxFwEUpNuv9zG54jE3WLg$xovMkj+cdzeJ7JJmeFfOAN2Uz1bNnts9jK+Ryodu/kY', false, 0, 1795350449000);
INSERT INTO public.users VALUES ('01a20339-cda5-7a61-806b-f1e5df0363b3', 'udbfiwmp4tt', 'udbfiwmp4tt@example.org', 'Mira udbfiwmp4tt', '', '$argon2id$v=19$m=19456,t=2,p=1$N3fN2SEOggR/2tqpL0X1qg$3kdvlhLUcW8Cm/qXY3a47I2A+57qPliWrNJWJSVmj1k', false, 1795350450069, 1795350449000);


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
-- Name: notice_deliveries_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_deliveries_due ON public.notice_deliveries USING btree (channel, done_at, due_at, notice_id);


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

\unrestrict 3XLuJJcLsvnkpd35CedDYbRjpOfHOydYKogc9PC9mNnqsa8fKbBresUbUwwjz5e

