-- 0004-closure: from finding to closure: corrections, causes, actions, reviews, checks, sign-off, steps,
-- independence, deployment. All of it PROJECTION; columns as in src/core/record.c.

CREATE TABLE correction (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    kind       TEXT,
    text       TEXT,
    owner      BLOB,
    due        TEXT,
    done_on    TEXT,
    proof      TEXT,
    evidence   BLOB,
    done_by    BLOB,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE cause_analysis (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    round      INTEGER,
    method     TEXT,
    root       TEXT,
    category   TEXT,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE cause (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    round      INTEGER,
    position   INTEGER,
    text       TEXT,
    category   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE similar_case (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    place      TEXT,
    site       BLOB,
    result     TEXT,
    note       TEXT,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE corrective_action (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    audit      BLOB,
    number     TEXT,
    round      INTEGER,
    text       TEXT,
    owner      BLOB,
    due        TEXT,
    system_change TEXT,
    system_text TEXT,
    done_on    TEXT,
    proof      TEXT,
    evidence   BLOB,
    done_by    BLOB,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE risk_review (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    round      INTEGER,
    kind       TEXT,
    result     TEXT,
    text       TEXT,
    reviewed_by BLOB,
    reviewed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE effectiveness (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    finding    BLOB,
    round      INTEGER,
    criterion  TEXT,
    not_before TEXT,
    assigned   BLOB,
    result     TEXT,
    note       TEXT,
    evidence   BLOB,
    verified_by BLOB,
    verified_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE extension (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    corrective_action BLOB,
    old_due    TEXT,
    new_due    TEXT,
    agreed_by  BLOB,
    reason     TEXT,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_off (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    step       TEXT,
    revision   INTEGER,
    person     BLOB,
    signed_at  TEXT,
    digest     BLOB,
    device     BLOB,
    signature  BLOB,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE issue_revision (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    number     INTEGER,
    reason     TEXT,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_step (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    finding    BLOB,
    step       TEXT,
    state_from TEXT,
    state_to   TEXT,
    person     TEXT,
    note       TEXT,
    taken_by   BLOB,
    taken_at   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE independence_override (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    kind       TEXT,
    person     BLOB,
    finding    BLOB,
    reason     TEXT,
    decided_by BLOB,
    decided_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE deployment (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    item       TEXT,
    position   INTEGER,
    site       BLOB,
    area       BLOB,
    kind       TEXT,
    what       TEXT,
    planned_count INTEGER,
    planned_hours TEXT,
    planned_spec TEXT,
    found_count INTEGER,
    found_hours TEXT,
    found_spec TEXT,
    working    TEXT,
    checked_by BLOB,
    checked_at TEXT,
    evidence   BLOB,
    finding    BLOB,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    finding    BLOB,
    note       TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX follow_up_audit ON follow_up (audit);
CREATE INDEX follow_up_finding ON follow_up (finding);
CREATE INDEX correction_finding ON correction (finding);
CREATE INDEX cause_analysis_finding ON cause_analysis (finding);
CREATE INDEX cause_finding ON cause (finding);
CREATE INDEX similar_case_finding ON similar_case (finding);
CREATE INDEX corrective_action_finding ON corrective_action (finding);
CREATE INDEX risk_review_finding ON risk_review (finding);
CREATE INDEX effectiveness_finding ON effectiveness (finding);
CREATE INDEX corrective_action_due ON corrective_action (due) WHERE done_on IS NULL;
CREATE INDEX extension_action ON extension (corrective_action);
CREATE INDEX sign_off_audit ON sign_off (audit);
CREATE INDEX issue_revision_audit ON issue_revision (audit);
CREATE INDEX audit_step_finding ON audit_step (finding);
CREATE INDEX audit_step_audit ON audit_step (audit);
CREATE INDEX independence_override_audit ON independence_override (audit);
CREATE INDEX deployment_audit ON deployment (audit, position);
CREATE INDEX finding_state ON finding (state);
