-- 0005-search: what people wrote, to be found by its words.

-- ---- PROJECTION -----------------------------------------------------------------------------------

-- One row a record that has text. The id grows with the record's own time, so that the newest hits come
-- first without sorting: milliseconds since 1970, then 20 bits that keep records of one moment apart.
CREATE TABLE search_row (
    id     INTEGER NOT NULL PRIMARY KEY,
    type   INTEGER NOT NULL,
    record BLOB NOT NULL CHECK (length(record) = 16),
    audit  BLOB,
    UNIQUE (type, record)
) STRICT;

-- The text of each, every Han character between blanks: as words of one character each they are found
-- as phrases from two characters on.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61', columnsize = 0);

-- A row once the records of a file that was made before are in.
CREATE TABLE search_state (complete INTEGER NOT NULL PRIMARY KEY) STRICT;

-- Records that a merge changed and whose words are not in the index yet: they are put in before the next
-- search, so that a merge need not wait for it.
CREATE TABLE search_todo (
    type   INTEGER NOT NULL,
    record BLOB NOT NULL CHECK (length(record) = 16),
    PRIMARY KEY (type, record)
) STRICT, WITHOUT ROWID;
