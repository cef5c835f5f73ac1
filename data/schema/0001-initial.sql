-- 0001-initial: the first version of the audit file.
--
-- Two halves. PERMANENT is the truth: who wrote what, signed, append-only, never updated; and the
-- attachments' bytes, addressed by their hash. PROJECTION can be rebuilt from it at any time
-- (auditwalk verify compares the two). Column names of the projection are those of the record tables in
-- src/core/record.c; a test holds them together. Times are UTC ISO 8601 with milliseconds, dates
-- YYYY-MM-DD, ids 16 bytes, hashes 32 bytes.

-- ---- PERMANENT ------------------------------------------------------------------------------------

-- One row: which data set this is. A copy on another laptop has the same id.
CREATE TABLE audit_file (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id         BLOB NOT NULL CHECK (length(id) = 16),
    created_at TEXT NOT NULL
) STRICT;

-- One save in one scope. bytes is the signed CBOR that name is the hash of; the other columns repeat
-- what is inside, for the indexes.
CREATE TABLE batch (
    id       INTEGER NOT NULL PRIMARY KEY,
    name     BLOB NOT NULL UNIQUE CHECK (length(name) = 32),
    scope    BLOB NOT NULL CHECK (length(scope) = 16), -- audit, or sixteen zero bytes: the programme
    device   BLOB NOT NULL CHECK (length(device) = 16),
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    bytes    BLOB NOT NULL
) STRICT;
CREATE INDEX batch_chain ON batch (scope, device, epoch, sequence);

-- Attached files and checklist snapshots, each content once.
CREATE TABLE object (
    id     INTEGER NOT NULL PRIMARY KEY,
    hash   BLOB NOT NULL UNIQUE CHECK (length(hash) = 32), -- BLAKE2b-256
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    size   INTEGER NOT NULL
) STRICT;
CREATE TABLE object_chunk (
    object INTEGER NOT NULL REFERENCES object (id),
    number INTEGER NOT NULL, -- from 0
    bytes  BLOB NOT NULL,
    PRIMARY KEY (object, number)
) STRICT;

-- ---- PROJECTION -----------------------------------------------------------------------------------

-- The end of every chain, so that a save need not look for it.
CREATE TABLE chain (
    scope    BLOB NOT NULL,
    device   BLOB NOT NULL,
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    head     BLOB NOT NULL, -- name of the last batch
    lamport  INTEGER NOT NULL,
    PRIMARY KEY (scope, device, epoch)
) STRICT, WITHOUT ROWID;

-- Records. heads: for each field the operations that no known one supersedes (src/store/heads.h);
-- withdrawn: the reason, for a record that is out of every list.
CREATE TABLE organization (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    name       TEXT,
    scope      TEXT,
    address    TEXT,
    contact    TEXT,
    policy     TEXT,
    note       TEXT
) STRICT;

