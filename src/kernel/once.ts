/** What is made, or read from files, when it is first asked for, and then known. */
export const once = <T>(make: () => T): (() => T) => {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: make() }).value
}
