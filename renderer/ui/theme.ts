import { createTheme, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#e8f5f4',
  '#cfe9e7',
  '#a2d4d0',
  '#70bdb8',
  '#46a7a1',
  '#27938d',
  '#127e79',
  '#0b6864',
  '#095552',
  '#063f3d',
]

const gray: MantineColorsTuple = [
  '#f7f8f8',
  '#eff1f1',
  '#e3e6e6',
  '#d3d7d7',
  '#b8bebe',
  '#8f9797',
  '#6a7272',
  '#4b5252',
  '#343a3a',
  '#1f2424',
]

const dark: MantineColorsTuple = [
  '#e2e6e6',
  '#b9c0c0',
  '#9aa3a3',
  '#6c7676',
  '#424b4b',
  '#323a3a',
  '#252b2b',
  '#1a1f1f',
  '#141818',
  '#0e1111',
]

/** Quick enough to feel immediate, and none where the system asks for less motion. */
const quick = { duration: 100 }

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, gray, dark },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "Liberation Mono", Menlo, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: {
      // Locking the page's scroll works by an injected style sheet, which the content policy forbids.
      defaultProps: {
        lockScroll: false,
        centered: true,
        transitionProps: quick,
        radius: 6,
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontSize: 16, fontWeight: 600 } },
    },
    Menu: { defaultProps: { shadow: 'md', transitionProps: quick } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: quick } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: quick, multiline: true } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})
