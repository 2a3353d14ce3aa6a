-- Instants are milliseconds since 1970 in BIGINT: Debian's MariaDB makes the driver drop fractions of a DATETIME.
-- Names are compared in Ringpost, by canonical form; the database compares bytes.

CREATE TABLE setting (
  name  VARCHAR(64)  NOT NULL PRIMARY KEY,
  value VARCHAR(512) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE account (
  account_key     BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id              VARCHAR(64)  NOT NULL,
  number          VARCHAR(64)  NOT NULL,
  display_name    VARCHAR(128) NOT NULL,
  reach           VARCHAR(16)  NULL,
  plain_media     BOOLEAN      NOT NULL,
  voicemail_after INT          NOT NULL,
  created_at      BIGINT       NOT NULL,
  credentials     VARBINARY(512) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- IDs and numbers share one name space: this table's primary key is what decides who has a name.
CREATE TABLE name (
  canonical   VARCHAR(128) NOT NULL PRIMARY KEY,
  skeleton    VARCHAR(256) NOT NULL,
  account_key BIGINT       NOT NULL,
  KEY name_account (account_key),
  KEY name_skeleton (skeleton)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The next number to try, by the start of the plan.
CREATE TABLE number_plan (
  start BIGINT NOT NULL PRIMARY KEY,
  next  BIGINT NOT NULL
);

CREATE TABLE binding (
  account_key BIGINT        NOT NULL,
  terminal    VARBINARY(32) NOT NULL,
  contact     VARCHAR(2048) NOT NULL,
  instance    VARCHAR(256)  NULL,
  reg_id      INT           NOT NULL,
  call_id     VARCHAR(256)  NOT NULL,
  cseq        BIGINT        NOT NULL,
  q           INT           NOT NULL,
  expires_at  BIGINT        NOT NULL,
  flow        VARCHAR(256)  NOT NULL,
  user_agent  VARCHAR(256)  NOT NULL,
  PRIMARY KEY (account_key, terminal),
  KEY binding_expiry (expires_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE call_history (
  call_key       BINARY(16)   NOT NULL PRIMARY KEY,
  caller_key     BIGINT       NULL,
  caller_address VARCHAR(512) NOT NULL,
  caller_name    VARCHAR(128) NOT NULL,
  callee_key     BIGINT       NULL,
  callee_address VARCHAR(512) NOT NULL,
  callee_name    VARCHAR(128) NOT NULL,
  started_at     BIGINT       NOT NULL,
  answered_at    BIGINT       NULL,
  ended_at       BIGINT       NULL,
  outcome        VARCHAR(16)  NOT NULL,
  status         INT          NOT NULL,
  KEY call_caller (caller_key, started_at),
  KEY call_callee (callee_key, started_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
