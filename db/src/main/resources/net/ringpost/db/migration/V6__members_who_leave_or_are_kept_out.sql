-- When the operator shut a member out, in milliseconds since 1970; null for everybody else.
ALTER TABLE account ADD COLUMN disabled_at BIGINT NULL;

-- A member who left: account_key is 0, and nobody is given the name before this time.
ALTER TABLE name ADD COLUMN free_at BIGINT NULL, ADD KEY name_free (free_at);

-- What was changed about members, for the server that runs to heed; heeded_at is null until it did. The rows stay for a day.
CREATE TABLE member_change (
  change_key  BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_key BIGINT      NOT NULL,
  id          VARCHAR(64) NOT NULL,
  number      VARCHAR(64) NOT NULL,
  kind        VARCHAR(16) NOT NULL,
  made_at     BIGINT      NOT NULL,
  heeded_at   BIGINT      NULL,
  KEY change_heeded (heeded_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
