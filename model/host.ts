import { openPort } from './port'
import { startHost } from './serve'

/**
 * The model process: the only one that reads model files and runs node-llama-cpp. It may crash or
 * be killed at any moment; whoever started it restarts it.
 */
startHost(openPort())
