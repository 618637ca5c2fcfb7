--
-- PostgreSQL database dump
--

\restrict c9rucNwq5rW3BIebecmHRniO9VODpEewxb2rpE51IjblA2v9FmjTgPINS2C5DHm

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

INSERT INTO public.access_tokens VALUES ('\x62cafdd3505268e6dd6656316ff6c1013f9a9c52450b8495f292596280f67c4f', '01a2028f-71e2-737f-b4a1-da3f3ccb0312', '01a2028f-71dc-7aac-9964-ee2e8f0203c6', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', 'profile email notes:read notes:write', '["http://127.0.0.1:18950"]', 1795339284961, 2515339284000, 0);


--
-- Data for Name: audit_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_events VALUES ('01a2028f-6814-74af-a84c-181f4dd71c13', 1795339282443, 'key.rotated', '', 'system', 'lNrjKrdmdtgVcQ7FPFnYswAD9zQztMsNg2trO9LOjXU', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-69c3-79e7-abba-01dc64ac15d6', 1795339282000, 'user.created', '', 'operator', '01a2028f-69c0-7873-9f84-994ff18b9bec', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6b23-7c43-952a-259cc37780fd', 1795339283000, 'user.created', '', 'operator', '01a2028f-6b22-770f-853e-3a626cb8bc62', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6c05-7888-877b-97253d901cf9', 1795339283000, 'client.registered', '', 'operator', '01a2028f-6c02-7698-8919-c2db73e6ed3f', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6ca7-7907-b07f-9e85881cdab9', 1795339283000, 'client.registered', '', 'operator', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6d29-7541-aa10-4396e12c3d0b', 1795339283000, 'client.registered', '', 'operator', '01a2028f-6d25-7ac5-84d7-f80e4f255e76', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6ea2-73cd-951b-6ddfa57cf69d', 1795339284000, 'client.registered', '', 'operator', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-6fee-7630-a6b9-b9ee0835256f', 1795339284455, 'user.signed_in', '', 'anonymous', '01a2028f-69c0-7873-9f84-994ff18b9bec', '127.0.0.1', 'IO466ES4V2AEPMQB3SSKCU7XA4', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-7180-72e2-bd2e-6bc6447c5d94', 1795339284861, 'consent.allowed', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-6c02-7698-8919-c2db73e6ed3f', '127.0.0.1', 'LCNKTTS5WOESQ54RA2ZSDFRRQ3', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-7181-7ddc-b982-b76446061dc9', 1795339284853, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-7175-7692-b82a-3b30250ca6bf', '127.0.0.1', 'LCNKTTS5WOESQ54RA2ZSDFRRQ3', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71d3-7c19-ab05-0edb7c010a2c', 1795339284913, 'oauth.code_redeemed', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-7175-7692-b82a-3b30250ca6bf', '127.0.0.1', 'Z5RJW3KNEGY7ANYRJV5GBQMVOZ', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71dd-7b89-bcaa-fe9dea2cace1', 1795339284957, 'consent.allowed', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', '127.0.0.1', 'QW6UXKDSD65BSBF353YDYAPYVZ', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-71de-758f-a729-d47956105916', 1795339284956, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-71dc-7aac-9964-ee2e8f0203c6', '127.0.0.1', 'QW6UXKDSD65BSBF353YDYAPYVZ', '{"client_id":"01a2028f-6ca1-7325-ba64-3fcd1be6b37a"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71e2-7e48-957b-03feeab5d964', 1795339284961, 'oauth.code_redeemed', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', 'client', '01a2028f-71dc-7aac-9964-ee2e8f0203c6', '127.0.0.1', 'STZOUKCW5YBIG3CDJYYLN4247F', '{"client_id":"01a2028f-6ca1-7325-ba64-3fcd1be6b37a"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71e7-77eb-974e-fcdc7631c5dd', 1795339284966, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-71e6-7651-b1a2-f476ed93c027', '127.0.0.1', 'G6YGWA3KY7G5MDKZXMSGB5BITQ', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71ee-736e-bf59-daa33ea1869e', 1795339284973, 'oauth.code_redeemed', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-71e6-7651-b1a2-f476ed93c027', '127.0.0.1', '7GHISUUQRDQQONNVF6WCP5M2DG', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-71fd-7dfd-83cf-cc35aac674d4', 1795339284988, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-71fc-75bb-88eb-f13c65c5815e', '127.0.0.1', 'RG6ICPJBLYOD36RBF4QZFABGES', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7204-72c0-8b94-d10ad321df33', 1795339284994, 'oauth.code_redeemed', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-71fc-75bb-88eb-f13c65c5815e', '127.0.0.1', 'A5TXMWJ5PRP2O5VPY4ILX6BFCI', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7215-7a81-a8cf-b1c973bcf055', 1795339285013, 'oauth.token_revoked', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-7203-79fb-8fd9-6973f77f8f54', '127.0.0.1', 'VOQT5OZG6EQFLRMRKVJDRZA5A5', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7220-792a-bda1-20c39fccc63d', 1795339285023, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-721f-70c1-b0cb-23d0349c453a', '127.0.0.1', 'NWJ3SZRN65U5YA42KPUWNZSMED', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-722a-78e4-a703-07161b86b048', 1795339285033, 'oauth.code_redeemed', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-721f-70c1-b0cb-23d0349c453a', '127.0.0.1', '44M2MWQHO3KN5XLHLOOCKY6LAD', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7232-787a-8a5d-79dfa8857bdf', 1795339285042, 'oauth.token_revoked', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-721f-70c1-b0cb-23d0349c453a', '127.0.0.1', 'H3D4D5PCQO7PEEIFIA3EMIZBIA', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-732e-712e-80ea-40aa4087c372', 1795339285000, 'pat.created', '', 'operator', '01a2028f-7324-7b14-b3d6-f6a596bff837', '', '', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-73ea-7012-910b-1b12754684d0', 1795339285000, 'pat.created', '', 'operator', '01a2028f-73dd-7404-b34f-77465ea0be9c', '', '', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7452-7960-adaa-d4d225172bd4', 1795339285542, 'pat.revoked', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'client', '01a2028f-73dd-7404-b34f-77465ea0be9c', '127.0.0.1', 'KISF46GW2EMRA767BKYGXK7YMF', '{"reason":"revoked by the client"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7584-77c6-b29c-49d57144f4e8', 1795339285000, 'pat.created', '', 'operator', '01a2028f-754b-7882-9cf4-aaa12ed8d0d6', '', '', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7597-7d33-8e93-99bc72a6c58c', 1795339285908, 'pat.rotated', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-754b-7882-9cf4-aaa12ed8d0d6', '127.0.0.1', 'CP3R5WXFGW2XLIDAHKTHMRJDZ5', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-75ba-7268-babb-f7c8796dd7bd', 1795339285938, 'oauth.code_issued', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'user', '01a2028f-75b2-75d1-8187-24afb09d0dc0', '127.0.0.1', 'EN2QQ7SQKPTKUHSVG4I65HQJSW', '{"client_id":"01a2028f-6c02-7698-8919-c2db73e6ed3f"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7669-720c-89c9-f132f50c1a6b', 1795339286107, 'user.signed_in', '', 'anonymous', '01a2028f-6b22-770f-853e-3a626cb8bc62', '127.0.0.1', '5EPIYAFLXU7JSU4Z4KFINE37JC', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-76ae-7b58-8c54-ba363d571b09', 1795339286155, 'consent.allowed', '01a2028f-6b22-770f-853e-3a626cb8bc62', 'user', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', '127.0.0.1', 'C2X7FFJQ4UOFNECBZUHCJVQQMN', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-76bb-76d0-a567-837eeb6b6594', 1795339286155, 'oauth.code_issued', '01a2028f-6b22-770f-853e-3a626cb8bc62', 'user', '01a2028f-768b-75f8-9bd9-0b40b1519993', '127.0.0.1', 'C2X7FFJQ4UOFNECBZUHCJVQQMN', '{"client_id":"01a2028f-6e86-7eb6-abda-b2ca62e8a50e"}');
INSERT INTO public.audit_events VALUES ('01a2028f-76da-7af5-be5a-e8e140bb52ca', 1795339286232, 'oauth.code_redeemed', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', 'client', '01a2028f-768b-75f8-9bd9-0b40b1519993', '127.0.0.1', 'JHXYMZYK3USR2OXRT42WY3X4NK', '{"client_id":"01a2028f-6e86-7eb6-abda-b2ca62e8a50e"}');
INSERT INTO public.audit_events VALUES ('01a2028f-7768-7369-91d4-36a6126de5cb', 1795339286364, 'client.disabled', '', 'operator', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-77f3-70f7-a62d-3dbefe1ccd25', 1795339286481, 'user.disabled', '', 'operator', '01a2028f-6b22-770f-853e-3a626cb8bc62', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-789f-7d6b-a3e7-3fe5d8fe0166', 1795339286673, 'client.secret_rotated', '', 'operator', '01a2028f-6d25-7ac5-84d7-f80e4f255e76', '', '', 'null');
INSERT INTO public.audit_events VALUES ('01a2028f-797b-77f0-bca4-99e490c1a567', 1795339286902, 'key.rotated', '', 'operator', 'TROzZB_HrevRb4g8rbt_SoNpdZIvBlhcsheL3NDZAe4', '', '', 'null');


--
-- Data for Name: ceremonies; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chores; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.chores VALUES ('clean-up', '5580ccfa-9d4a-4d9c-867a-fbe2cd7ec614', 1795339422763);


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_secrets VALUES ('\x3d8d8cce3796b7fc790f0a998633b34094bfcbb88a9b8d0046cf73724be11de0', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 1795339283000, 0);
INSERT INTO public.client_secrets VALUES ('\x94ddf129aa643fa7549b130b1c0c5e0c0e8ca4e500feead39209d82a59357f65', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', 1795339283000, 0);
INSERT INTO public.client_secrets VALUES ('\x23c6268fc513339301b677b3735397c6be387d6798ad71464c376e5beae5a518', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', 1795339284000, 0);
INSERT INTO public.client_secrets VALUES ('\xb0b59ad71ef2e7d44f2d9501af3c79cb5c93dbe23dc2d3320108362bc95ffc07', '01a2028f-6d25-7ac5-84d7-f80e4f255e76', 1795339283000, 1797931286673);
INSERT INTO public.client_secrets VALUES ('\xbd87569e44338a14cfcc9c4dd44fdbfe3c536c5be9ce1d527d3b4ae3e70b8c8b', '01a2028f-6d25-7ac5-84d7-f80e4f255e76', 1795339286673, 0);


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES ('01a2028f-6c02-7698-8919-c2db73e6ed3f', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'Ledgerly F7KNBA', 'confidential', 'profile tokens:read tokens:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 0, 1795339283000);
INSERT INTO public.clients VALUES ('01a2028f-6ca1-7325-ba64-3fcd1be6b37a', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'Ledgerly AGPJXW', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'opaque', NULL, false, 0, 1795339283000);
INSERT INTO public.clients VALUES ('01a2028f-6d25-7ac5-84d7-f80e4f255e76', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'Notes', 'confidential', '', '[]', 'client_credentials', 'client_secret_basic', 'jwt', 'https://vhbos6m4xq.example.org/api', false, 0, 1795339283000);
INSERT INTO public.clients VALUES ('01a2028f-6e86-7eb6-abda-b2ca62e8a50e', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'Ledgerly WDZVXM', 'confidential', 'profile email notes:read notes:write', '["https://app.example.org/callback"]', 'authorization_code refresh_token', 'client_secret_basic', 'jwt', NULL, false, 1795339286364, 1795339284000);


--
-- Data for Name: codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes VALUES ('\xcbd63c0e484a4cf9aafa3d792dabec55bb905466a565d97da651ef7afac88d44', '01a2028f-7175-7692-b82a-3b30250ca6bf', 'https://app.example.org/callback', 'bFFxsFFjNcxalZaDxtzYWm7grWvOn1yQ9-oG2N3Wio4', 1795339884853, 1795339284913);
INSERT INTO public.codes VALUES ('\xbf8718a6c7e787e0e541d6180ba5f838faa1f961bef255f5f509c1c4ff1dee53', '01a2028f-71dc-7aac-9964-ee2e8f0203c6', 'https://app.example.org/callback', 'Dnq-WgM2dmO3l46Hz-ObYvmm2TXJyG2ZjXDp5vQrD_s', 1795339884956, 1795339284961);
INSERT INTO public.codes VALUES ('\xb894fe4e022896af6d98a9f709fba9d4fb50e36cf33323a74e2bce2678f5768a', '01a2028f-71e6-7651-b1a2-f476ed93c027', 'https://app.example.org/callback', 'OnkjqD_nDO4Do5oxIA-EYzKQUufqCJGLcPFXCSvb0A4', 1795339884966, 1795339284973);
INSERT INTO public.codes VALUES ('\x7deceb4a422c1a85308572aeee7ebba7ed1678b5681d53a07e392821303b7f1e', '01a2028f-71fc-75bb-88eb-f13c65c5815e', 'https://app.example.org/callback', 'QT3ZGnrz_cHGAHE1PbFkSqFZsYUho3F7r9pPg66329E', 1795339884988, 1795339284994);
INSERT INTO public.codes VALUES ('\x3814e7c37153e93576a619e1de9eda74b4d92ee7aad072876a8f02d06a6d3a50', '01a2028f-721f-70c1-b0cb-23d0349c453a', 'https://app.example.org/callback', 'VgpAq_LJoSY2wCZDG8vP5-1doIwxC4CyEoVt3zq84Hs', 1795339885023, 1795339285033);
INSERT INTO public.codes VALUES ('\x6907da18e0ddd3cfe3a1ad07ff91fb069332c5d4ed62e01bcd699fa99028a17e', '01a2028f-75b2-75d1-8187-24afb09d0dc0', 'https://app.example.org/callback', '3Hwg_LL9JjKrb8NTJyASp8G3Y5G_ZZTg7itkFtfzrtc', 1795339885938, 0);
INSERT INTO public.codes VALUES ('\x34b44b3029a10274894c8dbaeefef084425323fef48f4812dc889771e88d530b', '01a2028f-768b-75f8-9bd9-0b40b1519993', 'https://app.example.org/callback', 'KuXxTmt57-zwK34wCKBS97i4V8CNPQXSwX6qR-l7Dk4', 1795339886155, 1795339286232);


--
-- Data for Name: consents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.consents VALUES ('01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', 1795339284861, 1795339284861);
INSERT INTO public.consents VALUES ('01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', 'profile email notes:read notes:write', 1795339284957, 1795339284957);
INSERT INTO public.consents VALUES ('01a2028f-6b22-770f-853e-3a626cb8bc62', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', 'profile email notes:read notes:write', 1795339286155, 1795339286155);


--
-- Data for Name: lineages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineages VALUES ('01a2028f-7175-7692-b82a-3b30250ca6bf', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 1795339284455, 1795339284853, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-71dc-7aac-9964-ee2e8f0203c6', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6ca1-7325-ba64-3fcd1be6b37a', 'profile email notes:read notes:write', '', 1795339284455, 1795339284956, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-71e6-7651-b1a2-f476ed93c027', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 1795339284455, 1795339284966, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-71fc-75bb-88eb-f13c65c5815e', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 1795339284455, 1795339284988, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-721f-70c1-b0cb-23d0349c453a', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 1795339284455, 1795339285023, 0, 1795339285041, 'revoked by the client', '');
INSERT INTO public.lineages VALUES ('01a2028f-7324-7b18-b2aa-d9aa0615bc1c', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 0, 1795339285000, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-73dd-7407-9ea2-a3a1e138f7d2', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 0, 1795339285000, 0, 1795339285542, 'revoked by the client', '');
INSERT INTO public.lineages VALUES ('01a2028f-754b-7886-a9d0-8a0d6d07ec2b', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 0, 1795339285000, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-75b2-75d1-8187-24afb09d0dc0', '', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'profile tokens:read tokens:write', '', 1795339284455, 1795339285938, 0, 0, '', '');
INSERT INTO public.lineages VALUES ('01a2028f-768b-75f8-9bd9-0b40b1519993', '', '01a2028f-6b22-770f-853e-3a626cb8bc62', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', 'profile email notes:read notes:write', '', 1795339286107, 1795339286155, 0, 0, '', '');


--
-- Data for Name: notice_deliveries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notices VALUES ('01a2028f-7337-72c9-b9c2-bd55eebca881', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'token.created', '01a2028f-7324-7b14-b3d6-f6a596bff837', '', '{"token_name":"nightly backup","client_name":"Ledgerly F7KNBA","scopes":["profile","tokens:read","tokens:write"]}', 1795339285303, 0);
INSERT INTO public.notices VALUES ('01a2028f-73eb-7328-849d-03d4da79d789', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'token.created', '01a2028f-73dd-7404-b34f-77465ea0be9c', '', '{"token_name":"nightly backup","client_name":"Ledgerly F7KNBA","scopes":["profile","tokens:read","tokens:write"]}', 1795339285483, 0);
INSERT INTO public.notices VALUES ('01a2028f-7586-788f-966d-e42ab131e7ca', '01a2028f-69c0-7873-9f84-994ff18b9bec', 'token.created', '01a2028f-754b-7882-9cf4-aaa12ed8d0d6', '', '{"token_name":"nightly backup","client_name":"Ledgerly F7KNBA","scopes":["profile","tokens:read","tokens:write"]}', 1795339285894, 0);


--
-- Data for Name: pat_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_secrets VALUES ('\x27016fcec94de4b462fd6e035c916aa6dc5bd7414cb7b8da34f581b36ee662eb', '01a2028f-7324-7b14-b3d6-f6a596bff837', 1795339285000, 0);
INSERT INTO public.pat_secrets VALUES ('\x0bafe67f53cdc3faabf6616f07cbe37a861be8d356813f6729ea13bbd4b759e7', '01a2028f-73dd-7404-b34f-77465ea0be9c', 1795339285000, 0);
INSERT INTO public.pat_secrets VALUES ('\x41cdb73ab3713ab9650ccaa830e6d15aa07121f58ed74d060a94e1f67d5bad1a', '01a2028f-754b-7882-9cf4-aaa12ed8d0d6', 1795339285000, 1795339285908);
INSERT INTO public.pat_secrets VALUES ('\x1132df44ae284fc594728c94608b5331849db19ebe0c4ad73a475525f0b7b1ac', '01a2028f-754b-7882-9cf4-aaa12ed8d0d6', 1795339285908, 0);


--
-- Data for Name: pat_uses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pat_uses VALUES ('01a2028f-754b-7882-9cf4-aaa12ed8d0d6', '', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a2028f-754b-7882-9cf4-aaa12ed8d0d6', 'tokens:write', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a2028f-7324-7b14-b3d6-f6a596bff837', '', 1795305600000, 1, 0);
INSERT INTO public.pat_uses VALUES ('01a2028f-7324-7b14-b3d6-f6a596bff837', 'profile', 1795305600000, 1, 0);


--
-- Data for Name: personal_access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.personal_access_tokens VALUES ('01a2028f-73dd-7404-b34f-77465ea0be9c', '01a2028f-73dd-7407-9ea2-a3a1e138f7d2', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'nightly backup', 'profile tokens:read tokens:write', 'pat_lxY…s302', false, 1795339285000, 0, 0, '', 0, 0, NULL, '');
INSERT INTO public.personal_access_tokens VALUES ('01a2028f-754b-7882-9cf4-aaa12ed8d0d6', '01a2028f-754b-7886-a9d0-8a0d6d07ec2b', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'nightly backup', 'profile tokens:read tokens:write', 'pat_Kdj…ULuA', false, 1795339285000, 0, 1795339285904, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');
INSERT INTO public.personal_access_tokens VALUES ('01a2028f-7324-7b14-b3d6-f6a596bff837', '01a2028f-7324-7b18-b2aa-d9aa0615bc1c', '01a2028f-69c0-7873-9f84-994ff18b9bec', '01a2028f-6c02-7698-8919-c2db73e6ed3f', 'nightly backup', 'profile tokens:read tokens:write', 'pat_Bpc…xd92', false, 1795339285000, 0, 1795339286930, '127.0.0.1', 0, 0, NULL, 'Go-http-client/1.1');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES ('\x779f09c4254f68ae3fdf83be617998ffbf6548639b71d8a984971072cd0dbf50', '01a2028f-7175-7692-b82a-3b30250ca6bf', 1795339284913, 2515339284913, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x1bad959a2d87a4a671e29bfc390efd2b7f7e1901b2e962a3e878dc3f849a7bd3', '01a2028f-71dc-7aac-9964-ee2e8f0203c6', 1795339284961, 2515339284961, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x376e925bc5e83b53fbf48993af3a0a8823d6476d7608fe775106f414f20d9f5d', '01a2028f-71e6-7651-b1a2-f476ed93c027', 1795339284977, 2515339284977, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x50bec1a5afe1fb9267d1b438751998f8363283a4e69df582f21c1b3a75589cab', '01a2028f-71e6-7651-b1a2-f476ed93c027', 1795339284973, 2515339284973, 1795339284977, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x2a03ae751b8049b6a24196b4e7f41d26cd904c79e2cb4790af81cdae4c5fe306', '01a2028f-71fc-75bb-88eb-f13c65c5815e', 1795339284994, 2515339284994, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x53bafee59f032d51fa783b6f78223a768c00384b40101c42436f2dce41e70a48', '01a2028f-721f-70c1-b0cb-23d0349c453a', 1795339285033, 2515339285033, 0, NULL);
INSERT INTO public.refresh_tokens VALUES ('\x597c6c321fbd7ed199264235d5df3eb6306d43c2b34f0a8765259aff83de7b48', '01a2028f-768b-75f8-9bd9-0b40b1519993', 1795339286232, 2515339286232, 0, NULL);


--
-- Data for Name: revocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.revocations VALUES ('jti', '01a2028f-7203-79fb-8fd9-6973f77f8f54', 2515339284000, 1795339285008);
INSERT INTO public.revocations VALUES ('lineage', '01a2028f-721f-70c1-b0cb-23d0349c453a', 2515339285041, 1795339285042);
INSERT INTO public.revocations VALUES ('lineage', '01a2028f-73dd-7407-9ea2-a3a1e138f7d2', 2515339285542, 1795339285583);
INSERT INTO public.revocations VALUES ('client', '01a2028f-6e86-7eb6-abda-b2ca62e8a50e', 2515339286364, 1795339286376);
INSERT INTO public.revocations VALUES ('user', '01a2028f-6b22-770f-853e-3a626cb8bc62', 2515339286481, 1795339286512);


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


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x03bb826f39347449c79dcecb1132d30eb39828a270e3f94ca7116fbf76a457da', '01a2028f-69c0-7873-9f84-994ff18b9bec', 1795339284455, 1795339284455, 1795339284455, 2515339284455, '127.0.0.1', 'Go-http-client/1.1', 0);


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.signing_keys VALUES ('TROzZB_HrevRb4g8rbt_SoNpdZIvBlhcsheL3NDZAe4', 2, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104206316fefadf254c599723a2e088d05b6cc2f1a82e09dd59ea15d09ebff9ff9158a14403420004aa6f1ef133d99e2fa4c88c09d401903e0a8224a38b07cd4a1506139e487ee17162659cc871c738e93a73bd929f5846cae57db52f6c04ab743119cbe286aaf225', false, 1795339286902, 0, 0, 1795339292902);
INSERT INTO public.signing_keys VALUES ('lNrjKrdmdtgVcQ7FPFnYswAD9zQztMsNg2trO9LOjXU', 1, 'ES256', '\x308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420d86360e11de9ae7834cda85e7ed6fe0d4009b831b02990b4e79ea28c5196606ea1440342000423ff3114a5d6464ba28d5c88a23d8154e0cc6cb7f4e06bf23ae0a4a94ba01119255f0f3be7e027b33041f48a2467ce81a5721f099259f79a75ea0c3a32d05743', false, 1795339282443, 1795339292902, 2875339292902, 0);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a2028f-69c0-7873-9f84-994ff18b9bec', 'ujhpfpb5m43', 'ujhpfpb5m43@example.org', 'Mira ujhpfpb5m43', '', '$argon2id$v=19$m=19456,t=2,p=1$KDkVOKWG8USsR2XEM50G9A$f0mZDGjed+bESoFcma6OsZX7+VdGg53DU4PhPXAiKbs', false, 0, 1795339282000);
INSERT INTO public.users VALUES ('01a2028f-6b22-770f-853e-3a626cb8bc62', 'uoog4qkl72y', 'uoog4qkl72y@example.org', 'Mira uoog4qkl72y', '', '$argon2id$v=19$m=19456,t=2,p=1$qS+BI79GAcaVZ/YVDOGeVg$TE0FI52EtvwACIFWEYJZe3TeNaH1w50HGTx0YzqnTA4', false, 1795339286481, 1795339283000);


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

\unrestrict c9rucNwq5rW3BIebecmHRniO9VODpEewxb2rpE51IjblA2v9FmjTgPINS2C5DHm

