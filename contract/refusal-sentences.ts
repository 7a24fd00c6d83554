/** Refusals that people of a hospital meet, in English: what happened, what was kept, what to do. */

/** Unlocking, accounts, roles, jobs, and what disk and process do. */
export const entryRefusals = {
  'wrong-password_one':
    'This password does not fit. You can try again in {{count, number}} second.',
  'wrong-password_other':
    'This password does not fit. You can try again in {{count, number}} seconds.',
  wait_one: 'Too many wrong passwords. Try again in {{count, number}} second.',
  wait_other: 'Too many wrong passwords. Try again in {{count, number}} seconds.',
  'account-shut':
    'This account is shut after {{failures, number}} wrong passwords in a row. Another administrator can switch it on again, or the recovery key opens it.',
  'workspace-empty': 'This workspace has not been set up yet.',
  'no-person-here': 'There is no such person in this workspace.',
  'no-person': 'There is no such person.',
  'recovery-key-wrong':
    'This recovery key does not belong to this workspace, or it was used before. Use the newest sheet.',
  'recovery-key-length':
    'The key on the sheet has 13 groups of 5 characters; {{typed, number}} were typed.',
  'recovery-key-typo': 'Group {{group, number}} of the key has a slip. Look at it again.',
  'password-repeats': 'This password repeats a few characters. Choose another.',
  'password-guessed-first':
    'This password is among those that are guessed first. Four unrelated words make a good one.',
  'password-holds-name': 'This password holds your name. Choose another.',
  'name-taken': 'There is a person named {{name}} already. Choose another name.',
  'own-account': 'You cannot switch off your own account. Ask another administrator.',
  'workspace-exists': 'This workspace exists already. Unlock it instead.',
  'keyring-missing':
    'There is a database here, but not the file keyring.json that opens it. Nothing was changed. Put back keyring.json from your last backup, or choose another folder.',
  'keyring-damaged':
    'The file keyring.json of this workspace is damaged. Put back the copy from your last backup; the database itself was not touched.',
  'database-missing':
    'The file workspace.db of this workspace is gone or empty. Nothing was changed. Put back the copy from your last backup beside keyring.json, then unlock again.',
  locked: 'The workspace is locked. Unlock it to go on.',
  'other-workspace-open':
    'Another workspace is open in this place. Restart the app, then unlock again.',
  'locked-meanwhile':
    'The workspace was locked before this was done. What was finished is kept; unlock it to see it.',
  'signed-out': 'Nobody is signed in. Unlock the workspace.',
  'not-your-role':
    'Your role ({{role, roles}}) does not include this. Ask somebody with one of these roles: {{others, roles}}.',
  'unknown-operation': 'This version of the app does not know that request.',
  'unknown-file': 'The app does not know this file any more. Choose it again.',
  'database-damaged':
    'The database of this workspace is damaged. Nothing was changed. Make a copy of the workspace folder, then put back your last backup.',
  'database-of-other-keyring':
    'The file workspace.db does not belong to this keyring.json. Nothing was changed. Put both files back from the same backup.',
  'database-of-other-program':
    'The file workspace.db is a database of another program. Nothing was changed. Put back the copy from your last backup.',
  'database-unreadable':
    'The database could not be read with this key. It is damaged, or it belongs to another workspace. Nothing was changed.',
  'database-newer':
    'This workspace was written by a newer version of the app (schema {{found, number}}; this version knows {{known, number}}). Nothing was changed. Install the newer version to open it.',
  'copy-not-verified':
    'The safety copy before the update could not be verified. The workspace was left as it was.',
  stopped: 'Stopped. What was finished is kept.',
  unexpected:
    'The app met something it did not expect, and stopped this step. Nothing of it was stored. Try again; if it comes back, tell your administrator the time and the page.',
  'disk-full':
    'The disk is full. What was finished before is kept. Free some space, then do this again.',
  'not-writable':
    'The app may not write there. Nothing was changed. Check the rights of the folder.',
  'file-gone': 'A file that is needed is not there any more. Choose it again.',
  'database-part-damaged':
    'A part of the database could not be read: the file is damaged. Nothing was changed. Make a copy of the workspace folder, then put back your last backup.',
  'disk-trouble':
    'The disk did not answer as it should. What was finished before is kept. Check the disk, then do this again.',
  'core-starts-again':
    'The part of the app that holds your data ended and is being started again. Everything that was finished is kept. Unlock to go on; interrupted jobs can be resumed.',
  'core-stays-off':
    'The part of the app that holds your data ended several times and stays off. Everything that was finished is kept. Close the app and open it again; if it comes back, tell your administrator.',
  'core-ended':
    'The part of the app that holds your data ended. Everything that was finished is kept. It is being started again; unlock to go on.',
  'model-process-ended':
    'The model process ended. Finished work is kept; it is being started again.',
  'model-process-off':
    'The model process ended too often and stays off. Release the model on the Models page to try again.',
  'no-job': 'There is no such job.',
  'cannot-pause': 'This job cannot be paused; it can be cancelled.',
  'job-over': 'This job has ended already; there is nothing to stop.',
  'cannot-resume': 'Only a paused or interrupted job can go on.',
} as const

