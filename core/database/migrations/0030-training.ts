/**
 * Training runs with every step's figures, and the registry of adapters.
 *
 * A stage of a run has a number of its own, so that a row of `training_step` is small: they are
 * kept for ever, and there may be a hundred thousand of them. Sums of tokens and seconds run along,
 * so that two curves can be laid over each other by either without adding up.
 */
export const training = `
CREATE TABLE training_plan (
  project_id TEXT PRIMARY KEY REFERENCES project(id),
  plan TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE training_preflight (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  plan TEXT NOT NULL,
  plan_sha256 TEXT NOT NULL,
  data_stamp TEXT NOT NULL,
  result TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX training_preflight_project ON training_preflight(project_id, created_at);

CREATE TABLE adapter (
  id TEXT PRIMARY KEY,
  project_id TEXT REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  model_sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  family TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  alpha REAL NOT NULL,
  targets TEXT NOT NULL,
  parameters INTEGER NOT NULL,
  confidential INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('run', 'imported')),
  run_id TEXT REFERENCES training_run(id),
  stage TEXT,
  step INTEGER,
  validation_loss REAL,
  parent_id TEXT REFERENCES adapter(id),
  lineage TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX adapter_order ON adapter(created_at DESC, id DESC);

CREATE TABLE training_run (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  project_id TEXT NOT NULL REFERENCES project(id),
  model_id TEXT NOT NULL REFERENCES model(id),
  name TEXT NOT NULL,
  plan TEXT NOT NULL,
  family TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  split_sha256 TEXT,
  leakage TEXT NOT NULL,
  prepared INTEGER NOT NULL DEFAULT 0,
  keep_asked TEXT CHECK (keep_asked IN ('last', 'best')),
  adapter_id TEXT REFERENCES adapter(id),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX training_run_project ON training_run(project_id, created_at);

CREATE TABLE training_stage (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES training_run(id),
  stage TEXT NOT NULL CHECK (stage IN ('pretraining', 'tuning')),
  state TEXT NOT NULL,
  step INTEGER NOT NULL DEFAULT 0,
  steps INTEGER,
  samples INTEGER,
  supervised_tokens INTEGER,
  data_sha256 TEXT,
  validation_sha256 TEXT,
  last_loss REAL,
  best_loss REAL,
  best_step INTEGER,
  seconds REAL NOT NULL DEFAULT 0,
  UNIQUE (run_id, stage)
) STRICT;

CREATE TABLE training_step (
  stage_id INTEGER NOT NULL REFERENCES training_stage(id),
  step INTEGER NOT NULL,
  loss REAL NOT NULL,
  learning_rate REAL NOT NULL,
  gradient_norm REAL NOT NULL,
  tokens_per_second REAL NOT NULL,
  memory INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  seconds REAL NOT NULL,
  total_tokens INTEGER NOT NULL,
  total_seconds REAL NOT NULL,
  PRIMARY KEY (stage_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_evaluation (
  stage_id INTEGER NOT NULL REFERENCES training_stage(id),
  step INTEGER NOT NULL,
  loss REAL NOT NULL,
  best INTEGER NOT NULL,
  PRIMARY KEY (stage_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_checkpoint (
  stage_id INTEGER NOT NULL REFERENCES training_stage(id),
  step INTEGER NOT NULL,
  at TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  adapter_sha256 TEXT,
  validation_loss REAL,
  has_state INTEGER NOT NULL,
  has_adapter INTEGER NOT NULL,
  PRIMARY KEY (stage_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_question (
  run_id TEXT NOT NULL REFERENCES training_run(id),
  ordinal INTEGER NOT NULL,
  row_id INTEGER NOT NULL,
  task TEXT NOT NULL,
  note TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_sample (
  run_id TEXT NOT NULL REFERENCES training_run(id),
  stage TEXT NOT NULL CHECK (stage IN ('base', 'pretraining', 'tuning')),
  step INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  finish_reason TEXT NOT NULL,
  seconds REAL NOT NULL,
  at TEXT NOT NULL,
  missing TEXT,
  PRIMARY KEY (run_id, stage, step, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_log (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES training_run(id),
  stage TEXT,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  figures TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX training_log_run ON training_log(run_id, id);

ALTER TABLE synthesis_run ADD COLUMN adapter_id TEXT REFERENCES adapter(id);
ALTER TABLE answer ADD COLUMN adapter_id TEXT REFERENCES adapter(id);
`
