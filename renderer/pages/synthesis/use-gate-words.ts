import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type GateDefinition, type GateId, gateDefinitions } from '../../../contract/gates'
import { gateWords, thresholdWords } from '../../i18n/de/gates'

/** The gates in the order of the board, in the chosen language. */
export function useGates(): readonly GateDefinition[] {
  const { i18n } = useTranslation('synthesis')
  const isGerman = i18n.language === 'de'
  return useMemo(() => (isGerman ? gateDefinitions.map(inGerman) : gateDefinitions), [isGerman])
}

function inGerman(gate: GateDefinition): GateDefinition {
  return {
    ...gate,
    ...gateWords[gate.id],
    thresholds: gate.thresholds.map((one) => ({ ...one, label: thresholdWords[one.key] })),
  }
}

export function useGateName(): (id: GateId) => string {
  const gates = useGates()
  return (id) => gates.find((gate) => gate.id === id)?.name ?? id
}