/** Files that are brought in, and the records of them. */
export const sourceRefusals = {
  'no-record': 'This record is not here any more.',
  'no-collection': 'This collection is not here any more.',
  'source-not-a-file': '"{{file}}" is neither a file nor a folder.',
  'file-not-opened': '"{{file}}" could not be opened ({{reason}}).',
  'folder-not-read': 'The folder "{{folder}}" could not be read.',
  'source-none-chosen': 'No file was chosen.',
  'source-empty': '"{{file}}" is empty. Nothing was imported.',
  'no-records': 'No record could be taken from this file. Nothing was imported.',
  'only-faulty-records_one':
    'No record could be taken from this file: the only one could not be read. Nothing was imported.',
  'only-faulty-records_other':
    'No record could be taken from this file: {{count, number}} could not be read. Nothing was imported.',
  'source-too-large':
    '"{{file}}" is larger than {{gibibytes, number}} GiB. Split it and import the parts.',
  'folder-with-other':
    'A folder of texts and "{{file}}" were chosen together. Import them one after the other.',
  'files-not-alike':
    'The chosen files are not alike: "{{file}}" is {{its}}, the first is {{first}}, or their columns differ. Import them one after the other.',
  'folder-too-full': 'The folder holds more than {{most, number}} text files. Choose a part of it.',
  'folder-without-text': 'The folder "{{folder}}" holds no .txt file.',
  'folder-empty': 'It is empty.',
  'folder-holds': 'Seen: {{seen}}.',
  'folder-of-texts-only':
    'Nothing was imported. Of a folder only text files are read; choose files of other kinds themselves.',
  'no-column': 'There is no column "{{name}}". Choose one of: {{columns}}.',
  'record-withdrawn': 'This record is withdrawn already. Nothing was changed.',
  'record-confidential': 'This record is confidential already. Nothing was changed.',
} as const

/** The gate of Query, and releases with their signatures. */
export const releaseRefusals = {
  'no-answer': 'This answer is not here any more.',
  'no-note': 'This note is not here any more. Choose another.',
  'unknown-zone': 'This time zone is not known here. Nothing was signed.',
  'withdrawn-already': 'This release was withdrawn before. Nothing changed.',
  'no-candidate':
    'There is no such arm with a model of this computer in an open or closed study. Choose another.',
  'report-not-newest':
    'This is not the newest report of the closed study. Nothing was drawn up. Look at the newest report first.',
  'checks-not-fulfilled':
    'The check-list of this release is not fulfilled. Nothing was drawn up. Look at its open points.',
  'release-exists':
    'There is a release on this report already. Nothing was drawn up. Sign that one, or withdraw it first.',
  'release-altered':
    'The report or the release is not what it was when it was drawn up. Nothing was signed. Withdraw it, and draw up another.',
  'signed-already': 'You have signed this release. The other signature must be another person’s.',
  'release-not-waiting': 'This release does not wait for a signature. Nothing was signed.',
  'checks-not-fulfilled-now':
    'The check-list of this release is not fulfilled any more. Nothing was signed. Look at its open points.',
  'no-release': 'This release is not here. Choose another.',
  'not-released': 'This model is not released for use.',
  'release-withdrawn': 'The release of this model was withdrawn: {{reason}}',
  'release-expired': 'The release of this model ended on {{day, day}}.',
  'release-unsigned': 'The release of this model is not signed by two people yet.',
  'release-not-holding':
    'The release of this model does not hold: what was signed was altered afterwards.',
  'other-than-released': 'This model or its adapter is not the one that was released.',
  'nothing-asked':
    'Nothing was asked. Choose a model that is released, or ask your validation lead.',
  'model-busy':
    'A job is using the model at the moment. Pause it in the jobs tray, or wait until it is done:',
} as const

