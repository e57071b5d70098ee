BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	seq BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(60) NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	"before" VARCHAR(16) NOT NULL, 
	"after" VARCHAR(16) NOT NULL, 
	detail JSON NOT NULL, 
	correlation VARCHAR(16) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (seq)
);
INSERT INTO "audit" VALUES(1,'2026-11-27 03:51:37.940285','system','opened','M2KU2K','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','BMSV535M','a1b57654a17d7b425665a1848c4b5a371857b4f92d429632258d60386c0f3002');
INSERT INTO "audit" VALUES(2,'2026-11-27 03:51:37.951195','system','opened','FG2YJJ','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','BTKURA35','479face7c9da33af6f26fa610c4eb7866596cddc702ded7ba0abc8090af56926');
INSERT INTO "audit" VALUES(3,'2026-11-27 03:51:37.959539','system','opened','CKUTUM','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','MGRNY7HW','e0aee73defa65b3e23406276378e561eed7e6d183bad24f57114d4d47af6d8db');
INSERT INTO "audit" VALUES(4,'2026-11-27 03:51:37.988068','system','opened','9GWCJU','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','64NYWRB5','9156fddfb4c569e2ec6cae56446de62bfb06724b24569c18b204a196154f612d');
INSERT INTO "audit" VALUES(5,'2026-11-27 03:51:37.993828','system','opened','DJTMRB','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','JF2429AK','adcb336454f10526bca60c581a6977f9d35159fd79df24a44b351ac0b6c14db3');
INSERT INTO "audit" VALUES(6,'2026-11-27 03:51:38.005405','system','opened','S7ET24','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','X9VRJ7HM','d32910ce57a910e6c2e69ad83ebb51fd73dcfc78de39ebf620bfac15be784db2');
INSERT INTO "audit" VALUES(7,'2026-11-27 03:51:38.014351','system','read','M2KU2K','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','BMSV535M','a8a84a9d5c661010a613c94c77b2adcc0ffc859c8afac2d4df4736f6fbf92614');
INSERT INTO "audit" VALUES(8,'2026-11-27 03:51:38.022294','system','opened','VZ2V7U','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','5ZAEUFNS','731ea7671c1519677defd4877af1bac78a178c82cfbaecd4a86eb9874dfa40c4');
INSERT INTO "audit" VALUES(9,'2026-11-27 03:51:38.030338','system','opened','E29UG3','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','KVZAJXKZ','1ba2264441eabaebaa9c4fc9b2d3aa1d2095631154b64953a546143443e0edf1');
INSERT INTO "audit" VALUES(10,'2026-11-27 03:51:38.063451','system','opened','7JQVB6','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','7AJS5B8B','e615bd422d2ef28746b7c4bc27b712a6d32d4730108e43fc410e9498041d3fa7');
INSERT INTO "audit" VALUES(11,'2026-11-27 03:51:38.074703','system','opened','8JFDVR','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','UJPZAZTK','a52af30e5dda6ee11e62d76ddbdd0c81309532936d4d8e2595908e10c682109e');
INSERT INTO "audit" VALUES(12,'2026-11-27 03:51:38.086378','system','read','CKUTUM','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','MGRNY7HW','2b941239a878f76ae4698b67ef2851c710cf3d0fafd617edf86a976b7337f408');
INSERT INTO "audit" VALUES(13,'2026-11-27 03:51:38.095353','system','read','9GWCJU','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','64NYWRB5','06b19b746d56f486620c61f7f2fd7c3fb5e2378b6a1619a41672f006f9c83dd0');
INSERT INTO "audit" VALUES(14,'2026-11-27 03:51:38.109170','system','read','DJTMRB','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','JF2429AK','cb249779d40f17e405e5a159e14623eac493c945ceaabef26d876adcdfd1b0ad');
INSERT INTO "audit" VALUES(15,'2026-11-27 03:51:38.113254','system','read','FG2YJJ','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','BTKURA35','300cf406b6ee1c07f67d4eb22fe8ef1196fddbf81683e81e25c48dabd290c816');
INSERT INTO "audit" VALUES(16,'2026-11-27 03:51:38.136074','system','opened','XWMASA','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','HKK3BJKV','0b8acf7174bcadaeda18df798e5626198e58e1dafe5472e396fdb64fab07120f');
INSERT INTO "audit" VALUES(17,'2026-11-27 03:51:38.211253','system','opened','G2JY3Z','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','W6FK9S76','84da4b0af92d0c303ed44b877faffb2e6b3d14b698be32deb3a2bdad0f337190');
INSERT INTO "audit" VALUES(18,'2026-11-27 03:51:38.230736','system','opened','GTB7N3','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','JF2KCHP8','0d36f85b0fe442f394fd1545a784eb0b2839b329d2cc928936e74d3cfa3860ce');
INSERT INTO "audit" VALUES(19,'2026-11-27 03:51:38.250732','system','opened','QGFN9B','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','6FFZ2UW2','260e16fd9384ac5daa944f9f75787bdf7f75cb8a9e9beb902cf08a0678b7fdd3');
INSERT INTO "audit" VALUES(20,'2026-11-27 03:51:38.265318','system','read','VZ2V7U','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','5ZAEUFNS','4155271c17941b3ce2290254ac703983c9f35107cd9a28d3d8bd7b95dbf8cc0f');
INSERT INTO "audit" VALUES(21,'2026-11-27 03:51:38.272929','system','read','7JQVB6','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','7AJS5B8B','34e1c309ad3ea531e24bad13cb8f7c27605d1dc7add16035859b236371822e20');
INSERT INTO "audit" VALUES(22,'2026-11-27 03:51:38.288123','system','read','E29UG3','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','KVZAJXKZ','085cacde660d58a7bc19bbf55e5644d01ca2018ba9b1bd70964da37f814ad5d3');
INSERT INTO "audit" VALUES(23,'2026-11-27 03:51:38.311683','system','read','S7ET24','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','X9VRJ7HM','028d89f5661d63c91f1562df5d278be69624ab22de5edb4b92f65e96ed288a05');
INSERT INTO "audit" VALUES(24,'2026-11-27 03:51:38.322343','system','opened','HT26NY','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','ZY3Y3YVE','e842e67c88c40f036f2f2f13a6d4196e854edc0904232244e7da6ecd16515a69');
INSERT INTO "audit" VALUES(25,'2026-11-27 03:51:38.330158','system','opened','4GQU9U','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:02+00:00"}','KJHR442E','9d9572a680b1227fbb52a5124e699057479ef34aa2859b146e523ba718660180');
INSERT INTO "audit" VALUES(26,'2026-11-27 03:51:38.406976','system','read','8JFDVR','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','UJPZAZTK','1a19d2ba479eb84cfe7f1a7ce8a472af6f15ca074c0af2ca054b8b7aab5e20b2');
INSERT INTO "audit" VALUES(27,'2026-11-27 03:51:38.437723','system','read','XWMASA','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','HKK3BJKV','b8887eff3aae1a135eb0afb40bc1d729969f76e3ffd43001f483c4fcfdef4e0e');
INSERT INTO "audit" VALUES(28,'2026-11-27 03:51:38.451524','system','read','G2JY3Z','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','W6FK9S76','64e41e11f84c8b7a59677533362fcaff96a9e0273e6926fa3e10650ac4024bb5');
INSERT INTO "audit" VALUES(29,'2026-11-27 03:51:38.473515','system','read','GTB7N3','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','JF2KCHP8','767b26bfe7e98527376c35902ba7f8402bba95115fc05ec78602e5691ff556cd');
INSERT INTO "audit" VALUES(30,'2026-11-27 03:51:38.481261','system','read','QGFN9B','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','6FFZ2UW2','4e29d34961be5eac9285c32ba43ebe1acee2c29a5353d05f10f81890cb0d0244');
INSERT INTO "audit" VALUES(31,'2026-11-27 03:51:38.505315','system','read','4GQU9U','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','KJHR442E','66d2c26d3d7b950a6d9f2691627e6bb1fffe5dea8eef5d7ad476003b36a6b711');
INSERT INTO "audit" VALUES(32,'2026-11-27 03:51:38.559107','system','read','HT26NY','arrived','waiting','{"business": "2026-11-24T01:00:02+00:00"}','ZY3Y3YVE','654a8d60cbb1c1b96eca5c3e5b7460c1e8a46575c145c24cda51293aa843cb6d');
INSERT INTO "audit" VALUES(33,'2026-11-27 03:51:38.750351','system','overdue','M2KU2K','waiting','waiting','{"business": "2026-11-24T01:00:02+00:00"}','BMSV535M','37df065f2e8a36d1e9e991d4b02977d813b55d8965df80fb353eb6536f88ef79');
INSERT INTO "audit" VALUES(34,'2026-11-27 03:51:39.090176','U0CSONE','approve.accepted','FG2YJJ','waiting','checking','{"business": "2026-11-24T01:00:03+00:00"}','DMKD23QS','271d18cfdcc0037fb60bed36caf7316a486ccc211ec689d60d7a3034c0f23820');
INSERT INTO "audit" VALUES(35,'2026-11-27 03:51:39.175273','U0CSONE','reject.revealed','CKUTUM','waiting','waiting','{"business": "2026-11-24T01:00:03+00:00"}','E8X6WZNV','fb6a1daf0d12210fba59d1da0781b2555a619696551077c0d2c2e4b50f1ddffa');
INSERT INTO "audit" VALUES(36,'2026-11-27 03:51:39.201929','U0CSONE','approve','FG2YJJ','checking','decided','{"business": "2026-11-24T01:00:03+00:00"}','DMKD23QS','5c0fd40f62ee2d174679955d5501e2ad2f7d8de8fa0be9f6b16476a7f246fd72');
INSERT INTO "audit" VALUES(37,'2026-11-27 03:51:39.230271','U0CSONE','reject.accepted','CKUTUM','waiting','checking','{"business": "2026-11-24T01:00:03+00:00"}','W4HTBY2U','276a447d08a1809aa4f0a77476014bf4e197741c8322369ae6a16117287e7025');
INSERT INTO "audit" VALUES(38,'2026-11-27 03:51:39.249059','system','decided_elsewhere','9GWCJU','waiting','elsewhere','{"status": "Cancelled", "business": "2026-11-24T01:00:03+00:00"}','64NYWRB5','465f6d021da7bdf93eb818da627bd0395b48ce3fff41425b44a74d01daf6277c');
INSERT INTO "audit" VALUES(39,'2026-11-27 03:51:39.266210','U0CSONE','approve.written','FG2YJJ','decided','done','{"met": true, "business": "2026-11-24T01:00:03+00:00"}','DMKD23QS','bc68807b10cacff848af161e67be6efc0b0e89dc669fe54ece606adec96b4517');
INSERT INTO "audit" VALUES(40,'2026-11-27 03:51:39.279266','U0CSONE','reject','CKUTUM','checking','decided','{"business": "2026-11-24T01:00:03+00:00"}','W4HTBY2U','2c2d2a929835788de7ee946d8cbd1f6dda362187f45842d4fff00589e51c6dbd');
INSERT INTO "audit" VALUES(41,'2026-11-27 03:51:39.373990','U0CSONE','reject.written','CKUTUM','decided','done','{"met": true, "business": "2026-11-24T01:00:03+00:00"}','W4HTBY2U','dfeb4ef0a5b69432f06a0dd3094d13837b05f27899f008d3cfdfdbfe1a25c67e');
INSERT INTO "audit" VALUES(42,'2026-11-27 03:51:39.417206','U0CSONE','approve.accepted','DJTMRB','waiting','checking','{"business": "2026-11-24T01:00:03+00:00"}','W7AK27UF','5382e04e4b9b45f1467ca6bd7394267c2d3ec0b5151d920b9d1355f850d5ee54');
INSERT INTO "audit" VALUES(43,'2026-11-27 03:51:39.458981','U0CSONE','approve','DJTMRB','checking','decided','{"business": "2026-11-24T01:00:03+00:00"}','W7AK27UF','a00fcf67e8256a3aa058bd02ccbe2b0b1694c22f1044f6dee074d5ec2c31396c');
INSERT INTO "audit" VALUES(44,'2026-11-27 03:51:39.474220','U0CSONE','failed','DJTMRB','decided','failed','{"code": "CUSTOM_REFUSAL", "business": "2026-11-24T01:00:03+00:00"}','W7AK27UF','8d4d2c801bd3dbf3d6bd555f046574df7f27ad2eb88daa908127cf77ab97417a');
INSERT INTO "audit" VALUES(45,'2026-11-27 03:51:39.688357','U0CSONE','approve.accepted','S7ET24','waiting','checking','{"business": "2026-11-24T01:00:03+00:00"}','5GXEBDAU','fa90ef20567a3a63f2f36dc171ee7fc9fa92102f62509c2d0e6b2a9a80dc938d');
INSERT INTO "audit" VALUES(46,'2026-11-27 03:51:39.709884','U0CSONE','held','S7ET24','checking','held','{"business": "2026-11-24T01:00:03+00:00"}','5GXEBDAU','91d917a79698a90c406c1a4e0971ddd70610a5b0f58b8e7aff371e5f2201627b');
INSERT INTO "audit" VALUES(47,'2026-11-27 03:51:39.770202','U0CSONE','approve.accepted','VZ2V7U','waiting','checking','{"business": "2026-11-24T01:00:03+00:00"}','DFNHHMKA','89ddf400ece52593ada60649c55beba6c3316a947e404c1944c223d6aad562da');
INSERT INTO "audit" VALUES(48,'2026-11-27 03:51:39.805565','U0CSONE','approve','VZ2V7U','checking','decided','{"business": "2026-11-24T01:00:03+00:00"}','DFNHHMKA','8fc16259a87b5824112d7b40a86243516979a1666316cda64c0d1c8f263c8c04');
INSERT INTO "audit" VALUES(49,'2026-11-27 03:51:39.835991','U0CSONE','approve.written','VZ2V7U','decided','done','{"met": true, "business": "2026-11-24T01:00:04+00:00"}','DFNHHMKA','57d2d7a65c3845a2556fc3d140ea3d692e828b23a4154a516416cdd92ca39ab7');
INSERT INTO "audit" VALUES(50,'2026-11-27 03:51:39.885031','U0CSONE','reject.revealed','E29UG3','waiting','waiting','{"business": "2026-11-24T01:00:04+00:00"}','VBHMBU7M','5713a7c33d250311df4c0f65af7918a94a7ad51229c534a796beb5e68d63d3a3');
INSERT INTO "audit" VALUES(51,'2026-11-27 03:51:39.903546','U0CSONE','approve.accepted','7JQVB6','waiting','checking','{"business": "2026-11-24T01:00:04+00:00"}','AFUMUQHG','59993b0de1df17356928d041a25c055dfe72bf29210398ece86c60cbf00e0b88');
INSERT INTO "audit" VALUES(52,'2026-11-27 03:51:39.923393','U0CSONE','approve','7JQVB6','checking','decided','{"business": "2026-11-24T01:00:04+00:00"}','AFUMUQHG','a08170d982855a132666f4734e4361eb4909f51573d83c75e9ec82b547e4b23a');
INSERT INTO "audit" VALUES(53,'2026-11-27 03:51:39.948869','U0CSONE','approve.written','7JQVB6','decided','done','{"met": true, "business": "2026-11-24T01:00:04+00:00"}','AFUMUQHG','addcf31ad3633a5e6392abb8f3ca310b5498132c714afa0899e12301807ddb4f');
INSERT INTO "audit" VALUES(54,'2026-11-27 03:51:39.971258','U0CSONE','approve.accepted','XWMASA','waiting','checking','{"business": "2026-11-24T01:00:04+00:00"}','2GCG8KAV','c6ebfeee9f75a352f11e6430c59c822aa1fbcacb6fd3ee72bb77ce205f9696bf');
INSERT INTO "audit" VALUES(55,'2026-11-27 03:51:39.989959','U0CSONE','approve','XWMASA','checking','decided','{"business": "2026-11-24T01:00:04+00:00"}','2GCG8KAV','1320caaa59d387e4e8a0e36200d656fc0a4be3b10d4a5207c88d9f3d27313ef3');
INSERT INTO "audit" VALUES(56,'2026-11-27 03:51:40.021456','U0CSONE','approve.accepted','8JFDVR','waiting','checking','{"business": "2026-11-24T01:00:04+00:00"}','CV7KG69X','5abf7ac5f5faa4f73a82c253219cef6657f46ed228042934f11f38ba52289a7c');
INSERT INTO "audit" VALUES(57,'2026-11-27 03:51:40.059304','U0CSONE','approve','8JFDVR','checking','decided','{"business": "2026-11-24T01:00:04+00:00"}','CV7KG69X','61e4a2124987a0ffa5c92ae34a7ef6bee7da48f51879142e15a2b572350e2483');
INSERT INTO "audit" VALUES(58,'2026-11-27 03:51:40.164961','U0CSONE','approve.accepted','G2JY3Z','waiting','checking','{"business": "2026-11-24T01:00:04+00:00"}','C5YR8PPW','84046151bfad4f212080a70efc980a543b26a4a18850708d7a6a70715eb4db2e');
INSERT INTO "audit" VALUES(59,'2026-11-27 03:51:40.185868','U0CSONE','reject.revealed','GTB7N3','waiting','waiting','{"business": "2026-11-24T01:00:04+00:00"}','4QQ7339K','44c58cc5f1ef4fb07d3b67e0f7720e56894e238670afcd13d4e47152ce6afd0c');
INSERT INTO "audit" VALUES(60,'2026-11-27 03:51:40.204217','U0CSONE','reject.accepted','GTB7N3','waiting','checking','{"business": "2026-11-24T01:00:04+00:00"}','VEFNWR3M','9f393673ad01461866b058d9ef737486851ba4c56bdc5328f9fc0c009fd5c9e9');
INSERT INTO "audit" VALUES(61,'2026-11-27 03:51:40.278115','system','delayed','XWMASA','decided','decided','{"code": "UNABLE_TO_LOCK_ROW", "business": "2026-11-24T01:00:04+00:00"}','2GCG8KAV','b8fe9e587d50b3bb544f85726352b63defb7f6c00375fe10b6f8247d23dd5450');
INSERT INTO "audit" VALUES(62,'2026-11-27 03:51:40.724476','system','opened','NXCVSJ','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:04+00:00"}','RGRQ86GB','467ecce905e65b6c0e9ebce18a5f1a22ff08a37035e814e1882145e72e928217');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,62,'467ecce905e65b6c0e9ebce18a5f1a22ff08a37035e814e1882145e72e928217');
CREATE TABLE card (
	id INTEGER NOT NULL, 
	request_id INTEGER NOT NULL, 
	channel VARCHAR(24) NOT NULL, 
	ts VARCHAR(24) NOT NULL, 
	gone BOOLEAN NOT NULL, 
	CONSTRAINT pk_card PRIMARY KEY (id), 
	CONSTRAINT fk_card_request_id_request FOREIGN KEY(request_id) REFERENCES request (id), 
	CONSTRAINT uq_card_channel_ts UNIQUE (channel, ts)
);
INSERT INTO "card" VALUES(1,1,'C0CSORDERS','1795751498.088613',0);
INSERT INTO "card" VALUES(2,4,'C0CSORDERS','1795751498.217161',0);
INSERT INTO "card" VALUES(3,3,'C0CSORDERS','1795751498.176210',0);
INSERT INTO "card" VALUES(4,2,'C0CSORDERS','1795751498.231487',0);
INSERT INTO "card" VALUES(5,5,'C0CSORDERS','1795751498.232501',0);
INSERT INTO "card" VALUES(6,8,'C0CSORDERS','1795751498.399121',0);
INSERT INTO "card" VALUES(7,7,'C0CSORDERS','1795751498.403811',0);
INSERT INTO "card" VALUES(8,6,'C0CSORDERS','1795751498.417475',0);
INSERT INTO "card" VALUES(9,9,'C0CSORDERS','1795751498.408716',0);
INSERT INTO "card" VALUES(10,10,'C0CSORDERS','1795751498.484739',0);
INSERT INTO "card" VALUES(11,11,'C0CSORDERS','1795751498.489544',0);
INSERT INTO "card" VALUES(12,13,'C0CSORDERS','1795751498.498768',0);
INSERT INTO "card" VALUES(13,12,'C0CSORDERS','1795751498.490463',0);
INSERT INTO "card" VALUES(14,14,'C0CSORDERS','1795751498.563045',0);
INSERT INTO "card" VALUES(15,16,'C0CSORDERS','1795751498.683583',0);
INSERT INTO "card" VALUES(16,15,'C0CSORDERS','1795751498.740003',0);
CREATE TABLE cursor (
	name VARCHAR(60) NOT NULL, 
	place JSON NOT NULL, 
	CONSTRAINT pk_cursor PRIMARY KEY (name)
);
INSERT INTO "cursor" VALUES('intake.orders','{"mark": "2026-11-24T01:00:06+00:00", "turn": "801Ho000000000GIAQ"}');
INSERT INTO "cursor" VALUES('intake.polled','{"at": "2026-11-27T03:51:40.248826+00:00"}');
CREATE TABLE deadline (
	id INTEGER NOT NULL, 
	request_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	due_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	ending VARCHAR(16), 
	CONSTRAINT pk_deadline PRIMARY KEY (id), 
	CONSTRAINT fk_deadline_request_id_request FOREIGN KEY(request_id) REFERENCES request (id)
);
INSERT INTO "deadline" VALUES(1,1,'due','2026-11-20 07:00:00.000000','2026-11-27 03:51:38.747620','fired');
INSERT INTO "deadline" VALUES(2,2,'due','2026-11-24 02:30:00.000000','2026-11-27 03:51:39.254945','withdrawn');
INSERT INTO "deadline" VALUES(3,3,'due','2026-11-24 02:30:00.000000','2026-11-27 03:51:39.372735','withdrawn');
INSERT INTO "deadline" VALUES(4,4,'due','2026-11-24 02:30:00.000000','2026-11-27 03:51:39.246875','withdrawn');
INSERT INTO "deadline" VALUES(5,5,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(6,6,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(7,7,'due','2026-11-24 02:30:00.000000','2026-11-27 03:51:39.830739','withdrawn');
INSERT INTO "deadline" VALUES(8,8,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(9,9,'due','2026-11-24 02:30:00.000000','2026-11-27 03:51:39.947547','withdrawn');
INSERT INTO "deadline" VALUES(10,10,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(11,11,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(12,12,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(13,13,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(14,14,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(15,15,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(16,16,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(17,17,'due','2026-11-24 03:00:05.000000',NULL,NULL);
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	request_id INTEGER NOT NULL, 
	verb VARCHAR(40) NOT NULL, 
	user VARCHAR(40) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	pressed_at DATETIME NOT NULL, 
	decided_at DATETIME NOT NULL, 
	seen VARCHAR(16) NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	correlation VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_request_id_request FOREIGN KEY(request_id) REFERENCES request (id)
);
INSERT INTO "decision" VALUES(1,2,'approve','U0CSONE','cs.one','2026-11-24 01:00:03.282003','2026-11-24 01:00:03.395293','e8f1905c9235','','','DMKD23QS');
INSERT INTO "decision" VALUES(2,3,'reject','U0CSONE','cs.one','2026-11-24 01:00:03.422638','2026-11-24 01:00:03.472602','c3485be8dee5','not_available','The customer asked for it.','W4HTBY2U');
INSERT INTO "decision" VALUES(3,5,'approve','U0CSONE','cs.one','2026-11-24 01:00:03.609707','2026-11-24 01:00:03.652377','3fc1fe01213b','','','W7AK27UF');
INSERT INTO "decision" VALUES(4,7,'approve','U0CSONE','cs.one','2026-11-24 01:00:03.962946','2026-11-24 01:00:03.998953','487c56cf6176','','','DFNHHMKA');
INSERT INTO "decision" VALUES(5,9,'approve','U0CSONE','cs.one','2026-11-24 01:00:04.096192','2026-11-24 01:00:04.116776','d89e7efd445a','','','AFUMUQHG');
INSERT INTO "decision" VALUES(6,11,'approve','U0CSONE','cs.one','2026-11-24 01:00:04.163986','2026-11-24 01:00:04.183344','77e41d431ec6','','','2GCG8KAV');
INSERT INTO "decision" VALUES(7,10,'approve','U0CSONE','cs.one','2026-11-24 01:00:04.208408','2026-11-24 01:00:04.252694','c2d1d3e3fb2f','','','CV7KG69X');
CREATE TABLE lease (
	name VARCHAR(60) NOT NULL, 
	owner VARCHAR(40) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
INSERT INTO "lease" VALUES('intake','79ff7d43ef510940','2026-11-27 03:51:48.701178');
CREATE TABLE member (
	user_id VARCHAR(24) NOT NULL, 
	team_id VARCHAR(24) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	standing VARCHAR(16) NOT NULL, 
	roles JSON NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (user_id)
);
INSERT INTO "member" VALUES('U0CSONE','T0HANDOFF','cs.one','cs.one@example.com','member','["cs_agents"]');
INSERT INTO "member" VALUES('U0CSTWO','T0HANDOFF','cs.two','cs.two@example.com','member','["cs_agents"]');
INSERT INTO "member" VALUES('U0CSTHREE','T0HANDOFF','cs.three','cs.three@example.com','member','["cs_agents"]');
INSERT INTO "member" VALUES('U0CSMANAGER','T0HANDOFF','cs.manager','cs.manager@example.com','member','["cs_managers"]');
INSERT INTO "member" VALUES('U0SALESONE','T0HANDOFF','sales.one','sales.one@example.com','member','["sales"]');
INSERT INTO "member" VALUES('U0SALESMANAGER','T0HANDOFF','sales.manager','sales.manager@example.com','member','["sales_managers"]');
INSERT INTO "member" VALUES('U0DEVOPSONE','T0HANDOFF','devops.one','devops.one@example.com','member','["devops"]');
INSERT INTO "member" VALUES('U0OPSLEAD','T0HANDOFF','ops.lead','ops.lead@example.com','member','["operators", "ops_leads"]');
INSERT INTO "member" VALUES('U0SFADMIN','T0HANDOFF','sf.admin','sf.admin@example.com','member','["sf_admins"]');
INSERT INTO "member" VALUES('U0ITMANAGER','T0HANDOFF','it.manager','it.manager@example.com','member','["it_managers"]');
INSERT INTO "member" VALUES('U0DEVONE','T0HANDOFF','dev.one','dev.one@example.com','member','["developers"]');
INSERT INTO "member" VALUES('U0TECHLEAD','T0HANDOFF','tech.lead','tech.lead@example.com','member','["tech_leads"]');
INSERT INTO "member" VALUES('U0PARTNERONE','T0HANDOFF','partner.one','partner.one@example.com','member','["partner_relations"]');
INSERT INTO "member" VALUES('U0PEOPLEMANAGER','T0HANDOFF','people.manager','people.manager@example.com','member','["people_managers"]');
INSERT INTO "member" VALUES('U0LEAVER','T0HANDOFF','leaver','leaver@example.com','member','[]');
INSERT INTO "member" VALUES('U0GUEST','T0HANDOFF','guest','guest@example.com','guest','[]');
INSERT INTO "member" VALUES('U0GONE','T0HANDOFF','gone','gone@example.com','deactivated','[]');
INSERT INTO "member" VALUES('U0EXTERNAL','T0PARTNER','external','external@partner.example','stranger','[]');
INSERT INTO "member" VALUES('U0HANDOFF','T0HANDOFF','handoff','','bot','[]');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	kind VARCHAR(60) NOT NULL, 
	lane VARCHAR(16) NOT NULL, 
	request_id INTEGER, 
	urgent BOOLEAN NOT NULL, 
	payload JSON NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	due_at DATETIME NOT NULL, 
	leased_until DATETIME, 
	owner VARCHAR(40), 
	attempts INTEGER NOT NULL, 
	sent_at DATETIME, 
	fault VARCHAR(200), 
	correlation VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_request_id_request FOREIGN KEY(request_id) REFERENCES request (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
INSERT INTO "outbox" VALUES(1,'orders:M2KU2K:look_up:2','orders.look_up','look',1,0,'{}','done','2026-11-27 03:51:37.927786',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:37.948634',NULL,'BMSV535M','2026-11-27 03:51:37.927786','2026-11-27 03:51:38.016263');
INSERT INTO "outbox" VALUES(2,'orders:FG2YJJ:look_up:2','orders.look_up','look',2,0,'{}','done','2026-11-27 03:51:37.950287',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:37.971082',NULL,'BTKURA35','2026-11-27 03:51:37.950287','2026-11-27 03:51:38.116155');
INSERT INTO "outbox" VALUES(3,'orders:CKUTUM:look_up:2','orders.look_up','look',3,0,'{}','done','2026-11-27 03:51:37.954371',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:37.971082',NULL,'MGRNY7HW','2026-11-27 03:51:37.954371','2026-11-27 03:51:38.087027');
INSERT INTO "outbox" VALUES(4,'orders:9GWCJU:look_up:2','orders.look_up','look',4,0,'{}','done','2026-11-27 03:51:37.978925',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.026940',NULL,'64NYWRB5','2026-11-27 03:51:37.978925','2026-11-27 03:51:38.101612');
INSERT INTO "outbox" VALUES(5,'orders:DJTMRB:look_up:2','orders.look_up','look',5,0,'{}','done','2026-11-27 03:51:37.993182',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.026940',NULL,'JF2429AK','2026-11-27 03:51:37.993182','2026-11-27 03:51:38.110054');
INSERT INTO "outbox" VALUES(6,'orders:S7ET24:look_up:2','orders.look_up','look',6,0,'{}','done','2026-11-27 03:51:38.004610',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.099844',NULL,'X9VRJ7HM','2026-11-27 03:51:38.004610','2026-11-27 03:51:38.312445');
INSERT INTO "outbox" VALUES(7,'orders:M2KU2K:card:3:834350','slack.card','card',1,0,'{}','done','2026-11-27 03:51:38.011332',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.026940',NULL,'BMSV535M','2026-11-27 03:51:38.011332','2026-11-27 03:51:38.151108');
INSERT INTO "outbox" VALUES(8,'orders:VZ2V7U:look_up:2','orders.look_up','look',7,0,'{}','done','2026-11-27 03:51:38.021647',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'5ZAEUFNS','2026-11-27 03:51:38.021647','2026-11-27 03:51:38.265892');
INSERT INTO "outbox" VALUES(9,'orders:E29UG3:look_up:2','orders.look_up','look',8,0,'{}','done','2026-11-27 03:51:38.029732',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'KVZAJXKZ','2026-11-27 03:51:38.029732','2026-11-27 03:51:38.288723');
INSERT INTO "outbox" VALUES(10,'orders:7JQVB6:look_up:2','orders.look_up','look',9,0,'{}','done','2026-11-27 03:51:38.047565',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'7AJS5B8B','2026-11-27 03:51:38.047565','2026-11-27 03:51:38.278634');
INSERT INTO "outbox" VALUES(11,'orders:8JFDVR:look_up:2','orders.look_up','look',10,0,'{}','done','2026-11-27 03:51:38.074017',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.274687',NULL,'UJPZAZTK','2026-11-27 03:51:38.074017','2026-11-27 03:51:38.413071');
INSERT INTO "outbox" VALUES(12,'orders:CKUTUM:card:3:6aeb37','slack.card','card',3,0,'{}','done','2026-11-27 03:51:38.086203',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.099844',NULL,'MGRNY7HW','2026-11-27 03:51:38.086203','2026-11-27 03:51:38.296264');
INSERT INTO "outbox" VALUES(13,'orders:9GWCJU:card:3:c3eaf4','slack.card','card',4,0,'{}','done','2026-11-27 03:51:38.095199',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'64NYWRB5','2026-11-27 03:51:38.095199','2026-11-27 03:51:38.284583');
INSERT INTO "outbox" VALUES(14,'orders:DJTMRB:card:3:ea425b','slack.card','card',5,0,'{}','done','2026-11-27 03:51:38.109009',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'JF2429AK','2026-11-27 03:51:38.109009','2026-11-27 03:51:38.304334');
INSERT INTO "outbox" VALUES(15,'orders:FG2YJJ:card:3:e3d8e7','slack.card','card',2,0,'{}','done','2026-11-27 03:51:38.113100',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.164107',NULL,'BTKURA35','2026-11-27 03:51:38.113100','2026-11-27 03:51:38.300941');
INSERT INTO "outbox" VALUES(16,'orders:XWMASA:look_up:2','orders.look_up','look',11,0,'{}','done','2026-11-27 03:51:38.130115',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'HKK3BJKV','2026-11-27 03:51:38.130115','2026-11-27 03:51:38.442013');
INSERT INTO "outbox" VALUES(17,'orders:G2JY3Z:look_up:2','orders.look_up','look',12,0,'{}','done','2026-11-27 03:51:38.195716',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'W6FK9S76','2026-11-27 03:51:38.195716','2026-11-27 03:51:38.452018');
INSERT INTO "outbox" VALUES(18,'orders:GTB7N3:look_up:2','orders.look_up','look',13,0,'{}','done','2026-11-27 03:51:38.229984',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'JF2KCHP8','2026-11-27 03:51:38.229984','2026-11-27 03:51:38.474004');
INSERT INTO "outbox" VALUES(19,'orders:QGFN9B:look_up:2','orders.look_up','look',14,0,'{}','done','2026-11-27 03:51:38.249760',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.419776',NULL,'6FFZ2UW2','2026-11-27 03:51:38.249760','2026-11-27 03:51:38.490946');
INSERT INTO "outbox" VALUES(20,'orders:VZ2V7U:card:3:cb6861','slack.card','card',7,0,'{}','done','2026-11-27 03:51:38.265145',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'5ZAEUFNS','2026-11-27 03:51:38.265145','2026-11-27 03:51:38.427190');
INSERT INTO "outbox" VALUES(21,'orders:7JQVB6:card:3:abf81c','slack.card','card',9,0,'{}','done','2026-11-27 03:51:38.272779',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'7AJS5B8B','2026-11-27 03:51:38.272779','2026-11-27 03:51:38.448529');
INSERT INTO "outbox" VALUES(22,'orders:E29UG3:card:3:68ad88','slack.card','card',8,0,'{}','done','2026-11-27 03:51:38.287938',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'KVZAJXKZ','2026-11-27 03:51:38.287938','2026-11-27 03:51:38.421364');
INSERT INTO "outbox" VALUES(23,'orders:S7ET24:card:3:b5a5c1','slack.card','card',6,0,'{}','done','2026-11-27 03:51:38.309185',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.354051',NULL,'X9VRJ7HM','2026-11-27 03:51:38.309185','2026-11-27 03:51:38.433073');
INSERT INTO "outbox" VALUES(24,'orders:HT26NY:look_up:2','orders.look_up','look',15,0,'{}','done','2026-11-27 03:51:38.319935',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.468758',NULL,'ZY3Y3YVE','2026-11-27 03:51:38.319935','2026-11-27 03:51:38.563948');
INSERT INTO "outbox" VALUES(25,'orders:4GQU9U:look_up:2','orders.look_up','look',16,0,'{}','done','2026-11-27 03:51:38.329391',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.468758',NULL,'KJHR442E','2026-11-27 03:51:38.329391','2026-11-27 03:51:38.506139');
INSERT INTO "outbox" VALUES(26,'orders:8JFDVR:card:3:565830','slack.card','card',10,0,'{}','done','2026-11-27 03:51:38.405003',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.468758',NULL,'UJPZAZTK','2026-11-27 03:51:38.405003','2026-11-27 03:51:38.501096');
INSERT INTO "outbox" VALUES(27,'orders:XWMASA:card:3:6a66ff','slack.card','card',11,0,'{}','done','2026-11-27 03:51:38.437556',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.468758',NULL,'HKK3BJKV','2026-11-27 03:51:38.437556','2026-11-27 03:51:38.638522');
INSERT INTO "outbox" VALUES(28,'orders:G2JY3Z:card:3:d6b327','slack.card','card',12,0,'{}','done','2026-11-27 03:51:38.451328',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.468758',NULL,'W6FK9S76','2026-11-27 03:51:38.451328','2026-11-27 03:51:38.651584');
INSERT INTO "outbox" VALUES(29,'orders:GTB7N3:card:3:8582d7','slack.card','card',13,0,'{}','done','2026-11-27 03:51:38.473372',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.477575',NULL,'JF2KCHP8','2026-11-27 03:51:38.473372','2026-11-27 03:51:38.646313');
INSERT INTO "outbox" VALUES(30,'orders:QGFN9B:card:3:48ab2b','slack.card','card',14,0,'{}','done','2026-11-27 03:51:38.481118',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.509180',NULL,'6FFZ2UW2','2026-11-27 03:51:38.481118','2026-11-27 03:51:38.655230');
INSERT INTO "outbox" VALUES(31,'orders:4GQU9U:card:3:58668a','slack.card','card',16,0,'{}','done','2026-11-27 03:51:38.505099',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.647474',NULL,'KJHR442E','2026-11-27 03:51:38.505099','2026-11-27 03:51:38.737512');
INSERT INTO "outbox" VALUES(32,'orders:HT26NY:card:3:6c920b','slack.card','card',15,0,'{}','done','2026-11-27 03:51:38.558893',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.675931',NULL,'ZY3Y3YVE','2026-11-27 03:51:38.558893','2026-11-27 03:51:38.774646');
INSERT INTO "outbox" VALUES(33,'orders:M2KU2K:card:4:3431fe','slack.card','card',1,0,'{}','done','2026-11-27 03:51:38.750194',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:38.756289',NULL,'BMSV535M','2026-11-27 03:51:38.750194','2026-11-27 03:51:38.850258');
INSERT INTO "outbox" VALUES(34,'orders:FG2YJJ:look_up:4','orders.look_up','look',2,1,'{}','done','2026-11-27 03:51:39.088609',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.128175',NULL,'DMKD23QS','2026-11-27 03:51:39.088609','2026-11-27 03:51:39.222871');
INSERT INTO "outbox" VALUES(35,'orders:FG2YJJ:card:4:546f09','slack.card','card',2,1,'{}','done','2026-11-27 03:51:39.090090',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.128175',NULL,'DMKD23QS','2026-11-27 03:51:39.090090','2026-11-27 03:51:39.234208');
INSERT INTO "outbox" VALUES(36,'orders:FG2YJJ:approve:5','orders.approve','write',2,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:04+00:00"}, "seen": "e8f1905c9235", "notes": ""}','done','2026-11-27 03:51:39.200260',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.228854',NULL,'DMKD23QS','2026-11-27 03:51:39.200260','2026-11-27 03:51:39.266603');
INSERT INTO "outbox" VALUES(37,'orders:FG2YJJ:card:5:ff9e01','slack.card','card',2,1,'{}','done','2026-11-27 03:51:39.201853',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.245649',NULL,'DMKD23QS','2026-11-27 03:51:39.201853','2026-11-27 03:51:39.303670');
INSERT INTO "outbox" VALUES(38,'orders:CKUTUM:look_up:4','orders.look_up','look',3,1,'{}','done','2026-11-27 03:51:39.229219',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.245649',NULL,'W4HTBY2U','2026-11-27 03:51:39.229219','2026-11-27 03:51:39.286329');
INSERT INTO "outbox" VALUES(39,'orders:CKUTUM:card:4:b29399','slack.card','card',3,1,'{}','done','2026-11-27 03:51:39.230167',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.245649',NULL,'W4HTBY2U','2026-11-27 03:51:39.230167','2026-11-27 03:51:39.292141');
INSERT INTO "outbox" VALUES(40,'orders:9GWCJU:card:4:427c14','slack.card','card',4,1,'{}','done','2026-11-27 03:51:39.248899',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.253720',NULL,'64NYWRB5','2026-11-27 03:51:39.248899','2026-11-27 03:51:39.328512');
INSERT INTO "outbox" VALUES(41,'orders:FG2YJJ:card:6:f5c841','slack.card','card',2,1,'{}','done','2026-11-27 03:51:39.265945',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.328932',NULL,'DMKD23QS','2026-11-27 03:51:39.265945','2026-11-27 03:51:39.359512');
INSERT INTO "outbox" VALUES(42,'orders:FG2YJJ:say:6','slack.say','say',2,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','done','2026-11-27 03:51:39.254945',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.273978',NULL,'DMKD23QS','2026-11-27 03:51:39.254945','2026-11-27 03:51:39.345372');
INSERT INTO "outbox" VALUES(43,'orders:CKUTUM:reject:5','orders.reject','write',3,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:04+00:00"}, "seen": "c3485be8dee5", "notes": ""}','done','2026-11-27 03:51:39.277958',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.328932',NULL,'W4HTBY2U','2026-11-27 03:51:39.277958','2026-11-27 03:51:39.374318');
INSERT INTO "outbox" VALUES(44,'orders:CKUTUM:card:5:f8000a','slack.card','card',3,1,'{}','done','2026-11-27 03:51:39.279186',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.328932',NULL,'W4HTBY2U','2026-11-27 03:51:39.279186','2026-11-27 03:51:39.369019');
INSERT INTO "outbox" VALUES(45,'orders:CKUTUM:card:6:f01b29','slack.card','card',3,1,'{}','done','2026-11-27 03:51:39.373791',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.375160',NULL,'W4HTBY2U','2026-11-27 03:51:39.373791','2026-11-27 03:51:39.389828');
INSERT INTO "outbox" VALUES(46,'orders:CKUTUM:say:6','slack.say','say',3,0,'{"text": "Rejected by @cs.one \u00b7 Product not available at address \u00b7 SLA met"}','done','2026-11-27 03:51:39.372735',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.375160',NULL,'W4HTBY2U','2026-11-27 03:51:39.372735','2026-11-27 03:51:39.385831');
INSERT INTO "outbox" VALUES(47,'orders:DJTMRB:look_up:4','orders.look_up','look',5,1,'{}','done','2026-11-27 03:51:39.416246',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.438017',NULL,'W7AK27UF','2026-11-27 03:51:39.416246','2026-11-27 03:51:39.460301');
INSERT INTO "outbox" VALUES(48,'orders:DJTMRB:card:4:34727a','slack.card','card',5,1,'{}','done','2026-11-27 03:51:39.417129',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.438017',NULL,'W7AK27UF','2026-11-27 03:51:39.417129','2026-11-27 03:51:39.462668');
INSERT INTO "outbox" VALUES(49,'orders:DJTMRB:approve:5','orders.approve','write',5,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:04+00:00"}, "seen": "3fc1fe01213b", "notes": ""}','parked','2026-11-27 03:51:39.457879',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.462099','CUSTOM_REFUSAL','W7AK27UF','2026-11-27 03:51:39.457879','2026-11-27 03:51:39.477272');
INSERT INTO "outbox" VALUES(50,'orders:DJTMRB:card:5:924d70','slack.card','card',5,1,'{}','done','2026-11-27 03:51:39.458908',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.465720',NULL,'W7AK27UF','2026-11-27 03:51:39.458908','2026-11-27 03:51:39.480020');
INSERT INTO "outbox" VALUES(51,'orders:DJTMRB:card:6:8fcf6c','slack.card','card',5,1,'{}','done','2026-11-27 03:51:39.474005',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.492973',NULL,'W7AK27UF','2026-11-27 03:51:39.474005','2026-11-27 03:51:39.575335');
INSERT INTO "outbox" VALUES(52,'tell:63ec97c8f538aba9','slack.tell','say',NULL,1,'{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000004 could not be approved: Salesforce refused the request (CUSTOM_REFUSAL). (reference W7AK27UF)", "thread": null}','done','2026-11-27 03:51:39.474141',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.478500',NULL,'W7AK27UF','2026-11-27 03:51:39.474141','2026-11-27 03:51:39.496549');
INSERT INTO "outbox" VALUES(53,'orders:S7ET24:look_up:4','orders.look_up','look',6,1,'{}','done','2026-11-27 03:51:39.687220',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.689466',NULL,'5GXEBDAU','2026-11-27 03:51:39.687220','2026-11-27 03:51:39.711954');
INSERT INTO "outbox" VALUES(54,'orders:S7ET24:card:4:c78635','slack.card','card',6,1,'{}','done','2026-11-27 03:51:39.688285',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.689466',NULL,'5GXEBDAU','2026-11-27 03:51:39.688285','2026-11-27 03:51:39.718296');
INSERT INTO "outbox" VALUES(55,'orders:S7ET24:card:5:f42dd7','slack.card','card',6,1,'{}','done','2026-11-27 03:51:39.709670',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.725655',NULL,'5GXEBDAU','2026-11-27 03:51:39.709670','2026-11-27 03:51:39.746895');
INSERT INTO "outbox" VALUES(56,'tell:24af93ec5842d31b','slack.tell','say',NULL,1,'{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000005 changed while you looked. Nothing was written; please look again.", "thread": null}','done','2026-11-27 03:51:39.709807',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.714231',NULL,'5GXEBDAU','2026-11-27 03:51:39.709807','2026-11-27 03:51:39.740453');
INSERT INTO "outbox" VALUES(57,'orders:VZ2V7U:look_up:4','orders.look_up','look',7,1,'{}','done','2026-11-27 03:51:39.769453',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.771165',NULL,'DFNHHMKA','2026-11-27 03:51:39.769453','2026-11-27 03:51:39.806277');
INSERT INTO "outbox" VALUES(58,'orders:VZ2V7U:card:4:d40f8e','slack.card','card',7,1,'{}','parked','2026-11-27 03:51:39.770130',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.771165','invalid_blocks','DFNHHMKA','2026-11-27 03:51:39.770130','2026-11-27 03:51:39.812180');
INSERT INTO "outbox" VALUES(59,'orders:VZ2V7U:approve:5','orders.approve','write',7,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:05+00:00"}, "seen": "487c56cf6176", "notes": ""}','done','2026-11-27 03:51:39.804373',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.810958',NULL,'DFNHHMKA','2026-11-27 03:51:39.804373','2026-11-27 03:51:39.836301');
INSERT INTO "outbox" VALUES(60,'orders:VZ2V7U:card:5:412c40','slack.card','card',7,1,'{}','done','2026-11-27 03:51:39.805491',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.815780',NULL,'DFNHHMKA','2026-11-27 03:51:39.805491','2026-11-27 03:51:39.838160');
INSERT INTO "outbox" VALUES(61,'orders:VZ2V7U:card:6:494dbb','slack.card','card',7,1,'{}','done','2026-11-27 03:51:39.835773',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.842793',NULL,'DFNHHMKA','2026-11-27 03:51:39.835773','2026-11-27 03:51:39.856024');
INSERT INTO "outbox" VALUES(62,'orders:VZ2V7U:say:6','slack.say','say',7,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','done','2026-11-27 03:51:39.830739',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.837250',NULL,'DFNHHMKA','2026-11-27 03:51:39.830739','2026-11-27 03:51:39.849075');
INSERT INTO "outbox" VALUES(63,'orders:7JQVB6:look_up:4','orders.look_up','look',9,1,'{}','done','2026-11-27 03:51:39.902701',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.904599',NULL,'AFUMUQHG','2026-11-27 03:51:39.902701','2026-11-27 03:51:39.925406');
INSERT INTO "outbox" VALUES(64,'orders:7JQVB6:card:4:166ca3','slack.card','card',9,1,'{}','done','2026-11-27 03:51:39.903407',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.904599',NULL,'AFUMUQHG','2026-11-27 03:51:39.903407','2026-11-27 03:51:39.918675');
INSERT INTO "outbox" VALUES(65,'orders:7JQVB6:approve:5','orders.approve','write',9,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:05+00:00"}, "seen": "d89e7efd445a", "notes": ""}','done','2026-11-27 03:51:39.922216',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.926180',NULL,'AFUMUQHG','2026-11-27 03:51:39.922216','2026-11-27 03:51:39.949172');
INSERT INTO "outbox" VALUES(66,'orders:7JQVB6:card:5:75aec1','slack.card','card',9,1,'{}','done','2026-11-27 03:51:39.923320',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.926180',NULL,'AFUMUQHG','2026-11-27 03:51:39.923320','2026-11-27 03:51:39.951572');
INSERT INTO "outbox" VALUES(67,'orders:7JQVB6:card:6:976e14','slack.card','card',9,1,'{}','done','2026-11-27 03:51:39.948668',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.956419',NULL,'AFUMUQHG','2026-11-27 03:51:39.948668','2026-11-27 03:51:39.973039');
INSERT INTO "outbox" VALUES(68,'orders:7JQVB6:say:6','slack.say','say',9,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','waiting','2026-11-27 03:51:42.964659',NULL,'79ff7d43ef510940',1,NULL,'ratelimited','AFUMUQHG','2026-11-27 03:51:39.947547',NULL);
INSERT INTO "outbox" VALUES(69,'orders:XWMASA:look_up:4','orders.look_up','look',11,1,'{}','done','2026-11-27 03:51:39.970490',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.971611',NULL,'2GCG8KAV','2026-11-27 03:51:39.970490','2026-11-27 03:51:39.990641');
INSERT INTO "outbox" VALUES(70,'orders:XWMASA:card:4:b0b4be','slack.card','card',11,1,'{}','done','2026-11-27 03:51:39.971173',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.971611',NULL,'2GCG8KAV','2026-11-27 03:51:39.971173','2026-11-27 03:51:39.992348');
INSERT INTO "outbox" VALUES(71,'orders:XWMASA:approve:5','orders.approve','write',11,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:05+00:00"}, "seen": "77e41d431ec6", "notes": ""}','waiting','2026-11-27 03:51:41.056128',NULL,'79ff7d43ef510940',2,NULL,'UNABLE_TO_LOCK_ROW','2GCG8KAV','2026-11-27 03:51:39.988848',NULL);
INSERT INTO "outbox" VALUES(72,'orders:XWMASA:card:5:d9e655','slack.card','card',11,1,'{}','done','2026-11-27 03:51:39.989886',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:39.994961',NULL,'2GCG8KAV','2026-11-27 03:51:39.989886','2026-11-27 03:51:40.008366');
INSERT INTO "outbox" VALUES(73,'orders:8JFDVR:look_up:4','orders.look_up','look',10,1,'{}','done','2026-11-27 03:51:40.014948',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.036638',NULL,'CV7KG69X','2026-11-27 03:51:40.014948','2026-11-27 03:51:40.062755');
INSERT INTO "outbox" VALUES(74,'orders:8JFDVR:card:4:dc4aa5','slack.card','card',10,1,'{}','done','2026-11-27 03:51:40.021355',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.036638',NULL,'CV7KG69X','2026-11-27 03:51:40.021355','2026-11-27 03:51:40.119942');
INSERT INTO "outbox" VALUES(75,'orders:8JFDVR:approve:5','orders.approve','write',10,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:05+00:00"}, "seen": "c2d1d3e3fb2f", "notes": ""}','waiting','2026-11-27 03:51:40.563875','2026-11-27 03:52:10.564051','79ff7d43ef510940',2,'2026-11-27 03:51:40.109923','connection_lost','CV7KG69X','2026-11-27 03:51:40.058207',NULL);
INSERT INTO "outbox" VALUES(76,'orders:8JFDVR:card:5:498f2d','slack.card','card',10,1,'{}','done','2026-11-27 03:51:40.059231',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.131634',NULL,'CV7KG69X','2026-11-27 03:51:40.059231','2026-11-27 03:51:40.159878');
INSERT INTO "outbox" VALUES(77,'orders:G2JY3Z:look_up:4','orders.look_up','look',12,1,'{}','waiting','2026-11-27 03:51:40.164051','2026-11-27 03:52:10.167287','79ff7d43ef510940',1,'2026-11-27 03:51:40.167287',NULL,'C5YR8PPW','2026-11-27 03:51:40.164051',NULL);
INSERT INTO "outbox" VALUES(78,'orders:G2JY3Z:card:4:7b0c28','slack.card','card',12,1,'{}','done','2026-11-27 03:51:40.164886',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.167287',NULL,'C5YR8PPW','2026-11-27 03:51:40.164886','2026-11-27 03:51:40.212550');
INSERT INTO "outbox" VALUES(79,'orders:GTB7N3:look_up:4','orders.look_up','look',13,1,'{}','waiting','2026-11-27 03:51:40.203378','2026-11-27 03:52:10.211504','79ff7d43ef510940',1,'2026-11-27 03:51:40.211504',NULL,'VEFNWR3M','2026-11-27 03:51:40.203378',NULL);
INSERT INTO "outbox" VALUES(80,'orders:GTB7N3:card:4:83baf4','slack.card','card',13,1,'{}','done','2026-11-27 03:51:40.204145',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.211504',NULL,'VEFNWR3M','2026-11-27 03:51:40.204145','2026-11-27 03:51:40.246834');
INSERT INTO "outbox" VALUES(81,'orders:XWMASA:card:6:7cb70c','slack.card','card',11,1,'{}','done','2026-11-27 03:51:40.277974',NULL,'79ff7d43ef510940',1,'2026-11-27 03:51:40.279337',NULL,'2GCG8KAV','2026-11-27 03:51:40.277974','2026-11-27 03:51:40.286791');
INSERT INTO "outbox" VALUES(82,'orders:NXCVSJ:look_up:2','orders.look_up','look',17,0,'{}','waiting','2026-11-27 03:51:40.722830',NULL,NULL,0,NULL,NULL,'RGRQ86GB','2026-11-27 03:51:40.722830',NULL);
CREATE TABLE personal (
	request_id INTEGER NOT NULL, 
	details JSON NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_personal PRIMARY KEY (request_id), 
	CONSTRAINT fk_personal_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE
);
INSERT INTO "personal" VALUES(1,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.009819');
INSERT INTO "personal" VALUES(2,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.200260');
INSERT INTO "personal" VALUES(3,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.277958');
INSERT INTO "personal" VALUES(4,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.094429');
INSERT INTO "personal" VALUES(5,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.457879');
INSERT INTO "personal" VALUES(6,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Meguro 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.708545');
INSERT INTO "personal" VALUES(7,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.804373');
INSERT INTO "personal" VALUES(8,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.286241');
INSERT INTO "personal" VALUES(9,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.922216');
INSERT INTO "personal" VALUES(10,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:40.058207');
INSERT INTO "personal" VALUES(11,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:39.988848');
INSERT INTO "personal" VALUES(12,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.450686');
INSERT INTO "personal" VALUES(13,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.472719');
INSERT INTO "personal" VALUES(14,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.480420');
INSERT INTO "personal" VALUES(15,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.555078');
INSERT INTO "personal" VALUES(16,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:51:38.504172');
CREATE TABLE receipt (
	"key" VARCHAR(120) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_receipt PRIMARY KEY ("key")
);
INSERT INTO "receipt" VALUES('1795751498983408.928910725677.215fd6f5ec27b9378210f7e84e285aa4','2026-11-27 03:51:39.084145');
INSERT INTO "receipt" VALUES('1795751499139646.409848758785.3f1ed7a2f25f6b426c020ce775d4b42d','2026-11-27 03:51:39.173252');
INSERT INTO "receipt" VALUES('1795751499223767.916230946153.02b6d51258a47577c42df51a3b491af2','2026-11-27 03:51:39.228075');
INSERT INTO "receipt" VALUES('1795751499405761.495460279900.748a28a2de0fbc7664552e87371d2283','2026-11-27 03:51:39.412595');
INSERT INTO "receipt" VALUES('1795751499566357.968397072889.786fcca88c0d216f982b7420d70c1c18','2026-11-27 03:51:39.685984');
INSERT INTO "receipt" VALUES('1795751499764383.894130785461.017e96da7a88ff285dd25abfe6e830c6','2026-11-27 03:51:39.768718');
INSERT INTO "receipt" VALUES('1795751499879667.321913805544.b55d161f68f09e804ff18b2a872c32bc','2026-11-27 03:51:39.883892');
INSERT INTO "receipt" VALUES('1795751499897924.627816197234.86a98b3855718954023b7bb49fc3fe8e','2026-11-27 03:51:39.901936');
INSERT INTO "receipt" VALUES('1795751499958434.560938632051.47d3adbae8a5a3218f9d0e16bec73b16','2026-11-27 03:51:39.969805');
INSERT INTO "receipt" VALUES('1795751500009020.426921735467.bdcfa51ef63d64ebba5b34867ac48129','2026-11-27 03:51:40.012919');
INSERT INTO "receipt" VALUES('1795751500155635.747150793147.d331c9d5345e049323ac0f315097843d','2026-11-27 03:51:40.163251');
INSERT INTO "receipt" VALUES('1795751500175463.935432874119.c3388cff3a2c947386b680beaccbcb58','2026-11-27 03:51:40.185212');
INSERT INTO "receipt" VALUES('1795751500198608.843636406395.b74c2509705cde90781d18868c2e7cdc','2026-11-27 03:51:40.202622');
CREATE TABLE request (
	id INTEGER NOT NULL, 
	public_id VARCHAR(12) NOT NULL, 
	workflow VARCHAR(40) NOT NULL, 
	external_id VARCHAR(64) NOT NULL, 
	round INTEGER NOT NULL, 
	number VARCHAR(64) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	target VARCHAR(40) NOT NULL, 
	due_at DATETIME, 
	overdue BOOLEAN NOT NULL, 
	facts JSON NOT NULL, 
	fingerprint VARCHAR(16) NOT NULL, 
	serving JSON, 
	outcome JSON, 
	trouble JSON, 
	difference JSON, 
	modified_at DATETIME, 
	touched_at DATETIME NOT NULL, 
	correlation VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_request PRIMARY KEY (id), 
	CONSTRAINT uq_request_public_id UNIQUE (public_id), 
	CONSTRAINT uq_request_workflow_external_id_round UNIQUE (workflow, external_id, round)
);
INSERT INTO "request" VALUES(1,'M2KU2K','orders','801Ho000000000GIAQ',1,'00000016','waiting',4,'2026-11-20 05:00:00.000000','standard','2026-11-20 07:00:00.000000',1,'{"customer": "00000015", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000GIAQ/view"}','4274c3ab1765',NULL,NULL,NULL,NULL,'2026-11-20 05:00:00.000000','2026-11-27 03:51:38.749229','BMSV535M');
INSERT INTO "request" VALUES(2,'FG2YJJ','orders','801Ho0000000001IAA',1,'00000001','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000000", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000001IAA/view"}','e8f1905c9235','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:03.282003+00:00", "seen": "e8f1905c9235", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:04.000000','2026-11-27 03:51:39.254945','DMKD23QS');
INSERT INTO "request" VALUES(3,'CKUTUM','orders','801Ho0000000002IAA',1,'00000002','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000001", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000002IAA/view"}','c3485be8dee5','{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:03.422638+00:00", "seen": "c3485be8dee5", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "The customer asked for it."}','{"verb": "reject", "status": "Cancelled", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:04.000000','2026-11-27 03:51:39.372735','W4HTBY2U');
INSERT INTO "request" VALUES(4,'9GWCJU','orders','801Ho0000000003IAA',1,'00000003','elsewhere',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000002", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000003IAA/view"}','dc499e66e612',NULL,'{"verb": "elsewhere", "status": "Cancelled", "by": "Sf Clerk", "at": "2026-11-24T01:00:04+00:00"}',NULL,NULL,'2026-11-24 01:00:04.000000','2026-11-27 03:51:39.246875','64NYWRB5');
INSERT INTO "request" VALUES(5,'DJTMRB','orders','801Ho0000000004IAA',1,'00000004','failed',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000003", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000004IAA/view"}','3fc1fe01213b','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:03.609707+00:00", "seen": "3fc1fe01213b", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,'{"code": "CUSTOM_REFUSAL", "kind": "refused", "sentence": "Salesforce refused the request (CUSTOM_REFUSAL)."}',NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:39.473245','W7AK27UF');
INSERT INTO "request" VALUES(6,'S7ET24','orders','801Ho0000000005IAA',1,'00000005','held',5,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000004", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Meguro, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000005IAA/view"}','d3c10916cf79','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:03.880687+00:00", "seen": "3b08c1980e0e", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,'[["Area", "Setagaya, Tokyo", "Meguro, Tokyo"], ["Installation address", "", ""]]','2026-11-24 01:00:05.000000','2026-11-27 03:51:39.708545','5GXEBDAU');
INSERT INTO "request" VALUES(7,'VZ2V7U','orders','801Ho0000000006IAA',1,'00000006','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000005", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000006IAA/view"}','487c56cf6176','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:03.962946+00:00", "seen": "487c56cf6176", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:05.000000','2026-11-27 03:51:39.830739','DFNHHMKA');
INSERT INTO "request" VALUES(8,'E29UG3','orders','801Ho0000000007IAA',1,'00000007','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000006", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000007IAA/view"}','d48276be43f3',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:38.286241','KVZAJXKZ');
INSERT INTO "request" VALUES(9,'7JQVB6','orders','801Ho0000000008IAA',1,'00000008','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000007", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000008IAA/view"}','d89e7efd445a','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.096192+00:00", "seen": "d89e7efd445a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:05.000000','2026-11-27 03:51:39.947547','AFUMUQHG');
INSERT INTO "request" VALUES(10,'8JFDVR','orders','801Ho0000000009IAA',1,'00000009','decided',5,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000008", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho0000000009IAA/view"}','c2d1d3e3fb2f','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.208408+00:00", "seen": "c2d1d3e3fb2f", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:40.058207','CV7KG69X');
INSERT INTO "request" VALUES(11,'XWMASA','orders','801Ho000000000AIAQ',1,'00000010','decided',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000009", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000AIAQ/view"}','77e41d431ec6','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.163986+00:00", "seen": "77e41d431ec6", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,'{"code": "UNABLE_TO_LOCK_ROW", "kind": "late"}',NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:40.277261','2GCG8KAV');
INSERT INTO "request" VALUES(12,'G2JY3Z','orders','801Ho000000000BIAQ',1,'00000011','checking',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000010", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000BIAQ/view"}','8efdb9e3a94a','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.357538+00:00", "seen": "8efdb9e3a94a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:40.164051','C5YR8PPW');
INSERT INTO "request" VALUES(13,'GTB7N3','orders','801Ho000000000CIAQ',1,'00000012','checking',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000011", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000CIAQ/view"}','a6b7bec020d0','{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:04.396857+00:00", "seen": "a6b7bec020d0", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "Half of a click."}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:40.203378','VEFNWR3M');
INSERT INTO "request" VALUES(14,'QGFN9B','orders','801Ho000000000DIAQ',1,'00000013','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000012", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000DIAQ/view"}','637697702416',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:38.480420','6FFZ2UW2');
INSERT INTO "request" VALUES(15,'HT26NY','orders','801Ho000000000EIAQ',1,'00000014','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000013", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000EIAQ/view"}','591c9038473e',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:38.555078','ZY3Y3YVE');
INSERT INTO "request" VALUES(16,'4GQU9U','orders','801Ho000000000FIAQ',1,'00000015','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000014", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:43719/lightning/r/Order/801Ho000000000FIAQ/view"}','ec530d9bc903',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:51:38.504172','KJHR442E');
INSERT INTO "request" VALUES(17,'NXCVSJ','orders','801Ho000000000HIAQ',1,'00000017','arrived',2,'2026-11-24 01:00:05.000000','standard','2026-11-24 03:00:05.000000',0,'{}','',NULL,NULL,NULL,NULL,'2026-11-24 01:00:05.000000','2026-11-27 03:51:40.722830','RGRQ86GB');
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_receipt_at ON receipt (at);
CREATE INDEX ix_request_workflow_state ON request (workflow, state);
CREATE INDEX ix_card_request_id ON card (request_id);
CREATE INDEX ix_deadline_due_at ON deadline (due_at) WHERE closed_at IS NULL;
CREATE INDEX ix_deadline_request_id ON deadline (request_id);
CREATE INDEX ix_decision_request_id ON decision (request_id);
CREATE INDEX ix_outbox_order ON outbox (request_id, lane) WHERE state IN ('waiting', 'parked');
CREATE INDEX ix_outbox_waiting ON outbox (lane, due_at) WHERE state = 'waiting';
CREATE INDEX ix_personal_expires_at ON personal (expires_at);
COMMIT;
