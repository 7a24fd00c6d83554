// @ts-check

import { Stop } from './log.mjs'
import { run, tail } from './run.mjs'

/**
 * Unpacks a zip with Python's own module (needed for the native build anyway), file modes included.
 * Entries that would land outside the folder are refused by Python.
 * @param {string} zip
 * @param {string} folder
 * @param {{ only?: string, strip?: string, without?: readonly string[] }} [options] only: prefix of the
 *   entries wanted; strip: prefix taken off their names; without: prefixes left out (after strip)
 */
export async function unzip(zip, folder, { only = '', strip = '', without = [] } = {}) {
  const program = `
import json, os, shutil, sys, zipfile
zip_path, folder, only, strip, without = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], tuple(json.loads(sys.argv[5]))
with zipfile.ZipFile(zip_path) as archive:
    for info in archive.infolist():
        name = info.filename
        if info.is_dir() or not name.startswith(only):
            continue
        if strip and name.startswith(strip):
            name = name[len(strip):]
        if without and name.startswith(without):
            continue
        target = os.path.realpath(os.path.join(folder, name))
        if not target.startswith(os.path.realpath(folder) + os.sep):
            sys.exit('entry outside the folder: ' + name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(info) as source, open(target, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
        mode = (info.external_attr >> 16) & 0o777
        if mode:
            os.chmod(target, mode | 0o600)
`
  const result = await run('python3', [
    '-c',
    program,
    zip,
    folder,
    only,
    strip,
    JSON.stringify(without),
  ])
  if (result.code !== 0) throw new Stop(`${zip} could not be unpacked.\n${tail(result.output, 4)}`)
}
