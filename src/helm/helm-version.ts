/** The oldest Helm of each major that djcd works with. */
const OLDEST: Readonly<Record<number, readonly [number, number]>> = {3: [17, 0], 4: [1, 4]};

/** Why this Helm cannot be used, and what to do; nothing where it can. */
export function helmFault(binary: string, version: string): string | undefined {
  const [, major, minor, patch] = /^v(\d+)\.(\d+)\.(\d+)/.exec(version)?.map(Number) ?? [];
  if (major === undefined || minor === undefined || patch === undefined)
    return `${binary} is no Helm: it does not say its version. Set HELM_BIN to the path of Helm`;
  const [oldestMinor, oldestPatch] = OLDEST[major] ?? [0, 0];
  const isOld = major < 3 || minor < oldestMinor || (minor === oldestMinor && patch < oldestPatch);
  if (!isOld) return undefined;
  const oldest = OLDEST[major] ? `${major}.${oldestMinor}.${oldestPatch}` : "3.17.0";
  return `Helm ${version} is too old, ${oldest} or newer is needed. Install a newer Helm`;
}
