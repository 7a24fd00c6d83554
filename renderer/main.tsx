import './core/no-eval'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { startTranslation } from './i18n/setup'
import { App } from './shell/app'

startTranslation()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
