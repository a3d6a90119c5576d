import { existsSync, readFileSync } from 'node:fs';
import { must } from './command.mjs';
import { at } from './paths.mjs';
import { step } from './progress.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

/** Installs the packages when they are missing or not the ones of the lock file. */
export async function install() {
  const wanted = readPackages('package-lock.json');
  if (isInstalled(wanted)) return;
  const places = Object.keys(wanted).filter((place) => place.startsWith('node_modules/') && !wanted[place]?.optional);
  await step('安装依赖 (install packages)', async (report) => {
    const timer = setInterval(() => {
      const done = places.filter((place) => existsSync(at(place))).length;
      report(`${Math.floor((100 * done) / places.length)}%`);
    }, 1500);
    try {
      await must(
        '安装依赖失败 (npm ci failed)。',
        '请检查网络与 npm 镜像设置后重试。Check the network and the npm registry setting, then try again.',
        'npm',
        // The builds need what NODE_ENV=production would leave out.
        ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'],
      );
    } finally {
      clearInterval(timer);
    }
  });
}

/**
 * npm writes its own record at the very end of an installation: an interrupted one has none.
 * @param {Packages} wanted
 */
function isInstalled(wanted) {
  if (!existsSync(at('node_modules/.package-lock.json'))) return false;
  const found = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const there = found[place];
    if (!there) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/** @param {string} file @returns {Packages} */
function readPackages(file) {
  return JSON.parse(readFileSync(at(file), 'utf8')).packages;
}
