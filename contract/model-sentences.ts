/** What is wrong with a model file, and what the trainer says of its end, in English; see refusal-sentences.ts. */
export const modelFaults = {
  'gguf-empty': 'The file is empty.',
  'gguf-magic': 'This is not a GGUF file. Models must be in GGUF format.',
  'gguf-byte-order': 'This file was made for big-endian machines.',
  'gguf-version': 'This file has GGUF version {{version}}. Versions 2 and 3 can be read.',
  'gguf-no-tensors': 'This file holds no weights.',
  'gguf-truncated':
    'The file is too short: {{missing, number}} bytes or more are missing. Copy it again.',
  'gguf-trailing': 'The file goes on after its last weights. Copy it again.',
  'gguf-tokenizer': 'The tokenizer of this file is not one we can run.',
  'get-file-again': 'Nothing was kept. Get the file again, or choose another one.',
} as const

/** By the trainer's own codes; a detail comes from the trainer, which never sees text. */
export const trainerFaults = {
  'trainer-wrong-library':
    'The trainer does not fit the installed libraries. Nothing was changed. Run the set-up again.',
  'trainer-unsupported':
    'This model cannot be trained here: {{detail}}. Nothing was changed. Choose a LLaMA, Mistral or Qwen model.',
  'trainer-truncated':
    'The model file is not whole. Nothing was changed. Add the model again from its source.',
  'trainer-unreadable':
    'A file could not be read. Nothing was changed. Look at the disk, then try again.',
  'trainer-model-missing': 'The model file is not there any more. Add the model again.',
  'trainer-model-changed':
    'The model file was written to, or could not be read on, while it was in use. The last checkpoint is kept. Put the file back as it was, then start again.',
  'trainer-adapter-missing': 'The adapter to start from is not there any more. Choose another one.',
  'trainer-bad-adapter':
    'The adapter does not fit this model. Nothing was changed. Choose another one.',
  'trainer-bad-settings': 'These settings cannot be used: {{detail}}. Change them and start again.',
  'trainer-bad-data': 'The training data are not whole or hold nothing to learn. Make them again.',
  'trainer-data-missing': 'The training data did not arrive. Make them again.',
  'trainer-empty-sample': 'One of the samples is empty. Take it out and start again.',
  'trainer-too-long':
    'One of the samples is longer than the context. Use a longer context or shorten it.',
  'trainer-token-out-of-range':
    'The data were made for another model: they hold tokens that this one does not have. Make them again.',
  'trainer-out-of-memory':
    'There is too little memory for this training. What was saved is kept. Use a shorter context or a smaller model.',
  'trainer-no-device': 'The device cannot be used: {{detail}}. Choose another device.',
  'trainer-no-bfloat16':
    'Training in bfloat16 is not possible here: {{detail}}. Nothing was changed. Use single precision.',
  'trainer-no-operation': 'The device cannot do all that training needs. Choose another device.',
  'trainer-compute':
    'The device stopped computing. The last checkpoint is kept. Start again to go on from it.',
  'trainer-disk-full':
    'The disk is full. The last checkpoint is kept. Make room, then start again.',
  'trainer-write-failed':
    'The results could not be written. The last checkpoint is kept. Look at the disk, then start again.',
  'trainer-locked': 'Another training writes to the same place. Wait for it or stop it.',
  'trainer-base-changed':
    'The base model is not the one this training began with. The checkpoint is kept. Put the model back or start anew.',
  'trainer-data-changed':
    'The data are not those this training began with. The checkpoint is kept. Put them back or start anew.',
  'trainer-settings-changed':
    'The settings are not those this training began with. The checkpoint is kept. Put them back or start anew.',
  'trainer-checkpoint-damaged': 'No checkpoint of this training is whole. Start anew.',
  'trainer-loss-not-finite':
    'Training ran away: the loss is no number any more. The last checkpoint is kept. Use a lower learning rate.',
  'trainer-self-test':
    'The trainer and the model reader do not agree on this model. Nothing was trained. Choose another model.',
  'trainer-unknown':
    'The trainer stopped for a reason it does not know. What was saved is kept. Start again to go on from it.',
  'trainer-stopped': 'Stopped. What was saved is kept.',
  'trainer-answer-unreadable':
    'The trainer answered with something unknown and was ended. What was saved is kept. Run the set-up again, then go on.',
  'trainer-not-installed': 'The trainer is not installed. Run the set-up again.',
} as const
