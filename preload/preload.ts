import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import type { Bridge, News } from '../contract/bridge'

/** Four named doors and nothing else: no channel name, no event object, no path reaches the page. */
const bridge: Bridge = {
  call: (id, name, input) => ipcRenderer.invoke('call', { id, name, input }),
  cancel: (id) => ipcRenderer.send('cancel', id),
  onNews: (listener) => {
    const hear = (_event: IpcRendererEvent, news: News): void => listener(news)
    ipcRenderer.on('news', hear)
    return () => ipcRenderer.removeListener('news', hear)
  },
  adoptFile: (file) => ipcRenderer.invoke('adopt-file', webUtils.getPathForFile(file)),
}

contextBridge.exposeInMainWorld('asclepius', bridge)