CREATE TABLE site (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    name       TEXT,
    kind       TEXT,
    address    TEXT,
    position   INTEGER,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    site       BLOB,
    name       TEXT,
    place      TEXT,
    position   INTEGER,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE process (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    name       TEXT,
    owner      BLOB,
    site       BLOB,
    importance TEXT,
    risk       TEXT,
    changed_on TEXT,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    name       TEXT,
    unit       TEXT,
    roles      TEXT,
    contact    TEXT,
    competence TEXT,
    competence_proof TEXT,
    competence_until TEXT,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    name       TEXT,
    key        BLOB,
    person     BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    number     TEXT,
    type       TEXT,
    title      TEXT,
    state      TEXT,
    objectives TEXT,
    criteria   TEXT,
    scope      TEXT,
    methods    TEXT,
    planned_from TEXT,
    planned_to TEXT,
    actual_from TEXT,
    actual_to  TEXT,
    client     TEXT,
    confidentiality TEXT,
    distribution TEXT,
    follows    BLOB,
    conclusion TEXT,
    effectiveness TEXT,
    objectives_met TEXT,
    obstacles  TEXT,
    not_covered TEXT,
    diverging  TEXT,
    good_practice TEXT,
    recommendations TEXT,
    sampling   TEXT,
    created_at TEXT,
    created_by BLOB
) STRICT;

CREATE TABLE audit_site (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    site       BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_process (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    process    BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE team_member (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    person     BLOB,
    role       TEXT,
    statement  TEXT,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_checklist (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    checklist  TEXT,
    version    TEXT,
    title      TEXT,
    snapshot   BLOB,
    position   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    checklist  TEXT,
    item       TEXT,
    ref        TEXT,
    unit       BLOB,
    result     TEXT,
    note       TEXT,
    method     TEXT,
    area       BLOB,
    sample_population INTEGER,
    sample_method TEXT,
    sample_size INTEGER,
    sample_seed TEXT,
    sample_drawn TEXT,
    sample_failures INTEGER,
    assessed_by BLOB,
    assessed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    number     TEXT,
    kind       TEXT,
    title      TEXT,
    detail     TEXT,
    source     TEXT,
    area       BLOB,
    asked      TEXT,
    observed_at TEXT,
    collected_by BLOB,
    collected_at TEXT,
    confidentiality TEXT
) STRICT;

CREATE TABLE attachment (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    evidence   BLOB,
    object     BLOB,
    sha256     BLOB,
    name       TEXT,
    media_type TEXT,
    size       INTEGER,
    position   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence_link (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    evidence   BLOB,
    assessment BLOB,
    finding    BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    draft      TEXT,
    number     TEXT,
    grade      TEXT,
    grade_reason TEXT,
    title      TEXT,
    statement  TEXT,
    objective_evidence TEXT,
    requirement TEXT,
    site       BLOB,
    process    BLOB,
    area       BLOB,
    consequence TEXT,
    risk       TEXT,
    source     TEXT,
    raised_by  BLOB,
    raised_at  TEXT,
    acknowledged_by TEXT,
    acknowledged_at TEXT,
    disputed   INTEGER,
    auditee_position TEXT,
    auditor_position TEXT,
    recurrence_of BLOB,
    merged_into BLOB,
    state      TEXT,
    closed_at  TEXT
) STRICT;

CREATE TABLE criterion (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    checklist  TEXT,
    item       TEXT,
    ref        TEXT,
    clause     TEXT,
    text       TEXT,
    position   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX area_site ON area (site, position);
CREATE INDEX person_name ON person (name);
CREATE INDEX audit_number ON audit (number);
CREATE INDEX audit_site_audit ON audit_site (audit);
CREATE INDEX audit_process_audit ON audit_process (audit);
CREATE INDEX team_member_audit ON team_member (audit, role);
CREATE INDEX audit_checklist_audit ON audit_checklist (audit, position);
CREATE INDEX assessment_audit ON assessment (audit, checklist, item, result);
CREATE INDEX evidence_audit ON evidence (audit, collected_at);
CREATE INDEX attachment_evidence ON attachment (evidence, position);
CREATE INDEX attachment_object ON attachment (object);
CREATE INDEX evidence_link_evidence ON evidence_link (evidence);
CREATE INDEX evidence_link_assessment ON evidence_link (assessment) WHERE assessment IS NOT NULL;
CREATE INDEX evidence_link_finding ON evidence_link (finding) WHERE finding IS NOT NULL;
CREATE INDEX finding_audit ON finding (audit, grade);
CREATE INDEX finding_raised ON finding (raised_at);
CREATE INDEX criterion_finding ON criterion (finding, position);
CREATE INDEX criterion_item ON criterion (item);

-- Checklists, unfolded from their snapshot objects.
CREATE TABLE snapshot (
    id       INTEGER NOT NULL PRIMARY KEY,
    digest   BLOB NOT NULL UNIQUE CHECK (length(digest) = 32), -- object.hash
    checklist TEXT NOT NULL,
    version  TEXT NOT NULL,
    standard TEXT
) STRICT;
CREATE TABLE snapshot_clause (
    snapshot INTEGER NOT NULL REFERENCES snapshot (id),
    position INTEGER NOT NULL,
    clause   TEXT NOT NULL,
    PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_clause_title (
    snapshot INTEGER NOT NULL REFERENCES snapshot (id),
    position INTEGER NOT NULL,
    language TEXT NOT NULL,
    title    TEXT NOT NULL,
    PRIMARY KEY (snapshot, position, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_item (
    snapshot   INTEGER NOT NULL REFERENCES snapshot (id),
    position   INTEGER NOT NULL,
    item       TEXT NOT NULL,
    ref        TEXT,
    clause     TEXT NOT NULL,
    chapter    TEXT NOT NULL, -- "8" of "8.4"
    obligation TEXT NOT NULL,
    methods    INTEGER NOT NULL, -- bits, rows of the list of methods
    places     TEXT NOT NULL,    -- " gate yard "
    pdca       TEXT,
    documented INTEGER NOT NULL,
    PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX snapshot_item_item ON snapshot_item (snapshot, item);
CREATE INDEX snapshot_item_ref ON snapshot_item (snapshot, ref);
CREATE TABLE snapshot_text (
    snapshot INTEGER NOT NULL REFERENCES snapshot (id),
    position INTEGER NOT NULL,
    language TEXT NOT NULL,
    heading  TEXT NOT NULL,
    ask      TEXT NOT NULL,
    look_for TEXT NOT NULL,
    PRIMARY KEY (snapshot, position, language)
) STRICT, WITHOUT ROWID;
