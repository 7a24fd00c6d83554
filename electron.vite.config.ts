import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/**
 * Four Node programs come out of the main build: the Electron main process, the two utility
 * processes and the headless command line. They share the code of `core` as chunks.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          main: at('main/main.ts'),
          core: at('core/host.ts'),
          model: at('model/host.ts'),
          headless: at('core/headless/headless.ts'),
          'verify-audit': at('core/audit/verify-cli.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: at('preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
