import { Tabs } from '@mantine/core'

interface PartTabsProps<Part extends string> {
  readonly parts: readonly Part[]
  readonly part: Part
  readonly nameOf: (part: Part) => string
  readonly onOpen: (part: Part) => void
}

/** The parts of a page by their names, in the order in which they are read. */
export function PartTabs<Part extends string>(props: PartTabsProps<Part>) {
  const { parts, part, nameOf, onOpen } = props
  return (
    <Tabs value={part} onChange={(next) => onOpen(parts.find((one) => one === next) ?? part)}>
      <Tabs.List>
        {parts.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {nameOf(one)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  )
}
