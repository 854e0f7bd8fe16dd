-- Version 1 of the learner's data. Times are ISO text in UTC; memories in JSON are core.review.Memory.

CREATE TABLE reviews (
    seq INTEGER PRIMARY KEY,        -- the order in which answers were given, whatever the clock said
    id TEXT NOT NULL UNIQUE,
    card TEXT NOT NULL,
    sitting TEXT NOT NULL,
    at TEXT NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    origin TEXT NOT NULL,
    score REAL,
    suggested INTEGER,
    seconds REAL NOT NULL,
    hints INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX reviews_by_time ON reviews (at);
CREATE INDEX reviews_by_card ON reviews (card, seq);

-- What follows from the reviews, kept so that a start need not read them all.
CREATE TABLE memories (
    card TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    step INTEGER,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    due TEXT NOT NULL,
    last_review TEXT NOT NULL,
    reps INTEGER NOT NULL,
    lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE states (
    card TEXT PRIMARY KEY,
    suspended INTEGER NOT NULL,
    buried_until TEXT,
    flag INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sittings (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    origin TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    card TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL             -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE mocks (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,                  -- null while it can be resumed
    state TEXT NOT NULL             -- JSON
) STRICT, WITHOUT ROWID;
