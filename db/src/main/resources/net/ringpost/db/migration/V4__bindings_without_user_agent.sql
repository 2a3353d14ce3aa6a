-- It was written with each registration, always empty, and read by nobody.
ALTER TABLE binding DROP COLUMN user_agent;
