import { writeSyntheticAsclepiusCsv } from '../../fixtures/synthetic-asclepius-csv'

/** `write-csv.mjs PATH ROWS`: an Asclepius-shaped CSV with a fixed seed. */
const [path = '', rows = '0'] = process.argv.slice(2)
await writeSyntheticAsclepiusCsv(path, Number(rows), 1)
process.stdout.write('{}\n')
