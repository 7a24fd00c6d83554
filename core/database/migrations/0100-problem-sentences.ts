/** Why a record could not be taken is stored as sentences too; older problems keep their English. */
export const problemSentences = `
ALTER TABLE import_problem ADD COLUMN said TEXT NOT NULL DEFAULT '[]';
`
