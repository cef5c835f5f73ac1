-- 0003-review: a newer version of a checklist asks to look at an answer again.
--
-- What the answer was given to: "1.0.0", the version whose question differs. Empty once the result is
-- given anew.
ALTER TABLE assessment ADD COLUMN review TEXT;
