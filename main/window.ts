import { app, BrowserWindow, Menu, nativeTheme } from 'electron'
import { startUrl } from './app-files'

/** The one window, with everything off that a page of ours does not need (S-1). */
export function openWindow(preload: string): BrowserWindow {
  Menu.setApplicationMenu(null)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14191b' : '#fbfcfc',
    title: 'Asclepius Workstation',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(startUrl)
  return window
}
