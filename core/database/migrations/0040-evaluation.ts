/**
 * Question sets, comparisons with their answers and judgements, people's verdicts on statements,
 * perplexity tables and checks of general ability.
 *
 * A comparison keeps the questions it asked: later edits of rows or sets change no finished result.
 * Notes are stored once a project. An arm names its adapter by id, name and hash, and outlives it.
 */
export const evaluation = `
CREATE TABLE evaluation_note (
  id INTEGER PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  sha256 BLOB NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (project_id, sha256)
) STRICT;

CREATE TABLE question_set (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project(id),
  name TEXT NOT NULL,
  layout TEXT NOT NULL,
  file_names TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  problems INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX question_set_project ON question_set(project_id, created_at);

CREATE TABLE set_question (
  id INTEGER PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES question_set(id),
  note_id INTEGER NOT NULL REFERENCES evaluation_note(id),
  external_id TEXT NOT NULL,
  task TEXT,
  question TEXT NOT NULL,
  answer TEXT
) STRICT;
CREATE INDEX set_question_order ON set_question(set_id, id);
CREATE INDEX set_question_note ON set_question(note_id);

CREATE TABLE evaluation_run (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  name TEXT NOT NULL,
  set_id TEXT REFERENCES question_set(id),
  source_name TEXT NOT NULL,
  split_sha256 TEXT,
  confidential INTEGER NOT NULL,
  sampling TEXT NOT NULL,
  seed INTEGER NOT NULL,
  max_tokens INTEGER NOT NULL,
  parallel INTEGER NOT NULL,
  context_size INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX evaluation_run_project ON evaluation_run(project_id, created_at);

CREATE TABLE evaluation_arm (
  run_id TEXT NOT NULL REFERENCES evaluation_run(id),
  arm TEXT NOT NULL,
  model_id TEXT NOT NULL REFERENCES model(id),
  model_name TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  adapter_id TEXT,
  adapter_name TEXT,
  adapter_sha256 TEXT,
  family TEXT NOT NULL,
  PRIMARY KEY (run_id, arm)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_item (
  run_id TEXT NOT NULL REFERENCES evaluation_run(id),
  ordinal INTEGER NOT NULL,
  note_id INTEGER NOT NULL REFERENCES evaluation_note(id),
  task TEXT,
  question TEXT NOT NULL,
  reference TEXT,
  answerable INTEGER,
  confidential INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_item_note ON evaluation_item(note_id);

CREATE TABLE evaluation_answer (
  run_id TEXT NOT NULL,
  arm TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  text TEXT NOT NULL DEFAULT '',
  finish_reason TEXT,
  failure TEXT,
  tokens INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  cut_characters INTEGER NOT NULL DEFAULT 0,
  says_not_in_note INTEGER NOT NULL DEFAULT 0,
  statements TEXT NOT NULL DEFAULT '[]',
  supported INTEGER NOT NULL DEFAULT 0,
  contradicted INTEGER NOT NULL DEFAULT 0,
  not_found INTEGER NOT NULL DEFAULT 0,
  unchecked INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, ordinal, arm),
  FOREIGN KEY (run_id, arm) REFERENCES evaluation_arm(run_id, arm)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_answer_waiting ON evaluation_answer(run_id, arm, state, ordinal);

CREATE TABLE judging (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES evaluation_run(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  model_name TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  parameters REAL NOT NULL,
  adapter_id TEXT,
  adapter_name TEXT,
  prompt TEXT NOT NULL,
  prompt_sha256 TEXT NOT NULL,
  seed INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  malformed INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX judging_run ON judging(run_id, created_at);

CREATE TABLE judgement (
  judging_id TEXT NOT NULL REFERENCES judging(id),
  ordinal INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'judged', 'unparseable', 'failed')),
  raw TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  cut_characters INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (judging_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_waiting ON judgement(judging_id, state, ordinal);

CREATE TABLE judge_score (
  judging_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  arm TEXT NOT NULL,
  letter TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 4),
  reason TEXT NOT NULL,
  PRIMARY KEY (judging_id, ordinal, arm),
  FOREIGN KEY (judging_id, ordinal) REFERENCES judgement(judging_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_label (
  run_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  arm TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  said TEXT NOT NULL,
  verdict TEXT NOT NULL,
  labelled_at TEXT NOT NULL,
  labelled_by TEXT NOT NULL,
  PRIMARY KEY (run_id, ordinal, arm, start, "end"),
  FOREIGN KEY (run_id, arm) REFERENCES evaluation_arm(run_id, arm)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_check (
  project_id TEXT PRIMARY KEY REFERENCES project(id),
  precision REAL NOT NULL,
  recall REAL NOT NULL,
  switched_off INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE perplexity_table (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  adapter_id TEXT,
  adapter_name TEXT,
  seed INTEGER NOT NULL,
  context INTEGER NOT NULL,
  corpora TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX perplexity_table_project ON perplexity_table(project_id, created_at);

CREATE TABLE perplexity_document (
  table_id TEXT NOT NULL REFERENCES perplexity_table(id),
  corpus TEXT NOT NULL,
  text_id INTEGER NOT NULL,
  tokens INTEGER,
  loss REAL,
  is_cut INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (table_id, corpus, text_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ability_check (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  set_name TEXT NOT NULL,
  set_sha256 TEXT NOT NULL,
  arms TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX ability_check_project ON ability_check(project_id, created_at);

CREATE TABLE ability_score (
  check_id TEXT NOT NULL REFERENCES ability_check(id),
  arm INTEGER NOT NULL,
  item TEXT NOT NULL,
  chosen INTEGER,
  tokens INTEGER NOT NULL,
  loss REAL NOT NULL,
  PRIMARY KEY (check_id, arm, item)
) STRICT, WITHOUT ROWID;
`
