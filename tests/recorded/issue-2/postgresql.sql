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
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.request ALTER COLUMN id SET DEFAULT nextval('public.request_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.audit VALUES (1, '2026-11-27 03:51:48.211661+00', 'system', 'opened', 'KG2BW7', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '2Y8688AZ', '7d90765d1ef85e26709685633792e2418370587f645058ecb9847158a8e0d377');
INSERT INTO public.audit VALUES (2, '2026-11-27 03:51:48.231825+00', 'system', 'opened', 'MHPZ75', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'YNZEKSAT', 'a48d12cd0793770b0c206ecdb0a866a74113de5270cbe01766c9f1e60598f0b8');
INSERT INTO public.audit VALUES (3, '2026-11-27 03:51:48.257729+00', 'system', 'opened', 'AN3MUZ', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'KX49GNNQ', 'fdc4d5772ad04b1e24a795db93580df908f04a4f8c557c96d66f696382f96b99');
INSERT INTO public.audit VALUES (4, '2026-11-27 03:51:48.278606+00', 'system', 'opened', '9XSKDP', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '9Y8DDFJF', '4c9875ad51c0cbf0a83ae69c2cde9687c13fac87c175fd0f7e30fbbdbf000a23');
INSERT INTO public.audit VALUES (5, '2026-11-27 03:51:48.296318+00', 'system', 'opened', 'ABG654', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'NZECEPF2', 'be225030614974fd6084c77ccd4bd5a0025eb576e75dc9eefc72ea4eff3295ae');
INSERT INTO public.audit VALUES (6, '2026-11-27 03:51:48.303256+00', 'system', 'read', 'KG2BW7', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', '2Y8688AZ', 'f33d3b12ec4fbcf013736ac3de5724854188759a2cd216012feb46232ebbcedf');
INSERT INTO public.audit VALUES (7, '2026-11-27 03:51:48.311676+00', 'system', 'opened', 'BHF437', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '5CMR6J63', '0bf7c5240a68e1e8330802121f34a5f86fa533214397a8f7aeff26548bb8c77d');
INSERT INTO public.audit VALUES (8, '2026-11-27 03:51:48.312799+00', 'system', 'read', 'MHPZ75', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'YNZEKSAT', '426ded37471accb693c1316048082ef945bd582b1641e2668c79a38acf8ec83e');
INSERT INTO public.audit VALUES (9, '2026-11-27 03:51:48.324689+00', 'system', 'opened', '424JQQ', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'CBRM8GSV', '09148a5282002b996042cabe339a3b2523bad6c0cec480c8a6969818bd4476a2');
INSERT INTO public.audit VALUES (10, '2026-11-27 03:51:48.333583+00', 'system', 'opened', 'HTAEPW', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'HX37SYJ2', 'b2059205263b24df82b464566400b2d0e162fb02785d095fc09f42dbe7fc619d');
INSERT INTO public.audit VALUES (11, '2026-11-27 03:51:48.341652+00', 'system', 'opened', 'PDQR72', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '3JHZYUZK', 'c8c4355e113387cf37119930e67f7feae9095aeb9e46b18d3b1fe5b05ffc12ce');
INSERT INTO public.audit VALUES (12, '2026-11-27 03:51:48.348891+00', 'system', 'opened', 'DT8A55', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '72KARZDA', '4f52c12d57eabea82b11297e4ca9d7e4654fa7a24830f2258cd6342ff9e81811');
INSERT INTO public.audit VALUES (13, '2026-11-27 03:51:48.350094+00', 'system', 'read', 'AN3MUZ', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'KX49GNNQ', 'f8a3df7832e812376358bf77b3c9f29652ecf4b40c694fc9928b5461976c803a');
INSERT INTO public.audit VALUES (14, '2026-11-27 03:51:48.357501+00', 'system', 'opened', 'YH9H6D', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'NZ4BKB8X', '18f388270c918266e58c89d87a824b9dffb1bbd99adb17476b923122ff02a630');
INSERT INTO public.audit VALUES (15, '2026-11-27 03:51:48.408508+00', 'system', 'read', '9XSKDP', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', '9Y8DDFJF', 'bab079c772ced5c3f94ec16b3260a2f8ef986e3f848c711601718d568c803187');
INSERT INTO public.audit VALUES (16, '2026-11-27 03:51:48.42377+00', 'system', 'read', '424JQQ', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'CBRM8GSV', 'f8ce626a18d157391648ae958422eb077943fae869aa744ebc27114d420718aa');
INSERT INTO public.audit VALUES (17, '2026-11-27 03:51:48.432732+00', 'system', 'read', 'BHF437', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', '5CMR6J63', '53f3a3eecaf771a4615c7ecac25cd3590af795a2deaf2349fe8d9a40d61c0311');
INSERT INTO public.audit VALUES (18, '2026-11-27 03:51:48.438017+00', 'system', 'read', 'ABG654', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'NZECEPF2', '6a7bdf8103c610a0e28675af782569ed9332fd759ff1ed3cec7eec9046373ad6');
INSERT INTO public.audit VALUES (19, '2026-11-27 03:51:48.438903+00', 'system', 'opened', 'BBYPNU', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'YRU5792U', '0dc85d14be9fe367c401bdc5a22c327f2421a334f54e7b8596c04b9513170001');
INSERT INTO public.audit VALUES (20, '2026-11-27 03:51:48.458534+00', 'system', 'opened', 'ART9T5', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '82SHDUKC', '71ea36c4b58d987836ca7e0bcc6003c8e637bf090811bd6dc666ff6fa170c1e7');
INSERT INTO public.audit VALUES (21, '2026-11-27 03:51:48.478065+00', 'system', 'opened', 'XSA97M', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'KHNPKDT8', '900c9b4c9c1e32b5c5b9120ab71646124f34327fbb934bf03c96f0ffe5cc1d77');
INSERT INTO public.audit VALUES (22, '2026-11-27 03:51:48.489784+00', 'system', 'opened', 'S5VH6B', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', '6VFJ599K', '63e0e79f846e55dbb888bc7084cee28de57d802a7cc30b4080e859d60bb0c589');
INSERT INTO public.audit VALUES (23, '2026-11-27 03:51:48.535603+00', 'system', 'opened', '36RHV5', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:03+00:00"}', 'EW9FR4RY', 'd358491f26bd9d63dcfbd240dcd3b9a19df8ae9c5deaf379bc8b33551ae9a3a7');
INSERT INTO public.audit VALUES (24, '2026-11-27 03:51:48.547829+00', 'system', 'read', 'PDQR72', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', '3JHZYUZK', '591ae539631844e84d3253a6d9493c09dce5ab60ac23e707602a6d1338c33b5f');
INSERT INTO public.audit VALUES (25, '2026-11-27 03:51:48.560563+00', 'system', 'read', 'YH9H6D', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'NZ4BKB8X', 'ecd1bc30d8a7d1a65cbaaf642a5ec32699e356e994ee508b7f5bd24a0a00f46e');
INSERT INTO public.audit VALUES (26, '2026-11-27 03:51:48.56168+00', 'system', 'read', 'HTAEPW', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'HX37SYJ2', 'd9f82ccede11c48695b1b91f281e103eb222316b9a0cdab482e5cdea53328918');
INSERT INTO public.audit VALUES (27, '2026-11-27 03:51:48.56975+00', 'system', 'read', 'DT8A55', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', '72KARZDA', 'f85470d8e148843138760f23fe23bd0eea7535420080ddd4861a25f0601b1b4b');
INSERT INTO public.audit VALUES (28, '2026-11-27 03:51:48.620016+00', 'system', 'read', 'BBYPNU', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:03+00:00"}', 'YRU5792U', '3958ecbeb081b489fd7413ab6c920ecc66791834a40fdcc6d37b29eb561a3bbd');
INSERT INTO public.audit VALUES (29, '2026-11-27 03:51:48.630509+00', 'system', 'read', 'XSA97M', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', 'KHNPKDT8', '5e40f92bee15eedb1e56c59c3a222e6a533b06491cec3ad3fece16c2216bb072');
INSERT INTO public.audit VALUES (30, '2026-11-27 03:51:48.638998+00', 'system', 'read', 'S5VH6B', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', '6VFJ599K', 'fa3572f2279b6aa95ecfacd2005141e6c20e80d983101e7be33aba8f8cfc93b7');
INSERT INTO public.audit VALUES (31, '2026-11-27 03:51:48.646623+00', 'system', 'read', 'ART9T5', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', '82SHDUKC', '747630c7647fb719ddfa263e48e1bd4870633f0a9e37c501ab49c84ec0d8ab29');
INSERT INTO public.audit VALUES (32, '2026-11-27 03:51:48.666795+00', 'system', 'read', '36RHV5', 'arrived', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', 'EW9FR4RY', '42782085586c4b4b5addf2bf02dfea636676064b74e08bde28b622db02f42e5e');
INSERT INTO public.audit VALUES (33, '2026-11-27 03:51:48.808707+00', 'U0CSONE', 'approve.accepted', 'MHPZ75', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'WH86ZTAK', '9f425f87f7ef41100788d56874577ccbf7ea3d4ebc905a818a2080eb65405fad');
INSERT INTO public.audit VALUES (34, '2026-11-27 03:51:48.835055+00', 'U0CSONE', 'reject.revealed', 'AN3MUZ', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', 'GA2DWRSF', 'ebc1c346f68288f11e3d08e2ec43abdd1323eb99887bc4367ff664b80a1a2e5e');
INSERT INTO public.audit VALUES (35, '2026-11-27 03:51:48.856308+00', 'U0CSONE', 'reject.accepted', 'AN3MUZ', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'D2Q74QTV', '84256b5a58c75944bf3dc9defcb726ab38608a7cb9767be0c847ed53aaac96f5');
INSERT INTO public.audit VALUES (36, '2026-11-27 03:51:48.853764+00', 'U0CSONE', 'approve', 'MHPZ75', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', 'WH86ZTAK', 'ffc014fd579459d1797ada8d3d12b44b6e15fdf2bbbc068db7260a9056afe416');
INSERT INTO public.audit VALUES (37, '2026-11-27 03:51:48.894773+00', 'U0CSONE', 'reject', 'AN3MUZ', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', 'D2Q74QTV', 'f524adc435cd67a2fbbf8a7a2fb90e8c2102097cf25498498c771a0e5ae2eec7');
INSERT INTO public.audit VALUES (38, '2026-11-27 03:51:48.901429+00', 'U0CSONE', 'approve.written', 'MHPZ75', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:04+00:00"}', 'WH86ZTAK', '0aa1cfc91fb4dccac65345ecbfcba95f25a803fd6ec90328e6e08eef1c827cb7');
INSERT INTO public.audit VALUES (39, '2026-11-27 03:51:48.936859+00', 'U0CSONE', 'reject.written', 'AN3MUZ', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:04+00:00"}', 'D2Q74QTV', 'b0b0c021aa3cc834e24667a2b920ae97121a0f3f929e1c44f58d12702d355875');
INSERT INTO public.audit VALUES (40, '2026-11-27 03:51:49.025685+00', 'system', 'overdue', 'KG2BW7', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', '2Y8688AZ', '0f708e9a64320b8722be228354ce5cf318e1be728f240a8b3e08f37896332760');
INSERT INTO public.audit VALUES (42, '2026-11-27 03:51:49.082622+00', 'U0CSONE', 'approve.accepted', 'ABG654', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'DZ4Z6NQP', '26bf1667f7f09df0c75e8256a4ce53b767097b30852f86549707c0814b35f275');
INSERT INTO public.audit VALUES (52, '2026-11-27 03:51:49.361787+00', 'U0CSONE', 'approve', 'PDQR72', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', 'ASXJAMPM', 'd2e19a4907935e9404d426100e5e3c07180d7f6b5699617d0458ced2fdc469c1');
INSERT INTO public.audit VALUES (62, '2026-11-27 03:51:50.051581+00', 'system', 'opened', 'P4YAWP', 'arrived', 'arrived', '{"round": 1, "business": "2026-11-24T01:00:05+00:00"}', '26JQBENZ', '5a46f9d478be1d8ce20b39e31801c6a290a777a0be827d6d58bcee5712ad82f2');
INSERT INTO public.audit VALUES (41, '2026-11-27 03:51:49.035519+00', 'system', 'decided_elsewhere', '9XSKDP', 'waiting', 'elsewhere', '{"status": "Cancelled", "business": "2026-11-24T01:00:04+00:00"}', '9Y8DDFJF', 'b70c63f248455acb9ce518a1c82e2290cfef8c73351a6cc2de8ee6b2a831e134');
INSERT INTO public.audit VALUES (49, '2026-11-27 03:51:49.277472+00', 'U0CSONE', 'approve.written', '424JQQ', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:04+00:00"}', '54YDTF77', 'd63a2ca585942dabb3f3d015e7565a56d126eface26786882ea6f18338d7b85c');
INSERT INTO public.audit VALUES (50, '2026-11-27 03:51:49.316074+00', 'U0CSONE', 'reject.revealed', 'HTAEPW', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', 'J6CAJBPY', '2f00f32882523ebcc3cca5ce63e0bebf53fd278600132e38d70c30e31d0977b4');
INSERT INTO public.audit VALUES (54, '2026-11-27 03:51:49.405777+00', 'U0CSONE', 'approve.accepted', 'YH9H6D', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'NCDY2247', 'e4caa98aec527878692d6bb5f23a0a04c5edee3ed96c2d6753509ed38c03d96b');
INSERT INTO public.audit VALUES (43, '2026-11-27 03:51:49.101125+00', 'U0CSONE', 'approve', 'ABG654', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', 'DZ4Z6NQP', 'dd439c5b20234a7848e41db52913a7b9d358d35da9fe68b6ba046ccc966abf27');
INSERT INTO public.audit VALUES (55, '2026-11-27 03:51:49.432379+00', 'U0CSONE', 'approve', 'YH9H6D', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', 'NCDY2247', '94277c156fa2174da656ebcb25dcda06685bad63e7c89a8ad5d9ae3468c76ea0');
INSERT INTO public.audit VALUES (56, '2026-11-27 03:51:49.479147+00', 'U0CSONE', 'approve.accepted', 'DT8A55', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', '2AHA6D7U', 'd602a0b27c609600d62dd4cceb98a3e74b182e263634b871b0f15327c391090c');
INSERT INTO public.audit VALUES (58, '2026-11-27 03:51:49.575338+00', 'U0CSONE', 'approve.accepted', 'BBYPNU', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'H5Q3E8ZU', '895247b9cec613cc19db4c67e570fb08d324b918c95734a5c0ded90625fa3253');
INSERT INTO public.audit VALUES (60, '2026-11-27 03:51:49.639962+00', 'U0CSONE', 'reject.accepted', 'ART9T5', 'waiting', 'checking', '{"business": "2026-11-24T01:00:05+00:00"}', '4V5Z7ZCC', 'c1ec3fb8bb473f612534ffb25377bb8937ec3206852a5ef0ee54a3deb6aebb21');
INSERT INTO public.audit VALUES (44, '2026-11-27 03:51:49.122552+00', 'U0CSONE', 'failed', 'ABG654', 'decided', 'failed', '{"code": "CUSTOM_REFUSAL", "business": "2026-11-24T01:00:04+00:00"}', 'DZ4Z6NQP', '442ac0113bed9bb292267bdb56bee8eba56041e9c5a9276aca512e9d593d30ff');
INSERT INTO public.audit VALUES (57, '2026-11-27 03:51:49.506041+00', 'U0CSONE', 'approve', 'DT8A55', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', '2AHA6D7U', '1cb48bab422de3f556788be4806eb9ebb19b5bf4c43b6b0021d4120de2fd973f');
INSERT INTO public.audit VALUES (45, '2026-11-27 03:51:49.163932+00', 'U0CSONE', 'approve.accepted', 'BHF437', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', '3P35PC6G', 'd7f160b32b63f9530af0d547695fdff6bc8a8997d1306af464263e0a28341bbb');
INSERT INTO public.audit VALUES (47, '2026-11-27 03:51:49.22783+00', 'U0CSONE', 'approve.accepted', '424JQQ', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', '54YDTF77', 'debd2d9d7688794d72037a57c6dd188a09a8e624bf1bd2badb0da3b03946d0fe');
INSERT INTO public.audit VALUES (61, '2026-11-27 03:51:49.947068+00', 'system', 'delayed', 'YH9H6D', 'decided', 'decided', '{"code": "UNABLE_TO_LOCK_ROW", "business": "2026-11-24T01:00:05+00:00"}', 'NCDY2247', '27445d2a6d39dc40a244b975b1a65bdc5f5295609d7c3108b34bf6cefd78fc2f');
INSERT INTO public.audit VALUES (46, '2026-11-27 03:51:49.185152+00', 'U0CSONE', 'held', 'BHF437', 'checking', 'held', '{"business": "2026-11-24T01:00:04+00:00"}', '3P35PC6G', '88ed432505704721593faba7affcc23ee58714d5459c7b1a80cbae616ac06fc1');
INSERT INTO public.audit VALUES (53, '2026-11-27 03:51:49.382271+00', 'U0CSONE', 'approve.written', 'PDQR72', 'decided', 'done', '{"met": true, "business": "2026-11-24T01:00:04+00:00"}', 'ASXJAMPM', '747b37a8acfe903f4318e70e1c4f1ef012623ee093d622283ee1a2c8391d411c');
INSERT INTO public.audit VALUES (59, '2026-11-27 03:51:49.610315+00', 'U0CSONE', 'reject.revealed', 'ART9T5', 'waiting', 'waiting', '{"business": "2026-11-24T01:00:04+00:00"}', 'XKXNND8V', '6c9fde63515bf64476b81405f499f3b66d2776546ded7c5105d4bf9bb9591eaf');
INSERT INTO public.audit VALUES (48, '2026-11-27 03:51:49.249278+00', 'U0CSONE', 'approve', '424JQQ', 'checking', 'decided', '{"business": "2026-11-24T01:00:04+00:00"}', '54YDTF77', 'c8732db933eb2a302f3f71e23b00d6b19541481326a9a7441c7ec18233846616');
INSERT INTO public.audit VALUES (51, '2026-11-27 03:51:49.335269+00', 'U0CSONE', 'approve.accepted', 'PDQR72', 'waiting', 'checking', '{"business": "2026-11-24T01:00:04+00:00"}', 'ASXJAMPM', '24fd420d4ffd0481335910ed89e678a8bdf25abba040928d8aebbe18a053e784');
INSERT INTO public.audit_head VALUES (1, 62, '5a46f9d478be1d8ce20b39e31801c6a290a777a0be827d6d58bcee5712ad82f2');
INSERT INTO public.card VALUES (1, 1, 'C0CSORDERS', '1795751508.411127', false);
INSERT INTO public.card VALUES (2, 2, 'C0CSORDERS', '1795751508.416754', false);
INSERT INTO public.card VALUES (3, 3, 'C0CSORDERS', '1795751508.413823', false);
INSERT INTO public.card VALUES (4, 4, 'C0CSORDERS', '1795751508.477387', false);
INSERT INTO public.card VALUES (5, 7, 'C0CSORDERS', '1795751508.538652', false);
INSERT INTO public.card VALUES (6, 6, 'C0CSORDERS', '1795751508.524205', false);
INSERT INTO public.card VALUES (7, 5, 'C0CSORDERS', '1795751508.550538', false);
INSERT INTO public.card VALUES (8, 9, 'C0CSORDERS', '1795751508.585522', false);
INSERT INTO public.card VALUES (9, 10, 'C0CSORDERS', '1795751508.621723', false);
INSERT INTO public.card VALUES (10, 11, 'C0CSORDERS', '1795751508.622323', false);
INSERT INTO public.card VALUES (11, 8, 'C0CSORDERS', '1795751508.630900', false);
INSERT INTO public.card VALUES (12, 12, 'C0CSORDERS', '1795751508.663738', false);
INSERT INTO public.card VALUES (13, 15, 'C0CSORDERS', '1795751508.674502', false);
INSERT INTO public.card VALUES (14, 14, 'C0CSORDERS', '1795751508.681501', false);
INSERT INTO public.card VALUES (15, 13, 'C0CSORDERS', '1795751508.684948', false);
INSERT INTO public.card VALUES (16, 16, 'C0CSORDERS', '1795751508.702217', false);
INSERT INTO public.cursor VALUES ('intake.orders', '{"mark": "2026-11-24T01:00:07+00:00", "turn": "801Ho000000000GIAQ"}');
INSERT INTO public.cursor VALUES ('intake.polled', '{"at": "2026-11-27T03:51:49.576340+00:00"}');
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
INSERT INTO public.deadline VALUES (2, 2, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:51:48.896531+00', 'withdrawn');
INSERT INTO public.deadline VALUES (3, 3, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:51:48.92609+00', 'withdrawn');
INSERT INTO public.deadline VALUES (1, 1, 'due', '2026-11-20 07:00:00+00', '2026-11-27 03:51:49.021383+00', 'fired');
INSERT INTO public.deadline VALUES (4, 4, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:51:49.033244+00', 'withdrawn');
INSERT INTO public.deadline VALUES (7, 7, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:51:49.274291+00', 'withdrawn');
INSERT INTO public.deadline VALUES (9, 9, 'due', '2026-11-24 02:30:00+00', '2026-11-27 03:51:49.379525+00', 'withdrawn');
INSERT INTO public.deadline VALUES (17, 17, 'due', '2026-11-24 03:00:07+00', NULL, NULL);
INSERT INTO public.decision VALUES (1, 2, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.179806+00', '2026-11-24 01:00:04.219184+00', 'e8f1905c9235', '', '', 'WH86ZTAK');
INSERT INTO public.decision VALUES (2, 3, 'reject', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.225775+00', '2026-11-24 01:00:04.267528+00', 'c3485be8dee5', 'not_available', 'The customer asked for it.', 'D2Q74QTV');
INSERT INTO public.decision VALUES (3, 5, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.454504+00', '2026-11-24 01:00:04.473978+00', '3fc1fe01213b', '', '', 'DZ4Z6NQP');
INSERT INTO public.decision VALUES (4, 7, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.599538+00', '2026-11-24 01:00:04.621786+00', '487c56cf6176', '', '', '54YDTF77');
INSERT INTO public.decision VALUES (5, 9, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.706555+00', '2026-11-24 01:00:04.734407+00', 'd89e7efd445a', '', '', 'ASXJAMPM');
INSERT INTO public.decision VALUES (6, 11, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.777331+00', '2026-11-24 01:00:04.804822+00', '77e41d431ec6', '', '', 'NCDY2247');
INSERT INTO public.decision VALUES (7, 10, 'approve', 'U0CSONE', 'cs.one', '2026-11-24 01:00:04.846959+00', '2026-11-24 01:00:04.878013+00', 'c2d1d3e3fb2f', '', '', '2AHA6D7U');
INSERT INTO public.lease VALUES ('intake', 'c99998bb50b1b3f6', '2026-11-27 03:51:58.01804+00');
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
INSERT INTO public.outbox VALUES (24, 'orders:PDQR72:card:3:4b2d9b', 'slack.card', 'card', 9, false, '{}', 'done', '2026-11-27 03:51:48.546349+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.553542+00', NULL, '3JHZYUZK', '2026-11-27 03:51:48.546349+00', '2026-11-27 03:51:48.59364+00');
INSERT INTO public.outbox VALUES (1, 'orders:KG2BW7:look_up:2', 'orders.look_up', 'look', 1, false, '{}', 'done', '2026-11-27 03:51:48.191901+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.22442+00', NULL, '2Y8688AZ', '2026-11-27 03:51:48.191901+00', '2026-11-27 03:51:48.306736+00');
INSERT INTO public.outbox VALUES (2, 'orders:MHPZ75:look_up:2', 'orders.look_up', 'look', 2, false, '{}', 'done', '2026-11-27 03:51:48.227317+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.261581+00', NULL, 'YNZEKSAT', '2026-11-27 03:51:48.227317+00', '2026-11-27 03:51:48.320132+00');
INSERT INTO public.outbox VALUES (3, 'orders:AN3MUZ:look_up:2', 'orders.look_up', 'look', 3, false, '{}', 'done', '2026-11-27 03:51:48.251459+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.261581+00', NULL, 'KX49GNNQ', '2026-11-27 03:51:48.251459+00', '2026-11-27 03:51:48.354179+00');
INSERT INTO public.outbox VALUES (11, 'orders:PDQR72:look_up:2', 'orders.look_up', 'look', 9, false, '{}', 'done', '2026-11-27 03:51:48.336548+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, '3JHZYUZK', '2026-11-27 03:51:48.336548+00', '2026-11-27 03:51:48.551738+00');
INSERT INTO public.outbox VALUES (14, 'orders:YH9H6D:look_up:2', 'orders.look_up', 'look', 11, false, '{}', 'done', '2026-11-27 03:51:48.354499+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, 'NZ4BKB8X', '2026-11-27 03:51:48.354499+00', '2026-11-27 03:51:48.564261+00');
INSERT INTO public.outbox VALUES (10, 'orders:HTAEPW:look_up:2', 'orders.look_up', 'look', 8, false, '{}', 'done', '2026-11-27 03:51:48.331718+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, 'HX37SYJ2', '2026-11-27 03:51:48.331718+00', '2026-11-27 03:51:48.565876+00');
INSERT INTO public.outbox VALUES (12, 'orders:DT8A55:look_up:2', 'orders.look_up', 'look', 10, false, '{}', 'done', '2026-11-27 03:51:48.346577+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, '72KARZDA', '2026-11-27 03:51:48.346577+00', '2026-11-27 03:51:48.571872+00');
INSERT INTO public.outbox VALUES (4, 'orders:9XSKDP:look_up:2', 'orders.look_up', 'look', 4, false, '{}', 'done', '2026-11-27 03:51:48.265523+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.298131+00', NULL, '9Y8DDFJF', '2026-11-27 03:51:48.265523+00', '2026-11-27 03:51:48.41014+00');
INSERT INTO public.outbox VALUES (9, 'orders:424JQQ:look_up:2', 'orders.look_up', 'look', 7, false, '{}', 'done', '2026-11-27 03:51:48.31579+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, 'CBRM8GSV', '2026-11-27 03:51:48.31579+00', '2026-11-27 03:51:48.426956+00');
INSERT INTO public.outbox VALUES (7, 'orders:BHF437:look_up:2', 'orders.look_up', 'look', 6, false, '{}', 'done', '2026-11-27 03:51:48.306347+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, '5CMR6J63', '2026-11-27 03:51:48.306347+00', '2026-11-27 03:51:48.434766+00');
INSERT INTO public.outbox VALUES (5, 'orders:ABG654:look_up:2', 'orders.look_up', 'look', 5, false, '{}', 'done', '2026-11-27 03:51:48.285967+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, 'NZECEPF2', '2026-11-27 03:51:48.285967+00', '2026-11-27 03:51:48.439263+00');
INSERT INTO public.outbox VALUES (6, 'orders:KG2BW7:card:3:a221a3', 'slack.card', 'card', 1, false, '{}', 'done', '2026-11-27 03:51:48.302717+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, '2Y8688AZ', '2026-11-27 03:51:48.302717+00', '2026-11-27 03:51:48.44599+00');
INSERT INTO public.outbox VALUES (8, 'orders:MHPZ75:card:3:d84bd5', 'slack.card', 'card', 2, false, '{}', 'done', '2026-11-27 03:51:48.312067+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, 'YNZEKSAT', '2026-11-27 03:51:48.312067+00', '2026-11-27 03:51:48.456348+00');
INSERT INTO public.outbox VALUES (16, 'orders:424JQQ:card:3:154375', 'slack.card', 'card', 7, false, '{}', 'done', '2026-11-27 03:51:48.423291+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, 'CBRM8GSV', '2026-11-27 03:51:48.423291+00', '2026-11-27 03:51:48.572254+00');
INSERT INTO public.outbox VALUES (13, 'orders:AN3MUZ:card:3:f9cfab', 'slack.card', 'card', 3, false, '{}', 'done', '2026-11-27 03:51:48.349233+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.357221+00', NULL, 'KX49GNNQ', '2026-11-27 03:51:48.349233+00', '2026-11-27 03:51:48.470659+00');
INSERT INTO public.outbox VALUES (15, 'orders:9XSKDP:card:3:831bba', 'slack.card', 'card', 4, false, '{}', 'done', '2026-11-27 03:51:48.401871+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.410964+00', NULL, '9Y8DDFJF', '2026-11-27 03:51:48.401871+00', '2026-11-27 03:51:48.486003+00');
INSERT INTO public.outbox VALUES (18, 'orders:BBYPNU:look_up:2', 'orders.look_up', 'look', 12, false, '{}', 'done', '2026-11-27 03:51:48.429842+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.553542+00', NULL, 'YRU5792U', '2026-11-27 03:51:48.429842+00', '2026-11-27 03:51:48.626945+00');
INSERT INTO public.outbox VALUES (21, 'orders:XSA97M:look_up:2', 'orders.look_up', 'look', 14, false, '{}', 'done', '2026-11-27 03:51:48.468829+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, 'KHNPKDT8', '2026-11-27 03:51:48.468829+00', '2026-11-27 03:51:48.632881+00');
INSERT INTO public.outbox VALUES (27, 'orders:DT8A55:card:3:1e7fde', 'slack.card', 'card', 10, false, '{}', 'done', '2026-11-27 03:51:48.569379+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, '72KARZDA', '2026-11-27 03:51:48.569379+00', '2026-11-27 03:51:48.637045+00');
INSERT INTO public.outbox VALUES (19, 'orders:ABG654:card:3:ba5bad', 'slack.card', 'card', 5, false, '{}', 'done', '2026-11-27 03:51:48.437663+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.488315+00', NULL, 'NZECEPF2', '2026-11-27 03:51:48.437663+00', '2026-11-27 03:51:48.57752+00');
INSERT INTO public.outbox VALUES (17, 'orders:BHF437:card:3:b1b46e', 'slack.card', 'card', 6, false, '{}', 'done', '2026-11-27 03:51:48.431768+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.461341+00', NULL, '5CMR6J63', '2026-11-27 03:51:48.431768+00', '2026-11-27 03:51:48.577928+00');
INSERT INTO public.outbox VALUES (28, 'orders:BBYPNU:card:3:c3e6f4', 'slack.card', 'card', 12, false, '{}', 'done', '2026-11-27 03:51:48.613524+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.631168+00', NULL, 'YRU5792U', '2026-11-27 03:51:48.613524+00', '2026-11-27 03:51:48.674964+00');
INSERT INTO public.outbox VALUES (23, 'orders:36RHV5:look_up:2', 'orders.look_up', 'look', 16, false, '{}', 'done', '2026-11-27 03:51:48.515676+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.631168+00', NULL, 'EW9FR4RY', '2026-11-27 03:51:48.515676+00', '2026-11-27 03:51:48.675339+00');
INSERT INTO public.outbox VALUES (30, 'orders:S5VH6B:card:3:bd217a', 'slack.card', 'card', 15, false, '{}', 'done', '2026-11-27 03:51:48.638462+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.651484+00', NULL, '6VFJ599K', '2026-11-27 03:51:48.638462+00', '2026-11-27 03:51:48.684074+00');
INSERT INTO public.outbox VALUES (31, 'orders:ART9T5:card:3:4f45a6', 'slack.card', 'card', 13, false, '{}', 'done', '2026-11-27 03:51:48.645812+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.651484+00', NULL, '82SHDUKC', '2026-11-27 03:51:48.645812+00', '2026-11-27 03:51:48.692749+00');
INSERT INTO public.outbox VALUES (34, 'orders:MHPZ75:card:4:37e8a3', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:51:48.808351+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.809866+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.808351+00', '2026-11-27 03:51:48.843364+00');
INSERT INTO public.outbox VALUES (29, 'orders:XSA97M:card:3:f661cd', 'slack.card', 'card', 14, false, '{}', 'done', '2026-11-27 03:51:48.628266+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.651484+00', NULL, 'KHNPKDT8', '2026-11-27 03:51:48.628266+00', '2026-11-27 03:51:48.695072+00');
INSERT INTO public.outbox VALUES (32, 'orders:36RHV5:card:3:46d09b', 'slack.card', 'card', 16, false, '{}', 'done', '2026-11-27 03:51:48.664752+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.689897+00', NULL, 'EW9FR4RY', '2026-11-27 03:51:48.664752+00', '2026-11-27 03:51:48.708209+00');
INSERT INTO public.outbox VALUES (22, 'orders:S5VH6B:look_up:2', 'orders.look_up', 'look', 15, false, '{}', 'done', '2026-11-27 03:51:48.484856+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, '6VFJ599K', '2026-11-27 03:51:48.484856+00', '2026-11-27 03:51:48.641579+00');
INSERT INTO public.outbox VALUES (25, 'orders:YH9H6D:card:3:242185', 'slack.card', 'card', 11, false, '{}', 'done', '2026-11-27 03:51:48.559709+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, 'NZ4BKB8X', '2026-11-27 03:51:48.559709+00', '2026-11-27 03:51:48.642654+00');
INSERT INTO public.outbox VALUES (26, 'orders:HTAEPW:card:3:7bc26e', 'slack.card', 'card', 8, false, '{}', 'done', '2026-11-27 03:51:48.560199+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, 'HX37SYJ2', '2026-11-27 03:51:48.560199+00', '2026-11-27 03:51:48.648189+00');
INSERT INTO public.outbox VALUES (20, 'orders:ART9T5:look_up:2', 'orders.look_up', 'look', 13, false, '{}', 'done', '2026-11-27 03:51:48.450466+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.580262+00', NULL, '82SHDUKC', '2026-11-27 03:51:48.450466+00', '2026-11-27 03:51:48.649965+00');
INSERT INTO public.outbox VALUES (33, 'orders:MHPZ75:look_up:4', 'orders.look_up', 'look', 2, true, '{}', 'done', '2026-11-27 03:51:48.806565+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.809866+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.806565+00', '2026-11-27 03:51:48.861029+00');
INSERT INTO public.outbox VALUES (35, 'orders:MHPZ75:approve:5', 'orders.approve', 'write', 2, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:06+00:00"}, "seen": "e8f1905c9235", "notes": ""}', 'done', '2026-11-27 03:51:48.842569+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.861247+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.842569+00', '2026-11-27 03:51:48.902526+00');
INSERT INTO public.outbox VALUES (41, 'orders:MHPZ75:card:6:0348f7', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:51:48.899312+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.909386+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.899312+00', '2026-11-27 03:51:48.936987+00');
INSERT INTO public.outbox VALUES (37, 'orders:AN3MUZ:look_up:4', 'orders.look_up', 'look', 3, true, '{}', 'done', '2026-11-27 03:51:48.852844+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.861247+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.852844+00', '2026-11-27 03:51:48.899138+00');
INSERT INTO public.outbox VALUES (38, 'orders:AN3MUZ:card:4:cbc3c4', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:51:48.855954+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.861247+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.855954+00', '2026-11-27 03:51:48.903786+00');
INSERT INTO public.outbox VALUES (46, 'orders:9XSKDP:card:4:23236c', 'slack.card', 'card', 4, true, '{}', 'done', '2026-11-27 03:51:49.035164+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.04153+00', NULL, '9Y8DDFJF', '2026-11-27 03:51:49.035164+00', '2026-11-27 03:51:49.057413+00');
INSERT INTO public.outbox VALUES (42, 'orders:MHPZ75:say:6', 'slack.say', 'say', 2, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'done', '2026-11-27 03:51:48.896531+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.899967+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.896531+00', '2026-11-27 03:51:48.915997+00');
INSERT INTO public.outbox VALUES (39, 'orders:AN3MUZ:reject:5', 'orders.reject', 'write', 3, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:06+00:00"}, "seen": "c3485be8dee5", "notes": ""}', 'done', '2026-11-27 03:51:48.890647+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.899967+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.890647+00', '2026-11-27 03:51:48.93957+00');
INSERT INTO public.outbox VALUES (51, 'orders:ABG654:card:6:2e7312', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:51:49.121626+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.123886+00', NULL, 'DZ4Z6NQP', '2026-11-27 03:51:49.121626+00', '2026-11-27 03:51:49.140298+00');
INSERT INTO public.outbox VALUES (54, 'orders:BHF437:card:4:74ec24', 'slack.card', 'card', 6, true, '{}', 'done', '2026-11-27 03:51:49.163542+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.165145+00', NULL, '3P35PC6G', '2026-11-27 03:51:49.163542+00', '2026-11-27 03:51:49.185757+00');
INSERT INTO public.outbox VALUES (36, 'orders:MHPZ75:card:5:ab12d6', 'slack.card', 'card', 2, true, '{}', 'done', '2026-11-27 03:51:48.852498+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.861247+00', NULL, 'WH86ZTAK', '2026-11-27 03:51:48.852498+00', '2026-11-27 03:51:48.905694+00');
INSERT INTO public.outbox VALUES (44, 'orders:AN3MUZ:say:6', 'slack.say', 'say', 3, false, '{"text": "Rejected by @cs.one \u00b7 Product not available at address \u00b7 SLA met"}', 'done', '2026-11-27 03:51:48.92609+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.938623+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.92609+00', '2026-11-27 03:51:48.946921+00');
INSERT INTO public.outbox VALUES (43, 'orders:AN3MUZ:card:6:617e2d', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:51:48.934058+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.94314+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.934058+00', '2026-11-27 03:51:48.957896+00');
INSERT INTO public.outbox VALUES (45, 'orders:KG2BW7:card:4:e93c1e', 'slack.card', 'card', 1, false, '{}', 'done', '2026-11-27 03:51:49.025338+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.027234+00', NULL, '2Y8688AZ', '2026-11-27 03:51:49.025338+00', '2026-11-27 03:51:49.047849+00');
INSERT INTO public.outbox VALUES (48, 'orders:ABG654:card:4:49d5f2', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:51:49.082381+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.083646+00', NULL, 'DZ4Z6NQP', '2026-11-27 03:51:49.082381+00', '2026-11-27 03:51:49.099096+00');
INSERT INTO public.outbox VALUES (47, 'orders:ABG654:look_up:4', 'orders.look_up', 'look', 5, true, '{}', 'done', '2026-11-27 03:51:49.081128+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.083646+00', NULL, 'DZ4Z6NQP', '2026-11-27 03:51:49.081128+00', '2026-11-27 03:51:49.103193+00');
INSERT INTO public.outbox VALUES (66, 'orders:PDQR72:card:5:52dc68', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:51:49.361143+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.365183+00', NULL, 'ASXJAMPM', '2026-11-27 03:51:49.361143+00', '2026-11-27 03:51:49.378268+00');
INSERT INTO public.outbox VALUES (65, 'orders:PDQR72:approve:5', 'orders.approve', 'write', 9, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:07+00:00"}, "seen": "d89e7efd445a", "notes": ""}', 'done', '2026-11-27 03:51:49.357745+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.365183+00', NULL, 'ASXJAMPM', '2026-11-27 03:51:49.357745+00', '2026-11-27 03:51:49.383011+00');
INSERT INTO public.outbox VALUES (82, 'orders:P4YAWP:look_up:2', 'orders.look_up', 'look', 17, false, '{}', 'waiting', '2026-11-27 03:51:50.048154+00', NULL, NULL, 0, NULL, NULL, '26JQBENZ', '2026-11-27 03:51:50.048154+00', NULL);
INSERT INTO public.outbox VALUES (40, 'orders:AN3MUZ:card:5:86bdbe', 'slack.card', 'card', 3, true, '{}', 'done', '2026-11-27 03:51:48.894444+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:48.909386+00', NULL, 'D2Q74QTV', '2026-11-27 03:51:48.894444+00', '2026-11-27 03:51:48.940993+00');
INSERT INTO public.outbox VALUES (50, 'orders:ABG654:card:5:5c39d1', 'slack.card', 'card', 5, true, '{}', 'done', '2026-11-27 03:51:49.100682+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.103751+00', NULL, 'DZ4Z6NQP', '2026-11-27 03:51:49.100682+00', '2026-11-27 03:51:49.122682+00');
INSERT INTO public.outbox VALUES (49, 'orders:ABG654:approve:5', 'orders.approve', 'write', 5, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:06+00:00"}, "seen": "3fc1fe01213b", "notes": ""}', 'parked', '2026-11-27 03:51:49.097184+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.103751+00', 'CUSTOM_REFUSAL', 'DZ4Z6NQP', '2026-11-27 03:51:49.097184+00', '2026-11-27 03:51:49.123535+00');
INSERT INTO public.outbox VALUES (72, 'orders:YH9H6D:card:5:3fbda8', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:51:49.431587+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.438565+00', NULL, 'NCDY2247', '2026-11-27 03:51:49.431587+00', '2026-11-27 03:51:49.462606+00');
INSERT INTO public.outbox VALUES (74, 'orders:DT8A55:card:4:923496', 'slack.card', 'card', 10, true, '{}', 'done', '2026-11-27 03:51:49.478716+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.481295+00', NULL, '2AHA6D7U', '2026-11-27 03:51:49.478716+00', '2026-11-27 03:51:49.499184+00');
INSERT INTO public.outbox VALUES (73, 'orders:DT8A55:look_up:4', 'orders.look_up', 'look', 10, true, '{}', 'done', '2026-11-27 03:51:49.474743+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.481295+00', NULL, '2AHA6D7U', '2026-11-27 03:51:49.474743+00', '2026-11-27 03:51:49.508926+00');
INSERT INTO public.outbox VALUES (77, 'orders:BBYPNU:look_up:4', 'orders.look_up', 'look', 12, true, '{}', 'waiting', '2026-11-27 03:51:49.574031+00', '2026-11-27 03:52:19.580221+00', 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.580221+00', NULL, 'H5Q3E8ZU', '2026-11-27 03:51:49.574031+00', NULL);
INSERT INTO public.outbox VALUES (78, 'orders:BBYPNU:card:4:ee4cca', 'slack.card', 'card', 12, true, '{}', 'done', '2026-11-27 03:51:49.575121+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.580221+00', NULL, 'H5Q3E8ZU', '2026-11-27 03:51:49.575121+00', '2026-11-27 03:51:49.61823+00');
INSERT INTO public.outbox VALUES (79, 'orders:ART9T5:look_up:4', 'orders.look_up', 'look', 13, true, '{}', 'waiting', '2026-11-27 03:51:49.638276+00', '2026-11-27 03:52:19.640865+00', 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.640865+00', NULL, '4V5Z7ZCC', '2026-11-27 03:51:49.638276+00', NULL);
INSERT INTO public.outbox VALUES (80, 'orders:ART9T5:card:4:88a9d4', 'slack.card', 'card', 13, true, '{}', 'done', '2026-11-27 03:51:49.639719+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.640865+00', NULL, '4V5Z7ZCC', '2026-11-27 03:51:49.639719+00', '2026-11-27 03:51:49.664518+00');
INSERT INTO public.outbox VALUES (71, 'orders:YH9H6D:approve:5', 'orders.approve', 'write', 11, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:07+00:00"}, "seen": "77e41d431ec6", "notes": ""}', 'waiting', '2026-11-27 03:51:50.771402+00', NULL, 'c99998bb50b1b3f6', 2, NULL, 'UNABLE_TO_LOCK_ROW', 'NCDY2247', '2026-11-27 03:51:49.42919+00', NULL);
INSERT INTO public.outbox VALUES (52, 'tell:28712dc74a41aa32', 'slack.tell', 'say', NULL, true, '{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000004 could not be approved: Salesforce refused the request (CUSTOM_REFUSAL). (reference DZ4Z6NQP)", "thread": null}', 'done', '2026-11-27 03:51:49.122101+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.123886+00', NULL, 'DZ4Z6NQP', '2026-11-27 03:51:49.122101+00', '2026-11-27 03:51:49.134505+00');
INSERT INTO public.outbox VALUES (56, 'tell:13acc62ded0b2252', 'slack.tell', 'say', NULL, true, '{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000005 changed while you looked. Nothing was written; please look again.", "thread": null}', 'done', '2026-11-27 03:51:49.184541+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.191024+00', NULL, '3P35PC6G', '2026-11-27 03:51:49.184541+00', '2026-11-27 03:51:49.198473+00');
INSERT INTO public.outbox VALUES (55, 'orders:BHF437:card:5:f0fee6', 'slack.card', 'card', 6, true, '{}', 'done', '2026-11-27 03:51:49.184134+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.191024+00', NULL, '3P35PC6G', '2026-11-27 03:51:49.184134+00', '2026-11-27 03:51:49.20777+00');
INSERT INTO public.outbox VALUES (68, 'orders:PDQR72:say:6', 'slack.say', 'say', 9, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'waiting', '2026-11-27 03:51:52.39792+00', NULL, 'c99998bb50b1b3f6', 1, NULL, 'ratelimited', 'ASXJAMPM', '2026-11-27 03:51:49.379525+00', NULL);
INSERT INTO public.outbox VALUES (67, 'orders:PDQR72:card:6:81a097', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:51:49.381423+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.383598+00', NULL, 'ASXJAMPM', '2026-11-27 03:51:49.381423+00', '2026-11-27 03:51:49.417619+00');
INSERT INTO public.outbox VALUES (53, 'orders:BHF437:look_up:4', 'orders.look_up', 'look', 6, true, '{}', 'done', '2026-11-27 03:51:49.162185+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.165145+00', NULL, '3P35PC6G', '2026-11-27 03:51:49.162185+00', '2026-11-27 03:51:49.188485+00');
INSERT INTO public.outbox VALUES (64, 'orders:PDQR72:card:4:38a77e', 'slack.card', 'card', 9, true, '{}', 'done', '2026-11-27 03:51:49.335016+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.336681+00', NULL, 'ASXJAMPM', '2026-11-27 03:51:49.335016+00', '2026-11-27 03:51:49.356712+00');
INSERT INTO public.outbox VALUES (63, 'orders:PDQR72:look_up:4', 'orders.look_up', 'look', 9, true, '{}', 'done', '2026-11-27 03:51:49.333345+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.336681+00', NULL, 'ASXJAMPM', '2026-11-27 03:51:49.333345+00', '2026-11-27 03:51:49.364625+00');
INSERT INTO public.outbox VALUES (58, 'orders:424JQQ:card:4:0b8082', 'slack.card', 'card', 7, true, '{}', 'parked', '2026-11-27 03:51:49.22758+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.22918+00', 'invalid_blocks', '54YDTF77', '2026-11-27 03:51:49.22758+00', '2026-11-27 03:51:49.248365+00');
INSERT INTO public.outbox VALUES (57, 'orders:424JQQ:look_up:4', 'orders.look_up', 'look', 7, true, '{}', 'done', '2026-11-27 03:51:49.226178+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.22918+00', NULL, '54YDTF77', '2026-11-27 03:51:49.226178+00', '2026-11-27 03:51:49.25392+00');
INSERT INTO public.outbox VALUES (62, 'orders:424JQQ:say:6', 'slack.say', 'say', 7, false, '{"text": "Approved by @cs.one \u00b7 SLA met"}', 'done', '2026-11-27 03:51:49.274291+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.276867+00', NULL, '54YDTF77', '2026-11-27 03:51:49.274291+00', '2026-11-27 03:51:49.28752+00');
INSERT INTO public.outbox VALUES (61, 'orders:424JQQ:card:6:b5918f', 'slack.card', 'card', 7, true, '{}', 'done', '2026-11-27 03:51:49.276691+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.281644+00', NULL, '54YDTF77', '2026-11-27 03:51:49.276691+00', '2026-11-27 03:51:49.298928+00');
INSERT INTO public.outbox VALUES (69, 'orders:YH9H6D:look_up:4', 'orders.look_up', 'look', 11, true, '{}', 'done', '2026-11-27 03:51:49.404085+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.409481+00', NULL, 'NCDY2247', '2026-11-27 03:51:49.404085+00', '2026-11-27 03:51:49.436926+00');
INSERT INTO public.outbox VALUES (70, 'orders:YH9H6D:card:4:c2052f', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:51:49.405541+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.409481+00', NULL, 'NCDY2247', '2026-11-27 03:51:49.405541+00', '2026-11-27 03:51:49.436756+00');
INSERT INTO public.outbox VALUES (60, 'orders:424JQQ:card:5:f9286a', 'slack.card', 'card', 7, true, '{}', 'done', '2026-11-27 03:51:49.248885+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.254577+00', NULL, '54YDTF77', '2026-11-27 03:51:49.248885+00', '2026-11-27 03:51:49.274656+00');
INSERT INTO public.outbox VALUES (59, 'orders:424JQQ:approve:5', 'orders.approve', 'write', 7, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:07+00:00"}, "seen": "487c56cf6176", "notes": ""}', 'done', '2026-11-27 03:51:49.244767+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.254577+00', NULL, '54YDTF77', '2026-11-27 03:51:49.244767+00', '2026-11-27 03:51:49.278752+00');
INSERT INTO public.outbox VALUES (76, 'orders:DT8A55:card:5:81a922', 'slack.card', 'card', 10, true, '{}', 'done', '2026-11-27 03:51:49.505108+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.510917+00', NULL, '2AHA6D7U', '2026-11-27 03:51:49.505108+00', '2026-11-27 03:51:49.565568+00');
INSERT INTO public.outbox VALUES (81, 'orders:YH9H6D:card:6:64f146', 'slack.card', 'card', 11, true, '{}', 'done', '2026-11-27 03:51:49.946695+00', NULL, 'c99998bb50b1b3f6', 1, '2026-11-27 03:51:49.949129+00', NULL, 'NCDY2247', '2026-11-27 03:51:49.946695+00', '2026-11-27 03:51:49.961422+00');
INSERT INTO public.outbox VALUES (75, 'orders:DT8A55:approve:5', 'orders.approve', 'write', 10, true, '{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:07+00:00"}, "seen": "c2d1d3e3fb2f", "notes": ""}', 'waiting', '2026-11-27 03:51:49.963928+00', '2026-11-27 03:52:19.964516+00', 'c99998bb50b1b3f6', 2, '2026-11-27 03:51:49.510917+00', 'connection_lost', '2AHA6D7U', '2026-11-27 03:51:49.499941+00', NULL);
INSERT INTO public.personal VALUES (1, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.295244+00');
INSERT INTO public.personal VALUES (4, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.400143+00');
INSERT INTO public.personal VALUES (8, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.557815+00');
INSERT INTO public.personal VALUES (12, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.606114+00');
INSERT INTO public.personal VALUES (14, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.618251+00');
INSERT INTO public.personal VALUES (15, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.63655+00');
INSERT INTO public.personal VALUES (13, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.643725+00');
INSERT INTO public.personal VALUES (16, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.662737+00');
INSERT INTO public.personal VALUES (2, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.842569+00');
INSERT INTO public.personal VALUES (3, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:48.890647+00');
INSERT INTO public.personal VALUES (5, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.097184+00');
INSERT INTO public.personal VALUES (6, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Meguro 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.181416+00');
INSERT INTO public.personal VALUES (7, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.244767+00');
INSERT INTO public.personal VALUES (9, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.357745+00');
INSERT INTO public.personal VALUES (11, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.42919+00');
INSERT INTO public.personal VALUES (10, '{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}', '2026-12-27 03:51:49.499941+00');
INSERT INTO public.receipt VALUES ('1795751508763912.824372951830.59d371048c1b63050478431777e85735', '2026-11-27 03:51:48.801368+00');
INSERT INTO public.receipt VALUES ('1795751508818975.239749276024.c7a63b332666ab748c1a595eb1c86eb5', '2026-11-27 03:51:48.824392+00');
INSERT INTO public.receipt VALUES ('1795751508844993.456067352918.c8bd34ad57b75e1428fecee9132c94c7', '2026-11-27 03:51:48.8485+00');
INSERT INTO public.receipt VALUES ('1795751509074439.329147977512.41f680d061599aaa66cb886c1739768e', '2026-11-27 03:51:49.079378+00');
INSERT INTO public.receipt VALUES ('1795751509137391.451213459086.a65191a3e1951565f29da45dd3002289', '2026-11-27 03:51:49.160295+00');
INSERT INTO public.receipt VALUES ('1795751509220738.664704898994.8817d7f5f296beec5dd6f7bf0fa1cca9', '2026-11-27 03:51:49.224225+00');
INSERT INTO public.receipt VALUES ('1795751509310083.744500089808.feaae94750b70e608549bcb330a936be', '2026-11-27 03:51:49.313832+00');
INSERT INTO public.receipt VALUES ('1795751509326798.289550871677.0f8b04f3fd5e7d3b70ac60f6e92180f4', '2026-11-27 03:51:49.330441+00');
INSERT INTO public.receipt VALUES ('1795751509395785.456649317402.19a8ced26c70254ce8d10869f63cba0b', '2026-11-27 03:51:49.401819+00');
INSERT INTO public.receipt VALUES ('1795751509461629.957994616616.36e6c55345135fa617b5b54586841570', '2026-11-27 03:51:49.470033+00');
INSERT INTO public.receipt VALUES ('1795751509561859.940037205938.d4f3d24840aaede912effe7fbd023db9', '2026-11-27 03:51:49.572681+00');
INSERT INTO public.receipt VALUES ('1795751509589009.304014889503.530611cf3ceb0b289664707eeae6e27f', '2026-11-27 03:51:49.597981+00');
INSERT INTO public.receipt VALUES ('1795751509629682.614467675063.a83a4a6af04e3892dfed33b34731d0a2', '2026-11-27 03:51:49.636706+00');
INSERT INTO public.request VALUES (2, 'MHPZ75', 'orders', '801Ho0000000001IAA', 1, '00000001', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000000", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000001IAA/view"}', 'e8f1905c9235', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.179806+00:00", "seen": "e8f1905c9235", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:06+00', '2026-11-27 03:51:48.896531+00', 'WH86ZTAK');
INSERT INTO public.request VALUES (1, 'KG2BW7', 'orders', '801Ho000000000GIAQ', 1, '00000016', 'waiting', 4, '2026-11-20 05:00:00+00', 'standard', '2026-11-20 07:00:00+00', true, '{"customer": "00000015", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000GIAQ/view"}', '4274c3ab1765', NULL, NULL, NULL, NULL, '2026-11-20 05:00:00+00', '2026-11-27 03:51:49.02436+00', '2Y8688AZ');
INSERT INTO public.request VALUES (14, 'XSA97M', 'orders', '801Ho000000000DIAQ', 1, '00000013', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000012", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000DIAQ/view"}', '637697702416', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:48.618251+00', 'KHNPKDT8');
INSERT INTO public.request VALUES (15, 'S5VH6B', 'orders', '801Ho000000000EIAQ', 1, '00000014', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000013", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000EIAQ/view"}', '591c9038473e', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:48.63655+00', '6VFJ599K');
INSERT INTO public.request VALUES (16, '36RHV5', 'orders', '801Ho000000000FIAQ', 1, '00000015', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000014", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000FIAQ/view"}', 'ec530d9bc903', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:48.662737+00', 'EW9FR4RY');
INSERT INTO public.request VALUES (4, '9XSKDP', 'orders', '801Ho0000000003IAA', 1, '00000003', 'elsewhere', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000002", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000003IAA/view"}', 'dc499e66e612', NULL, '{"verb": "elsewhere", "status": "Cancelled", "by": "Sf Clerk", "at": "2026-11-24T01:00:06+00:00"}', NULL, NULL, '2026-11-24 01:00:06+00', '2026-11-27 03:51:49.033244+00', '9Y8DDFJF');
INSERT INTO public.request VALUES (8, 'HTAEPW', 'orders', '801Ho0000000007IAA', 1, '00000007', 'waiting', 3, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000006", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000007IAA/view"}', 'd48276be43f3', NULL, NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:48.557815+00', 'HX37SYJ2');
INSERT INTO public.request VALUES (5, 'ABG654', 'orders', '801Ho0000000004IAA', 1, '00000004', 'failed', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000003", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000004IAA/view"}', '3fc1fe01213b', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.454504+00:00", "seen": "3fc1fe01213b", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, '{"code": "CUSTOM_REFUSAL", "kind": "refused", "sentence": "Salesforce refused the request (CUSTOM_REFUSAL)."}', NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:49.119716+00', 'DZ4Z6NQP');
INSERT INTO public.request VALUES (6, 'BHF437', 'orders', '801Ho0000000005IAA', 1, '00000005', 'held', 5, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000004", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Meguro, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000005IAA/view"}', 'd3c10916cf79', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.535533+00:00", "seen": "3b08c1980e0e", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, '[["Area", "Setagaya, Tokyo", "Meguro, Tokyo"], ["Installation address", "", ""]]', '2026-11-24 01:00:07+00', '2026-11-27 03:51:49.181416+00', '3P35PC6G');
INSERT INTO public.request VALUES (9, 'PDQR72', 'orders', '801Ho0000000008IAA', 1, '00000008', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000007", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000008IAA/view"}', 'd89e7efd445a', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.706555+00:00", "seen": "d89e7efd445a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:07+00', '2026-11-27 03:51:49.379525+00', 'ASXJAMPM');
INSERT INTO public.request VALUES (12, 'BBYPNU', 'orders', '801Ho000000000BIAQ', 1, '00000011', 'checking', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000010", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000BIAQ/view"}', '8efdb9e3a94a', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.947436+00:00", "seen": "8efdb9e3a94a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:49.574031+00', 'H5Q3E8ZU');
INSERT INTO public.request VALUES (13, 'ART9T5', 'orders', '801Ho000000000CIAQ', 1, '00000012', 'checking', 4, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000011", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000CIAQ/view"}', 'a6b7bec020d0', '{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:05.011512+00:00", "seen": "a6b7bec020d0", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "Half of a click."}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:49.638276+00', '4V5Z7ZCC');
INSERT INTO public.request VALUES (11, 'YH9H6D', 'orders', '801Ho000000000AIAQ', 1, '00000010', 'decided', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000009", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho000000000AIAQ/view"}', '77e41d431ec6', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.777331+00:00", "seen": "77e41d431ec6", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, '{"code": "UNABLE_TO_LOCK_ROW", "kind": "late"}', NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:49.94385+00', 'NCDY2247');
INSERT INTO public.request VALUES (3, 'AN3MUZ', 'orders', '801Ho0000000002IAA', 1, '00000002', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000001", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000002IAA/view"}', 'c3485be8dee5', '{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.225775+00:00", "seen": "c3485be8dee5", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "The customer asked for it."}', '{"verb": "reject", "status": "Cancelled", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:06+00', '2026-11-27 03:51:48.92609+00', 'D2Q74QTV');
INSERT INTO public.request VALUES (7, '424JQQ', 'orders', '801Ho0000000006IAA', 1, '00000006', 'done', 6, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000005", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000006IAA/view"}', '487c56cf6176', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.599538+00:00", "seen": "487c56cf6176", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', '{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}', NULL, NULL, '2026-11-24 01:00:07+00', '2026-11-27 03:51:49.274291+00', '54YDTF77');
INSERT INTO public.request VALUES (17, 'P4YAWP', 'orders', '801Ho000000000HIAQ', 1, '00000017', 'arrived', 2, '2026-11-24 01:00:07+00', 'standard', '2026-11-24 03:00:07+00', false, '{}', '', NULL, NULL, NULL, NULL, '2026-11-24 01:00:07+00', '2026-11-27 03:51:50.048154+00', '26JQBENZ');
INSERT INTO public.request VALUES (10, 'DT8A55', 'orders', '801Ho0000000009IAA', 1, '00000009', 'decided', 5, '2026-11-24 00:30:00+00', 'standard', '2026-11-24 02:30:00+00', false, '{"customer": "00000008", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:40113/lightning/r/Order/801Ho0000000009IAA/view"}', 'c2d1d3e3fb2f', '{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.846959+00:00", "seen": "c2d1d3e3fb2f", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}', NULL, NULL, NULL, '2026-11-24 00:30:00+00', '2026-11-27 03:51:49.499941+00', '2AHA6D7U');
SELECT pg_catalog.setval('public.card_id_seq', 16, true);
SELECT pg_catalog.setval('public.deadline_id_seq', 17, true);
SELECT pg_catalog.setval('public.decision_id_seq', 7, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 82, true);
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
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT pk_lease PRIMARY KEY (name);
ALTER TABLE ONLY public.member
    ADD CONSTRAINT pk_member PRIMARY KEY (user_id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.personal
    ADD CONSTRAINT pk_personal PRIMARY KEY (request_id);
ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT pk_receipt PRIMARY KEY (key);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT pk_request PRIMARY KEY (id);
ALTER TABLE ONLY public.card
    ADD CONSTRAINT uq_card_channel_ts UNIQUE (channel, ts);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_key UNIQUE (key);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT uq_request_public_id UNIQUE (public_id);
ALTER TABLE ONLY public.request
    ADD CONSTRAINT uq_request_workflow_external_id_round UNIQUE (workflow, external_id, round);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_card_request_id ON public.card USING btree (request_id);
CREATE INDEX ix_deadline_due_at ON public.deadline USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX ix_deadline_request_id ON public.deadline USING btree (request_id);
CREATE INDEX ix_decision_request_id ON public.decision USING btree (request_id);
CREATE INDEX ix_outbox_order ON public.outbox USING btree (request_id, lane) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'parked'::character varying])::text[]));
CREATE INDEX ix_outbox_waiting ON public.outbox USING btree (lane, due_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX ix_personal_expires_at ON public.personal USING btree (expires_at);
CREATE INDEX ix_receipt_at ON public.receipt USING btree (at);
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
