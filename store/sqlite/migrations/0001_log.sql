-- A record is a header and a payload, kept apart: one day a payload may have to
-- go while its header stays. Headers lie in the order of their streams, for
-- reading; payloads in the order they came, for writing.

CREATE TABLE payload (
	id    INTEGER PRIMARY KEY,
	bytes BLOB    NOT NULL
) STRICT;

CREATE TABLE header (
	stream  TEXT    NOT NULL,
	seq     INTEGER NOT NULL CHECK (seq > 0),
	at      INTEGER NOT NULL, -- nanoseconds since 1970, UTC
	prev    BLOB    NOT NULL CHECK (length(prev) = 32),
	sum     BLOB    NOT NULL CHECK (length(sum) = 32),
	payload INTEGER NOT NULL REFERENCES payload (id),
	PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

-- INSERT OR REPLACE deletes without firing a DELETE trigger, so inserts are
-- held to new places too.

CREATE TRIGGER header_grows BEFORE INSERT ON header
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM header WHERE stream = NEW.stream), 0)
BEGIN SELECT raise(ABORT, 'a header goes to the end of its stream'); END;

CREATE TRIGGER header_stays BEFORE DELETE ON header
BEGIN SELECT raise(ABORT, 'headers are never deleted'); END;

CREATE TRIGGER header_holds BEFORE UPDATE ON header
BEGIN SELECT raise(ABORT, 'headers are never changed'); END;

CREATE TRIGGER payload_grows BEFORE INSERT ON payload
WHEN EXISTS (SELECT 1 FROM payload WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'a payload is written once'); END;

CREATE TRIGGER payload_stays BEFORE DELETE ON payload
BEGIN SELECT raise(ABORT, 'payloads are never deleted'); END;

CREATE TRIGGER payload_holds BEFORE UPDATE ON payload
BEGIN SELECT raise(ABORT, 'payloads are never changed'); END;
