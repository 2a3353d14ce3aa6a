-- Codes with which people may sign up. Of a code only its SHA-256 is kept, and the first characters, by which the operator knows it.
CREATE TABLE invitation (
  code_hash  BINARY(32)  NOT NULL PRIMARY KEY,
  beginning  VARCHAR(16) NOT NULL,
  uses_left  INT         NOT NULL,
  made_at    BIGINT      NOT NULL,
  expires_at BIGINT      NULL,
  KEY invitation_expiry (expires_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
