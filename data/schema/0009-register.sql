-- 0009-register: the register of findings of all audits, page by page in any of its orders.

-- ---- PROJECTION -----------------------------------------------------------------------------------

-- The expressions are the rows of the lists of grades and states (src/core/code.c), an unknown word as
-- in src/store/register.c, so that a page can ask for one grade in one state; then what orders them.
-- The columns behind are those of the conditions: what a page leaves out is never read from the table.
CREATE INDEX finding_register ON finding (
    CASE grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 WHEN 'good-practice' THEN 3 ELSE 2 END,
    CASE state WHEN 'acknowledged' THEN 1 WHEN 'contained' THEN 2 WHEN 'analysed' THEN 3
    WHEN 'proposed' THEN 4 WHEN 'accepted' THEN 5 WHEN 'implemented' THEN 6 WHEN 'verified' THEN 7
    WHEN 'closed' THEN 8 ELSE 0 END,
    coalesce(raised_at, ''), id, grade, state, raised_at, site, audit, merged_into, withdrawn)
    WHERE withdrawn IS NULL;
CREATE INDEX finding_by_audit ON finding (
    audit,
    CASE grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 WHEN 'good-practice' THEN 3 ELSE 2 END,
    coalesce(raised_at, ''), id, grade, state, raised_at, site, merged_into, withdrawn)
    WHERE withdrawn IS NULL;

-- What is to be done for a finding, by the day it is due, and by who is to do it.
CREATE INDEX correction_next ON correction (due, finding, withdrawn, done_on)
    WHERE withdrawn IS NULL AND done_on IS NULL AND due IS NOT NULL;
CREATE INDEX corrective_action_next ON corrective_action (due, finding, withdrawn, done_on)
    WHERE withdrawn IS NULL AND done_on IS NULL AND due IS NOT NULL;
CREATE INDEX effectiveness_next ON effectiveness (not_before, finding, result, withdrawn, verified_at)
    WHERE withdrawn IS NULL AND verified_at IS NULL AND not_before IS NOT NULL;
CREATE INDEX correction_owner ON correction (owner, finding, withdrawn, done_on)
    WHERE withdrawn IS NULL AND done_on IS NULL AND owner IS NOT NULL;
CREATE INDEX corrective_action_owner ON corrective_action (owner, finding, withdrawn, done_on)
    WHERE withdrawn IS NULL AND done_on IS NULL AND owner IS NOT NULL;
CREATE INDEX effectiveness_owner ON effectiveness (assigned, finding, result, withdrawn, verified_at)
    WHERE withdrawn IS NULL AND verified_at IS NULL AND assigned IS NOT NULL;
