import { Refusal } from '../kernel/refusal'

/** What happened, what was kept, what to do. Details come from the trainer, which never sees text. */
const words: Readonly<Record<string, (detail: string) => string>> = {
  'wrong-library': () =>
    'The trainer does not fit the installed libraries. Nothing was changed. Run the set-up again.',
  unsupported: (detail) =>
    `This model cannot be trained here: ${detail}. Nothing was changed. Choose a LLaMA, Mistral or Qwen model.`,
  truncated: () =>
    'The model file is not whole. Nothing was changed. Add the model again from its source.',
  unreadable: () =>
    'A file could not be read. Nothing was changed. Look at the disk, then try again.',
  'model-missing': () => 'The model file is not there any more. Add the model again.',
  'model-changed': () =>
    'The model file was written to, or could not be read on, while it was in use. The last checkpoint is kept. Put the file back as it was, then start again.',
  'adapter-missing': () => 'The adapter to start from is not there any more. Choose another one.',
  'bad-adapter': () =>
    'The adapter does not fit this model. Nothing was changed. Choose another one.',
  'bad-settings': (detail) =>
    `These settings cannot be used: ${detail}. Change them and start again.`,
  'bad-data': () => 'The training data are not whole or hold nothing to learn. Make them again.',
  'data-missing': () => 'The training data did not arrive. Make them again.',
  'empty-sample': () => 'One of the samples is empty. Take it out and start again.',
  'too-long': () =>
    'One of the samples is longer than the context. Use a longer context or shorten it.',
  'token-out-of-range': () =>
    'The data were made for another model: they hold tokens that this one does not have. Make them again.',
  'out-of-memory': () =>
    'There is too little memory for this training. What was saved is kept. Use a shorter context or a smaller model.',
  'no-device': (detail) => `The device cannot be used: ${detail}. Choose another device.`,
  'no-bfloat16': (detail) =>
    `Training in bfloat16 is not possible here: ${detail}. Nothing was changed. Use single precision.`,
  'no-operation': () => 'The device cannot do all that training needs. Choose another device.',
  compute: () =>
    'The device stopped computing. The last checkpoint is kept. Start again to go on from it.',
  'disk-full': () => 'The disk is full. The last checkpoint is kept. Make room, then start again.',
  'write-failed': () =>
    'The results could not be written. The last checkpoint is kept. Look at the disk, then start again.',
  locked: () => 'Another training writes to the same place. Wait for it or stop it.',
  'base-changed': () =>
    'The base model is not the one this training began with. The checkpoint is kept. Put the model back or start anew.',
  'data-changed': () =>
    'The data are not those this training began with. The checkpoint is kept. Put them back or start anew.',
  'settings-changed': () =>
    'The settings are not those this training began with. The checkpoint is kept. Put them back or start anew.',
  'checkpoint-damaged': () => 'No checkpoint of this training is whole. Start anew.',
  'loss-not-finite': () =>
    'Training ran away: the loss is no number any more. The last checkpoint is kept. Use a lower learning rate.',
  'self-test': () =>
    'The trainer and the model reader do not agree on this model. Nothing was trained. Choose another model.',
}

/** A refusal in words for a failure that the trainer named by its code. */
export function trainerRefusal(code: string, detail: string): Refusal {
  const say = words[code]
  return new Refusal(
    `trainer-${code}`,
    say
      ? say(detail)
      : 'The trainer stopped for a reason it does not know. What was saved is kept. Start again to go on from it.',
  )
}
