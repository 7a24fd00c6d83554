/**
 * Seed questions, generation runs, imports, rows of note, question and answer, and the split.
 *
 * A row or a note of an import has no project until the whole import is stored: nothing sees it
 * before. `side` stands on rows, on imported notes and on cases: a split sets all three alike, and
 * the leakage check looks whether they still are.
 */
export const instructions = `
CREATE TABLE seed_set (
  id TEXT PRIMARY KEY,
  task TEXT NOT NULL,
  version INTEGER NOT NULL,
  questions TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  built_in INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (task, version)
) STRICT;

CREATE TABLE instruction_run (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  prompt TEXT NOT NULL,
  seeds TEXT NOT NULL,
  request TEXT NOT NULL,
  seed INTEGER NOT NULL,
  parallel INTEGER NOT NULL,
  context_size INTEGER NOT NULL,
  question_calls INTEGER NOT NULL DEFAULT 0,
  question_malformed INTEGER NOT NULL DEFAULT 0,
  answer_calls INTEGER NOT NULL DEFAULT 0,
  answer_malformed INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX instruction_run_project ON instruction_run(project_id, created_at);

CREATE TABLE instruction_item (
  run_id TEXT NOT NULL REFERENCES instruction_run(id),
  ordinal INTEGER NOT NULL,
  wave INTEGER NOT NULL,
  note_id INTEGER NOT NULL REFERENCES note(id),
  task TEXT NOT NULL,
  unanswerable INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  reason TEXT,
  PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE instruction_import (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  job_id TEXT NOT NULL REFERENCES job(id),
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  file_name TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  problems INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('importing', 'ready')),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX instruction_import_project ON instruction_import(project_id, state);

CREATE TABLE instruction_import_problem (
  import_id TEXT NOT NULL REFERENCES instruction_import(id),
  file TEXT NOT NULL,
  line INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX instruction_import_problem_import ON instruction_import_problem(import_id);

CREATE TABLE instruction_case (
  id INTEGER PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  case_key TEXT NOT NULL,
  document_id INTEGER REFERENCES document(id),
  external_id TEXT NOT NULL,
  side TEXT CHECK (side IN ('train', 'validation', 'test')),
  UNIQUE (project_id, case_key)
) STRICT;

-- Which case a source record belongs to, so that its text need not be read to find out.
CREATE TABLE instruction_record (
  project_id TEXT NOT NULL REFERENCES project(id),
  document_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL REFERENCES instruction_case(id),
  PRIMARY KEY (project_id, document_id)
) STRICT, WITHOUT ROWID;
-- Whether a note is kept, and of which record it is, without a page of its text.
CREATE INDEX note_instructions
  ON note(project_id, caught, restored, document_id, confidential, words);

CREATE TABLE instruction_note (
  id INTEGER PRIMARY KEY,
  project_id TEXT REFERENCES project(id),
  import_id TEXT NOT NULL REFERENCES instruction_import(id),
  case_id INTEGER NOT NULL REFERENCES instruction_case(id),
  text TEXT NOT NULL,
  words INTEGER NOT NULL,
  signature BLOB NOT NULL,
  confidential INTEGER NOT NULL,
  side TEXT CHECK (side IN ('train', 'validation', 'test'))
) STRICT;
CREATE INDEX instruction_note_project ON instruction_note(project_id, side, id, case_id);
CREATE INDEX instruction_note_import ON instruction_note(import_id);

CREATE TABLE instruction_row (
  id INTEGER PRIMARY KEY,
  project_id TEXT REFERENCES project(id),
  run_id TEXT REFERENCES instruction_run(id),
  ordinal INTEGER,
  import_id TEXT REFERENCES instruction_import(id),
  case_id INTEGER NOT NULL REFERENCES instruction_case(id),
  note_id INTEGER REFERENCES note(id),
  own_note_id INTEGER REFERENCES instruction_note(id),
  task TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  answerable INTEGER NOT NULL,
  confidential INTEGER NOT NULL,
  side TEXT CHECK (side IN ('train', 'validation', 'test')),
  talk INTEGER NOT NULL,
  question_end INTEGER NOT NULL,
  question_words INTEGER NOT NULL,
  answer_words INTEGER NOT NULL,
  seed_similarity REAL NOT NULL,
  nearest_similarity REAL NOT NULL DEFAULT 0,
  nearest_id INTEGER,
  echo REAL NOT NULL,
  unsupported INTEGER NOT NULL,
  note_share REAL NOT NULL,
  caught INTEGER NOT NULL DEFAULT 0,
  verdict TEXT CHECK (verdict IN ('kept', 'left-out')),
  verdict_reason TEXT,
  verdict_by TEXT,
  kept INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN verdict = 'kept' THEN 1 WHEN verdict = 'left-out' THEN 0 ELSE caught = 0 END
  ) VIRTUAL,
  edits INTEGER NOT NULL DEFAULT 0,
  lineage TEXT NOT NULL,
  app_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((note_id IS NULL) <> (own_note_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX instruction_row_item ON instruction_row(run_id, ordinal) WHERE run_id IS NOT NULL;
CREATE INDEX instruction_row_order ON instruction_row(project_id, id);
CREATE INDEX instruction_row_task ON instruction_row(project_id, task, id);
CREATE INDEX instruction_row_side ON instruction_row(project_id, side, kept, id, case_id);
CREATE INDEX instruction_row_figures
  ON instruction_row(project_id, task, caught, kept, answerable, side, confidential, verdict);
CREATE INDEX instruction_row_note ON instruction_row(note_id) WHERE note_id IS NOT NULL;
CREATE INDEX instruction_row_import ON instruction_row(import_id) WHERE import_id IS NOT NULL;

CREATE VIRTUAL TABLE instruction_search USING fts5(
  question, answer, content='instruction_row', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE instruction_edit (
  id INTEGER PRIMARY KEY,
  row_id INTEGER NOT NULL REFERENCES instruction_row(id),
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  answerable INTEGER NOT NULL,
  reason TEXT NOT NULL,
  edited_at TEXT NOT NULL,
  edited_by TEXT NOT NULL
) STRICT;
CREATE INDEX instruction_edit_row ON instruction_edit(row_id, id);

CREATE TABLE instruction_filter (
  project_id TEXT PRIMARY KEY REFERENCES project(id),
  thresholds TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE instruction_split (
  project_id TEXT PRIMARY KEY REFERENCES project(id),
  seed INTEGER NOT NULL,
  shares TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  leakage TEXT,
  checked_sha256 TEXT,
  checked_at TEXT,
  overridden_sha256 TEXT,
  override_reason TEXT,
  overridden_by TEXT,
  overridden_at TEXT
) STRICT, WITHOUT ROWID;
`
