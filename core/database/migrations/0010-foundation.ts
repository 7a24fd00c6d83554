/** Accounts, audit, jobs, projects, sources, models, templates, synthesis and queries. */
export const foundation = `
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  last_seen_at TEXT,
  parked_slot TEXT
) STRICT;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  monotonic_ms REAL NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
  detail TEXT NOT NULL,
  app_version TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TABLE project (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  is_sample INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  project_id TEXT REFERENCES project(id),
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  params TEXT NOT NULL,
  done REAL NOT NULL DEFAULT 0,
  total REAL,
  message TEXT,
  result_id TEXT,
  created_by TEXT NOT NULL,
  created_role TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  cleared INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_open ON job(cleared, created_at);

CREATE TABLE collection (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  name TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  format_name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  problems INTEGER NOT NULL DEFAULT 0,
  words INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('importing', 'ready', 'removed')),
  indexed_to INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX collection_project ON collection(project_id, state);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  collection_id TEXT NOT NULL REFERENCES collection(id),
  external_id TEXT NOT NULL,
  title TEXT NOT NULL,
  words INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  extra TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX document_order ON document(collection_id, id);

-- The orders of a list, written once a collection is complete and in order: as indexes of document
-- they would be rewritten all over by every batch of an import. Without a reference to document:
-- to check it, each row would read and decrypt a page of notes.
CREATE TABLE document_by_title (
  collection_id TEXT NOT NULL REFERENCES collection(id),
  title TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (collection_id, title, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_by_words (
  collection_id TEXT NOT NULL REFERENCES collection(id),
  words INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (collection_id, words, id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_search USING fts5(
  title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE import_problem (
  collection_id TEXT NOT NULL REFERENCES collection(id),
  file TEXT NOT NULL,
  line INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX import_problem_collection ON import_problem(collection_id);

CREATE TABLE model (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  stamp TEXT NOT NULL,
  inspection TEXT NOT NULL,
  family TEXT NOT NULL,
  family_reason TEXT NOT NULL,
  gpu_layers INTEGER,
  context_size INTEGER,
  speed TEXT,
  quarantine TEXT,
  is_sample INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX model_hash ON model(sha256) WHERE removed_at IS NULL;

CREATE TABLE template (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  system TEXT NOT NULL,
  user TEXT NOT NULL,
  headings TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  built_in INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (name, version)
) STRICT;

CREATE TABLE synthesis_run (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  template_id TEXT NOT NULL REFERENCES template(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  sampling TEXT NOT NULL,
  seed INTEGER NOT NULL,
  max_tokens INTEGER NOT NULL,
  parallel INTEGER NOT NULL,
  context_size INTEGER NOT NULL,
  gpu_layers INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX synthesis_run_project ON synthesis_run(project_id, created_at);

CREATE TABLE synthesis_item (
  run_id TEXT NOT NULL REFERENCES synthesis_run(id),
  ordinal INTEGER NOT NULL,
  document_id INTEGER NOT NULL REFERENCES document(id),
  seed INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  reason TEXT,
  PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES synthesis_run(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  document_id INTEGER NOT NULL REFERENCES document(id),
  confidential INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  words INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  finish_reason TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  seconds REAL NOT NULL,
  signature BLOB,
  caught INTEGER NOT NULL,
  restored INTEGER NOT NULL DEFAULT 0,
  spot_check TEXT NOT NULL DEFAULT 'not-drawn',
  spot_comment TEXT NOT NULL DEFAULT '',
  app_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (run_id, document_id)
) STRICT;
CREATE INDEX note_project ON note(project_id, id);
CREATE INDEX note_caught ON note(project_id, caught, id);

CREATE TABLE note_gate (
  note_id INTEGER NOT NULL REFERENCES note(id),
  gate TEXT NOT NULL,
  caught INTEGER NOT NULL,
  value REAL NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (note_id, gate)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_gate_caught ON note_gate(gate, caught, note_id);

CREATE VIRTUAL TABLE note_search USING fts5(
  title, text, content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE gate_threshold (
  project_id TEXT NOT NULL REFERENCES project(id),
  gate TEXT NOT NULL,
  threshold TEXT NOT NULL,
  PRIMARY KEY (project_id, gate)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  note_kind TEXT NOT NULL,
  note_id INTEGER,
  note_title TEXT NOT NULL,
  note_text TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  task TEXT,
  instruction TEXT NOT NULL,
  family TEXT NOT NULL,
  text TEXT NOT NULL,
  finish_reason TEXT NOT NULL,
  figures TEXT NOT NULL,
  complaint TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX answer_project ON answer(project_id, created_at DESC, id DESC);
`
