type Dependencies = Readonly<Record<string, string>> | undefined

export type PackageJson = {
  readonly dependencies?: Dependencies
  readonly devDependencies?: Dependencies
  readonly optionalDependencies?: Dependencies
}

export type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly link?: boolean }>
  >
}

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** Packages not pinned to one version, packages the lock file cannot vouch for, and pins the two disagree about. */
export const pins = (own: PackageJson, lock: Lock): readonly string[] => {
  const direct = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })
  return [
    ...direct
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `package.json: ${name} is ${version}; expected one exact version`),
    ...direct
      .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
      .map(([name, version]) => `package-lock.json: holds ${name} at another version than ${version}`),
    ...Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && entry.link !== true && entry.integrity === undefined)
      .map(([path]) => `package-lock.json: ${path} has no integrity, so anything could come in its place`),
  ]
}
