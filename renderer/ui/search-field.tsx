import { TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { IconSearch } from './icons'

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  /** Called once typing rests, so that a search runs once a word and not once a letter. */
  readonly onSearch: (words: string) => void
  readonly className?: string
  readonly rightSection?: ReactNode
}

const restMilliseconds = 220

export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, value, onSearch } = props
  const [typed, setTyped] = useState(value)
  const latest = useRef(onSearch)
  latest.current = onSearch
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => latest.current(typed), restMilliseconds)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <TextInput
      className={props.className}
      type="search"
      size="sm"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={props.rightSection}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') latest.current(typed)
        if (event.key === 'Escape' && typed !== '') {
          event.stopPropagation()
          setTyped('')
          latest.current('')
        }
      }}
    />
  )
}
