import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { NumberField, OptionalNumberField, SeedField } from '../../../renderer/ui/number-field'
import { renderPart } from '../render'

function Fields({ told }: { readonly told: unknown[] }) {
  const [share, setShare] = useState(0.5)
  const [limit, setLimit] = useState<number | null>(12)
  const [seed, setSeed] = useState(7)
  const tell =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      told.push(value)
      set(value)
    }
  return (
    <>
      <NumberField label="Share" value={share} onNumber={tell(setShare)} />
      <OptionalNumberField label="Limit" value={limit} onNumber={tell(setLimit)} />
      <SeedField label="Seed" seed={seed} onSeed={tell(setSeed)} />
    </>
  )
}

async function clearing(label: string): Promise<unknown[]> {
  const told: unknown[] = []
  renderPart(<Fields told={told} />)
  await userEvent.clear(screen.getByLabelText(label))
  return told
}

test('a number that is being emptied keeps the last one', async () => {
  expect(await clearing('Share')).toEqual([])
})

test('an emptied number that may be left out is none, and less than one is one', async () => {
  const told = await clearing('Limit')
  await userEvent.type(screen.getByLabelText('Limit'), '0')
  expect(told).toEqual([null, 1])
})

test('an emptied seed is 0', async () => {
  expect(await clearing('Seed')).toEqual([0])
})
