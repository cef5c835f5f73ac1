-- 0008-closure: meetings of an audit, and indexes for what is due in large files.

-- ---- PROJECTION -----------------------------------------------------------------------------------

CREATE TABLE meeting (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    heads      BLOB NOT NULL,
    withdrawn  TEXT,
    audit      BLOB,
    kind       TEXT,
    held_on    TEXT,
    hours      TEXT,
    place      TEXT,
    people     TEXT,
    notes      TEXT,
    made_by    BLOB,
    made_at    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_audit ON meeting (audit);

-- What is still to be done is little, what was ever done is much.
CREATE INDEX correction_open ON correction (due) WHERE done_on IS NULL;
CREATE INDEX corrective_action_audit ON corrective_action (audit);
CREATE INDEX corrective_action_number ON corrective_action (lower(number));
CREATE INDEX evidence_number ON evidence (lower(number));
CREATE INDEX independence_override_finding ON independence_override (finding);
CREATE INDEX conflict_record ON conflict (record);
CREATE INDEX team_member_person ON team_member (person);
