-- A database as version 2 of the schema wrote it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

-- Instants are seconds of UTC since 1970, days are ISO 8601.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY,
    entry        TEXT    NOT NULL,
    nominal      TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    member       TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    due          INTEGER NOT NULL,
    useful_until INTEGER NOT NULL,
    state        TEXT    NOT NULL
                 CHECK (state IN ('pending', 'sending', 'deferred',
                                  'sent', 'failed', 'missed')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER NOT NULL,
    changed      INTEGER NOT NULL,
    last_answer  TEXT    NOT NULL DEFAULT '',
    message_id   TEXT,
    octets       BLOB,
    UNIQUE (entry, nominal, rule, member, channel)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (channel, next_at)
    WHERE state IN ('pending', 'deferred');
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_by_due ON outbox (due);

CREATE TABLE revision (
    entry         TEXT    NOT NULL,
    nominal       TEXT    NOT NULL,
    sequence      INTEGER NOT NULL,
    created       INTEGER NOT NULL,
    last_modified INTEGER NOT NULL,
    occurrence    TEXT    NOT NULL,
    PRIMARY KEY (entry, nominal)
) STRICT;

CREATE TABLE feed (
    name          TEXT PRIMARY KEY,
    etag          TEXT    NOT NULL,
    last_modified INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_open ON outbox (channel, due, id, next_at)
    WHERE state IN ('pending', 'deferred');
INSERT INTO meta VALUES ('planned_until', 1795482000);
INSERT INTO outbox VALUES (1, 'bao-cao', '2026-12-05', '-10d 08:00', 'lan', 'email', 1795482000, 1798074000, 'deferred', 1, 1795482000, 1795482000, '450 busy', '<1@x>', CAST('thư' AS BLOB));
INSERT INTO outbox VALUES (2, 'bao-cao', '2026-12-05', '-10d 08:00', 'hoa', 'email', 1795482000, 1798074000, 'pending', 0, 1795482000, 1795482000, '', NULL, NULL);
INSERT INTO outbox VALUES (3, 'bao-cao', '2026-12-05', '-10d 08:00', 'mai', 'email', 1795482000, 1798074000, 'failed', 1, 1795482000, 1795482000, '550 unknown', NULL, NULL);
PRAGMA application_id = 1852334956;
PRAGMA user_version = 2;
