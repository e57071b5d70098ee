CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(60) NOT NULL,
    action character varying(60) NOT NULL,
    subject character varying(60) NOT NULL,
    before character varying(16) NOT NULL,
    after character varying(16) NOT NULL,
    detail json NOT NULL,
    correlation character varying(16) NOT NULL,
    hash character varying(64) NOT NULL
);
CREATE TABLE public.audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    hash character varying(64) NOT NULL
);
CREATE TABLE public.card (
    id integer NOT NULL,
    request_id integer NOT NULL,
    channel character varying(24) NOT NULL,
    ts character varying(24) NOT NULL,
    gone boolean NOT NULL
);
CREATE SEQUENCE public.card_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.card_id_seq OWNED BY public.card.id;
CREATE TABLE public.cursor (
    name character varying(60) NOT NULL,
    place json NOT NULL
);
CREATE TABLE public.deadline (
    id integer NOT NULL,
    request_id integer NOT NULL,
    kind character varying(40) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    ending character varying(16)
);
CREATE SEQUENCE public.deadline_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deadline_id_seq OWNED BY public.deadline.id;
CREATE TABLE public.decision (
    id integer NOT NULL,
    request_id integer NOT NULL,
    verb character varying(40) NOT NULL,
    "user" character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    pressed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    seen character varying(16) NOT NULL,
    reason character varying(40) NOT NULL,
    note text NOT NULL,
    correlation character varying(16) NOT NULL
);
CREATE SEQUENCE public.decision_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;
CREATE TABLE public.home (
    user_id character varying(24) NOT NULL,
    filter character varying(16) NOT NULL,
    page integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    queued character varying(120),
    again boolean NOT NULL,
    shown character varying(64) NOT NULL,
    drawn_at timestamp with time zone,
    seen_line bigint NOT NULL
);
CREATE TABLE public.lease (
    name character varying(60) NOT NULL,
    owner character varying(40) NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE public.member (
    user_id character varying(24) NOT NULL,
    team_id character varying(24) NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    standing character varying(16) NOT NULL,
    roles json NOT NULL
);
CREATE TABLE public.notice (
    id integer NOT NULL,
    key character varying(100) NOT NULL,
    standing boolean,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    channel character varying(24) NOT NULL,
    ts character varying(24) NOT NULL
);
CREATE SEQUENCE public.notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;
CREATE TABLE public.outbox (
    id integer NOT NULL,
    key character varying(120) NOT NULL,
    kind character varying(60) NOT NULL,
    lane character varying(16) NOT NULL,
    request_id integer,
    urgent boolean NOT NULL,
    payload json NOT NULL,
    state character varying(16) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    owner character varying(40),
    attempts integer NOT NULL,
    sent_at timestamp with time zone,
    fault character varying(200),
    correlation character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone
);
CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.pause (
    id integer NOT NULL,
    standing boolean,
    why character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(60) NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(60) NOT NULL
);
CREATE SEQUENCE public.pause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pause_id_seq OWNED BY public.pause.id;
CREATE TABLE public.personal (
    request_id integer NOT NULL,
    details json NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.receipt (
    key character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.request (
    id integer NOT NULL,
    public_id character varying(12) NOT NULL,
    workflow character varying(40) NOT NULL,
    external_id character varying(64) NOT NULL,
    round integer NOT NULL,
    number character varying(64) NOT NULL,
    state character varying(16) NOT NULL,
    version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    target character varying(40) NOT NULL,
    due_at timestamp with time zone,
    overdue boolean NOT NULL,
    facts json NOT NULL,
    fingerprint character varying(16) NOT NULL,
    serving json,
    outcome json,
    trouble json,
    difference json,
    modified_at timestamp with time zone,
    touched_at timestamp with time zone NOT NULL,
    correlation character varying(16) NOT NULL
);
CREATE SEQUENCE public.request_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.request_id_seq OWNED BY public.request.id;
ALTER TABLE ONLY public.card ALTER COLUMN id SET DEFAULT nextval('public.card_id_seq'::regclass);
ALTER TABLE ONLY public.deadline ALTER COLUMN id SET DEFAULT nextval('public.deadline_id_seq'::regclass);
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.pause ALTER COLUMN id SET DEFAULT nextval('public.pause_id_seq'::regclass);
ALTER TABLE ONLY public.request ALTER COLUMN id SET DEFAULT nextval('public.request_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.audit VALUES (1, '2026-11-27 03:55:17.436562+00', 'system', 'opened', '9XNNBG', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'N2H7UY5S', '46bb6da53859ba1aeacd2f93fbb61cd7fde9ffa576d84d5b5dc5c65c10bc50b6');
INSERT INTO public.audit VALUES (2, '2026-11-27 03:55:17.507633+00', 'system', 'opened', '5ZCMCU', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'URQJPPXY', 'e81ec980650451e9d4e1ca80655c6a10d8ff833cd970cdd4852a0b2d2e1033c3');
INSERT INTO public.audit VALUES (3, '2026-11-27 03:55:17.608866+00', 'system', 'opened', 'YKEKWM', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'HFUVA7RH', '057de1a458310efcfb6cf37adc36d96d0a176223250535c140e865ff72f1dc38');
INSERT INTO public.audit VALUES (4, '2026-11-27 03:55:17.653619+00', 'system', 'overdue', '9XNNBG', 'arrived', 'arrived', '{"business": "2026-11-24T01:00:07+00:00"}', 'N2H7UY5S', '3580450e32a46a29ebc81f303000d70859bb6ac7e7a7970ca59a00d6bb0f8c87');
INSERT INTO public.audit VALUES (5, '2026-11-27 03:55:17.723248+00', 'system', 'opened', '533VR2', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'PE5K5QN2', '2a03b355fd0f4ef89cfdb9e07ee0176b34853bc365b789f83eea5e2daa75e3b8');
INSERT INTO public.audit VALUES (6, '2026-11-27 03:55:17.759763+00', 'system', 'read', '9XNNBG', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:07+00:00"}', 'N2H7UY5S', 'b39dcd4390407de89eacb3dfc0d24e09cd01fc89bbb22b8380a8beb212f61712');
INSERT INTO public.audit VALUES (7, '2026-11-27 03:55:17.787721+00', 'system', 'opened', 'TZMGT6', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'VJDX6KYY', '63fa83ca6df0a9f49b0165e4af85662195c4d71be550a4d298288a3ff2b98a84');
INSERT INTO public.audit VALUES (8, '2026-11-27 03:55:17.82058+00', 'system', 'read', '5ZCMCU', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:07+00:00"}', 'URQJPPXY', 'ff1de8a193ff8a245d5d9fec56629a4fdf0a3a643459823c8114e5f928c740a8');
INSERT INTO public.audit VALUES (9, '2026-11-27 03:55:17.837963+00', 'system', 'opened', 'TJHSND', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'SZJ4KZMN', 'c79ecead96748a1d40c8a0e760c66dede4b027ab25f68299d200e1eb913d5d09');
INSERT INTO public.audit VALUES (10, '2026-11-27 03:55:17.906356+00', 'system', 'opened', 'VQF2TC', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:07+00:00"}', 'PF99S6YQ', '8a895b5e90dead5d446d01e3d15c69de39db0069afb9021121e257400d690deb');
INSERT INTO public.audit VALUES (11, '2026-11-27 03:55:17.935762+00', 'system', 'read', 'YKEKWM', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'HFUVA7RH', '355141a3fac7e482ed07c4bbe24040c115d9057dd7c1ef0c99d492ab19b5b23c');
INSERT INTO public.audit VALUES (12, '2026-11-27 03:55:17.962622+00', 'system', 'opened', 'Z3FQW4', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'QWAD7EF7', '9ce954fbb7a4732ca607228bd0a6ccb688cb7e406d48e1865e6b8523753d37c3');
INSERT INTO public.audit VALUES (13, '2026-11-27 03:55:18.035882+00', 'system', 'read', '533VR2', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'PE5K5QN2', '4bdd905ea4d922373f2cd5e71edfc7d3bcf50908c03f13d7eafa4aeaeb7ca36e');
INSERT INTO public.audit VALUES (14, '2026-11-27 03:55:18.05681+00', 'system', 'opened', '2ZABNB', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', '82TC3ZQD', 'cde37df6fce2f2e512108d7af781612862b1a998ac384321afe632beab438671');
INSERT INTO public.audit VALUES (15, '2026-11-27 03:55:18.067576+00', 'system', 'read', 'TJHSND', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'SZJ4KZMN', '6639be9da990d11066c272bf68804fa86fc7578efcc90f44a9f07a12891a60b9');
INSERT INTO public.audit VALUES (16, '2026-11-27 03:55:18.069424+00', 'system', 'opened', 'JQ9ZAA', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', '9EF93VJM', 'e2845610b767d70f151a6d801ef71f43d3929bfd483da14aa5048e7c24af9988');
INSERT INTO public.audit VALUES (17, '2026-11-27 03:55:18.106077+00', 'system', 'opened', 'JYA59P', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'Y2PY7Y6A', '031f632adb67a645ad3df02a3738a4d730e01063dfb8b6c5dc2625a3f8fe8106');
INSERT INTO public.audit VALUES (18, '2026-11-27 03:55:18.119289+00', 'system', 'read', 'TZMGT6', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'VJDX6KYY', '16b7a5a95212d9aa4d57d463f03f4ddbf1f6f850cd12d7a399d818ebac4df1d7');
INSERT INTO public.audit VALUES (19, '2026-11-27 03:55:18.235739+00', 'system', 'opened', '4UFESX', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'VW4MUJGT', '903a1d0dc446dd304e33e0a61a3d09b7bfe2daa36be5bc3d7dda96911181cd90');
INSERT INTO public.audit VALUES (20, '2026-11-27 03:55:18.365824+00', 'system', 'opened', '4MN85D', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'JPTRBBRD', 'dd6aba93c86d29bfa068fec0230560e20accc2c904ccee48268e8bb2e52cd323');
INSERT INTO public.audit VALUES (21, '2026-11-27 03:55:18.433298+00', 'system', 'opened', 'BQEE4G', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'M4HM7WC6', 'c854656bb20c07f758be47703079ef0de481241097cc614ad26bd1cd7765a193');
INSERT INTO public.audit VALUES (22, '2026-11-27 03:55:18.510879+00', 'system', 'opened', 'ATM4ZY', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'V64Y6DFS', '46c28f963321046e91b3ab6152d77a35311fd2084f76179d4a087333a2791c0b');
INSERT INTO public.audit VALUES (23, '2026-11-27 03:55:18.520585+00', 'system', 'opened', 'EC8AV8', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:08+00:00"}', 'PB3XVGZN', '6f3a3ee628d8298972f09058102c506d59eb5b3ece8e8327e93fbf734f0297e7');
INSERT INTO public.audit VALUES (24, '2026-11-27 03:55:18.540135+00', 'system', 'read', 'VQF2TC', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'PF99S6YQ', '083b66a6a71c3336507c629800d79a3173fafd944f5d52c15877bd3f7006efd1');
INSERT INTO public.audit VALUES (25, '2026-11-27 03:55:18.683785+00', 'system', 'read', 'Z3FQW4', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'QWAD7EF7', '53875c0c350e768536b06741f2b0c8515056841b37993f3fe30f83ac40a6323d');
INSERT INTO public.audit VALUES (26, '2026-11-27 03:55:18.713179+00', 'system', 'read', '2ZABNB', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', '82TC3ZQD', 'b6a5222f688f7f611b53865a1d5b6ac170fc25b59dc16477fe79544423d1a82c');
INSERT INTO public.audit VALUES (27, '2026-11-27 03:55:18.780863+00', 'system', 'read', 'JQ9ZAA', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', '9EF93VJM', 'e65ac42f9e2509a6cb0c986f29d539ab0f5ac9c9c6f41201e10034ae51c2101a');
INSERT INTO public.audit VALUES (28, '2026-11-27 03:55:18.807789+00', 'system', 'read', 'JYA59P', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:08+00:00"}', 'Y2PY7Y6A', 'bf1e654ab542517e7ac06009fa1e44e89b23e6d457ca21972422d7f68cd33a87');
INSERT INTO public.audit VALUES (29, '2026-11-27 03:55:19.123551+00', 'system', 'read', '4UFESX', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:09+00:00"}', 'VW4MUJGT', '88307163a6ec06b02fd96436ac9ece75e20a762cc4baabbefc1f1350ce3264b0');
INSERT INTO public.audit VALUES (30, '2026-11-27 03:55:19.366826+00', 'system', 'read', 'BQEE4G', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:09+00:00"}', 'M4HM7WC6', '22b321cb6b64f82a9a57eb68650a7378d02239f5a91c4f6b962b470941b3bd37');
INSERT INTO public.audit VALUES (31, '2026-11-27 03:55:19.42357+00', 'system', 'read', '4MN85D', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:09+00:00"}', 'JPTRBBRD', '4351ab3d30641bbbe40ef82f103d98fb41f1ad954fd07260096cfc0bde7c47e1');
INSERT INTO public.audit VALUES (32, '2026-11-27 03:55:19.464858+00', 'system', 'read', 'ATM4ZY', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:09+00:00"}', 'V64Y6DFS', '467c21191585dd4cc69309a07fd2455a798cdcf0cdf9536c632d88094fe17565');
INSERT INTO public.audit VALUES (33, '2026-11-27 03:55:19.548804+00', 'system', 'read', 'EC8AV8', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:09+00:00"}', 'PB3XVGZN', 'ee8c8e41ed5f94eec29cbc8acaf4b574ed57e17355859be3bcbb7f6b97c054f0');
INSERT INTO public.audit VALUES (34, '2026-11-27 03:55:21.647058+00', 'U0CSONE', 'approve.accepted', '5ZCMCU', 'waiting', 'checking', '{"business": "2026-11-24T01:00:11+00:00"}', 'F7H3DHQ4', '2d8ede27c69accab3d2145967e9e543c4e134b198cf1845ec044126b2deeebf4');
INSERT INTO public.audit VALUES (35, '2026-11-27 03:55:21.854504+00', 'U0CSONE', 'reject.revealed', 'YKEKWM', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:11+00:00"}', 'YXQH5P5V', '33c5352f9dd0fa39ec752cbe7cd39acdcac5a020c602a5ce6a580b0d5b720d94');
INSERT INTO public.audit VALUES (36, '2026-11-27 03:55:21.828076+00', 'U0CSONE', 'approve', '5ZCMCU', 'checking', 'decided', '{"business": "2026-11-24T01:00:11+00:00"}', 'F7H3DHQ4', '516ae737c6fc3c9348480b053d6925c274437501638e50782e66531663144266');
INSERT INTO public.audit VALUES (37, '2026-11-27 03:55:22.069636+00', 'U0CSONE', 'reject.accepted', 'YKEKWM', 'waiting', 'checking', '{"business": "2026-11-24T01:00:12+00:00"}', 'XKUXA4EQ', 'b0032094c1b200590f9802c86aff19657551cf1c0e68774f51d0ef69a2093a27');
INSERT INTO public.audit VALUES (38, '2026-11-27 03:55:22.120473+00', 'U0CSONE', 'approve.written', '5ZCMCU', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:12+00:00"}', 'F7H3DHQ4', '73d3e0d48d20363d09cd54e40e3063fdb2a65e9a68d90a52b0195215e250453b');
INSERT INTO public.audit VALUES (39, '2026-11-27 03:55:22.141785+00', 'system', 'decided_elsewhere', '533VR2', 'waiting', 'elsewhere', '{"status": "Cancelled", "business": "2026-11-24T01:00:12+00:00"}', 'PE5K5QN2', '7b7fae5196a3cc60c3d5909684d86bf79c873ffd3980390aad360ae84c4d79c7');
INSERT INTO public.audit VALUES (40, '2026-11-27 03:55:22.144447+00', 'U0CSONE', 'reject', 'YKEKWM', 'checking', 'decided', '{"business": "2026-11-24T01:00:12+00:00"}', 'XKUXA4EQ', '5b63ed663d5796de442b34f8d74c553b2c138a8eaeece45910e6e22edf72981c');
INSERT INTO public.audit VALUES (43, '2026-11-27 03:55:22.577482+00', 'U0CSONE', 'approve', 'TZMGT6', 'checking', 'decided', '{"business": "2026-11-24T01:00:12+00:00"}', 'EGK4W5C4', '44c00adcb977831885641bdfd07337251109440cb89eb4d769ea71560a95a07a');
INSERT INTO public.audit VALUES (45, '2026-11-27 03:55:22.893147+00', 'U0CSONE', 'approve.accepted', 'TJHSND', 'waiting', 'checking', '{"business": "2026-11-24T01:00:12+00:00"}', 'JH9NW8M8', '7370fa70f280bd8ddbe18aa2076d83ab88c80d911838eaf081ba21d250f9c2ac');
INSERT INTO public.audit VALUES (49, '2026-11-27 03:55:23.357172+00', 'U0CSONE', 'approve.written', 'VQF2TC', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:13+00:00"}', '5V2NKJ7R', '5e260ae5f24b8486606e7884083422627956daea96dc656fccf2e449f110d040');
INSERT INTO public.audit VALUES (60, '2026-11-27 03:55:23.832681+00', 'U0CSONE', 'reject.accepted', '4MN85D', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', 'AKWBTMPU', '656f9b354495bba43294fd5ef75946b389d8e9b718d7cda5613ea93bf097dc00');
INSERT INTO public.audit VALUES (41, '2026-11-27 03:55:22.304126+00', 'U0CSONE', 'reject.written', 'YKEKWM', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:12+00:00"}', 'XKUXA4EQ', '693d710c903f3ec2c19d661a3f22281128f7c4926308647c77900ec2637ecd97');
INSERT INTO public.audit VALUES (47, '2026-11-27 03:55:23.264011+00', 'U0CSONE', 'approve.accepted', 'VQF2TC', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', '5V2NKJ7R', 'f4fca474eb59f1355cc3da76d0e972e50a1cd6ebbc23cdd9ee68b141bfae3252');
INSERT INTO public.audit VALUES (52, '2026-11-27 03:55:23.555091+00', 'U0CSONE', 'approve', '2ZABNB', 'checking', 'decided', '{"business": "2026-11-24T01:00:13+00:00"}', '9C6DTURY', '01dadb61536fe4309c51c0e6983512bbad7f5aded8ef88d880b869bdd69b0a15');
INSERT INTO public.audit VALUES (56, '2026-11-27 03:55:23.688301+00', 'U0CSONE', 'approve.accepted', 'JQ9ZAA', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', 'K2Y3HZXH', '2774aa473331224ce5647a9cf7aca2329a1c0d9efcebf3a6485bd4cd00a5bda7');
INSERT INTO public.audit VALUES (57, '2026-11-27 03:55:23.736822+00', 'U0CSONE', 'approve', 'JQ9ZAA', 'checking', 'decided', '{"business": "2026-11-24T01:00:13+00:00"}', 'K2Y3HZXH', '2e4b0d2eb52aa06f4d0a4cf7ba3f468a1ee85ce81a2df94bda17ff920cb296ed');
INSERT INTO public.audit VALUES (42, '2026-11-27 03:55:22.49304+00', 'U0CSONE', 'approve.accepted', 'TZMGT6', 'waiting', 'checking', '{"business": "2026-11-24T01:00:12+00:00"}', 'EGK4W5C4', 'b260b4b40ba45e16e8448ab20638c6ca0d268a2d824da9855970fcfb169a84ad');
INSERT INTO public.audit VALUES (50, '2026-11-27 03:55:23.469367+00', 'U0CSONE', 'reject.revealed', 'Z3FQW4', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:13+00:00"}', '6WGFYWN3', 'f8c0e5b411096de7d0868904dd7a96363b121ffa81de9c84d42ee497dc5ed6ba');
INSERT INTO public.audit VALUES (53, '2026-11-27 03:55:23.593194+00', 'U0CSONE', 'approve.written', '2ZABNB', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:13+00:00"}', '9C6DTURY', '04b4f065007a63a0807b5280656b7dfe7403aaa53c9e2403cdbc8da905a60f40');
INSERT INTO public.audit VALUES (59, '2026-11-27 03:55:23.790895+00', 'U0CSONE', 'reject.revealed', '4MN85D', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:13+00:00"}', 'ECTVRY6G', 'a313c6627c80163eb494dcdec8a181ccfd8d0a0828f0d0af5a18e06d689b2001');
INSERT INTO public.audit VALUES (44, '2026-11-27 03:55:22.613909+00', 'U0CSONE', 'failed', 'TZMGT6', 'decided', 'failed', '{"code": "CUSTOM_REFUSAL", "business": "2026-11-24T01:00:12+00:00"}', 'EGK4W5C4', '287c88f97db86a70570bc79a0f223f1c723daf57f8a3d47c55d4d86ef667a1a9');
INSERT INTO public.audit VALUES (46, '2026-11-27 03:55:22.956736+00', 'U0CSONE', 'held', 'TJHSND', 'checking', 'held', '{"business": "2026-11-24T01:00:13+00:00"}', 'JH9NW8M8', '303e8b22167aabc32dd35d5394d22fbd1a7d862a7b766e8222fa8d3e09f893ab');
INSERT INTO public.audit VALUES (54, '2026-11-27 03:55:23.620133+00', 'U0CSONE', 'approve.accepted', 'JYA59P', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', '9DUWFFKE', 'd443067f6e5db7023ec0c1cb2bc899fd3361a0e8ee37cbf22ed5fa0be437bb0f');
INSERT INTO public.audit VALUES (62, '2026-11-27 03:55:24.025927+00', 'system', 'opened', '3JSTWC', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:14+00:00"}', '2CX5UNHT', '75a5364f1ada1ebcd29f81bcfe49a2d27b68081bf58556e8d1fd98f6a9266c0f');
INSERT INTO public.audit VALUES (48, '2026-11-27 03:55:23.309539+00', 'U0CSONE', 'approve', 'VQF2TC', 'checking', 'decided', '{"business": "2026-11-24T01:00:13+00:00"}', '5V2NKJ7R', '0e3bc71fe30b30a0dff9f4cc8f09c4d87b3bf1f3db929ee64d7d4a91a8d56537');
INSERT INTO public.audit VALUES (51, '2026-11-27 03:55:23.524006+00', 'U0CSONE', 'approve.accepted', '2ZABNB', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', '9C6DTURY', '39a58cee0fd0a7ec9cfd53cbeb2e101fccc19497a41b902928f05b1a16ef8424');
INSERT INTO public.audit VALUES (61, '2026-11-27 03:55:23.974584+00', 'system', 'delayed', 'JYA59P', 'decided', 'decided', '{"code": "UNABLE_TO_LOCK_ROW", "business": "2026-11-24T01:00:14+00:00"}', '9DUWFFKE', '8aed48c45b09f3033029fffe6125afdcfed7b7200525ba40a2c1163415049c95');
INSERT INTO public.audit VALUES (55, '2026-11-27 03:55:23.655902+00', 'U0CSONE', 'approve', 'JYA59P', 'checking', 'decided', '{"business": "2026-11-24T01:00:13+00:00"}', '9DUWFFKE', 'cd47fb9f9f7b3b4ce92dbf321666329158493690cfea88cb86e14edf565c24fb');
INSERT INTO public.audit VALUES (58, '2026-11-27 03:55:23.774085+00', 'U0CSONE', 'approve.accepted', '4UFESX', 'waiting', 'checking', '{"business": "2026-11-24T01:00:13+00:00"}', 'KQ9MZX94', '6109637498ef549db66d4d5d1a4d2af8980c703c14119b0ef386170e67399a8d');
INSERT INTO public.audit_head VALUES (1, 62, '75a5364f1ada1ebcd29f81bcfe49a2d27b68081bf58556e8d1fd98f6a9266c0f');
INSERT INTO public.card VALUES (1, 1, 'C0CSORDERS', '1795751718.101999', false);
INSERT INTO public.card VALUES (2, 2, 'C0CSORDERS', '1795751718.101003', false);
INSERT INTO public.card VALUES (3, 3, 'C0CSORDERS', '1795751718.145834', false);
INSERT INTO public.card VALUES (4, 4, 'C0CSORDERS', '1795751718.531657', false);
INSERT INTO public.card VALUES (5, 6, 'C0CSORDERS', '1795751718.562758', false);
INSERT INTO public.card VALUES (6, 5, 'C0CSORDERS', '1795751718.555398', false);
INSERT INTO public.card VALUES (7, 7, 'C0CSORDERS', '1795751718.810020', false);
INSERT INTO public.card VALUES (8, 8, 'C0CSORDERS', '1795751719.060102', false);
INSERT INTO public.card VALUES (9, 9, 'C0CSORDERS', '1795751719.087362', false);
INSERT INTO public.card VALUES (10, 10, 'C0CSORDERS', '1795751719.390850', false);
INSERT INTO public.card VALUES (11, 11, 'C0CSORDERS', '1795751719.453714', false);
INSERT INTO public.card VALUES (12, 13, 'C0CSORDERS', '1795751719.708844', false);
INSERT INTO public.card VALUES (13, 12, 'C0CSORDERS', '1795751719.786392', false);
INSERT INTO public.card VALUES (14, 14, 'C0CSORDERS', '1795751719.709555', false);
INSERT INTO public.card VALUES (15, 15, 'C0CSORDERS', '1795751719.817135', false);
INSERT INTO public.card VALUES (16, 16, 'C0CSORDERS', '1795751720.024983', false);
INSERT INTO public.cursor VALUES ('slack.installation', '{"identity": {"team_id": "T0HANDOFF", "bot_id": "B0HANDOFF", "bot_user_id": "U0HANDOFF", "url": "https://handoff-internet.slack.example/", "enterprise_id": null}, "channels": {"handoff-ops": "C0HANDOFFOPS", "cs-orders": "C0CSORDERS"}}');
INSERT INTO public.cursor VALUES ('beat.faf0f202ced83743', '{"at": "2026-11-27T03:55:17.024622+00:00", "ticked": null, "faults": {"slack": "has not answered since this process started", "directory": "the members are not loaded yet", "clock": "the clock stands still", "salesforce": "Salesforce was not read yet"}, "shadow": false, "version": "0.1.0"}');
INSERT INTO public.cursor VALUES ('intake.orders', '{"mark": "2026-11-24T01:00:20+00:00", "turn": "801Ho000000000GIAQ"}');
INSERT INTO public.cursor VALUES ('intake.polled', '{"at": "2026-11-27T03:55:23.539754+00:00"}');
INSERT INTO public.deadline VALUES (1, 1, 'due', '2026-11-20 07:00:00+00', '2026-11-27 03:55:17.573117+00', 'fired');
INSERT INTO public.deadline VALUES (5, 5, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (6, 6, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (8, 8, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (10, 10, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (11, 11, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (12, 12, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (13, 13, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (14, 14, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (15, 15, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (16, 16, 'due', '2026-11-24 02:30:00+00', NULL, NULL);
INSERT INTO public.deadline VALUES (2, 2, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:55:22.081347+00', 'withdrawn');
INSERT INTO public.deadline VALUES (4, 4, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:55:22.139276+00', 'withdrawn');
INSERT INTO public.deadline VALUES (3, 3, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:55:22.298915+00', 'withdrawn');
INSERT INTO public.deadline VALUES (7, 7, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:55:23.353885+00', 'withdrawn');
INSERT INTO public.deadline VALUES (9, 9, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:55:23.591028+00', 'withdrawn');
INSERT INTO public.deadline VALUES (17, 17, 'due', '2026-11-24 03:00:20+00', NULL, NULL);
INSERT INTO public.decision VALUES (1, 2, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:11.673909+00', '2026-11-24 01:00:11.896309+00', 'e8f1905c9235', '', '', 'F7H3DHQ4');
INSERT INTO public.decision VALUES (2, 3, 'reject', 'U0CSONE', 'cs.one', '2026-11-24 01:00:12.133074+00', '2026-11-24 01:00:12.216639+00', 'c3485be8dee5', 'not_available', 'The customer asked for it.', 'XKUXA4EQ');
INSERT INTO public.decision VALUES (3, 5, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:12.558988+00', '2026-11-24 01:00:12.654978+00', '3fc1fe01213b', '', '', 'EGK4W5C4');
INSERT INTO public.decision VALUES (4, 7, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:13.330641+00', '2026-11-24 01:00:13.388466+00', '487c56cf6176', '', '', '5V2NKJ7R');
INSERT INTO public.decision VALUES (5, 9, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:13.601015+00', '2026-11-24 01:00:13.631566+00', 'd89e7efd445a', '', '', '9C6DTURY');
INSERT INTO public.decision VALUES (6, 11, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:13.696455+00', '2026-11-24 01:00:13.734634+00', '77e41d431ec6', '', '', '9DUWFFKE');
INSERT INTO public.decision VALUES (7, 10, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:13.765965+00', '2026-11-24 01:00:13.815628+00', 'c2d1d3e3fb2f', '', '', 'K2Y3HZXH');
INSERT INTO public.home VALUES ('U0CSTWO', 'all', 1, '2026-11-27 03:55:21.113658+00', 'home:U0CSTWO:ad750037baba', false, '3a5121ac102c90a811e3558c6cb7d1c35182db54c39d3e9b6af4293fc7cdb7c8', '2026-11-27 03:55:21.451929+00', 33);
INSERT INTO public.lease VALUES ('intake', 'faf0f202ced83743', '2026-11-27 03:55:32.011171+00');
INSERT INTO public.member VALUES ('U0CSONE', 'T0HANDOFF', 'cs.one', 'cs.one@example.com', 'member', '["cs_agents"]');
INSERT INTO public.member VALUES ('U0CSTWO', 'T0HANDOFF', 'cs.two', 'cs.two@example.com', 'member', '["cs_agents"]');
INSERT INTO public.member VALUES ('U0CSTHREE', 'T0HANDOFF', 'cs.three', 'cs.three@example.com', 'member', '["cs_agents"]');
INSERT INTO public.member VALUES ('U0CSMANAGER', 'T0HANDOFF', 'cs.manager', 'cs.manager@example.com', 'member', '["cs_managers"]');
INSERT INTO public.member VALUES ('U0SALESONE', 'T0HANDOFF', 'sales.one', 'sales.one@example.com', 'member', '["sales"]');
INSERT INTO public.member VALUES ('U0SALESMANAGER', 'T0HANDOFF', 'sales.manager', 'sales.manager@example.com', 'member', '["sales_managers"]');
INSERT INTO public.member VALUES ('U0DEVOPSONE', 'T0HANDOFF', 'devops.one', 'devops.one@example.com', 'member', '["devops"]');
INSERT INTO public.member VALUES ('U0OPSLEAD', 'T0HANDOFF', 'ops.lead', 'ops.lead@example.com', 'member', '["operators", "ops_leads"]');
INSERT INTO public.member VALUES ('U0SFADMIN', 'T0HANDOFF', 'sf.admin', 'sf.admin@example.com', 'member', '["sf_admins"]');
INSERT INTO public.member VALUES ('U0ITMANAGER', 'T0HANDOFF', 'it.manager', 'it.manager@example.com', 'member', '["it_managers"]');
INSERT INTO public.member VALUES ('U0DEVONE', 'T0HANDOFF', 'dev.one', 'dev.one@example.com', 'member', '["developers"]');
INSERT INTO public.member VALUES ('U0TECHLEAD', 'T0HANDOFF', 'tech.lead', 'tech.lead@example.com', 'member', '["tech_leads"]');
INSERT INTO public.member VALUES ('U0PARTNERONE', 'T0HANDOFF', 'partner.one', 'partner.one@example.com', 'member', '["partner_relations"]');
INSERT INTO public.member VALUES ('U0PEOPLEMANAGER', 'T0HANDOFF', 'people.manager', 'people.manager@example.com', 'member', '["people_managers"]');
INSERT INTO public.member VALUES ('U0LEAVER', 'T0HANDOFF', 'leaver', 'leaver@example.com', 'member', '[]');
INSERT INTO public.member VALUES ('U0GUEST', 'T0HANDOFF', 'guest', 'guest@example.com', 'guest', '[]');
INSERT INTO public.member VALUES ('U0GONE', 'T0HANDOFF', 'gone', 'gone@example.com', 'deactivated', '[]');
INSERT INTO public.member VALUES ('U0EXTERNAL', 'T0PARTNER', 'external', 'external@partner.example', 'stranger', '[]');
INSERT INTO public.member VALUES ('U0HANDOFF', 'T0HANDOFF', 'handoff', '', 'bot', '[]');
INSERT INTO public.notice VALUES (1, 'audit_head', true, 'Audit trail at 2026-11-24 10:00 JST: 0 lines, the last has the hash 0000000000000000000000000000000000000000000000000000000000000000. It is told anew every hour.', '2026-11-27 03:55:17.067563+00', 'C0HANDOFFOPS', '1795751717.345087');
INSERT INTO public.outbox VALUES (1, 'notice:1', 'slack.notice', 'say', NULL, false, '{"notice": 1, "channel": ""}', 'done', '2026-11-27 03:55:17.067563+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.159581+00', NULL, '', '2026-11-27 03:55:17.067563+00', '2026-11-27 03:55:17.368853+00');
INSERT INTO public.outbox VALUES (25, 'orders:Z3FQW4:card:3:099240', 'slack.card', 'card', 8, false, '{}', 'done', '2026-11-27 03:55:18.651137+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.745633+00', NULL, 'QWAD7EF7', '2026-11-27 03:55:18.651137+00', '2026-11-27 03:55:19.193677+00');
INSERT INTO public.outbox VALUES (19, 'orders:4UFESX:look_up:2', 'orders.look_up', 'look', 12, false, '{}', 'done', '2026-11-27 03:55:18.164582+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.745633+00', NULL, 'VW4MUJGT', '2026-11-27 03:55:18.164582+00', '2026-11-27 03:55:19.19874+00');
INSERT INTO public.outbox VALUES (2, 'orders:9XNNBG:look_up:2', 'orders.look_up', 'look', 1, false, '{}', 'done', '2026-11-27 03:55:17.373245+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.483387+00', NULL, 'N2H7UY5S', '2026-11-27 03:55:17.373245+00', '2026-11-27 03:55:17.784583+00');
INSERT INTO public.outbox VALUES (3, 'orders:5ZCMCU:look_up:2', 'orders.look_up', 'look', 2, false, '{}', 'done', '2026-11-27 03:55:17.491185+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.583499+00', NULL, 'URQJPPXY', '2026-11-27 03:55:17.491185+00', '2026-11-27 03:55:17.838559+00');
INSERT INTO public.outbox VALUES (13, 'orders:533VR2:card:3:0f1b47', 'slack.card', 'card', 4, false, '{}', 'done', '2026-11-27 03:55:18.024848+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.109945+00', NULL, 'PE5K5QN2', '2026-11-27 03:55:18.024848+00', '2026-11-27 03:55:18.547593+00');
INSERT INTO public.outbox VALUES (15, 'orders:TJHSND:card:3:e331ad', 'slack.card', 'card', 6, false, '{}', 'done', '2026-11-27 03:55:18.062998+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.515544+00', NULL, 'SZJ4KZMN', '2026-11-27 03:55:18.062998+00', '2026-11-27 03:55:18.571039+00');
INSERT INTO public.outbox VALUES (4, 'orders:YKEKWM:look_up:2', 'orders.look_up', 'look', 3, false, '{}', 'done', '2026-11-27 03:55:17.591774+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.744597+00', NULL, 'HFUVA7RH', '2026-11-27 03:55:17.591774+00', '2026-11-27 03:55:17.946711+00');
INSERT INTO public.outbox VALUES (18, 'orders:TZMGT6:card:3:3e0d19', 'slack.card', 'card', 5, false, '{}', 'done', '2026-11-27 03:55:18.095139+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.515544+00', NULL, 'VJDX6KYY', '2026-11-27 03:55:18.095139+00', '2026-11-27 03:55:18.576991+00');
INSERT INTO public.outbox VALUES (23, 'orders:EC8AV8:look_up:2', 'orders.look_up', 'look', 16, false, '{}', 'done', '2026-11-27 03:55:18.513939+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.263644+00', NULL, 'PB3XVGZN', '2026-11-27 03:55:18.513939+00', '2026-11-27 03:55:19.613385+00');
INSERT INTO public.outbox VALUES (33, 'orders:EC8AV8:card:3:d59b10', 'slack.card', 'card', 16, false, '{}', 'done', '2026-11-27 03:55:19.543724+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.78946+00', NULL, 'PB3XVGZN', '2026-11-27 03:55:19.543724+00', '2026-11-27 03:55:20.078131+00');
INSERT INTO public.outbox VALUES (5, 'orders:533VR2:look_up:2', 'orders.look_up', 'look', 4, false, '{}', 'done', '2026-11-27 03:55:17.700357+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.744597+00', NULL, 'PE5K5QN2', '2026-11-27 03:55:17.700357+00', '2026-11-27 03:55:18.056411+00');
INSERT INTO public.outbox VALUES (9, 'orders:TJHSND:look_up:2', 'orders.look_up', 'look', 6, false, '{}', 'done', '2026-11-27 03:55:17.822492+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.886105+00', NULL, 'SZJ4KZMN', '2026-11-27 03:55:17.822492+00', '2026-11-27 03:55:18.070129+00');
INSERT INTO public.outbox VALUES (26, 'orders:2ZABNB:card:3:bdd867', 'slack.card', 'card', 9, false, '{}', 'done', '2026-11-27 03:55:18.697495+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.745633+00', NULL, '82TC3ZQD', '2026-11-27 03:55:18.697495+00', '2026-11-27 03:55:19.352654+00');
INSERT INTO public.outbox VALUES (7, 'orders:TZMGT6:look_up:2', 'orders.look_up', 'look', 5, false, '{}', 'done', '2026-11-27 03:55:17.77042+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.886105+00', NULL, 'VJDX6KYY', '2026-11-27 03:55:17.77042+00', '2026-11-27 03:55:18.176868+00');
INSERT INTO public.outbox VALUES (6, 'orders:9XNNBG:card:4:3577ca', 'slack.card', 'card', 1, false, '{}', 'done', '2026-11-27 03:55:17.726223+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.886105+00', NULL, 'N2H7UY5S', '2026-11-27 03:55:17.726223+00', '2026-11-27 03:55:18.314791+00');
INSERT INTO public.outbox VALUES (8, 'orders:5ZCMCU:card:3:549ab2', 'slack.card', 'card', 2, false, '{}', 'done', '2026-11-27 03:55:17.809238+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:17.886105+00', NULL, 'URQJPPXY', '2026-11-27 03:55:17.809238+00', '2026-11-27 03:55:18.418206+00');
INSERT INTO public.outbox VALUES (11, 'orders:YKEKWM:card:3:0d96f4', 'slack.card', 'card', 3, false, '{}', 'done', '2026-11-27 03:55:17.91581+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.032921+00', NULL, 'HFUVA7RH', '2026-11-27 03:55:17.91581+00', '2026-11-27 03:55:18.49276+00');
INSERT INTO public.outbox VALUES (21, 'orders:BQEE4G:look_up:2', 'orders.look_up', 'look', 14, false, '{}', 'done', '2026-11-27 03:55:18.387028+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.924757+00', NULL, 'M4HM7WC6', '2026-11-27 03:55:18.387028+00', '2026-11-27 03:55:19.398603+00');
INSERT INTO public.outbox VALUES (10, 'orders:VQF2TC:look_up:2', 'orders.look_up', 'look', 7, false, '{}', 'done', '2026-11-27 03:55:17.870165+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.032921+00', NULL, 'PF99S6YQ', '2026-11-27 03:55:17.870165+00', '2026-11-27 03:55:18.542278+00');
INSERT INTO public.outbox VALUES (12, 'orders:Z3FQW4:look_up:2', 'orders.look_up', 'look', 8, false, '{}', 'done', '2026-11-27 03:55:17.945952+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.109945+00', NULL, 'QWAD7EF7', '2026-11-27 03:55:17.945952+00', '2026-11-27 03:55:18.719118+00');
INSERT INTO public.outbox VALUES (14, 'orders:2ZABNB:look_up:2', 'orders.look_up', 'look', 9, false, '{}', 'done', '2026-11-27 03:55:18.023881+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.109945+00', NULL, '82TC3ZQD', '2026-11-27 03:55:18.023881+00', '2026-11-27 03:55:18.734429+00');
INSERT INTO public.outbox VALUES (16, 'orders:JQ9ZAA:look_up:2', 'orders.look_up', 'look', 10, false, '{}', 'done', '2026-11-27 03:55:18.066594+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.515544+00', NULL, '9EF93VJM', '2026-11-27 03:55:18.066594+00', '2026-11-27 03:55:18.809958+00');
INSERT INTO public.outbox VALUES (35, 'orders:5ZCMCU:look_up:4', 'orders.look_up', 'look', 2, true, '{}', 'done', '2026-11-27 03:55:21.594497+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:21.686928+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:21.594497+00', '2026-11-27 03:55:21.900749+00');
INSERT INTO public.outbox VALUES (17, 'orders:JYA59P:look_up:2', 'orders.look_up', 'look', 11, false, '{}', 'done', '2026-11-27 03:55:18.087845+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.56649+00', NULL, 'Y2PY7Y6A', '2026-11-27 03:55:18.087845+00', '2026-11-27 03:55:18.889675+00');
INSERT INTO public.outbox VALUES (24, 'orders:VQF2TC:card:3:82da12', 'slack.card', 'card', 7, false, '{}', 'done', '2026-11-27 03:55:18.520244+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.56649+00', NULL, 'PF99S6YQ', '2026-11-27 03:55:18.520244+00', '2026-11-27 03:55:18.944756+00');
INSERT INTO public.outbox VALUES (31, 'orders:4MN85D:card:3:32259f', 'slack.card', 'card', 13, false, '{}', 'done', '2026-11-27 03:55:19.37982+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.552865+00', NULL, 'JPTRBBRD', '2026-11-27 03:55:19.37982+00', '2026-11-27 03:55:19.753118+00');
INSERT INTO public.outbox VALUES (29, 'orders:4UFESX:card:3:ea4df1', 'slack.card', 'card', 12, false, '{}', 'done', '2026-11-27 03:55:19.07238+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.263644+00', NULL, 'VW4MUJGT', '2026-11-27 03:55:19.07238+00', '2026-11-27 03:55:19.807819+00');
INSERT INTO public.outbox VALUES (30, 'orders:BQEE4G:card:3:c3b98e', 'slack.card', 'card', 14, false, '{}', 'done', '2026-11-27 03:55:19.306151+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.552865+00', NULL, 'M4HM7WC6', '2026-11-27 03:55:19.306151+00', '2026-11-27 03:55:19.808372+00');
INSERT INTO public.outbox VALUES (20, 'orders:4MN85D:look_up:2', 'orders.look_up', 'look', 13, false, '{}', 'done', '2026-11-27 03:55:18.322527+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.924757+00', NULL, 'JPTRBBRD', '2026-11-27 03:55:18.322527+00', '2026-11-27 03:55:19.436811+00');
INSERT INTO public.outbox VALUES (22, 'orders:ATM4ZY:look_up:2', 'orders.look_up', 'look', 15, false, '{}', 'done', '2026-11-27 03:55:18.508215+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.006818+00', NULL, 'V64Y6DFS', '2026-11-27 03:55:18.508215+00', '2026-11-27 03:55:19.468453+00');
INSERT INTO public.outbox VALUES (34, 'home:U0CSTWO:ad750037baba', 'slack.home', 'say', NULL, true, '{"user": "U0CSTWO"}', 'done', '2026-11-27 03:55:21.113658+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:21.16136+00', NULL, 'D8HTMPJR', '2026-11-27 03:55:21.113658+00', '2026-11-27 03:55:21.465231+00');
INSERT INTO public.outbox VALUES (27, 'orders:JQ9ZAA:card:3:cbf697', 'slack.card', 'card', 10, false, '{}', 'done', '2026-11-27 03:55:18.734771+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:18.924757+00', NULL, '9EF93VJM', '2026-11-27 03:55:18.734771+00', '2026-11-27 03:55:19.516445+00');
INSERT INTO public.outbox VALUES (28, 'orders:JYA59P:card:3:2542c7', 'slack.card', 'card', 11, false, '{}', 'done', '2026-11-27 03:55:18.785194+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.006818+00', NULL, 'Y2PY7Y6A', '2026-11-27 03:55:18.785194+00', '2026-11-27 03:55:19.541971+00');
INSERT INTO public.outbox VALUES (32, 'orders:ATM4ZY:card:3:9cd408', 'slack.card', 'card', 15, false, '{}', 'done', '2026-11-27 03:55:19.458304+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:19.636522+00', NULL, 'V64Y6DFS', '2026-11-27 03:55:19.458304+00', '2026-11-27 03:55:19.869344+00');
INSERT INTO public.outbox VALUES (36, 'orders:5ZCMCU:card:4:2cd225', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:55:21.594497+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:21.686928+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:21.594497+00', '2026-11-27 03:55:21.799618+00');
INSERT INTO public.outbox VALUES (38, 'orders:5ZCMCU:card:5:ffcf93', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:55:21.766542+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:21.929568+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:21.766542+00', '2026-11-27 03:55:22.100098+00');
INSERT INTO public.outbox VALUES (44, 'orders:YKEKWM:reject:5', 'orders.reject', 'write', 3, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:18+00:00"}, "seen": "c3485be8dee5", "notes": ""}', 'done', '2026-11-27 03:55:22.128024+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.178497+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.128024+00', '2026-11-27 03:55:22.310582+00');
INSERT INTO public.outbox VALUES (41, 'orders:5ZCMCU:card:6:990091', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:55:22.081347+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.128879+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:22.081347+00', '2026-11-27 03:55:22.251116+00');
INSERT INTO public.outbox VALUES (40, 'orders:YKEKWM:card:4:b73c93', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:55:22.053671+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.072606+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.053671+00', '2026-11-27 03:55:22.15012+00');
INSERT INTO public.outbox VALUES (39, 'orders:YKEKWM:look_up:4', 'orders.look_up', 'look', 3, true, '{}', 'done', '2026-11-27 03:55:22.053671+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.072606+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.053671+00', '2026-11-27 03:55:22.151878+00');
INSERT INTO public.outbox VALUES (48, 'orders:TZMGT6:look_up:4', 'orders.look_up', 'look', 5, true, '{}', 'done', '2026-11-27 03:55:22.479579+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.509883+00', NULL, 'EGK4W5C4', '2026-11-27 03:55:22.479579+00', '2026-11-27 03:55:22.591697+00');
INSERT INTO public.outbox VALUES (49, 'orders:TZMGT6:card:4:00018a', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:55:22.479579+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.509883+00', NULL, 'EGK4W5C4', '2026-11-27 03:55:22.479579+00', '2026-11-27 03:55:22.551743+00');
INSERT INTO public.outbox VALUES (56, 'orders:TJHSND:card:5:1ba9bb', 'slack.card', 'card', 6, true, '{}', 'done', '2026-11-27 03:55:22.952542+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.069063+00', NULL, 'JH9NW8M8', '2026-11-27 03:55:22.952542+00', '2026-11-27 03:55:23.151635+00');
INSERT INTO public.outbox VALUES (37, 'orders:5ZCMCU:approve:5', 'orders.approve', 'write', 2, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:18+00:00"}, "seen": "e8f1905c9235", "notes": ""}', 'done', '2026-11-27 03:55:21.766542+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:21.929568+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:21.766542+00', '2026-11-27 03:55:22.129451+00');
INSERT INTO public.outbox VALUES (65, 'orders:2ZABNB:card:4:c11c0f', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:55:23.521585+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.52506+00', NULL, '9C6DTURY', '2026-11-27 03:55:23.521585+00', '2026-11-27 03:55:23.562203+00');
INSERT INTO public.outbox VALUES (64, 'orders:2ZABNB:look_up:4', 'orders.look_up', 'look', 9, true, '{}', 'done', '2026-11-27 03:55:23.521585+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.52506+00', NULL, '9C6DTURY', '2026-11-27 03:55:23.521585+00', '2026-11-27 03:55:23.563437+00');
INSERT INTO public.outbox VALUES (82, 'orders:JYA59P:card:6:3b5d2a', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:55:23.970574+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.981977+00', NULL, '9DUWFFKE', '2026-11-27 03:55:23.970574+00', '2026-11-27 03:55:24.009214+00');
INSERT INTO public.outbox VALUES (43, 'orders:533VR2:card:4:f2971c', 'slack.card', 'card', 4, true, '{}', 'done', '2026-11-27 03:55:22.139276+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.178497+00', NULL, 'PE5K5QN2', '2026-11-27 03:55:22.139276+00', '2026-11-27 03:55:22.290557+00');
INSERT INTO public.outbox VALUES (45, 'orders:YKEKWM:card:5:80dd07', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:55:22.128024+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.178497+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.128024+00', '2026-11-27 03:55:22.300484+00');
INSERT INTO public.outbox VALUES (46, 'orders:YKEKWM:card:6:72dd4f', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:55:22.298915+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.35158+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.298915+00', '2026-11-27 03:55:22.397956+00');
INSERT INTO public.outbox VALUES (47, 'orders:YKEKWM:say:6', 'slack.say', 'say', 3, false, '{"text": "Rejected by @cs.one \u00b7 Product not available at address \u00b7 SLA met"}', 'done', '2026-11-27 03:55:22.298915+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.35158+00', NULL, 'XKUXA4EQ', '2026-11-27 03:55:22.298915+00', '2026-11-27 03:55:22.400153+00');
INSERT INTO public.outbox VALUES (58, 'orders:VQF2TC:look_up:4', 'orders.look_up', 'look', 7, true, '{}', 'done', '2026-11-27 03:55:23.251232+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.278712+00', NULL, '5V2NKJ7R', '2026-11-27 03:55:23.251232+00', '2026-11-27 03:55:23.312843+00');
INSERT INTO public.outbox VALUES (59, 'orders:VQF2TC:card:4:078390', 'slack.card', 'card', 7, true, '{}', 'parked', '2026-11-27 03:55:23.251232+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.278712+00', 'invalid_blocks', '5V2NKJ7R', '2026-11-27 03:55:23.251232+00', '2026-11-27 03:55:23.318154+00');
INSERT INTO public.outbox VALUES (67, 'orders:2ZABNB:card:5:e534d9', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:55:23.550479+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.565012+00', NULL, '9C6DTURY', '2026-11-27 03:55:23.550479+00', '2026-11-27 03:55:23.589141+00');
INSERT INTO public.outbox VALUES (66, 'orders:2ZABNB:approve:5', 'orders.approve', 'write', 9, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:20+00:00"}, "seen": "d89e7efd445a", "notes": ""}', 'done', '2026-11-27 03:55:23.550479+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.565012+00', NULL, '9C6DTURY', '2026-11-27 03:55:23.550479+00', '2026-11-27 03:55:23.594039+00');
INSERT INTO public.outbox VALUES (75, 'orders:JQ9ZAA:card:4:c1d43a', 'slack.card', 'card', 10, true, '{}', 'done', '2026-11-27 03:55:23.686538+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.719146+00', NULL, 'K2Y3HZXH', '2026-11-27 03:55:23.686538+00', '2026-11-27 03:55:23.741164+00');
INSERT INTO public.outbox VALUES (74, 'orders:JQ9ZAA:look_up:4', 'orders.look_up', 'look', 10, true, '{}', 'done', '2026-11-27 03:55:23.686538+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.719146+00', NULL, 'K2Y3HZXH', '2026-11-27 03:55:23.686538+00', '2026-11-27 03:55:23.745288+00');
INSERT INTO public.outbox VALUES (76, 'orders:JQ9ZAA:approve:5', 'orders.approve', 'write', 10, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:20+00:00"}, "seen": "c2d1d3e3fb2f", "notes": ""}', 'waiting', '2026-11-27 03:55:24.180578+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.745641+00', 'connection_lost', 'K2Y3HZXH', '2026-11-27 03:55:23.733638+00', NULL);
INSERT INTO public.outbox VALUES (77, 'orders:JQ9ZAA:card:5:e39fc3', 'slack.card', 'card', 10, true, '{}', 'done', '2026-11-27 03:55:23.733638+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.745641+00', NULL, 'K2Y3HZXH', '2026-11-27 03:55:23.733638+00', '2026-11-27 03:55:23.789031+00');
INSERT INTO public.outbox VALUES (42, 'orders:5ZCMCU:say:6', 'slack.say', 'say', 2, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'done', '2026-11-27 03:55:22.081347+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.128879+00', NULL, 'F7H3DHQ4', '2026-11-27 03:55:22.081347+00', '2026-11-27 03:55:22.205656+00');
INSERT INTO public.outbox VALUES (50, 'orders:TZMGT6:approve:5', 'orders.approve', 'write', 5, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:19+00:00"}, "seen": "3fc1fe01213b", "notes": ""}', 'parked', '2026-11-27 03:55:22.567249+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.595269+00', 'CUSTOM_REFUSAL', 'EGK4W5C4', '2026-11-27 03:55:22.567249+00', '2026-11-27 03:55:22.614662+00');
INSERT INTO public.outbox VALUES (51, 'orders:TZMGT6:card:5:f0009a', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:55:22.567249+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.595269+00', NULL, 'EGK4W5C4', '2026-11-27 03:55:22.567249+00', '2026-11-27 03:55:22.615916+00');
INSERT INTO public.outbox VALUES (54, 'orders:TJHSND:look_up:4', 'orders.look_up', 'look', 6, true, '{}', 'done', '2026-11-27 03:55:22.85753+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.903212+00', NULL, 'JH9NW8M8', '2026-11-27 03:55:22.85753+00', '2026-11-27 03:55:22.988475+00');
INSERT INTO public.outbox VALUES (55, 'orders:TJHSND:card:4:f10ba8', 'slack.card', 'card', 6, true, '{}', 'done', '2026-11-27 03:55:22.85753+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.903212+00', NULL, 'JH9NW8M8', '2026-11-27 03:55:22.85753+00', '2026-11-27 03:55:23.031152+00');
INSERT INTO public.outbox VALUES (62, 'orders:VQF2TC:card:6:5c6028', 'slack.card', 'card', 7, true, '{}', 'done', '2026-11-27 03:55:23.353885+00', NULL, NULL, 0, NULL, 'coalesced', '5V2NKJ7R', '2026-11-27 03:55:23.353885+00', '2026-11-27 03:55:23.384437+00');
INSERT INTO public.outbox VALUES (63, 'orders:VQF2TC:say:6', 'slack.say', 'say', 7, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'done', '2026-11-27 03:55:23.353885+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.379796+00', NULL, '5V2NKJ7R', '2026-11-27 03:55:23.353885+00', '2026-11-27 03:55:23.417548+00');
INSERT INTO public.outbox VALUES (68, 'orders:2ZABNB:card:6:d87627', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:55:23.591028+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.595892+00', NULL, '9C6DTURY', '2026-11-27 03:55:23.591028+00', '2026-11-27 03:55:23.628608+00');
INSERT INTO public.outbox VALUES (80, 'orders:4MN85D:look_up:4', 'orders.look_up', 'look', 13, true, '{}', 'waiting', '2026-11-27 03:55:23.830819+00', '2026-11-27 03:55:53.874988+00', 'faf0f202ced83743', 1, '2026-11-27 03:55:23.874988+00', NULL, 'AKWBTMPU', '2026-11-27 03:55:23.830819+00', NULL);
INSERT INTO public.outbox VALUES (81, 'orders:4MN85D:card:4:a27ed7', 'slack.card', 'card', 13, true, '{}', 'done', '2026-11-27 03:55:23.830819+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.874988+00', NULL, 'AKWBTMPU', '2026-11-27 03:55:23.830819+00', '2026-11-27 03:55:23.893321+00');
INSERT INTO public.outbox VALUES (53, 'tell:e2c219cd58503d1d', 'slack.tell', 'say', NULL, true, '{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000004 could not be approved: Salesforce refused the request (CUSTOM_REFUSAL). (reference EGK4W5C4)", "thread": null}', 'done', '2026-11-27 03:55:22.612031+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.619342+00', NULL, 'EGK4W5C4', '2026-11-27 03:55:22.612031+00', '2026-11-27 03:55:22.631342+00');
INSERT INTO public.outbox VALUES (52, 'orders:TZMGT6:card:6:41dc78', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:55:22.612031+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:22.619342+00', NULL, 'EGK4W5C4', '2026-11-27 03:55:22.612031+00', '2026-11-27 03:55:22.751613+00');
INSERT INTO public.outbox VALUES (60, 'orders:VQF2TC:approve:5', 'orders.approve', 'write', 7, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:20+00:00"}, "seen": "487c56cf6176", "notes": ""}', 'done', '2026-11-27 03:55:23.307062+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.314213+00', NULL, '5V2NKJ7R', '2026-11-27 03:55:23.307062+00', '2026-11-27 03:55:23.357976+00');
INSERT INTO public.outbox VALUES (61, 'orders:VQF2TC:card:5:7e5b0d', 'slack.card', 'card', 7, true, '{}', 'done', '2026-11-27 03:55:23.307062+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.349402+00', NULL, '5V2NKJ7R', '2026-11-27 03:55:23.307062+00', '2026-11-27 03:55:23.38898+00');
INSERT INTO public.outbox VALUES (57, 'tell:fcef53ec40d27e98', 'slack.tell', 'say', NULL, true, '{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000005 changed while you looked. Nothing was written; please look again.", "thread": null}', 'done', '2026-11-27 03:55:22.952542+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.02574+00', NULL, 'JH9NW8M8', '2026-11-27 03:55:22.952542+00', '2026-11-27 03:55:23.087997+00');
INSERT INTO public.outbox VALUES (71, 'orders:JYA59P:card:4:28cfda', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:55:23.617015+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.618693+00', NULL, '9DUWFFKE', '2026-11-27 03:55:23.617015+00', '2026-11-27 03:55:23.647807+00');
INSERT INTO public.outbox VALUES (70, 'orders:JYA59P:look_up:4', 'orders.look_up', 'look', 11, true, '{}', 'done', '2026-11-27 03:55:23.617015+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.618693+00', NULL, '9DUWFFKE', '2026-11-27 03:55:23.617015+00', '2026-11-27 03:55:23.658156+00');
INSERT INTO public.outbox VALUES (83, 'orders:3JSTWC:look_up:2', 'orders.look_up', 'look', 17, false, '{}', 'waiting', '2026-11-27 03:55:24.024467+00', NULL, NULL, 0, NULL, NULL, '2CX5UNHT', '2026-11-27 03:55:24.024467+00', NULL);
INSERT INTO public.outbox VALUES (69, 'orders:2ZABNB:say:6', 'slack.say', 'say', 9, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'waiting', '2026-11-27 03:55:27.609837+00', NULL, 'faf0f202ced83743', 1, NULL, 'ratelimited', '9C6DTURY', '2026-11-27 03:55:23.591028+00', NULL);
INSERT INTO public.outbox VALUES (73, 'orders:JYA59P:card:5:970c7f', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:55:23.653244+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.659851+00', NULL, '9DUWFFKE', '2026-11-27 03:55:23.653244+00', '2026-11-27 03:55:23.698119+00');
INSERT INTO public.outbox VALUES (78, 'orders:4UFESX:look_up:4', 'orders.look_up', 'look', 12, true, '{}', 'waiting', '2026-11-27 03:55:23.770568+00', '2026-11-27 03:55:53.810256+00', 'faf0f202ced83743', 1, '2026-11-27 03:55:23.810256+00', NULL, 'KQ9MZX94', '2026-11-27 03:55:23.770568+00', NULL);
INSERT INTO public.outbox VALUES (79, 'orders:4UFESX:card:4:1abe78', 'slack.card', 'card', 12, true, '{}', 'done', '2026-11-27 03:55:23.770568+00', NULL, 'faf0f202ced83743', 1, '2026-11-27 03:55:23.810256+00', NULL, 'KQ9MZX94', '2026-11-27 03:55:23.770568+00', '2026-11-27 03:55:23.870751+00');
INSERT INTO public.outbox VALUES (72, 'orders:JYA59P:approve:5', 'orders.approve', 'write', 11, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:20+00:00"}, "seen": "77e41d431ec6", "notes": ""}', 'waiting', '2026-11-27 03:55:24.771473+00', NULL, 'faf0f202ced83743', 2, NULL, 'UNABLE_TO_LOCK_ROW', '9DUWFFKE', '2026-11-27 03:55:23.653244+00', NULL);
INSERT INTO public.personal VALUES (1, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:17.726223+00');
INSERT INTO public.personal VALUES (4, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:18.024848+00');
INSERT INTO public.personal VALUES (8, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:18.651137+00');
INSERT INTO public.personal VALUES (12, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:19.07238+00');
INSERT INTO public.personal VALUES (14, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:19.306151+00');
INSERT INTO public.personal VALUES (13, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:19.37982+00');
INSERT INTO public.personal VALUES (15, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:19.458304+00');
INSERT INTO public.personal VALUES (16, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:19.543724+00');
INSERT INTO public.personal VALUES (2, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:21.766542+00');
INSERT INTO public.personal VALUES (3, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:22.128024+00');
INSERT INTO public.personal VALUES (5, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:22.567249+00');
INSERT INTO public.personal VALUES (6, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Meguro 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:22.952542+00');
INSERT INTO public.personal VALUES (7, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:23.307062+00');
INSERT INTO public.personal VALUES (9, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:23.550479+00');
INSERT INTO public.personal VALUES (11, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:23.653244+00');
INSERT INTO public.personal VALUES (10, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:55:23.733638+00');
INSERT INTO public.receipt VALUES ('1795751721511948.283973922058.da54327018da8c2df605704a27b86baa', '2026-11-27 03:55:21.553714+00');
INSERT INTO public.receipt VALUES ('1795751721763073.913704996842.90ddf855ef8306b2389c86368da1cb31', '2026-11-27 03:55:21.806065+00');
INSERT INTO public.receipt VALUES ('1795751721948190.878481266379.d53e253a799f5a4aa52d89c78d46397b', '2026-11-27 03:55:21.988701+00');
INSERT INTO public.receipt VALUES ('1795751722427199.572389957170.cb953643de4f6bb2d03b1fac0eec432a', '2026-11-27 03:55:22.459828+00');
INSERT INTO public.receipt VALUES ('1795751722664224.526268582105.746c429018ec728f492663849615849f', '2026-11-27 03:55:22.837304+00');
INSERT INTO public.receipt VALUES ('1795751723224322.737761558905.adb80f2bd9fd5a23432932fa69a380ff', '2026-11-27 03:55:23.246269+00');
INSERT INTO public.receipt VALUES ('1795751723438520.919890588000.ac6a1fa70cc8946e2a4de7f05654dbe4', '2026-11-27 03:55:23.464891+00');
INSERT INTO public.receipt VALUES ('1795751723513677.808814656716.60499e819ccf6fd288e8f3cccc6d296f', '2026-11-27 03:55:23.518991+00');
INSERT INTO public.receipt VALUES ('1795751723610892.180780538321.b23577dc919e577a5047fc4da5009bc0', '2026-11-27 03:55:23.615709+00');
INSERT INTO public.receipt VALUES ('1795751723680356.294481636779.2c18986ba2b1f432e49236ef745c3a16', '2026-11-27 03:55:23.684514+00');
INSERT INTO public.receipt VALUES ('1795751723762760.486614011246.e936e5c44b462947b1a0538db046b875', '2026-11-27 03:55:23.76703+00');
INSERT INTO public.receipt VALUES ('1795751723782587.476249862633.a9d67f5753bb5cced02a8e3f1d25d772', '2026-11-27 03:55:23.786257+00');
INSERT INTO public.receipt VALUES ('1795751723811002.490812127196.88441fafe717d21afc92518713f8eae8', '2026-11-27 03:55:23.815137+00');
INSERT INTO public.request VALUES (1, '9XNNBG', 'orders', '801Ho000000000GIAQ', 1, '00000016', 'waiting', 4, '2026-11-20 05:00:00+00', 'standard', '2026-11-20 07:00:00+00', true, '{"customer": "00000015", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000GIAQ/view"}', '4274c3ab1765', NULL, NULL, NULL, NULL, '2026-11-20 05:00:00+00', '2026-11-27 03:55:17.726223+00', 'N2H7UY5S');
INSERT INTO public.request VALUES (14, 'BQEE4G', 'orders', '801Ho000000000DIAQ', 1, '00000013', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000012", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000DIAQ/view"}', '637697702416', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:19.306151+00', 'M4HM7WC6');
INSERT INTO public.request VALUES (15, 'ATM4ZY', 'orders', '801Ho000000000EIAQ', 1, '00000014', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000013", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000EIAQ/view"}', '591c9038473e', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:19.458304+00', 'V64Y6DFS');
INSERT INTO public.request VALUES (16, 'EC8AV8', 'orders', '801Ho000000000FIAQ', 1, '00000015', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000014", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000FIAQ/view"}', 'ec530d9bc903', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:19.543724+00', 'PB3XVGZN');
INSERT INTO public.request VALUES (2, '5ZCMCU', 'orders', '801Ho0000000001IAA', 1, '00000001', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000000", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000001IAA/view"}', 'e8f1905c9235', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.673909+00:00", "seen": "e8f1905c9235", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:18+00', '2026-11-27 03:55:22.081347+00', 'F7H3DHQ4');
INSERT INTO public.request VALUES (4, '533VR2', 'orders', '801Ho0000000003IAA', 1, '00000003', 'elsewhere', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000002", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000003IAA/view"}', 'dc499e66e612', NULL, '{"verb": "elsewhere", "status": "Cancelled", "by": "Sf Clerk", "at": "2026-11-24T01:00:18+00:00"}', NULL, NULL, '2026-11-24 01:00:18+00', '2026-11-27 03:55:22.139276+00', 'PE5K5QN2');
INSERT INTO public.request VALUES (8, 'Z3FQW4', 'orders', '801Ho0000000007IAA', 1, '00000007', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000006", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000007IAA/view"}', 'd48276be43f3', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:18.651137+00', 'QWAD7EF7');
INSERT INTO public.request VALUES (5, 'TZMGT6', 'orders', '801Ho0000000004IAA', 1, '00000004', 'failed', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000003", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000004IAA/view"}', '3fc1fe01213b', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:12.558988+00:00", "seen": "3fc1fe01213b", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, '{"code": "CUSTOM_REFUSAL", "kind": "refused", "sentence": "Salesforce refused the request (CUSTOM_REFUSAL)."}', NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:22.612031+00', 'EGK4W5C4');
INSERT INTO public.request VALUES (6, 'TJHSND', 'orders', '801Ho0000000005IAA', 1, '00000005', 'held', 5, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000004", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Meguro, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000005IAA/view"}', 'd3c10916cf79', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:12.936935+00:00", "seen": "3b08c1980e0e", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, '[["Area", "Setagaya, Tokyo", "Meguro, Tokyo"], ["Installation address", "", ""]]', '2026-11-24 01:00:19+00', '2026-11-27 03:55:22.952542+00', 'JH9NW8M8');
INSERT INTO public.request VALUES (9, '2ZABNB', 'orders', '801Ho0000000008IAA', 1, '00000008', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000007", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000008IAA/view"}', 'd89e7efd445a', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.601015+00:00", "seen": "d89e7efd445a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:20+00', '2026-11-27 03:55:23.591028+00', '9C6DTURY');
INSERT INTO public.request VALUES (12, '4UFESX', 'orders', '801Ho000000000BIAQ', 1, '00000011', 'checking', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000010", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000BIAQ/view"}', '8efdb9e3a94a', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.850008+00:00", "seen": "8efdb9e3a94a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:23.770568+00', 'KQ9MZX94');
INSERT INTO public.request VALUES (13, '4MN85D', 'orders', '801Ho000000000CIAQ', 1, '00000012', 'checking', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000011", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000CIAQ/view"}', 'a6b7bec020d0', '{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.910230+00:00", "seen": "a6b7bec020d0", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "Half of a click."}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:23.830819+00', 'AKWBTMPU');
INSERT INTO public.request VALUES (11, 'JYA59P', 'orders', '801Ho000000000AIAQ', 1, '00000010', 'decided', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000009", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho000000000AIAQ/view"}', '77e41d431ec6', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.696455+00:00", "seen": "77e41d431ec6", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, '{"code": "UNABLE_TO_LOCK_ROW", "kind": "late"}', NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:23.970574+00', '9DUWFFKE');
INSERT INTO public.request VALUES (17, '3JSTWC', 'orders', '801Ho000000000HIAQ', 1, '00000017', 'arrived', 2, '2026-11-24 01:00:20+00', 'standard', '2026-11-24 03:00:20+00', false, '{}', '', NULL, NULL, NULL, NULL, '2026-11-24 01:00:20+00', '2026-11-27 03:55:24.024467+00', '2CX5UNHT');
INSERT INTO public.request VALUES (3, 'YKEKWM', 'orders', '801Ho0000000002IAA', 1, '00000002', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000001", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000002IAA/view"}', 'c3485be8dee5', '{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:12.133074+00:00", "seen": "c3485be8dee5", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "The customer asked for it."}', '{"verb": "reject", "status": "Cancelled", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:19+00', '2026-11-27 03:55:22.298915+00', 'XKUXA4EQ');
INSERT INTO public.request VALUES (7, 'VQF2TC', 'orders', '801Ho0000000006IAA', 1, '00000006', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000005", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000006IAA/view"}', '487c56cf6176', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.330641+00:00", "seen": "487c56cf6176", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:20+00', '2026-11-27 03:55:23.353885+00', '5V2NKJ7R');
INSERT INTO public.request VALUES (10, 'JQ9ZAA', 'orders', '801Ho0000000009IAA', 1, '00000009', 'decided', 5, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000008", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42915/lightning/r/Order/801Ho0000000009IAA/view"}', 'c2d1d3e3fb2f', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:13.765965+00:00", "seen": "c2d1d3e3fb2f", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:55:23.733638+00', 'K2Y3HZXH');
SELECT pg_catalog.setval('public.card_id_seq', 16, true);
SELECT pg_catalog.setval('public.deadline_id_seq', 17, true);
SELECT pg_catalog.setval('public.decision_id_seq', 7, true);
SELECT pg_catalog.setval('public.notice_id_seq', 1, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 83, true);
SELECT pg_catalog.setval('public.pause_id_seq', 1, false);
SELECT pg_catalog.setval('public.request_id_seq', 17, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.card
    ADD CONSTRAINT pk_card PRIMARY KEY (id);
ALTER TABLE ONLY public.cursor
    ADD CONSTRAINT pk_cursor PRIMARY KEY (name);
ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT pk_deadline PRIMARY KEY (id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);
ALTER TABLE ONLY public.home
    ADD CONSTRAINT pk_home PRIMARY KEY (user_id);
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT pk_lease PRIMARY KEY (name);
ALTER TABLE ONLY public.member
    ADD CONSTRAINT pk_member PRIMARY KEY (user_id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.pause
    ADD CONSTRAINT pk_pause PRIMARY KEY (id);
ALTER TABLE ONLY public.personal
    ADD CONSTRAINT pk_personal PRIMARY KEY (request_id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT pk_receipt PRIMARY KEY (key);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT pk_request PRIMARY KEY (id);
ALTER TABLE ONLY public.card
    ADD CONSTRAINT uq_card_channel_ts UNIQUE (channel, ts);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT uq_notice_key_standing UNIQUE (key, standing);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_key UNIQUE (key);
ALTER TABLE ONLY public.pause
    ADD CONSTRAINT uq_pause_standing UNIQUE (standing);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT uq_request_public_id UNIQUE (public_id);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT uq_request_workflow_external_id_round UNIQUE (workflow, external_id, round);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_card_request_id ON public.card USING btree (request_id);
CREATE INDEX ix_deadline_due_at ON public.deadline USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX ix_deadline_request_id ON public.deadline USING btree (request_id);
CREATE INDEX ix_decision_request_id ON public.decision USING btree (request_id);
CREATE INDEX ix_home_opened_at ON public.home USING btree (opened_at);
CREATE INDEX ix_outbox_order ON public.outbox USING btree (request_id, lane) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'parked'::character varying])::text[]));
CREATE INDEX ix_outbox_waiting ON public.outbox USING btree (lane, due_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX ix_personal_expires_at ON public.personal USING btree (expires_at);
CREATE INDEX ix_receipt_at ON public.receipt USING btree (at);
CREATE INDEX ix_request_listed ON public.request USING btree (workflow, due_at, id, target, state) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'checking'::character varying, 'held'::character varying, 'decided'::character varying, 'failed'::character varying])::text[]));
CREATE INDEX ix_request_workflow_number ON public.request USING btree (workflow, number);
CREATE INDEX ix_request_workflow_state ON public.request USING btree (workflow, state);
ALTER TABLE ONLY public.card
    ADD CONSTRAINT fk_card_request_id_request FOREIGN KEY (request_id) REFERENCES public.request(id);
ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT fk_deadline_request_id_request FOREIGN KEY (request_id) REFERENCES public.request(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_request_id_request FOREIGN KEY (request_id) REFERENCES public.request(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_request_id_request FOREIGN KEY (request_id) REFERENCES public.request(id);
ALTER TABLE ONLY public.personal
    ADD CONSTRAINT fk_personal_request_id_request FOREIGN KEY (request_id) REFERENCES public.request(id) ON DELETE CASCADE;
