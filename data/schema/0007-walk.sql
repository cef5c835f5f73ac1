-- 0007-walk: which clauses a process is audited against.
--
-- A list as auditors write it, "8.4, 8.5.2, 9.1–9.3" (src/core/clauses.h); null: the plan does not say.
ALTER TABLE audit_process ADD COLUMN clauses TEXT;
