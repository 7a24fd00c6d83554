/** Refusals met while models are built and compared, in English; see refusal-sentences.ts. */
export const workRefusals = {
  'comparison-not-here': 'This comparison is not here any more.',
  'arm-changed':
    '{{name}} is not the file it was when this comparison began. What was answered is kept. Start a new comparison.',
  'answer-stopped': 'The model stopped in the middle of the answer.',
  'no-statement': 'This statement is not here any more. Open the answer again.',
  'comparison-not-over':
    'This comparison is still being made. Wait until it is done, or cancel it in the jobs tray.',
  'comparison-in-study':
    'The study "{{name}}" rates answers of this comparison, so nothing was removed.',
  'comparison-with-answers':
    'Answers from elsewhere were brought in for this comparison, so nothing was removed.',
  'question-not-in-comparison': 'This question is not part of the comparison.',
  'judge-changed':
    'The judge is not the file it was when the judging began. What was judged is kept. Judge again with a new judging.',
  'nothing-to-judge': 'No arm gave an answer to this question.',
  'answers-too-long': 'The answers alone are longer than the judge can read at once.',
  'no-judge-prompt': 'There is no such prompt for the judge.',
  'collection-gone': 'This collection is not here any more. Choose another.',
  'no-untrained-notes':
    'Every note of "{{name}}" was learned from or withdrawn. Choose another collection, or bring one in.',
  'too-many-questions':
    'These notes would give {{questions, number}} questions. Say how many to draw, at most {{most, number}}.',
  'no-complaints':
    'Nobody has called an answer wrong yet. Complaints come from Query, by "This is wrong".',
  'no-test-split':
    'There is no held-out question yet. Split the instructions into training, validation and test first, or import a set of questions.',
  'question-set-gone': 'This set of questions is not here any more. Choose another.',
  'no-question-set': 'This set of questions is not here any more.',
  'no-check': 'This check is not here any more.',
  'ability-set-changed':
    'The set for general ability is not the one this check began with. Start a new check.',
  'no-ability-set': 'The set for general ability is not part of this version.',
  'no-texts': 'The chosen corpora hold no text. Import reports or write notes first.',
  'no-table': 'This table is not here any more.',
  'question-set-too-large':
    'The files hold more than {{most, number}} questions. Nothing was imported. Choose a part of them.',
  'set-not-casi':
    '"{{file}}" has no lines of seven values between vertical bars. Nothing was imported.',
  'set-unknown-layout':
    '"{{file}}" was read as {{format}}, but has no column for a question. Known are: columns for note and question, CASI\'s lines, DiSCQ\'s questions with their notes, MTSamples.',
  'same-arm-twice': 'The same model is chosen twice. Choose each model, with each adapter, once.',
  'model-answer-unreadable':
    'The model process gave an answer that makes no sense. It was not used.',
  'model-process-stopped': 'The model process stopped. What was finished is kept.',
  'model-process-closed': 'The model process was closed.',
  'model-process-disabled':
    'The model process stopped too often. Choose another model, or start it again.',
  'no-model-loaded': 'No model is loaded. Choose a model first.',
  'model-put-aside':
    'This model stopped the model process twice and was put aside. Choose another model, or release it on its page.',
  'no-sample-model':
    'Set-up could not get the sample model on this machine. Choose a GGUF file instead.',
  'model-in-use': 'A job is using a model. Pause it first.',
  'no-model': 'This model is not here any more.',
  'chosen-file-gone': 'The file is not there any more. Choose it again.',
  'no-disk-for-model':
    'The model needs {{needed, bytes}} and the disk has {{free, bytes}} left; {{spare, bytes}} must stay free. Nothing was copied.',
  'model-gone': 'This model is not here any more. Choose another.',
  'model-shut-off':
    'This model is shut off: it ended the model process twice. Release it on the Models page to try it again.',
  'model-file-gone':
    'The file of this model is not in the workspace any more. Import the model again.',
  'model-file-changed':
    'The file of this model is not the one that was imported: its hash is different. It was not loaded. Remove the model and import it again.',
  'no-project': 'This project is not here. Choose another.',
  'no-export-folder': 'This is no folder. Choose the folder that the export goes into.',
  'no-rows-file':
    'There is no file of rows in this. Choose a CSV, a file of JSON lines, or the folder of an export.',
  'one-file-gone': 'A file that was chosen is not there any more. Choose it again.',
  'manifest-differs':
    'The file "{{file}}" is not the one that the manifest of this export names. Nothing was read. Copy the export again, or choose the files themselves without their folder.',
  'manifest-unreadable':
    'The manifest of this export cannot be read. Nothing was read. Choose the files themselves without their folder.',
  'confidential-rows_one':
    'One of the kept rows comes from local notes and is confidential. Nothing was written. Leave it out, or write an export that stays in the house.',
  'confidential-rows_other':
    '{{count, number}} of the kept rows come from local notes and are confidential. Nothing was written. Leave them out, or write an export that stays in the house.',
  'nothing-to-export': 'There is no kept row to write. Nothing was written.',
  'no-run': 'This run is not here any more.',
  'no-task': 'This task is not known.',
  'seed-twice': 'One of the seed questions is there twice. Change one of them.',
  'no-task-chosen': 'Every task has weight 0. Give at least one task a weight.',
  'nothing-changed': 'The text is the same as before.',
  'no-edit': 'This earlier text is not here any more.',
  'no-row-here': 'This row is not here any more.',
  'no-prompt': 'This prompt did not come with this version of the app.',
  'no-notes-to-ask':
    'There is no kept note to ask about. Write notes first, or bring some back, in Synthesis.',
  'no-new-notes':
    'Every kept note has its questions already. Choose all notes to ask about them again.',
  'too-few-cases':
    'A split needs at least two source cases with a kept note. Make or bring back more first.',
  'nothing-split': 'There is no split to check yet. Split the cases first.',
  'nothing-to-override': 'Nothing stands in the way of this split.',
  'split-changed-since-seen':
    'The split changed since you saw it. Nothing was overridden; look at it again.',
  'split-not-checked':
    'The split has to be checked for leakage before anybody takes responsibility for it.',
  'split-changed-while-checked':
    'Rows or notes changed while the check ran. The split is kept; check it again.',
  'no-template': 'This template is not here any more.',
  'no-reports': 'There is no report to write from. Import case reports first.',
  'note-gone': 'This note is not here any more.',
  'no-lineage': 'What this note was made from is not here any more.',
  'no-notes-to-draw': 'There is no kept note left to draw. Write notes first.',
  'no-placeholder':
    'The template must hold {{placeholder}} exactly once: that is where the case report goes.',
  'no-training': 'This training is not here any more.',
  'training-over': 'This training has ended already; its adapter is in the registry.',
  'no-checkpoint-yet':
    'There is no checkpoint of this training yet, so there is nothing to keep. Wait for the first one, or cancel it.',
  'no-checkpoint':
    'The training was ended before its first checkpoint, so there is nothing to keep. Its settings and its curves are kept.',
  'no-training-notes':
    'There is no note on the training side any more. Nothing was trained. Keep some notes and split again.',
  'no-pair-fits':
    'No pair of the training side fits into the context. Nothing was trained. Use a longer context.',
  'trainer-ended-early':
    'The trainer ended before it was done. The last checkpoint is kept. Start again to go on from it.',
  'trainer-silent':
    'The trainer did not answer any more and was ended. The last checkpoint is kept. Start again to go on from it.',
  'no-trainer':
    'The trainer is not installed on this machine. Nothing was started. Run the set-up again; everything but training works without it.',
  'pre-flight-said-no':
    'The pre-flight of this plan said no. Nothing was started. Look at its reasons, change the plan, and measure again.',
  'no-disk-for-training':
    'This training needs {{needed, bytes}} on the disk and {{free, bytes}} are free; {{spare, bytes}} must stay free. Nothing was started.',
  'no-private-memory':
    'This training needs {{needed, bytes}} of memory-backed room and {{free, bytes}} are free. Nothing was started. Use a lower rank or fewer projections, or ask for more room in /dev/shm.',
  'adapter-gone': 'This adapter is not here any more. Choose another.',
  'no-adapter': 'This adapter is not here any more.',
  'adapter-changed':
    'The file of the adapter "{{name}}" is not the one that was made: its hash is different. It was not used. Put back your last backup.',
  'adapter-confidential':
    'The adapter "{{name}}" learned from confidential text and cannot be exported for sharing. Nothing was written. An administrator can take it out with a reason, for use inside your hospital.',
  'adapter-removed':
    'The adapter "{{name}}" was removed. Bring it back in the list of adapters, or choose another.',
  'adapter-of-other-model':
    'The adapter "{{name}}" belongs to another model. Choose its own model, or another adapter.',
  'adapter-blocked':
    'The adapter "{{name}}" learned from a source record that was withdrawn, so it is not used any more. Choose another, or train one without that record.',
  'adapter-file-exists':
    'There is a file {{file}} in that folder already. Nothing was written. Choose another folder, or rename the adapter.',
  'no-private-room':
    'This machine has no memory-backed folder (/dev/shm), so an adapter could only be made in the clear on the disk. Nothing was written. Ask your administrator to mount one, then start again.',
  'private-room-open':
    'The memory-backed folder of this workspace is open to others. Nothing was written. Restart the machine, or ask your administrator to remove it.',
  'sealed-damaged':
    'An encrypted file of this workspace is not whole or was put in the place of another. It was not used. Put back your last backup, or make it again.',
  'split-not-fit': 'Training did not start. Look at the split in Instructions first.',
  'plan-both-stages-off':
    'Both stages are switched off, so there is nothing to train. Switch one on.',
  'plan-no-notes':
    'There is no note on the training side for the first stage. Keep some notes and split again, or switch the stage off.',
  'plan-no-pairs':
    'There is no pair on the training side for the second stage. Make instructions and split them first, or switch the stage off.',
  'plan-stopped': 'This plan cannot be started. Look at its warnings.',
  'rows-not-split': 'The rows are not split into training, validation and test yet.',
  'leakage-answered-for': '{{who}} took responsibility: {{reason}}',
  'leakage-not-checked': 'The split has not been checked for leakage yet.',
  'leakage-outdated': 'Notes or sides changed after the check for leakage. Check again.',
  'leakage-none': 'No case and no text is on two sides.',
  'leakage-found_one': 'One case or text is on two sides of the split.',
  'leakage-found_other': '{{count, number}} cases or texts are on two sides of the split.',
  'entry-before-first': 'Entry {{entry}} stands before the first one.',
  'entry-missing': 'Entry {{entry}} is missing.',
  'log-cut': 'The end of the log is not the one that was written last.',
  'entry-changed': 'Entry {{entry}} was changed, or the one before it was.',
  'layout-by-hand': 'The layout was chosen by hand.',
  'layout-casi':
    'Its lines have seven values between vertical bars, the fourth and fifth of them numbers: abbreviation, sense, as written, start, end, section, text.',
  'layout-discq': 'Its columns are those of DiSCQ: an id, a question and what led to it.',
  'layout-csv': 'It has a column for the note and one for the question.',
  'layout-mtsamples':
    'Its columns are those of MTSamples: notes without questions. Each is asked the instructions of the chosen tasks.',
} as const
