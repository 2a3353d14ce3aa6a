-- Messages. While complete is false the message is being recorded, or the server ended while it was. The content lies outside
-- the database, under the name in the column content.
CREATE TABLE voicemail (
  id             VARCHAR(32)  NOT NULL PRIMARY KEY,
  account_key    BIGINT       NOT NULL,
  content        VARCHAR(32)  NOT NULL,
  caller_address VARCHAR(512) NOT NULL,
  caller_name    VARCHAR(128) NOT NULL,
  received_at    BIGINT       NOT NULL,
  duration_ms    BIGINT       NOT NULL,
  kind           VARCHAR(16)  NOT NULL,
  size           BIGINT       NOT NULL,
  complete       BOOLEAN      NOT NULL,
  heard_at       BIGINT       NULL,
  deleted_at     BIGINT       NULL,
  call_key       BINARY(16)   NULL,
  KEY voicemail_account (account_key, received_at),
  KEY voicemail_complete (complete),
  KEY voicemail_deleted (deleted_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The reasons for which a member wants no voice mail, with commas between; the language of the standard greeting; the name of
-- the content with the member's own greeting, and whether it is the one that is played.
ALTER TABLE account
  ADD COLUMN voicemail_off     VARCHAR(64) NOT NULL DEFAULT '',
  ADD COLUMN greeting_language VARCHAR(8)  NOT NULL DEFAULT 'EN',
  ADD COLUMN greeting          VARCHAR(32) NULL,
  ADD COLUMN greeting_own      BOOLEAN     NOT NULL DEFAULT FALSE;
