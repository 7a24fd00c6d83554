/** Releases with their signatures, what was withdrawn, and which cases an adapter learned from. */
export const release = `
CREATE TABLE release (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  study_id TEXT NOT NULL REFERENCES study(id),
  report_id TEXT NOT NULL REFERENCES study_report(id),
  report_sha256 TEXT NOT NULL,
  arm TEXT NOT NULL,
  name TEXT NOT NULL,
  model_id TEXT NOT NULL REFERENCES model(id),
  model_sha256 TEXT NOT NULL,
  -- Null releases the model as it is.
  adapter_id TEXT REFERENCES adapter(id),
  adapter_sha256 TEXT,
  confidential INTEGER NOT NULL,
  -- The criteria of the study with what came out, as JSON.
  criteria TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawn_by TEXT,
  withdrawn_reason TEXT
) STRICT;
CREATE INDEX release_project ON release(project_id, created_at);
CREATE INDEX release_model ON release(model_id, adapter_id);

-- Ed25519 over who, when, what it means, and the hash of the release with its report.
CREATE TABLE signature (
  release_id TEXT NOT NULL REFERENCES release(id),
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  role TEXT NOT NULL,
  meaning TEXT NOT NULL,
  at TEXT NOT NULL,
  zone TEXT NOT NULL,
  release_sha256 TEXT NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (release_id, person_id)
) STRICT, WITHOUT ROWID;

-- The source records that a training read, on the sides it read.
CREATE TABLE training_case (
  run_id TEXT NOT NULL REFERENCES training_run(id),
  document_id INTEGER NOT NULL,
  PRIMARY KEY (run_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX training_case_document ON training_case(document_id);

-- A source record that must not be learned from any more, or that turned out to be confidential.
CREATE TABLE withdrawn_case (
  document_id INTEGER NOT NULL REFERENCES document(id),
  kind TEXT NOT NULL CHECK (kind IN ('withdrawn', 'confidential')),
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (document_id, kind)
) STRICT, WITHOUT ROWID;

-- From a source record to everything that came out of it.
CREATE INDEX note_document ON note(document_id);
CREATE INDEX instruction_case_document ON instruction_case(document_id) WHERE document_id IS NOT NULL;
CREATE INDEX instruction_row_case ON instruction_row(case_id);
CREATE INDEX instruction_note_case ON instruction_note(case_id);

-- Strings planted into training data, to measure afterwards how well they can be drawn out again.
CREATE TABLE planted_string (
  run_id TEXT NOT NULL REFERENCES training_run(id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  secret TEXT NOT NULL,
  -- How often the training met it, in all stages and passes.
  times INTEGER NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE memorisation_test (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  adapter_id TEXT NOT NULL REFERENCES adapter(id),
  adapter_sha256 TEXT NOT NULL,
  result TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX memorisation_test_adapter ON memorisation_test(adapter_id, created_at);

-- Which release an answer was given under; null on a builder's test bench.
ALTER TABLE answer ADD COLUMN release_id TEXT REFERENCES release(id);
CREATE INDEX answer_release ON answer(release_id) WHERE release_id IS NOT NULL;
`
