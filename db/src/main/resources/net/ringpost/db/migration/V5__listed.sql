-- Whether strangers can reach the member, and find out that there is one.
ALTER TABLE account ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;
