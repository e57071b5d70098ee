BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "audit" VALUES(1,'2026-11-27 03:54:58.022956','system','opened','69ZMCB','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','UA62TKQB','ee2377f187744c1779c4e9d052a2264825e1a94814555be9ca328d37bf69f20c');
INSERT INTO "audit" VALUES(2,'2026-11-27 03:54:58.052364','system','opened','Z3VKDN','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','ZXFAMSF4','74e5a49541dea8586bfb5ac209441b1e2c5636d41c86b4ceb3ca5512ac5b93cc');
INSERT INTO "audit" VALUES(3,'2026-11-27 03:54:58.105281','system','opened','YBTXV2','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','N5TTJGHU','8071a68495023c1f195234897329f80db6b9b2e1133cd798815e222e47ef8038');
INSERT INTO "audit" VALUES(4,'2026-11-27 03:54:58.188098','system','opened','27TWGY','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','RYZRJH7W','2803bc4ba4c2f902c5c723a9af404b6e4637fbaf85b035bb673dca38ae4408f7');
INSERT INTO "audit" VALUES(5,'2026-11-27 03:54:58.219221','system','opened','M64SMW','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','FD6WXMW9','11180b13b024f11c8dba2451507380ef4d76e0c69d3723c63dd609ecf95db71b');
INSERT INTO "audit" VALUES(6,'2026-11-27 03:54:58.246687','system','opened','57MH3Q','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','END2K76W','fd4c6d5afdb4500fbe17959617d0b6b86db5340e6f6b945af913c41de1a55df3');
INSERT INTO "audit" VALUES(7,'2026-11-27 03:54:58.268568','system','opened','M9XZXG','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','BJA5JFZQ','f941edebce13fa117f4642aa16b405d521ce1fbd57ee601117fae01deaadaca8');
INSERT INTO "audit" VALUES(8,'2026-11-27 03:54:58.301047','system','opened','SQMPEK','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','S2GYCZ9P','5b57d82a2fcb974b07cae9ba9e77469f2ca7d29a05721bcd6bec824fd2b24d7e');
INSERT INTO "audit" VALUES(9,'2026-11-27 03:54:58.353500','system','opened','2W9MZ6','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','F32WNGJE','f4cb625d3f22a066479a5c1c52c03dc19e182866286c27beee6332b5f52957a6');
INSERT INTO "audit" VALUES(10,'2026-11-27 03:54:58.432288','system','read','69ZMCB','arrived','waiting','{"business": "2026-11-24T01:00:08+00:00"}','UA62TKQB','98e860b659173153c1528d77118e38419f109483b20ef0911dd714ba8b475815');
INSERT INTO "audit" VALUES(11,'2026-11-27 03:54:58.488849','system','read','Z3VKDN','arrived','waiting','{"business": "2026-11-24T01:00:08+00:00"}','ZXFAMSF4','c222323e2755297826085f25f61fa1949f4a337f0307065e9a683db2eac52a61');
INSERT INTO "audit" VALUES(12,'2026-11-27 03:54:58.516536','system','opened','P54EG5','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','GZYNWBWG','db19e90de85ce63a0fc73a49a861bdd88ebdd6dab0acd2e8173d4d289d6627f1');
INSERT INTO "audit" VALUES(13,'2026-11-27 03:54:58.526658','system','opened','YT8THN','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','KHN3QUNG','51359047feae1a3472b865cef35967502a9e727681872c26b0a2e177bb4979a1');
INSERT INTO "audit" VALUES(14,'2026-11-27 03:54:58.533292','system','opened','57KA59','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','BZXY5GU6','773e7802ee24e779d5896c34a983474cfe84eaa9018f3d2ec011b93477fcb393');
INSERT INTO "audit" VALUES(15,'2026-11-27 03:54:58.546882','system','opened','JE8DP2','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','RWMXN7GS','4755cef9702d077b93e9c8b0768abda912ed44d3ec089a5c57764b6816da71e7');
INSERT INTO "audit" VALUES(16,'2026-11-27 03:54:58.562821','system','read','YBTXV2','arrived','waiting','{"business": "2026-11-24T01:00:08+00:00"}','N5TTJGHU','330124bad92fe6bb16f35dd66c2f10df9db095f9c4b3b5f18477a2c3a46d824c');
INSERT INTO "audit" VALUES(17,'2026-11-27 03:54:58.614831','system','overdue','69ZMCB','waiting','waiting','{"business": "2026-11-24T01:00:08+00:00"}','UA62TKQB','60df8d71c3e44939daed8dd794ab0f992dc972c4625d99f9b0e814868ecb74dd');
INSERT INTO "audit" VALUES(18,'2026-11-27 03:54:58.617866','system','read','27TWGY','arrived','waiting','{"business": "2026-11-24T01:00:08+00:00"}','RYZRJH7W','ccc993b48a40fea477b210a25caef4edf5da3167f552fb378b9d31b337fb6d2b');
INSERT INTO "audit" VALUES(19,'2026-11-27 03:54:58.651144','system','opened','UQSQNH','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','E6V3THGV','d56bc5f72ed0170ed38b896605c302f89317a43f433f24f01cdcfd1f39e1ee66');
INSERT INTO "audit" VALUES(20,'2026-11-27 03:54:58.673441','system','opened','P8XYZF','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','WFVZEYVH','4305d1c93b2a9ed81e31c57214f7f6ca9b8f23b912fb51d9d38f83700eab61bd');
INSERT INTO "audit" VALUES(21,'2026-11-27 03:54:58.713056','system','opened','ZA924H','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:08+00:00"}','XMCCW5QX','28e1402eb3ae680019d0e99a8fb9c3c323a9dcb6a6753ea408c49c6a4f7e7709');
INSERT INTO "audit" VALUES(22,'2026-11-27 03:54:58.741089','system','read','M64SMW','arrived','waiting','{"business": "2026-11-24T01:00:08+00:00"}','FD6WXMW9','59c4066a364a1028cd6f68e9f2b1f715063ac55b2c606649fe5363a7abee0610');
INSERT INTO "audit" VALUES(23,'2026-11-27 03:54:58.812630','system','read','M9XZXG','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','BJA5JFZQ','c350c251d53ac323c29da750031502385303046317d780900e714ca565487ba4');
INSERT INTO "audit" VALUES(24,'2026-11-27 03:54:58.817087','system','read','57MH3Q','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','END2K76W','4c8d5089c34d026980e4e177b124ae3394012dbd9ed987e178d4af95ec0b464a');
INSERT INTO "audit" VALUES(25,'2026-11-27 03:54:58.952186','system','read','2W9MZ6','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','F32WNGJE','748ee37d4141d1ac1b62008636c48adb46581eece059358bf91f1d9e3b89d42f');
INSERT INTO "audit" VALUES(26,'2026-11-27 03:54:59.047782','system','read','P54EG5','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','GZYNWBWG','23f7ebb93ba886ce478900473113f1fc4dc67d6bdf01bbb8933de4fc0bf6a3f6');
INSERT INTO "audit" VALUES(27,'2026-11-27 03:54:59.205225','system','read','SQMPEK','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','S2GYCZ9P','9180ab584b562b486b741ee63430afadcad28a109621b737ce7847414533dbea');
INSERT INTO "audit" VALUES(28,'2026-11-27 03:54:59.211403','system','read','YT8THN','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','KHN3QUNG','8d5f2d160da38d8249b1a0f165d208f1e28000ca1735a3181d88905347e4d2eb');
INSERT INTO "audit" VALUES(29,'2026-11-27 03:54:59.305455','system','read','57KA59','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','BZXY5GU6','7d9c18cba7aeff8467826bb1b08414e67da66a9918dcaec718eae69b4f616ed3');
INSERT INTO "audit" VALUES(30,'2026-11-27 03:54:59.438204','system','read','JE8DP2','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','RWMXN7GS','810fe9330d939877faa3beab85c36ffbf6e0af6356c32b13eae03421440a39e2');
INSERT INTO "audit" VALUES(31,'2026-11-27 03:54:59.448146','system','read','UQSQNH','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','E6V3THGV','470369b50c3acc8f28bbe8905ad3306a71d2668a5ac6ddd0c09608705f2f1696');
INSERT INTO "audit" VALUES(32,'2026-11-27 03:54:59.465746','system','read','P8XYZF','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','WFVZEYVH','073a50c8240ee61b71e7c2dec8d2e5fe89a35e92106c85c5efbe20238bb2c7e3');
INSERT INTO "audit" VALUES(33,'2026-11-27 03:54:59.474134','system','read','ZA924H','arrived','waiting','{"business": "2026-11-24T01:00:09+00:00"}','XMCCW5QX','5ec5c4ff4bde2d33e36a5c15ba709e90a1a631d3affe49fb09ace12116ed9a4e');
INSERT INTO "audit" VALUES(34,'2026-11-27 03:55:00.068851','U0CSONE','approve.accepted','Z3VKDN','waiting','checking','{"business": "2026-11-24T01:00:10+00:00"}','59EME6CQ','5617413d73abe42392f282a5eeedcfa9c4e265b1ba5195106aacc1985e490e93');
INSERT INTO "audit" VALUES(35,'2026-11-27 03:55:00.110964','U0CSONE','reject.revealed','YBTXV2','waiting','waiting','{"business": "2026-11-24T01:00:10+00:00"}','Q8HGU6SD','03a0a101e534ac2e14bdef1ae5c4e5124f1180deaa055256142fb3c31ed2b42d');
INSERT INTO "audit" VALUES(36,'2026-11-27 03:55:00.121400','U0CSONE','approve','Z3VKDN','checking','decided','{"business": "2026-11-24T01:00:10+00:00"}','59EME6CQ','52b69dcb194c86e0bfaca618c23ad216d59ba3045554b94b2c76df6f6149e47c');
INSERT INTO "audit" VALUES(37,'2026-11-27 03:55:00.142604','U0CSONE','reject.accepted','YBTXV2','waiting','checking','{"business": "2026-11-24T01:00:10+00:00"}','3RN4PPQ8','65fc0d56d47e1dd3a56bcb45fbb84b5a819b3a4a2caf909bb3ae9c64c0d00e1d');
INSERT INTO "audit" VALUES(38,'2026-11-27 03:55:00.188263','U0CSONE','approve.written','Z3VKDN','decided','done','{"met": true, "business": "2026-11-24T01:00:10+00:00"}','59EME6CQ','ac443943d195033769e0cd371786620292faec1e24fa31b8f1f7406075928a83');
INSERT INTO "audit" VALUES(39,'2026-11-27 03:55:00.194882','U0CSONE','reject','YBTXV2','checking','decided','{"business": "2026-11-24T01:00:10+00:00"}','3RN4PPQ8','c3f342aa3aa4afa961d30c6e38e0dd8816540718d3d9fb36dda28bad82216189');
INSERT INTO "audit" VALUES(40,'2026-11-27 03:55:00.368036','U0CSONE','reject.written','YBTXV2','decided','done','{"met": true, "business": "2026-11-24T01:00:10+00:00"}','3RN4PPQ8','19339fbe119c758e1e2538c34bbdbf6fbd2a02fa9fd5278c75225d2971a9bee2');
INSERT INTO "audit" VALUES(41,'2026-11-27 03:55:00.485409','system','decided_elsewhere','27TWGY','waiting','elsewhere','{"status": "Cancelled", "business": "2026-11-24T01:00:10+00:00"}','RYZRJH7W','7ae8f238ad635755fcd3286ce631d0afbd871e7d2804915a8f7853f2341abcd2');
INSERT INTO "audit" VALUES(42,'2026-11-27 03:55:00.551006','U0CSONE','approve.accepted','M64SMW','waiting','checking','{"business": "2026-11-24T01:00:10+00:00"}','X532HAVA','70e038f3d9f0c82ed87b9bba2537b612b0168337130c4a1ade10d1b4685ef956');
INSERT INTO "audit" VALUES(43,'2026-11-27 03:55:00.565184','U0CSONE','approve','M64SMW','checking','decided','{"business": "2026-11-24T01:00:10+00:00"}','X532HAVA','98192c019771ed900f36965ba93c4057f17c0666e8248ca1a43671a26d1f2605');
INSERT INTO "audit" VALUES(44,'2026-11-27 03:55:00.606347','U0CSONE','failed','M64SMW','decided','failed','{"code": "CUSTOM_REFUSAL", "business": "2026-11-24T01:00:10+00:00"}','X532HAVA','1aa61af04623d5840fcd5acdeb603d2f4d18103fd47accb6edeec37ef618375f');
INSERT INTO "audit" VALUES(45,'2026-11-27 03:55:00.698145','U0CSONE','approve.accepted','57MH3Q','waiting','checking','{"business": "2026-11-24T01:00:10+00:00"}','V6Z6STEK','f3b52cd93f26aab39d5accbe60cd61dfcd33dcb90710c51ae7a82fa95159311e');
INSERT INTO "audit" VALUES(46,'2026-11-27 03:55:00.732989','U0CSONE','held','57MH3Q','checking','held','{"business": "2026-11-24T01:00:10+00:00"}','V6Z6STEK','34871ccfbd4a61ee5ab5f38a4bbced5f3cc825588de8d520d26cc693e6134153');
INSERT INTO "audit" VALUES(47,'2026-11-27 03:55:00.806045','U0CSONE','approve.accepted','M9XZXG','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','729XMED4','c39f88477aaddde719a589c16ce57ad0beb332d1c45e151fd5f5e818c5e755ac');
INSERT INTO "audit" VALUES(48,'2026-11-27 03:55:00.826298','U0CSONE','approve','M9XZXG','checking','decided','{"business": "2026-11-24T01:00:11+00:00"}','729XMED4','31a60282a5ad4e2e4b39cd46f7bb01a2ee3d4a8f743c6f9625011432650f63a7');
INSERT INTO "audit" VALUES(49,'2026-11-27 03:55:00.850939','U0CSONE','approve.written','M9XZXG','decided','done','{"met": true, "business": "2026-11-24T01:00:11+00:00"}','729XMED4','1009e4ed60432867f6f26094b168c9441feb01b3fe60c4603e0374160b422fdd');
INSERT INTO "audit" VALUES(50,'2026-11-27 03:55:00.900329','U0CSONE','reject.revealed','SQMPEK','waiting','waiting','{"business": "2026-11-24T01:00:11+00:00"}','JD2H4TK3','51e65755c0c3fff3b0db3624963f9dc50a37efc747b916f0a0bcd720a9ea7f20');
INSERT INTO "audit" VALUES(51,'2026-11-27 03:55:00.923329','U0CSONE','approve.accepted','2W9MZ6','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','AV8R9745','dcd8efcaf8d11774caf61855f0a52abc09186490f0e16d3db51a55953e4fb196');
INSERT INTO "audit" VALUES(52,'2026-11-27 03:55:00.945766','U0CSONE','approve','2W9MZ6','checking','decided','{"business": "2026-11-24T01:00:11+00:00"}','AV8R9745','b916702d6458111d1ac16b7c1df71fa23484368d097432293b7ff0f53692bae7');
INSERT INTO "audit" VALUES(53,'2026-11-27 03:55:00.969842','U0CSONE','approve.written','2W9MZ6','decided','done','{"met": true, "business": "2026-11-24T01:00:11+00:00"}','AV8R9745','108b9782dcbece988a2e3474c46b489aa8631569f0a06641751c55d16e99a293');
INSERT INTO "audit" VALUES(54,'2026-11-27 03:55:00.997511','U0CSONE','approve.accepted','YT8THN','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','38YRUMHA','c2c11094d29dcb46708e23d9d3cec451febdab4f8e375738cf260c3834b31b64');
INSERT INTO "audit" VALUES(55,'2026-11-27 03:55:01.016431','U0CSONE','approve','YT8THN','checking','decided','{"business": "2026-11-24T01:00:11+00:00"}','38YRUMHA','4673d9f05a4863894bd971566c8cac14ae34a66e0d32ffe3cf4736dccbe89770');
INSERT INTO "audit" VALUES(56,'2026-11-27 03:55:01.091369','U0CSONE','approve.accepted','P54EG5','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','BYNVR54R','241c849cd60107b2095c676074ca5a404a101255d21ced9e36b6ab623dfaa80a');
INSERT INTO "audit" VALUES(57,'2026-11-27 03:55:01.130522','U0CSONE','approve','P54EG5','checking','decided','{"business": "2026-11-24T01:00:11+00:00"}','BYNVR54R','e1a6405f55c17068a5e652e94f6f92a390bcb7972912c51873e69f87db24272d');
INSERT INTO "audit" VALUES(58,'2026-11-27 03:55:01.222417','U0CSONE','approve.accepted','57KA59','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','6TXEXE9G','0baf0e7b72278f9f5402669c0da0801ef3d23c24300b3d9a21301ef7b10bacb7');
INSERT INTO "audit" VALUES(59,'2026-11-27 03:55:01.245831','U0CSONE','reject.revealed','JE8DP2','waiting','waiting','{"business": "2026-11-24T01:00:11+00:00"}','RK2DU57Z','480afc59361b459be9013bb2d52b5d32f16ece55a034f7dc54794e2ca0995620');
INSERT INTO "audit" VALUES(60,'2026-11-27 03:55:01.330667','U0CSONE','reject.accepted','JE8DP2','waiting','checking','{"business": "2026-11-24T01:00:11+00:00"}','7FHDVWMF','7a4afae7b85fe95f9abde17026c50a1416b6fb745fb405f58a06d3b79506ca2a');
INSERT INTO "audit" VALUES(61,'2026-11-27 03:55:01.517112','system','opened','ZNUSCZ','arrived','arrived','{"round": 1, "business": "2026-11-24T01:00:11+00:00"}','6VJ8UY74','2d07f386d4dc3fc8416fe9996840d404b7c734c1e8c08b5396da4bd9f8d38131');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,61,'2d07f386d4dc3fc8416fe9996840d404b7c734c1e8c08b5396da4bd9f8d38131');
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
INSERT INTO "card" VALUES(1,1,'C0CSORDERS','1795751698.580517',0);
INSERT INTO "card" VALUES(2,3,'C0CSORDERS','1795751698.810061',0);
INSERT INTO "card" VALUES(3,2,'C0CSORDERS','1795751698.810736',0);
INSERT INTO "card" VALUES(4,5,'C0CSORDERS','1795751699.009173',0);
INSERT INTO "card" VALUES(5,7,'C0CSORDERS','1795751699.008637',0);
INSERT INTO "card" VALUES(6,4,'C0CSORDERS','1795751699.007224',0);
INSERT INTO "card" VALUES(7,6,'C0CSORDERS','1795751699.224229',0);
INSERT INTO "card" VALUES(8,9,'C0CSORDERS','1795751699.415332',0);
INSERT INTO "card" VALUES(9,10,'C0CSORDERS','1795751699.434037',0);
INSERT INTO "card" VALUES(10,8,'C0CSORDERS','1795751699.441587',0);
INSERT INTO "card" VALUES(11,11,'C0CSORDERS','1795751699.453619',0);
INSERT INTO "card" VALUES(12,12,'C0CSORDERS','1795751699.529661',0);
INSERT INTO "card" VALUES(13,13,'C0CSORDERS','1795751699.531088',0);
INSERT INTO "card" VALUES(14,14,'C0CSORDERS','1795751699.552610',0);
INSERT INTO "card" VALUES(15,15,'C0CSORDERS','1795751699.554054',0);
INSERT INTO "card" VALUES(16,16,'C0CSORDERS','1795751699.555698',0);
CREATE TABLE cursor (
	name VARCHAR(60) NOT NULL, 
	place JSON NOT NULL, 
	CONSTRAINT pk_cursor PRIMARY KEY (name)
);
INSERT INTO "cursor" VALUES('slack.installation','{"identity": {"team_id": "T0HANDOFF", "bot_id": "B0HANDOFF", "bot_user_id": "U0HANDOFF", "url": "https://handoff-internet.slack.example/", "enterprise_id": null}, "channels": {"handoff-ops": "C0HANDOFFOPS", "cs-orders": "C0CSORDERS"}}');
INSERT INTO "cursor" VALUES('beat.ab3e352b94fab53e','{"at": "2026-11-27T03:54:57.688654+00:00", "ticked": null, "faults": {"salesforce": "has not answered since this process started", "directory": "the members are not loaded yet", "clock": "the clock stands still"}, "shadow": false, "version": "0.1.0"}');
INSERT INTO "cursor" VALUES('intake.orders','{"mark": "2026-11-24T01:00:18+00:00", "turn": "801Ho000000000GIAQ"}');
INSERT INTO "cursor" VALUES('intake.polled','{"at": "2026-11-27T03:55:00.962838+00:00"}');
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
INSERT INTO "deadline" VALUES(1,1,'due','2026-11-20 07:00:00.000000','2026-11-27 03:54:58.578590','fired');
INSERT INTO "deadline" VALUES(2,2,'due','2026-11-24 02:30:00.000000','2026-11-27 03:55:00.183194','withdrawn');
INSERT INTO "deadline" VALUES(3,3,'due','2026-11-24 02:30:00.000000','2026-11-27 03:55:00.330603','withdrawn');
INSERT INTO "deadline" VALUES(4,4,'due','2026-11-24 02:30:00.000000','2026-11-27 03:55:00.478300','withdrawn');
INSERT INTO "deadline" VALUES(5,5,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(6,6,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(7,7,'due','2026-11-24 02:30:00.000000','2026-11-27 03:55:00.849799','withdrawn');
INSERT INTO "deadline" VALUES(8,8,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(9,9,'due','2026-11-24 02:30:00.000000','2026-11-27 03:55:00.968397','withdrawn');
INSERT INTO "deadline" VALUES(10,10,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(11,11,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(12,12,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(13,13,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(14,14,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(15,15,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(16,16,'due','2026-11-24 02:30:00.000000',NULL,NULL);
INSERT INTO "deadline" VALUES(17,17,'due','2026-11-24 03:00:18.000000',NULL,NULL);
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
INSERT INTO "decision" VALUES(1,2,'approve','U0CSONE','cs.one','2026-11-24 01:00:10.281276','2026-11-24 01:00:10.335055','e8f1905c9235','','','59EME6CQ');
INSERT INTO "decision" VALUES(2,3,'reject','U0CSONE','cs.one','2026-11-24 01:00:10.355459','2026-11-24 01:00:10.408612','c3485be8dee5','not_available','The customer asked for it.','3RN4PPQ8');
INSERT INTO "decision" VALUES(3,5,'approve','U0CSONE','cs.one','2026-11-24 01:00:10.764069','2026-11-24 01:00:10.778899','3fc1fe01213b','','','X532HAVA');
INSERT INTO "decision" VALUES(4,7,'approve','U0CSONE','cs.one','2026-11-24 01:00:11.019128','2026-11-24 01:00:11.040000','487c56cf6176','','','729XMED4');
INSERT INTO "decision" VALUES(5,9,'approve','U0CSONE','cs.one','2026-11-24 01:00:11.136473','2026-11-24 01:00:11.159399','d89e7efd445a','','','AV8R9745');
INSERT INTO "decision" VALUES(6,11,'approve','U0CSONE','cs.one','2026-11-24 01:00:11.210681','2026-11-24 01:00:11.230111','77e41d431ec6','','','38YRUMHA');
INSERT INTO "decision" VALUES(7,10,'approve','U0CSONE','cs.one','2026-11-24 01:00:11.304541','2026-11-24 01:00:11.344102','c2d1d3e3fb2f','','','BYNVR54R');
CREATE TABLE home (
	user_id VARCHAR(24) NOT NULL, 
	filter VARCHAR(16) NOT NULL, 
	page INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	queued VARCHAR(120), 
	again BOOLEAN NOT NULL, 
	shown VARCHAR(64) NOT NULL, 
	drawn_at DATETIME, 
	seen_line BIGINT NOT NULL, 
	CONSTRAINT pk_home PRIMARY KEY (user_id)
);
INSERT INTO "home" VALUES('U0CSTWO','all',1,'2026-11-27 03:54:59.998705','home:U0CSTWO:a87fae5c0297',0,'56d63ed12961a5119ad008ec68eb0c612b74b0ec677303fe2873a24f935a5d86','2026-11-27 03:55:00.050640',33);
CREATE TABLE lease (
	name VARCHAR(60) NOT NULL, 
	owner VARCHAR(40) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
INSERT INTO "lease" VALUES('intake','ab3e352b94fab53e','2026-11-27 03:55:09.454078');
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
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	"key" VARCHAR(100) NOT NULL, 
	standing BOOLEAN, 
	text TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	channel VARCHAR(24) NOT NULL, 
	ts VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT uq_notice_key_standing UNIQUE ("key", standing)
);
INSERT INTO "notice" VALUES(1,'audit_head',1,'Audit trail at 2026-11-24 10:00 JST: 0 lines, the last has the hash 0000000000000000000000000000000000000000000000000000000000000000. It is told anew every hour.','2026-11-27 03:54:57.889610','C0HANDOFFOPS','1795751698.019970');
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
INSERT INTO "outbox" VALUES(1,'notice:1','slack.notice','say',NULL,0,'{"notice": 1, "channel": ""}','done','2026-11-27 03:54:57.889610',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:57.915833',NULL,'','2026-11-27 03:54:57.889610','2026-11-27 03:54:58.065284');
INSERT INTO "outbox" VALUES(2,'orders:69ZMCB:look_up:2','orders.look_up','look',1,0,'{}','done','2026-11-27 03:54:58.018223',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.063721',NULL,'UA62TKQB','2026-11-27 03:54:58.018223','2026-11-27 03:54:58.485652');
INSERT INTO "outbox" VALUES(3,'orders:Z3VKDN:look_up:2','orders.look_up','look',2,0,'{}','done','2026-11-27 03:54:58.051035',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.063721',NULL,'ZXFAMSF4','2026-11-27 03:54:58.051035','2026-11-27 03:54:58.489442');
INSERT INTO "outbox" VALUES(4,'orders:YBTXV2:look_up:2','orders.look_up','look',3,0,'{}','done','2026-11-27 03:54:58.104544',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.243964',NULL,'N5TTJGHU','2026-11-27 03:54:58.104544','2026-11-27 03:54:58.568601');
INSERT INTO "outbox" VALUES(5,'orders:27TWGY:look_up:2','orders.look_up','look',4,0,'{}','done','2026-11-27 03:54:58.149693',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.243964',NULL,'RYZRJH7W','2026-11-27 03:54:58.149693','2026-11-27 03:54:58.618309');
INSERT INTO "outbox" VALUES(6,'orders:M64SMW:look_up:2','orders.look_up','look',5,0,'{}','done','2026-11-27 03:54:58.218608',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.505331',NULL,'FD6WXMW9','2026-11-27 03:54:58.218608','2026-11-27 03:54:58.741623');
INSERT INTO "outbox" VALUES(7,'orders:57MH3Q:look_up:2','orders.look_up','look',6,0,'{}','done','2026-11-27 03:54:58.225621',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.608959',NULL,'END2K76W','2026-11-27 03:54:58.225621','2026-11-27 03:54:58.819688');
INSERT INTO "outbox" VALUES(8,'orders:M9XZXG:look_up:2','orders.look_up','look',7,0,'{}','done','2026-11-27 03:54:58.267838',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.608959',NULL,'BJA5JFZQ','2026-11-27 03:54:58.267838','2026-11-27 03:54:58.813077');
INSERT INTO "outbox" VALUES(9,'orders:SQMPEK:look_up:2','orders.look_up','look',8,0,'{}','done','2026-11-27 03:54:58.300211',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.824479',NULL,'S2GYCZ9P','2026-11-27 03:54:58.300211','2026-11-27 03:54:59.205775');
INSERT INTO "outbox" VALUES(10,'orders:2W9MZ6:look_up:2','orders.look_up','look',9,0,'{}','done','2026-11-27 03:54:58.352902',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.824479',NULL,'F32WNGJE','2026-11-27 03:54:58.352902','2026-11-27 03:54:58.952765');
INSERT INTO "outbox" VALUES(11,'orders:69ZMCB:card:3:001982','slack.card','card',1,0,'{}','done','2026-11-27 03:54:58.399639',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.505331',NULL,'UA62TKQB','2026-11-27 03:54:58.399639','2026-11-27 03:54:58.758508');
INSERT INTO "outbox" VALUES(12,'orders:Z3VKDN:card:3:c84c6c','slack.card','card',2,0,'{}','done','2026-11-27 03:54:58.487533',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.608959',NULL,'ZXFAMSF4','2026-11-27 03:54:58.487533','2026-11-27 03:54:58.883210');
INSERT INTO "outbox" VALUES(13,'orders:P54EG5:look_up:2','orders.look_up','look',10,0,'{}','done','2026-11-27 03:54:58.515863',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.824479',NULL,'GZYNWBWG','2026-11-27 03:54:58.515863','2026-11-27 03:54:59.048263');
INSERT INTO "outbox" VALUES(14,'orders:YT8THN:look_up:2','orders.look_up','look',11,0,'{}','done','2026-11-27 03:54:58.526103',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.944390',NULL,'KHN3QUNG','2026-11-27 03:54:58.526103','2026-11-27 03:54:59.211934');
INSERT INTO "outbox" VALUES(15,'orders:57KA59:look_up:2','orders.look_up','look',12,0,'{}','done','2026-11-27 03:54:58.532747',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.981468',NULL,'BZXY5GU6','2026-11-27 03:54:58.532747','2026-11-27 03:54:59.306222');
INSERT INTO "outbox" VALUES(16,'orders:JE8DP2:look_up:2','orders.look_up','look',13,0,'{}','done','2026-11-27 03:54:58.546169',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.228693',NULL,'RWMXN7GS','2026-11-27 03:54:58.546169','2026-11-27 03:54:59.438714');
INSERT INTO "outbox" VALUES(17,'orders:YBTXV2:card:3:0d203b','slack.card','card',3,0,'{}','done','2026-11-27 03:54:58.561423',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.608959',NULL,'N5TTJGHU','2026-11-27 03:54:58.561423','2026-11-27 03:54:58.846609');
INSERT INTO "outbox" VALUES(18,'orders:69ZMCB:card:4:6a224a','slack.card','card',1,0,'{}','done','2026-11-27 03:54:58.614034',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.824479',NULL,'UA62TKQB','2026-11-27 03:54:58.614034','2026-11-27 03:54:59.000628');
INSERT INTO "outbox" VALUES(19,'orders:27TWGY:card:3:62592c','slack.card','card',4,0,'{}','done','2026-11-27 03:54:58.617013',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.824479',NULL,'RYZRJH7W','2026-11-27 03:54:58.617013','2026-11-27 03:54:59.170356');
INSERT INTO "outbox" VALUES(20,'orders:UQSQNH:look_up:2','orders.look_up','look',14,0,'{}','done','2026-11-27 03:54:58.623296',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.228693',NULL,'E6V3THGV','2026-11-27 03:54:58.623296','2026-11-27 03:54:59.450778');
INSERT INTO "outbox" VALUES(21,'orders:P8XYZF:look_up:2','orders.look_up','look',15,0,'{}','done','2026-11-27 03:54:58.672712',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.383376',NULL,'WFVZEYVH','2026-11-27 03:54:58.672712','2026-11-27 03:54:59.466181');
INSERT INTO "outbox" VALUES(22,'orders:ZA924H:look_up:2','orders.look_up','look',16,0,'{}','done','2026-11-27 03:54:58.712444',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.383376',NULL,'XMCCW5QX','2026-11-27 03:54:58.712444','2026-11-27 03:54:59.479940');
INSERT INTO "outbox" VALUES(23,'orders:M64SMW:card:3:796182','slack.card','card',5,0,'{}','done','2026-11-27 03:54:58.740157',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.944390',NULL,'FD6WXMW9','2026-11-27 03:54:58.740157','2026-11-27 03:54:59.071679');
INSERT INTO "outbox" VALUES(24,'orders:M9XZXG:card:3:4299c5','slack.card','card',7,0,'{}','done','2026-11-27 03:54:58.811727',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:58.944390',NULL,'BJA5JFZQ','2026-11-27 03:54:58.811727','2026-11-27 03:54:59.149776');
INSERT INTO "outbox" VALUES(25,'orders:57MH3Q:card:3:dbca09','slack.card','card',6,0,'{}','done','2026-11-27 03:54:58.816244',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.047105',NULL,'END2K76W','2026-11-27 03:54:58.816244','2026-11-27 03:54:59.234176');
INSERT INTO "outbox" VALUES(26,'orders:2W9MZ6:card:3:858674','slack.card','card',9,0,'{}','done','2026-11-27 03:54:58.950659',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.228693',NULL,'F32WNGJE','2026-11-27 03:54:58.950659','2026-11-27 03:54:59.455094');
INSERT INTO "outbox" VALUES(27,'orders:P54EG5:card:3:dd49a1','slack.card','card',10,0,'{}','done','2026-11-27 03:54:59.046211',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.228693',NULL,'GZYNWBWG','2026-11-27 03:54:59.046211','2026-11-27 03:54:59.469259');
INSERT INTO "outbox" VALUES(28,'orders:SQMPEK:card:3:afa11d','slack.card','card',8,0,'{}','done','2026-11-27 03:54:59.204197',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.228693',NULL,'S2GYCZ9P','2026-11-27 03:54:59.204197','2026-11-27 03:54:59.472470');
INSERT INTO "outbox" VALUES(29,'orders:YT8THN:card:3:776216','slack.card','card',11,0,'{}','done','2026-11-27 03:54:59.210636',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.383376',NULL,'KHN3QUNG','2026-11-27 03:54:59.210636','2026-11-27 03:54:59.497143');
INSERT INTO "outbox" VALUES(30,'orders:57KA59:card:3:7d706f','slack.card','card',12,0,'{}','done','2026-11-27 03:54:59.294796',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.471454',NULL,'BZXY5GU6','2026-11-27 03:54:59.294796','2026-11-27 03:54:59.532752');
INSERT INTO "outbox" VALUES(31,'orders:JE8DP2:card:3:6397d5','slack.card','card',13,0,'{}','done','2026-11-27 03:54:59.425024',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.471454',NULL,'RWMXN7GS','2026-11-27 03:54:59.425024','2026-11-27 03:54:59.547688');
INSERT INTO "outbox" VALUES(32,'orders:UQSQNH:card:3:58ac4c','slack.card','card',14,0,'{}','done','2026-11-27 03:54:59.447266',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.534676',NULL,'E6V3THGV','2026-11-27 03:54:59.447266','2026-11-27 03:54:59.560313');
INSERT INTO "outbox" VALUES(33,'orders:P8XYZF:card:3:ade7fd','slack.card','card',15,0,'{}','done','2026-11-27 03:54:59.464906',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.534676',NULL,'WFVZEYVH','2026-11-27 03:54:59.464906','2026-11-27 03:54:59.580556');
INSERT INTO "outbox" VALUES(34,'orders:ZA924H:card:3:fb8332','slack.card','card',16,0,'{}','done','2026-11-27 03:54:59.473484',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:54:59.534676',NULL,'XMCCW5QX','2026-11-27 03:54:59.473484','2026-11-27 03:54:59.593848');
INSERT INTO "outbox" VALUES(35,'home:U0CSTWO:a87fae5c0297','slack.home','say',NULL,1,'{"user": "U0CSTWO"}','done','2026-11-27 03:54:59.998705',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.022919',NULL,'REJRY92Y','2026-11-27 03:54:59.998705','2026-11-27 03:55:00.051179');
INSERT INTO "outbox" VALUES(36,'orders:Z3VKDN:look_up:4','orders.look_up','look',2,1,'{}','done','2026-11-27 03:55:00.067400',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.074545',NULL,'59EME6CQ','2026-11-27 03:55:00.067400','2026-11-27 03:55:00.123260');
INSERT INTO "outbox" VALUES(37,'orders:Z3VKDN:card:4:f94bd0','slack.card','card',2,1,'{}','done','2026-11-27 03:55:00.067400',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.074545',NULL,'59EME6CQ','2026-11-27 03:55:00.067400','2026-11-27 03:55:00.116360');
INSERT INTO "outbox" VALUES(38,'orders:Z3VKDN:approve:5','orders.approve','write',2,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:17+00:00"}, "seen": "e8f1905c9235", "notes": ""}','done','2026-11-27 03:55:00.119857',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.155612',NULL,'59EME6CQ','2026-11-27 03:55:00.119857','2026-11-27 03:55:00.188573');
INSERT INTO "outbox" VALUES(39,'orders:Z3VKDN:card:5:f04395','slack.card','card',2,1,'{}','done','2026-11-27 03:55:00.119857',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.155612',NULL,'59EME6CQ','2026-11-27 03:55:00.119857','2026-11-27 03:55:00.190498');
INSERT INTO "outbox" VALUES(40,'orders:YBTXV2:look_up:4','orders.look_up','look',3,1,'{}','done','2026-11-27 03:55:00.141603',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.155612',NULL,'3RN4PPQ8','2026-11-27 03:55:00.141603','2026-11-27 03:55:00.204730');
INSERT INTO "outbox" VALUES(41,'orders:YBTXV2:card:4:18627c','slack.card','card',3,1,'{}','done','2026-11-27 03:55:00.141603',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.155612',NULL,'3RN4PPQ8','2026-11-27 03:55:00.141603','2026-11-27 03:55:00.191521');
INSERT INTO "outbox" VALUES(42,'orders:Z3VKDN:card:6:7fffbb','slack.card','card',2,1,'{}','done','2026-11-27 03:55:00.183194',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.209498',NULL,'59EME6CQ','2026-11-27 03:55:00.183194','2026-11-27 03:55:00.278972');
INSERT INTO "outbox" VALUES(43,'orders:Z3VKDN:say:6','slack.say','say',2,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','done','2026-11-27 03:55:00.183194',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.209498',NULL,'59EME6CQ','2026-11-27 03:55:00.183194','2026-11-27 03:55:00.296822');
INSERT INTO "outbox" VALUES(44,'orders:YBTXV2:reject:5','orders.reject','write',3,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:17+00:00"}, "seen": "c3485be8dee5", "notes": ""}','done','2026-11-27 03:55:00.193888',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.243880',NULL,'3RN4PPQ8','2026-11-27 03:55:00.193888','2026-11-27 03:55:00.368447');
INSERT INTO "outbox" VALUES(45,'orders:YBTXV2:card:5:9c1ad5','slack.card','card',3,1,'{}','done','2026-11-27 03:55:00.193888',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.243880',NULL,'3RN4PPQ8','2026-11-27 03:55:00.193888','2026-11-27 03:55:00.321302');
INSERT INTO "outbox" VALUES(46,'orders:YBTXV2:card:6:9fd156','slack.card','card',3,1,'{}','done','2026-11-27 03:55:00.330603',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.386767',NULL,'3RN4PPQ8','2026-11-27 03:55:00.330603','2026-11-27 03:55:00.426109');
INSERT INTO "outbox" VALUES(47,'orders:YBTXV2:say:6','slack.say','say',3,0,'{"text": "Rejected by @cs.one \u00b7 Product not available at address \u00b7 SLA met"}','done','2026-11-27 03:55:00.330603',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.386767',NULL,'3RN4PPQ8','2026-11-27 03:55:00.330603','2026-11-27 03:55:00.410122');
INSERT INTO "outbox" VALUES(48,'orders:27TWGY:card:4:eae2fc','slack.card','card',4,1,'{}','done','2026-11-27 03:55:00.478300',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.496963',NULL,'RYZRJH7W','2026-11-27 03:55:00.478300','2026-11-27 03:55:00.536099');
INSERT INTO "outbox" VALUES(49,'orders:M64SMW:look_up:4','orders.look_up','look',5,1,'{}','done','2026-11-27 03:55:00.550184',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.550792',NULL,'X532HAVA','2026-11-27 03:55:00.550184','2026-11-27 03:55:00.565874');
INSERT INTO "outbox" VALUES(50,'orders:M64SMW:card:4:0ae260','slack.card','card',5,1,'{}','done','2026-11-27 03:55:00.550184',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.550792',NULL,'X532HAVA','2026-11-27 03:55:00.550184','2026-11-27 03:55:00.573360');
INSERT INTO "outbox" VALUES(51,'orders:M64SMW:approve:5','orders.approve','write',5,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:17+00:00"}, "seen": "3fc1fe01213b", "notes": ""}','parked','2026-11-27 03:55:00.564180',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.580808','CUSTOM_REFUSAL','X532HAVA','2026-11-27 03:55:00.564180','2026-11-27 03:55:00.607210');
INSERT INTO "outbox" VALUES(52,'orders:M64SMW:card:5:13af4b','slack.card','card',5,1,'{}','done','2026-11-27 03:55:00.564180',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.580808',NULL,'X532HAVA','2026-11-27 03:55:00.564180','2026-11-27 03:55:00.616703');
INSERT INTO "outbox" VALUES(53,'orders:M64SMW:card:6:2fb2c5','slack.card','card',5,1,'{}','done','2026-11-27 03:55:00.605285',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.664108',NULL,'X532HAVA','2026-11-27 03:55:00.605285','2026-11-27 03:55:00.701090');
INSERT INTO "outbox" VALUES(54,'tell:bfd40d3d82df26f9','slack.tell','say',NULL,1,'{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000004 could not be approved: Salesforce refused the request (CUSTOM_REFUSAL). (reference X532HAVA)", "thread": null}','done','2026-11-27 03:55:00.605285',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.608928',NULL,'X532HAVA','2026-11-27 03:55:00.605285','2026-11-27 03:55:00.654691');
INSERT INTO "outbox" VALUES(55,'orders:57MH3Q:look_up:4','orders.look_up','look',6,1,'{}','done','2026-11-27 03:55:00.696900',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.710439',NULL,'V6Z6STEK','2026-11-27 03:55:00.696900','2026-11-27 03:55:00.733709');
INSERT INTO "outbox" VALUES(56,'orders:57MH3Q:card:4:6eacac','slack.card','card',6,1,'{}','done','2026-11-27 03:55:00.696900',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.710439',NULL,'V6Z6STEK','2026-11-27 03:55:00.696900','2026-11-27 03:55:00.741733');
INSERT INTO "outbox" VALUES(57,'orders:57MH3Q:card:5:c7eb3a','slack.card','card',6,1,'{}','done','2026-11-27 03:55:00.731179',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.743827',NULL,'V6Z6STEK','2026-11-27 03:55:00.731179','2026-11-27 03:55:00.762504');
INSERT INTO "outbox" VALUES(58,'tell:a6daa79841567544','slack.tell','say',NULL,1,'{"channel": "C0CSORDERS", "user": "U0CSONE", "text": "Order 00000005 changed while you looked. Nothing was written; please look again.", "thread": null}','done','2026-11-27 03:55:00.731179',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.743827',NULL,'V6Z6STEK','2026-11-27 03:55:00.731179','2026-11-27 03:55:00.757029');
INSERT INTO "outbox" VALUES(59,'orders:M9XZXG:look_up:4','orders.look_up','look',7,1,'{}','done','2026-11-27 03:55:00.805250',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.811577',NULL,'729XMED4','2026-11-27 03:55:00.805250','2026-11-27 03:55:00.829251');
INSERT INTO "outbox" VALUES(60,'orders:M9XZXG:card:4:94fb15','slack.card','card',7,1,'{}','parked','2026-11-27 03:55:00.805250',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.811577','invalid_blocks','729XMED4','2026-11-27 03:55:00.805250','2026-11-27 03:55:00.830290');
INSERT INTO "outbox" VALUES(61,'orders:M9XZXG:approve:5','orders.approve','write',7,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:17+00:00"}, "seen": "487c56cf6176", "notes": ""}','done','2026-11-27 03:55:00.825118',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.836973',NULL,'729XMED4','2026-11-27 03:55:00.825118','2026-11-27 03:55:00.851227');
INSERT INTO "outbox" VALUES(62,'orders:M9XZXG:card:5:0f7c3d','slack.card','card',7,1,'{}','done','2026-11-27 03:55:00.825118',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.836973',NULL,'729XMED4','2026-11-27 03:55:00.825118','2026-11-27 03:55:00.856166');
INSERT INTO "outbox" VALUES(63,'orders:M9XZXG:card:6:a926fe','slack.card','card',7,1,'{}','done','2026-11-27 03:55:00.849799',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.860429',NULL,'729XMED4','2026-11-27 03:55:00.849799','2026-11-27 03:55:00.870076');
INSERT INTO "outbox" VALUES(64,'orders:M9XZXG:say:6','slack.say','say',7,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','done','2026-11-27 03:55:00.849799',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.860429',NULL,'729XMED4','2026-11-27 03:55:00.849799','2026-11-27 03:55:00.867580');
INSERT INTO "outbox" VALUES(65,'orders:2W9MZ6:look_up:4','orders.look_up','look',9,1,'{}','done','2026-11-27 03:55:00.922598',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.926346',NULL,'AV8R9745','2026-11-27 03:55:00.922598','2026-11-27 03:55:00.950846');
INSERT INTO "outbox" VALUES(66,'orders:2W9MZ6:card:4:1e2e00','slack.card','card',9,1,'{}','done','2026-11-27 03:55:00.922598',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.926346',NULL,'AV8R9745','2026-11-27 03:55:00.922598','2026-11-27 03:55:00.954877');
INSERT INTO "outbox" VALUES(67,'orders:2W9MZ6:approve:5','orders.approve','write',9,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:17+00:00"}, "seen": "d89e7efd445a", "notes": ""}','done','2026-11-27 03:55:00.944525',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.953727',NULL,'AV8R9745','2026-11-27 03:55:00.944525','2026-11-27 03:55:00.970142');
INSERT INTO "outbox" VALUES(68,'orders:2W9MZ6:card:5:9a1826','slack.card','card',9,1,'{}','done','2026-11-27 03:55:00.944525',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:00.979628',NULL,'AV8R9745','2026-11-27 03:55:00.944525','2026-11-27 03:55:00.992198');
INSERT INTO "outbox" VALUES(69,'orders:2W9MZ6:card:6:56bcdc','slack.card','card',9,1,'{}','done','2026-11-27 03:55:00.968397',NULL,NULL,0,NULL,'coalesced','AV8R9745','2026-11-27 03:55:00.968397','2026-11-27 03:55:00.991997');
INSERT INTO "outbox" VALUES(70,'orders:2W9MZ6:say:6','slack.say','say',9,0,'{"text": "Approved by @cs.one \u00b7 SLA met"}','waiting','2026-11-27 03:55:04.999646',NULL,'ab3e352b94fab53e',1,NULL,'ratelimited','AV8R9745','2026-11-27 03:55:00.968397',NULL);
INSERT INTO "outbox" VALUES(71,'orders:YT8THN:look_up:4','orders.look_up','look',11,1,'{}','done','2026-11-27 03:55:00.996792',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.004803',NULL,'38YRUMHA','2026-11-27 03:55:00.996792','2026-11-27 03:55:01.017128');
INSERT INTO "outbox" VALUES(72,'orders:YT8THN:card:4:48c127','slack.card','card',11,1,'{}','done','2026-11-27 03:55:00.996792',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.004803',NULL,'38YRUMHA','2026-11-27 03:55:00.996792','2026-11-27 03:55:01.019393');
INSERT INTO "outbox" VALUES(73,'orders:YT8THN:approve:5','orders.approve','write',11,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:18+00:00"}, "seen": "77e41d431ec6", "notes": ""}','waiting','2026-11-27 03:55:01.573647',NULL,'ab3e352b94fab53e',1,NULL,'UNABLE_TO_LOCK_ROW','38YRUMHA','2026-11-27 03:55:01.015012',NULL);
INSERT INTO "outbox" VALUES(74,'orders:YT8THN:card:5:f80922','slack.card','card',11,1,'{}','done','2026-11-27 03:55:01.015012',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.027657',NULL,'38YRUMHA','2026-11-27 03:55:01.015012','2026-11-27 03:55:01.101556');
INSERT INTO "outbox" VALUES(75,'orders:P54EG5:look_up:4','orders.look_up','look',10,1,'{}','done','2026-11-27 03:55:01.090654',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.094961',NULL,'BYNVR54R','2026-11-27 03:55:01.090654','2026-11-27 03:55:01.132447');
INSERT INTO "outbox" VALUES(76,'orders:P54EG5:card:4:203b02','slack.card','card',10,1,'{}','done','2026-11-27 03:55:01.090654',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.094961',NULL,'BYNVR54R','2026-11-27 03:55:01.090654','2026-11-27 03:55:01.121379');
INSERT INTO "outbox" VALUES(77,'orders:P54EG5:approve:5','orders.approve','write',10,1,'{"stamp": {"modified": "2026-11-24T00:30:00+00:00", "read_at": "2026-11-24T01:00:18+00:00"}, "seen": "c2d1d3e3fb2f", "notes": ""}','waiting','2026-11-27 03:55:01.607801',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.149589','connection_lost','BYNVR54R','2026-11-27 03:55:01.127248',NULL);
INSERT INTO "outbox" VALUES(78,'orders:P54EG5:card:5:9cc2b1','slack.card','card',10,1,'{}','done','2026-11-27 03:55:01.127248',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.149589',NULL,'BYNVR54R','2026-11-27 03:55:01.127248','2026-11-27 03:55:01.180754');
INSERT INTO "outbox" VALUES(79,'orders:57KA59:look_up:4','orders.look_up','look',12,1,'{}','waiting','2026-11-27 03:55:01.208432','2026-11-27 03:55:31.226735','ab3e352b94fab53e',1,'2026-11-27 03:55:01.226735',NULL,'6TXEXE9G','2026-11-27 03:55:01.208432',NULL);
INSERT INTO "outbox" VALUES(80,'orders:57KA59:card:4:79f49e','slack.card','card',12,1,'{}','done','2026-11-27 03:55:01.208432',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.226735',NULL,'6TXEXE9G','2026-11-27 03:55:01.208432','2026-11-27 03:55:01.285120');
INSERT INTO "outbox" VALUES(81,'orders:JE8DP2:look_up:4','orders.look_up','look',13,1,'{}','waiting','2026-11-27 03:55:01.325942','2026-11-27 03:55:31.375567','ab3e352b94fab53e',1,'2026-11-27 03:55:01.375567',NULL,'7FHDVWMF','2026-11-27 03:55:01.325942',NULL);
INSERT INTO "outbox" VALUES(82,'orders:JE8DP2:card:4:c372bf','slack.card','card',13,1,'{}','done','2026-11-27 03:55:01.325942',NULL,'ab3e352b94fab53e',1,'2026-11-27 03:55:01.375567',NULL,'7FHDVWMF','2026-11-27 03:55:01.325942','2026-11-27 03:55:01.484678');
INSERT INTO "outbox" VALUES(83,'orders:ZNUSCZ:look_up:2','orders.look_up','look',17,0,'{}','waiting','2026-11-27 03:55:01.516509',NULL,NULL,0,NULL,NULL,'6VJ8UY74','2026-11-27 03:55:01.516509',NULL);
CREATE TABLE pause (
	id INTEGER NOT NULL, 
	standing BOOLEAN, 
	why VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(60) NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_pause PRIMARY KEY (id), 
	CONSTRAINT uq_pause_standing UNIQUE (standing)
);
CREATE TABLE personal (
	request_id INTEGER NOT NULL, 
	details JSON NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_personal PRIMARY KEY (request_id), 
	CONSTRAINT fk_personal_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE
);
INSERT INTO "personal" VALUES(1,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:58.399639');
INSERT INTO "personal" VALUES(2,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.119857');
INSERT INTO "personal" VALUES(3,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.193888');
INSERT INTO "personal" VALUES(4,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:58.617013');
INSERT INTO "personal" VALUES(5,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.564180');
INSERT INTO "personal" VALUES(6,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Meguro 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.731179');
INSERT INTO "personal" VALUES(7,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.825118');
INSERT INTO "personal" VALUES(8,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.204197');
INSERT INTO "personal" VALUES(9,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:00.944525');
INSERT INTO "personal" VALUES(10,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:01.127248');
INSERT INTO "personal" VALUES(11,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:55:01.015012');
INSERT INTO "personal" VALUES(12,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.294796');
INSERT INTO "personal" VALUES(13,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.425024');
INSERT INTO "personal" VALUES(14,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.447266');
INSERT INTO "personal" VALUES(15,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.464906');
INSERT INTO "personal" VALUES(16,'{"name": "Yamada Hanako \u00b7 Hanako Yamada", "emails": "hanako@customers.example", "phones": "+81 3-1234-5678", "address": "154-0004 Tokyo Setagaya 1-2-3 Taishido", "notes": "", "owners": ["hanako@customers.example", "hanako@customers.example"]}','2026-12-27 03:54:59.473484');
CREATE TABLE receipt (
	"key" VARCHAR(120) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_receipt PRIMARY KEY ("key")
);
INSERT INTO "receipt" VALUES('1795751700060821.708851509736.45cbfdb571ac531514315d6157a52249','2026-11-27 03:55:00.064781');
INSERT INTO "receipt" VALUES('1795751700094534.387380558906.30c39c3fbd3436c8edbaac4c7bc7c170','2026-11-27 03:55:00.105119');
INSERT INTO "receipt" VALUES('1795751700127815.781169888833.9b4ce72313e5a2708785961c75fc9d87','2026-11-27 03:55:00.140921');
INSERT INTO "receipt" VALUES('1795751700545896.490598784980.aed45069a069c4f4b6ffc71f8dcd8681','2026-11-27 03:55:00.549619');
INSERT INTO "receipt" VALUES('1795751700627227.903583186289.48d86182960531dc43c8319abe0c4a8f','2026-11-27 03:55:00.696432');
INSERT INTO "receipt" VALUES('1795751700789826.558885880706.003b1fad8507ba1b78c4b2368955a13f','2026-11-27 03:55:00.804616');
INSERT INTO "receipt" VALUES('1795751700893174.938073752271.bbb5c31c07def6e46ad3642e41c906ce','2026-11-27 03:55:00.899527');
INSERT INTO "receipt" VALUES('1795751700918027.874733798455.044a7df338a4775e4a7f4765bded513e','2026-11-27 03:55:00.921949');
INSERT INTO "receipt" VALUES('1795751700989173.155237858452.1e7e68963a73bb6d5418108dc538879e','2026-11-27 03:55:00.996321');
INSERT INTO "receipt" VALUES('1795751701067965.216389258947.3c5e956cad5a25aa8ab0599f1d11da17','2026-11-27 03:55:01.090043');
INSERT INTO "receipt" VALUES('1795751701192948.835365431044.5456dbdee08f95f5dfc56e03927d340f','2026-11-27 03:55:01.207847');
INSERT INTO "receipt" VALUES('1795751701241150.162231704930.cd1d93302056ca36147e5b764216302c','2026-11-27 03:55:01.245032');
INSERT INTO "receipt" VALUES('1795751701283964.426489843000.56317776df4647d45b0feeeec48d2b90','2026-11-27 03:55:01.325185');
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
INSERT INTO "request" VALUES(1,'69ZMCB','orders','801Ho000000000GIAQ',1,'00000016','waiting',4,'2026-11-20 05:00:00.000000','standard','2026-11-20 07:00:00.000000',1,'{"customer": "00000015", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000GIAQ/view"}','4274c3ab1765',NULL,NULL,NULL,NULL,'2026-11-20 05:00:00.000000','2026-11-27 03:54:58.614034','UA62TKQB');
INSERT INTO "request" VALUES(2,'Z3VKDN','orders','801Ho0000000001IAA',1,'00000001','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000000", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000001IAA/view"}','e8f1905c9235','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:10.281276+00:00", "seen": "e8f1905c9235", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:17.000000','2026-11-27 03:55:00.183194','59EME6CQ');
INSERT INTO "request" VALUES(3,'YBTXV2','orders','801Ho0000000002IAA',1,'00000002','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000001", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000002IAA/view"}','c3485be8dee5','{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:10.355459+00:00", "seen": "c3485be8dee5", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "The customer asked for it."}','{"verb": "reject", "status": "Cancelled", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:17.000000','2026-11-27 03:55:00.330603','3RN4PPQ8');
INSERT INTO "request" VALUES(4,'27TWGY','orders','801Ho0000000003IAA',1,'00000003','elsewhere',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000002", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000003IAA/view"}','dc499e66e612',NULL,'{"verb": "elsewhere", "status": "Cancelled", "by": "Sf Clerk", "at": "2026-11-24T01:00:17+00:00"}',NULL,NULL,'2026-11-24 01:00:17.000000','2026-11-27 03:55:00.478300','RYZRJH7W');
INSERT INTO "request" VALUES(5,'M64SMW','orders','801Ho0000000004IAA',1,'00000004','failed',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000003", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000004IAA/view"}','3fc1fe01213b','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:10.764069+00:00", "seen": "3fc1fe01213b", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,'{"code": "CUSTOM_REFUSAL", "kind": "refused", "sentence": "Salesforce refused the request (CUSTOM_REFUSAL)."}',NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:55:00.605285','X532HAVA');
INSERT INTO "request" VALUES(6,'57MH3Q','orders','801Ho0000000005IAA',1,'00000005','held',5,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000004", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Meguro, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000005IAA/view"}','d3c10916cf79','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:10.910784+00:00", "seen": "3b08c1980e0e", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,'[["Area", "Setagaya, Tokyo", "Meguro, Tokyo"], ["Installation address", "", ""]]','2026-11-24 01:00:17.000000','2026-11-27 03:55:00.731179','V6Z6STEK');
INSERT INTO "request" VALUES(7,'M9XZXG','orders','801Ho0000000006IAA',1,'00000006','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000005", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000006IAA/view"}','487c56cf6176','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.019128+00:00", "seen": "487c56cf6176", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:17.000000','2026-11-27 03:55:00.849799','729XMED4');
INSERT INTO "request" VALUES(8,'SQMPEK','orders','801Ho0000000007IAA',1,'00000007','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000006", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000007IAA/view"}','d48276be43f3',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:54:59.204197','S2GYCZ9P');
INSERT INTO "request" VALUES(9,'2W9MZ6','orders','801Ho0000000008IAA',1,'00000008','done',6,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000007", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000008IAA/view"}','d89e7efd445a','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.136473+00:00", "seen": "d89e7efd445a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}','{"verb": "approve", "status": "Approved", "met": true, "sla": "SLA met", "took": "30 min"}',NULL,NULL,'2026-11-24 01:00:17.000000','2026-11-27 03:55:00.968397','AV8R9745');
INSERT INTO "request" VALUES(10,'P54EG5','orders','801Ho0000000009IAA',1,'00000009','decided',5,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000008", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho0000000009IAA/view"}','c2d1d3e3fb2f','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.304541+00:00", "seen": "c2d1d3e3fb2f", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:55:01.127248','BYNVR54R');
INSERT INTO "request" VALUES(11,'YT8THN','orders','801Ho000000000AIAQ',1,'00000010','decided',5,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000009", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000AIAQ/view"}','77e41d431ec6','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.210681+00:00", "seen": "77e41d431ec6", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:55:01.015012','38YRUMHA');
INSERT INTO "request" VALUES(12,'57KA59','orders','801Ho000000000BIAQ',1,'00000011','checking',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000010", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000BIAQ/view"}','8efdb9e3a94a','{"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.422270+00:00", "seen": "8efdb9e3a94a", "channel": "C0CSORDERS", "thread": null, "reason": "", "note": ""}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:55:01.208432','6TXEXE9G');
INSERT INTO "request" VALUES(13,'JE8DP2','orders','801Ho000000000CIAQ',1,'00000012','checking',4,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000011", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000CIAQ/view"}','a6b7bec020d0','{"verb": "reject", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:11.539803+00:00", "seen": "a6b7bec020d0", "channel": "C0CSORDERS", "thread": null, "reason": "not_available", "note": "Half of a click."}',NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:55:01.325942','7FHDVWMF');
INSERT INTO "request" VALUES(14,'UQSQNH','orders','801Ho000000000DIAQ',1,'00000013','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000012", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000DIAQ/view"}','637697702416',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:54:59.447266','E6V3THGV');
INSERT INTO "request" VALUES(15,'P8XYZF','orders','801Ho000000000EIAQ',1,'00000014','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000013", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000EIAQ/view"}','591c9038473e',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:54:59.464906','WFVZEYVH');
INSERT INTO "request" VALUES(16,'ZA924H','orders','801Ho000000000FIAQ',1,'00000015','waiting',3,'2026-11-24 00:30:00.000000','standard','2026-11-24 02:30:00.000000',0,'{"customer": "00000014", "products": "Home 1G", "price": "\u00a55,720/month", "area": "Setagaya, Tokyo", "priority": false, "instructions": false, "url": "http://127.0.0.1:42727/lightning/r/Order/801Ho000000000FIAQ/view"}','ec530d9bc903',NULL,NULL,NULL,NULL,'2026-11-24 00:30:00.000000','2026-11-27 03:54:59.473484','XMCCW5QX');
INSERT INTO "request" VALUES(17,'ZNUSCZ','orders','801Ho000000000HIAQ',1,'00000017','arrived',2,'2026-11-24 01:00:18.000000','standard','2026-11-24 03:00:18.000000',0,'{}','',NULL,NULL,NULL,NULL,'2026-11-24 01:00:18.000000','2026-11-27 03:55:01.516509','6VJ8UY74');
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
CREATE INDEX ix_home_opened_at ON home (opened_at);
CREATE INDEX ix_request_workflow_number ON request (workflow, number);
CREATE INDEX ix_request_listed ON request (workflow, due_at, id, target, state) WHERE request.state IN ('waiting', 'checking', 'held', 'decided', 'failed');
COMMIT;