/** Rating, settling, and packets that travel. */
export const ratingRefusals = {
  'shown-already': 'This answer is shown already. Nothing was changed.',
  'answer-not-shown': 'Note what you expect first, then look at the answer. Nothing was lost.',
  'nothing-to-take-back': 'Nothing is finished yet, so there is nothing to take back.',
  'rating-not-finished': 'This answer is not finished: it can be changed as it is.',
  'rating-not-yours': 'This answer is not among those that you were asked to rate.',
  'study-closed': 'This study is closed. What you finished is kept; nothing more can be changed.',
  'rating-finished': 'This answer is finished. Open it again with Undo, then change it.',
  'place-outside':
    'A marked place does not lie in the text. Nothing was changed. Take the mark away and mark it again.',
  'own-verdict': 'You rated this answer yourself. A third person has to settle it.',
  'nothing-to-settle':
    'The verdicts on this answer are not that far apart: there is nothing to settle.',
  'still-rated':
    'Not all raters of this answer have finished it, so nothing was settled. Wait for them, or choose to settle without waiting.',
  'answer-not-in-study': 'This answer is not in the study.',
  'correction-decided': 'This correction is decided already.',
  'not-ratings':
    'This file holds no ratings that came back. Nothing was changed. Choose the file that the rater gave back.',
  'foreign-packet': 'This file answers a packet that was not made here. Nothing was changed.',
  'other-study':
    'These ratings belong to another study of this workspace. Nothing was changed. Open that study, then take them in.',
  'return-altered':
    'This file was changed on its way and is not taken in. Nothing was changed. Ask the rater to give the ratings back once more.',
  'other-answers': 'These ratings are about other answers than were sent. Nothing was changed.',
  'answers-not-sent': 'These ratings are about answers that were not sent. Nothing was changed.',
  'no-rater': 'This person is no rater of the study.',
  'packet-made-here':
    'This packet was made on this computer: the study is here already and can be rated without it.',
  'packet-taken-already':
    'This packet was taken in before. Nothing was changed: what you have rated of it is in your list.',
  'no-packet': 'This study did not come in a packet that you took in.',
  'nothing-to-give-back':
    'Nothing is finished yet, so there is nothing to give back. No file was written.',
  'no-conflict': 'There is nothing to decide here any more.',
  'packets-need-open-study':
    'This study is not open. Nothing was changed: packets go out and come back while it is.',
  'packet-too-large': 'This file is too large for a packet. Choose another.',
  'packet-of-other-version':
    'This packet was made by another version of the app. Nothing was taken in. Ask for one of the same version.',
  'not-a-packet':
    'This file is not a packet for rating. Nothing was taken in. Choose the file that the validation lead made for you.',
  'packet-not-opened':
    'This packet did not open: the passphrase does not fit, or the file was changed on its way. Nothing was taken in. Type the passphrase again, or ask for a new packet.',
  'packet-for-another':
    'This packet is for {{rater}}, and you are signed in as {{person}}. Nothing was taken in. If you are the same person, say so and take it in.',
  'correction-held-back':
    'The note of this correction is not on the training side of the split. A model that learned from it could not be tested on it any more, so no training pair was made. The correction is kept as it is.',
  'correction-unsplit':
    'The note of this correction is not on the training side of the split, so no training pair was made. The correction is kept as it is.',
} as const
