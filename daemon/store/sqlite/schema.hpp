// The tables, as numbered steps from one version of the file to the next.
// In: nothing. Out: SQL.
#pragma once

#include <array>

namespace nhaclich::store::sqlite {

/// "nhcl": marks a database as ours (PRAGMA application_id).
constexpr int application_id = 0x6E68636C;

/// Step n leads from user_version n to n + 1. Never edited once released, only added to.
constexpr std::array migrations{
    R"sql(
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
    )sql",
    // In due order, and no further than the first few: 0.04 ms instead of 33 ms of sorting when
    // 100,000 rows are due.
    R"sql(
    CREATE INDEX outbox_open ON outbox (channel, due, id, next_at)
        WHERE state IN ('pending', 'deferred');
    )sql",
    // Messages that carry several deliveries, cancelled ones, and what people tell the program.
    R"sql(
    CREATE TABLE delivery (
        id           INTEGER PRIMARY KEY,
        entry        TEXT    NOT NULL,
        nominal      TEXT    NOT NULL,
        rule         TEXT    NOT NULL,
        member       TEXT    NOT NULL,
        channel      TEXT    NOT NULL,
        due          INTEGER NOT NULL,
        useful_until INTEGER NOT NULL,
        event        INTEGER NOT NULL,
        before       TEXT,
        state        TEXT    NOT NULL
                     CHECK (state IN ('pending', 'sending', 'deferred', 'sent', 'failed',
                                      'missed', 'cancelled')),
        attempts     INTEGER NOT NULL DEFAULT 0,
        next_at      INTEGER NOT NULL,
        changed      INTEGER NOT NULL,
        last_answer  TEXT    NOT NULL DEFAULT '',
        -- The message that carried it last.
        bundle       INTEGER,
        -- A failure that was answered for, by another channel or by telling somebody.
        handled      INTEGER NOT NULL DEFAULT 0,
        UNIQUE (entry, nominal, rule, member, channel)
    ) STRICT;
    CREATE TABLE message (
        bundle     INTEGER PRIMARY KEY,
        message_id TEXT    NOT NULL,
        octets     BLOB    NOT NULL,
        basis      TEXT    NOT NULL,
        edition    INTEGER NOT NULL,
        doubtful   INTEGER NOT NULL
    ) STRICT;
    INSERT INTO message
        SELECT id, message_id, octets, '', 0, 1 FROM outbox WHERE message_id IS NOT NULL;
    INSERT INTO delivery
        SELECT id, entry, nominal, rule, member, channel, due, useful_until, due, NULL, state,
               attempts, next_at, changed, last_answer,
               CASE WHEN message_id IS NULL THEN NULL ELSE id END, 1
        FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE delivery RENAME TO outbox;
    CREATE INDEX outbox_waiting ON outbox (channel, next_at)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_open ON outbox (channel, event, id, next_at)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_of_member ON outbox (member, channel)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_bundle ON outbox (bundle) WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
    CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed' AND handled = 0;
    CREATE INDEX outbox_by_due ON outbox (due);

    -- What the readers know of the plan, so that a change is told once, whenever it is noticed.
    CREATE TABLE announced (
        entry      TEXT    NOT NULL,
        nominal    TEXT    NOT NULL,
        changes    INTEGER NOT NULL,
        occurrence TEXT    NOT NULL,
        PRIMARY KEY (entry, nominal)
    ) STRICT;

    -- Histories: the last row of a key is the one in force.
    CREATE TABLE receipt (
        id       INTEGER PRIMARY KEY,
        entry    TEXT    NOT NULL,
        nominal  TEXT    NOT NULL,
        unit     TEXT    NOT NULL,
        answer   TEXT    NOT NULL CHECK (answer IN ('submitted', 'nothing-to-report', 'undone')),
        day      TEXT    NOT NULL,
        recorded INTEGER NOT NULL,
        by       TEXT    NOT NULL
    ) STRICT;
    CREATE INDEX receipt_of ON receipt (entry, nominal, unit, id);
    CREATE TABLE preference (
        id     INTEGER PRIMARY KEY,
        member TEXT    NOT NULL,
        key    TEXT    NOT NULL,
        value  TEXT    NOT NULL,
        chosen INTEGER NOT NULL,
        by     TEXT    NOT NULL
    ) STRICT;
    CREATE INDEX preference_of ON preference (member, key, id);
    CREATE TABLE pause (
        id     INTEGER PRIMARY KEY,
        paused INTEGER NOT NULL,
        why    TEXT    NOT NULL,
        until  INTEGER,
        at     INTEGER NOT NULL,
        by     TEXT    NOT NULL
    ) STRICT;
    )sql",
    // Mail that came back.
    R"sql(
    -- By the delivery's name, which stands in Message-ID: "<NAME@domain>".
    CREATE INDEX message_by_name ON message (substr(message_id, 2, 32));
    CREATE INDEX outbox_carried ON outbox (bundle) WHERE state IN ('sending', 'sent');
    CREATE INDEX outbox_sent ON outbox (member, channel, changed) WHERE state = 'sent';
    CREATE TABLE bounce (
        id       INTEGER PRIMARY KEY,
        delivery TEXT    NOT NULL,
        member   TEXT    NOT NULL,
        mailbox  TEXT    NOT NULL,
        verdict  TEXT    NOT NULL CHECK (verdict IN ('hard', 'soft', 'refused', 'delayed')),
        status   TEXT    NOT NULL,
        answer   TEXT    NOT NULL,
        -- The mail; the same delivery may have been sent again.
        sent     INTEGER NOT NULL,
        noted    INTEGER NOT NULL,
        UNIQUE (delivery, verdict, sent)
    ) STRICT;
    CREATE INDEX bounce_of ON bounce (mailbox, sent);
    -- A history: the last row of a mailbox is the one in force.
    CREATE TABLE suspension (
        id        INTEGER PRIMARY KEY,
        mailbox   TEXT    NOT NULL,
        member    TEXT    NOT NULL,
        suspended INTEGER NOT NULL,
        answer    TEXT    NOT NULL,
        -- The last bounce before it: once lifted, those up to it no longer count.
        seen      INTEGER NOT NULL,
        told      INTEGER NOT NULL,
        at        INTEGER NOT NULL,
        by        TEXT    NOT NULL
    ) STRICT;
    CREATE INDEX suspension_of ON suspension (mailbox, id);
    CREATE TABLE mbox (
        path   TEXT PRIMARY KEY,
        device INTEGER NOT NULL,
        inode  INTEGER NOT NULL,
        place  INTEGER NOT NULL
    ) STRICT;
    )sql",
    // Every attempt of a message, and what an administrator asked to be tried again.
    R"sql(
    CREATE TABLE attempt (
        id         INTEGER PRIMARY KEY,
        -- The message that was tried; nothing = an administrator asked for one row again.
        bundle     INTEGER,
        row        INTEGER,
        at         INTEGER NOT NULL,
        -- What the rows became; when asked for again, what the row was.
        state      TEXT    NOT NULL,
        answer     TEXT    NOT NULL,
        doubtful   INTEGER NOT NULL DEFAULT 0,
        message_id TEXT    NOT NULL DEFAULT '',
        address    TEXT    NOT NULL DEFAULT '',
        server     TEXT    NOT NULL DEFAULT '',
        by         TEXT    NOT NULL DEFAULT '',
        CHECK ((bundle IS NULL) <> (row IS NULL))
    ) STRICT;
    CREATE INDEX attempt_of_bundle ON attempt (bundle, id) WHERE bundle IS NOT NULL;
    CREATE INDEX attempt_of_row ON attempt (row, id) WHERE row IS NOT NULL;
    )sql",
    // Channels whose endpoint is not well.
    R"sql(
    CREATE TABLE endpoint (
        channel       TEXT PRIMARY KEY,
        failing_since INTEGER NOT NULL,
        last_failure  INTEGER NOT NULL,
        failures      INTEGER NOT NULL,
        closed        INTEGER,
        gone          INTEGER NOT NULL DEFAULT 0,
        told          INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    )sql",
    // The feed's words around an event may change though the event does not.
    R"sql(
    ALTER TABLE revision ADD COLUMN wording TEXT NOT NULL DEFAULT '';
    )sql",
    // Members' own calendars. A token's digest leads to one; tokens themselves are nowhere.
    R"sql(
    CREATE TABLE member_feed (
        id       INTEGER PRIMARY KEY,
        member   TEXT    NOT NULL,
        name     TEXT    NOT NULL,
        kinds    TEXT    NOT NULL,
        language TEXT    NOT NULL,
        alarms   INTEGER NOT NULL,
        made     INTEGER NOT NULL,
        revoked  INTEGER,
        -- The last day it was fetched, by what kind of program, from how many networks a day.
        used     TEXT,
        client   TEXT    NOT NULL DEFAULT '',
        networks INTEGER NOT NULL DEFAULT 0,
        -- What its events have shown beyond the public calendar, as JSON.
        shown    TEXT    NOT NULL DEFAULT ''
    ) STRICT;
    CREATE UNIQUE INDEX member_feed_in_force ON member_feed (member, name) WHERE revoked IS NULL;
    CREATE TABLE feed_token (
        digest     TEXT PRIMARY KEY,
        feed       INTEGER NOT NULL REFERENCES member_feed,
        made       INTEGER NOT NULL,
        by         TEXT    NOT NULL,
        revoked    INTEGER,
        revoked_by TEXT    NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX token_of_feed ON feed_token (feed, made);
    )sql",
    // Whom an event concerned, for when the plan no longer says so, and when it rang, as JSON.
    R"sql(
    ALTER TABLE revision ADD COLUMN aside TEXT NOT NULL DEFAULT '';
    )sql",
    // How an attempt was kept from other eyes, and what the standing members know of an endpoint
    // that is not closed.
    R"sql(
    ALTER TABLE attempt ADD COLUMN tls TEXT NOT NULL DEFAULT '';
    ALTER TABLE endpoint ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
    )sql",
    // For a CHECK with IN, SQLite fills a table of its own at each UPDATE: a third of its time.
    R"sql(
    CREATE TABLE delivery (
        id           INTEGER PRIMARY KEY,
        entry        TEXT    NOT NULL,
        nominal      TEXT    NOT NULL,
        rule         TEXT    NOT NULL,
        member       TEXT    NOT NULL,
        channel      TEXT    NOT NULL,
        due          INTEGER NOT NULL,
        useful_until INTEGER NOT NULL,
        event        INTEGER NOT NULL,
        before       TEXT,
        state        TEXT    NOT NULL
                     CHECK (state = 'pending' OR state = 'sending' OR state = 'deferred'
                            OR state = 'sent' OR state = 'failed' OR state = 'missed'
                            OR state = 'cancelled'),
        attempts     INTEGER NOT NULL DEFAULT 0,
        next_at      INTEGER NOT NULL,
        changed      INTEGER NOT NULL,
        last_answer  TEXT    NOT NULL DEFAULT '',
        bundle       INTEGER,
        handled      INTEGER NOT NULL DEFAULT 0,
        UNIQUE (entry, nominal, rule, member, channel)
    ) STRICT;
    INSERT INTO delivery
        SELECT id, entry, nominal, rule, member, channel, due, useful_until, event, before, state,
               attempts, next_at, changed, last_answer, bundle, handled
        FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE delivery RENAME TO outbox;
    CREATE INDEX outbox_waiting ON outbox (channel, next_at)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_open ON outbox (channel, event, id, next_at)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_of_member ON outbox (member, channel)
        WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_bundle ON outbox (bundle) WHERE state IN ('pending', 'deferred');
    CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
    CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed' AND handled = 0;
    CREATE INDEX outbox_by_due ON outbox (due);
    CREATE INDEX outbox_carried ON outbox (bundle) WHERE state IN ('sending', 'sent');
    CREATE INDEX outbox_sent ON outbox (member, channel, changed) WHERE state = 'sent';
    )sql",
};

}  // namespace nhaclich::store::sqlite
