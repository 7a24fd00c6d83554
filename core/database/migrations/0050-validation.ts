/**
 * Studies: what clinicians rate, who rates what, what they said, and how disagreements were settled.
 *
 * A study rates answers of a comparison, of an imported answer file, or both. What is shown to a
 * rater is a case: one answer to one question, with nothing that tells where the answer came from.
 * A case of a study that came in a packet has no arm, because the packet holds none.
 *
 * Nothing a rater finished is overwritten: `rating` is what holds now, `rating_version` every
 * finished state before it.
 */
export const validation = `
-- Where the questions of a comparison came from, as JSON; null in those made before it was kept.
ALTER TABLE evaluation_run ADD COLUMN source TEXT;

CREATE TABLE study (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
  origin TEXT NOT NULL CHECK (origin IN ('planned', 'packet')),
  -- The study that this one is the next version of, and why the change was made.
  replaces_id TEXT REFERENCES study(id),
  version INTEGER NOT NULL DEFAULT 1,
  change_reason TEXT NOT NULL DEFAULT '',
  plan TEXT NOT NULL,
  run_id TEXT REFERENCES evaluation_run(id),
  judging_id TEXT REFERENCES judging(id),
  confidential INTEGER NOT NULL DEFAULT 0,
  -- SHA-256 over the plan and every case, in order; set when the study opens, never changed.
  sha256 TEXT,
  opened_at TEXT,
  opened_by TEXT,
  closed_at TEXT,
  closed_by TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX study_project ON study(project_id, created_at);

CREATE TABLE study_answer_file (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  run_id TEXT NOT NULL REFERENCES evaluation_run(id),
  name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  answers INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE TABLE study_file_answer (
  file_id TEXT NOT NULL REFERENCES study_answer_file(id),
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_arm (
  study_id TEXT NOT NULL REFERENCES study(id),
  arm TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The arm of the comparison, or the file, that its answers come from.
  run_arm TEXT,
  file_id TEXT REFERENCES study_answer_file(id),
  model_id TEXT,
  model_sha256 TEXT,
  adapter_id TEXT,
  adapter_sha256 TEXT,
  is_base INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (study_id, arm)
) STRICT, WITHOUT ROWID;

-- A question with its note; ordinal is that of the comparison.
CREATE TABLE study_item (
  study_id TEXT NOT NULL REFERENCES study(id),
  item INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  note_id INTEGER NOT NULL REFERENCES evaluation_note(id),
  task TEXT,
  question TEXT NOT NULL,
  stratum TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  -- Rated by every rater (for agreement), or by one.
  is_overlap INTEGER NOT NULL,
  PRIMARY KEY (study_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_case (
  study_id TEXT NOT NULL REFERENCES study(id),
  case_no INTEGER NOT NULL,
  item INTEGER NOT NULL,
  -- Null in a packet.
  arm TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'planted', 'repeat')),
  text TEXT NOT NULL,
  -- What was planted, as JSON; null in a packet and where nothing was.
  planted TEXT,
  -- The case that a repeat repeats; null in a packet.
  repeats INTEGER,
  PRIMARY KEY (study_id, case_no),
  FOREIGN KEY (study_id, item) REFERENCES study_item(study_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_case_item ON study_case(study_id, item, arm, kind);

CREATE TABLE study_rater (
  study_id TEXT NOT NULL REFERENCES study(id),
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (study_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_assignment (
  study_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  case_no INTEGER NOT NULL,
  PRIMARY KEY (study_id, person_id, position),
  FOREIGN KEY (study_id, person_id) REFERENCES study_rater(study_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX study_assignment_case ON study_assignment(study_id, person_id, case_no);

CREATE TABLE rating (
  study_id TEXT NOT NULL,
  case_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'done')),
  score INTEGER CHECK (score BETWEEN 1 AND 4),
  -- JSON: error types, harm grade, spans in answer and note, omissions, comment, correction.
  detail TEXT NOT NULL,
  -- The answer was shown only after the source had been read (where the study asks for it).
  revealed_at TEXT,
  seconds REAL NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  first_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (study_id, case_no, person_id),
  FOREIGN KEY (study_id, case_no) REFERENCES study_case(study_id, case_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_person ON rating(study_id, person_id, state);

CREATE TABLE rating_version (
  id INTEGER PRIMARY KEY,
  study_id TEXT NOT NULL,
  case_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  score INTEGER,
  detail TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX rating_version_case ON rating_version(study_id, case_no, person_id, revision);

CREATE TABLE adjudication (
  study_id TEXT NOT NULL,
  case_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 4),
  detail TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (study_id, case_no),
  FOREIGN KEY (study_id, case_no) REFERENCES study_case(study_id, case_no)
) STRICT, WITHOUT ROWID;

-- Corrected answers that may become training pairs once a builder approves.
CREATE TABLE correction (
  id TEXT PRIMARY KEY,
  study_id TEXT NOT NULL REFERENCES study(id),
  case_no INTEGER NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  row_id INTEGER,
  UNIQUE (study_id, case_no, proposed_by)
) STRICT;

-- Packets: made here for a rater elsewhere ('out'), or taken in on a review-only computer ('in').
CREATE TABLE study_packet (
  id TEXT PRIMARY KEY,
  study_id TEXT NOT NULL REFERENCES study(id),
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  -- The key of the way back, known to both sides.
  return_key BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  merged_at TEXT,
  merged_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX study_packet_study ON study_packet(study_id);

-- A rating that came back and differs from one that is here; the lead decides.
CREATE TABLE packet_conflict (
  packet_id TEXT NOT NULL REFERENCES study_packet(id),
  case_no INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  here TEXT NOT NULL,
  there TEXT NOT NULL,
  decided TEXT CHECK (decided IN ('here', 'there')),
  decided_by TEXT,
  decided_at TEXT,
  PRIMARY KEY (packet_id, case_no, person_id)
) STRICT, WITHOUT ROWID;

-- A finished report: the figures and texts as they were, so that a signature binds to bytes.
CREATE TABLE study_report (
  id TEXT PRIMARY KEY,
  study_id TEXT NOT NULL REFERENCES study(id),
  sha256 TEXT NOT NULL,
  data TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
CREATE INDEX study_report_study ON study_report(study_id, made_at);
`
