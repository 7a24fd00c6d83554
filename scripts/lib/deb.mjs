// @ts-check
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop, took } from './log.mjs'
import { repo } from './repo.mjs'
import { run, tail } from './run.mjs'

const home = '/opt/asclepius-workstation'
const program = `${home}/asclepius-workstation`
const profiles = '/usr/share/asclepius-workstation'

/**
 * A Debian package made with dpkg-deb from the unpacked app: no tool has to be downloaded for it.
 * The sandbox helper gets its setuid bit, and where AppArmor runs, a profile that denies the network.
 * @param {string} appFolder
 * @param {string} version
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<string>} the package's path
 */
export async function makeDeb(appFolder, version, log) {
  const start = performance.now()
  const architecture = { x64: 'amd64', arm64: 'arm64' }[String(process.arch)]
  if (process.platform !== 'linux' || !architecture)
    throw new Stop('A Debian package is made on Linux.')
  log('Package: making the Debian package.')
  const root = join(repo, 'dist', 'deb-root')
  const file = join(repo, 'dist', `asclepius-workstation_${version}_${architecture}.deb`)
  rmSync(root, { recursive: true, force: true })
  cpSync(appFolder, join(root, home), { recursive: true })
  chmodSync(join(root, home, 'chrome-sandbox'), 0o4755)
  put(root, '/usr/share/applications/asclepius-workstation.desktop', desktopEntry)
  for (const abi of ['4.0', '3.0']) {
    put(root, `${profiles}/asclepius-workstation.abi-${abi}`, appArmorProfile(abi))
  }
  put(
    root,
    '/usr/share/icons/hicolor/512x512/apps/asclepius-workstation.png',
    readFileSync(join(repo, 'resources', 'icons', 'icon.png')),
  )
  put(root, '/DEBIAN/control', control(version, architecture))
  put(root, '/DEBIAN/postinst', afterInstall, 0o755)
  put(root, '/DEBIAN/prerm', beforeRemove, 0o755)
  const result = await run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', root, file])
  rmSync(root, { recursive: true, force: true })
  if (result.code !== 0)
    throw new Stop(`The Debian package could not be made.\n${tail(result.output)}`)
  log(`Package: Debian package after ${took(start)}.`)
  return file
}

/** @param {string} root @param {string} path @param {string | Buffer} content @param {number} [mode] */
function put(root, path, content, mode = 0o644) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
  chmodSync(join(root, path), mode)
}

/** @param {string} version @param {string} architecture */
function control(version, architecture) {
  return `Package: asclepius-workstation
Version: ${version}
Architecture: ${architecture}
Section: science
Priority: optional
Maintainer: Asclepius Workstation developers <developers@localhost>
Depends: libgtk-3-0t64 | libgtk-3-0, libnss3, libasound2t64 | libasound2, libgbm1, libxss1, libatk-bridge2.0-0t64 | libatk-bridge2.0-0, libgomp1
Description: Offline workstation for clinical language models
 Makes and proves clinical language models on one computer without a network.
 Research use only; not a medical device.
`
}

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Asclepius Workstation
Comment=An offline workstation for clinical language models
Exec=${program}
Icon=asclepius-workstation
Categories=Science;MedicalSoftware;
Terminal=false
`

/**
 * Everything a desktop program does except the network: local sockets stay, the internet does not.
 * Older releases (abi 3.0, Debian 12) do not mediate user namespaces and message queues.
 * @param {string} abi
 */
function appArmorProfile(abi) {
  const newer = abi === '4.0' ? '  userns,\n  mqueue,\n' : ''
  return `abi <abi/${abi}>,
include <tunables/global>

profile asclepius-workstation ${program} {
${newer}  capability,
  file,
  dbus,
  signal,
  ptrace,
  unix,
  network unix,
  network netlink,
  deny network inet,
  deny network inet6,
  mount,
  umount,
  pivot_root,
  include if exists <local/asclepius-workstation>
}
`
}

// The newest profile language this machine's AppArmor understands; without one it goes on as it is.
const afterInstall = `#!/bin/sh
set -e
if [ "$1" = configure ] && command -v apparmor_parser >/dev/null 2>&1; then
  for profile in ${profiles}/asclepius-workstation.abi-4.0 ${profiles}/asclepius-workstation.abi-3.0; do
    if apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
      cp "$profile" /etc/apparmor.d/asclepius-workstation
      if aa-enabled --quiet 2>/dev/null; then
        apparmor_parser --replace --skip-cache /etc/apparmor.d/asclepius-workstation || true
      fi
      break
    fi
  done
fi
exit 0
`

const beforeRemove = `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -f /etc/apparmor.d/asclepius-workstation ]; then
  if aa-enabled --quiet 2>/dev/null; then
    apparmor_parser --remove /etc/apparmor.d/asclepius-workstation || true
  fi
  rm -f /etc/apparmor.d/asclepius-workstation
fi
exit 0
`
