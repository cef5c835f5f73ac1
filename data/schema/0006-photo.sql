-- 0006-photo: indexes for the screens of large files.

-- ---- PROJECTION -----------------------------------------------------------------------------------

-- Home lists the audits of a file without reading their records, and shows of each that is on the
-- screen how far it is without reading its assessments and findings: so the columns of the conditions
-- stand in the indexes too.
CREATE INDEX audit_list ON audit (number, id, title, withdrawn) WHERE withdrawn IS NULL;
CREATE INDEX assessment_tally ON assessment (audit, checklist, result, unit, withdrawn)
    WHERE withdrawn IS NULL AND unit IS NULL AND result IS NOT NULL;
CREATE INDEX finding_tally ON finding (audit, grade, withdrawn, merged_into)
    WHERE withdrawn IS NULL AND merged_into IS NULL;
CREATE INDEX finding_part ON finding (audit, merged_into)
    WHERE withdrawn IS NULL AND merged_into IS NOT NULL;
