import type { ModelInspection } from '../../contract/model-protocol'
import { recogniseFamily } from '../../contract/prompt-families'
import { ModelRefusal } from '../refusal'
import { checkTensors, readArchitecture, textOf } from './architecture'
import { type Header, readHeader } from './header'
import { quantisationLabel } from './tensor-types'
import { readVocabulary } from './vocabulary'

/** A name or a chat template longer than this is not one. */
const MAX_TEMPLATE = 200_000

/**
 * The whole pre-check of a model file and what it says about itself. Reads the header only, at
 * most 64 MiB, and runs nothing of the file. Throws ModelRefusal.
 */
export function inspectModel(path: string): ModelInspection {
  const header = readHeader(path)
  const type = textOf(header, 'general.type')
  if (type === 'adapter') {
    throw new ModelRefusal('gguf-is-adapter', 'This is an adapter, not a model.')
  }
  refuseSplit(header)
  const architecture = readArchitecture(header)
  if (architecture.name === 'clip') {
    throw new ModelRefusal('gguf-architecture', 'This file reads images; it writes no text.')
  }
  const vocabulary = readVocabulary(header)
  checkTensors(header, architecture, vocabulary.size)
  const chatTemplate = textOf(header, 'tokenizer.chat_template')?.slice(0, MAX_TEMPLATE)
  const name = textOf(header, 'general.name')?.slice(0, 200)
  const { name: architectureName, ...numbers } = architecture
  return {
    fileBytes: header.fileBytes,
    version: header.version,
    architecture: architectureName,
    name,
    ...weightSums(header, architecture.layers),
    ...numbers,
    vocabulary: vocabulary.size,
    tokenizer: vocabulary.tokenizer,
    chatTemplate,
    promptFamily: recogniseFamily({ chatTemplate, name }),
    tensorCount: header.tensors.length,
  }
}

function refuseSplit(header: Header): void {
  const parts = header.metadata.get('split.count')
  if (parts?.kind === 'number' && Number(parts.value) > 1) {
    throw new ModelRefusal(
      'gguf-split',
      'This is one part of a model that was split. Join the parts into one file first.',
    )
  }
}

function weightSums(
  header: Header,
  layers: number,
): Pick<
  ModelInspection,
  'parameters' | 'quantisation' | 'layerBytes' | 'inputBytes' | 'outputBytes'
> {
  const layerBytes = new Array<number>(layers).fill(0)
  const elementsByType = new Map<number, bigint>()
  let parameters = 0n
  let inputBytes = 0
  let outputBytes = 0
  for (const tensor of header.tensors) {
    parameters += tensor.elements
    elementsByType.set(tensor.type, (elementsByType.get(tensor.type) ?? 0n) + tensor.elements)
    const layer = /^blk\.(\d+)\./.exec(tensor.name)?.[1]
    if (layer !== undefined) layerBytes[Number(layer)]! += Number(tensor.bytes)
    else if (tensor.name.startsWith('output')) outputBytes += Number(tensor.bytes)
    else inputBytes += Number(tensor.bytes)
  }
  const fileType = header.metadata.get('general.file_type')
  return {
    parameters: Number(parameters),
    quantisation: quantisationLabel(
      fileType?.kind === 'number' ? Number(fileType.value) : undefined,
      elementsByType,
    ),
    layerBytes,
    inputBytes,
    outputBytes,
  }
}
