-- 0002-teams: several laptops, one file: roster, merges, decisions, conflicts, what waits.

-- ---- PERMANENT ------------------------------------------------------------------------------------

-- Signed batches that came in a package but can't be applied yet, because one that their device wrote
-- before them, or the content they name, is in no package merged so far. They are not part of the log.
CREATE TABLE pending_batch (
    name     BLOB NOT NULL PRIMARY KEY CHECK (length(name) = 32),
    scope    BLOB NOT NULL CHECK (length(scope) = 16),
    device   BLOB NOT NULL CHECK (length(device) = 16),
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    bytes    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row while the last merge can be taken back: the copy made before it and the last batch that this
-- laptop wrote with it, so that a later save is noticed. Belongs to this copy of the file only.
CREATE TABLE merge_undo (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    last  BLOB NOT NULL CHECK (length(last) = 32),
    copy  TEXT NOT NULL -- file name, beside the audit file
) STRICT;

-- ---- PROJECTION -----------------------------------------------------------------------------------

-- Operations that known ones supersede but that are in no batch of the log (yet), with the cell whose
-- operation says so: only as an operation on that cell they are superseded when they come.
CREATE TABLE superseded_unknown (
    batch     BLOB NOT NULL CHECK (length(batch) = 16),
    operation INTEGER NOT NULL,
    type      INTEGER NOT NULL,
    record    BLOB NOT NULL CHECK (length(record) = 16),
    field     INTEGER NOT NULL,
    PRIMARY KEY (batch, operation, type, record, field)
) STRICT, WITHOUT ROWID;

-- Cells about which laptops disagree: two or more heads with different values, or (field 1) a record
-- that was withdrawn while somebody else wrote to it.
CREATE TABLE conflict (
    type   INTEGER NOT NULL,
    record BLOB NOT NULL CHECK (length(record) = 16),
    field  INTEGER NOT NULL,
    scope  BLOB NOT NULL CHECK (length(scope) = 16),
    PRIMARY KEY (type, record, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_scope ON conflict (scope);

CREATE TABLE roster (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    device     BLOB,
    state      TEXT,
    valid      TEXT,
    reason     TEXT,
    decided_by BLOB,
    decided_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE merge_record (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    package    BLOB,
    sender     BLOB,
    packed_at  TEXT,
    merged_by  BLOB,
    merged_at  TEXT,
    batches    INTEGER,
    known      INTEGER,
    waiting    INTEGER,
    records_new INTEGER,
    records_changed INTEGER,
    conflicts  INTEGER,
    accepted   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE programme_decision (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    kind       TEXT,
    subject_type TEXT,
    subject    BLOB,
    field      INTEGER,
    taken      TEXT,
    positions  TEXT,
    reason     TEXT,
    decided_by BLOB,
    decided_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    kind       TEXT,
    subject_type TEXT,
    subject    BLOB,
    field      INTEGER,
    taken      TEXT,
    positions  TEXT,
    reason     TEXT,
    decided_by BLOB,
    decided_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_audit ON decision (audit, decided_at);
CREATE INDEX finding_merged ON finding (merged_into) WHERE merged_into IS NOT NULL;
