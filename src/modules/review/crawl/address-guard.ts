import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'

/** Looks a host's addresses up, as `dns.lookup` with `all` does. */
export type HostLookup = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/** Addresses that are nobody's public website (the special-purpose registries of IANA, RFC 6890). */
const NOT_PUBLIC: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4: an address of the other kind lies inside, and may be any.
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
const LOOPBACK: readonly (readonly [string, number])[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
]

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const blockListOf = (nets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [net, bits] of nets) list.addSubnet(net, bits, familyOf(net))
  return list
}

const notPublic = blockListOf(NOT_PUBLIC)
const loopback = blockListOf(LOOPBACK)
/** ::ffff:0:0/96 holds every IPv4 address once more, and ::/96 did (RFC 4291): nothing public is reached by them alone. */
const mapped = blockListOf([
  ['::ffff:0:0', 96],
  ['::', 96],
])

/** Whether an address, given as digits, may not be asked. A name is none: see `guardedConnect`. */
export const isRefused = (address: string, allowLoopback: boolean): boolean => {
  const plain = address.replace(/^\[|\]$|%.*$/g, '')
  const family = familyOf(plain)
  if (loopback.check(plain, family)) return !allowLoopback
  return notPublic.check(plain, family) || (family === 'ipv6' && mapped.check(plain, family))
}

const privateAddress = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${host} is no public address`), { code: 'PRIVATE_ADDRESS' })

/** Only what may be asked comes out; so a name cannot lead elsewhere between being looked up and being connected to. */
const guarded =
  (lookup: HostLookup, allowLoopback: boolean): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const open = addresses.filter(({ address }) => !isRefused(address, allowLoopback))
      const [first] = open
      if (first === undefined) return done(privateAddress(host), [])
      if (options.all === true) done(null, [...open])
      else done(null, first.address, first.family)
    })
  }

/**
 * What opens every connection of the fetcher. Private, loopback, link-local and other addresses that are nobody's
 * website are refused here, at the moment of connecting, whatever led to them: a link, a redirect, a name that has begun
 * to lead elsewhere (DNS rebinding). The error's code is `PRIVATE_ADDRESS`.
 */
export const guardedConnect = ({
  allowLoopback,
  lookup = systemLookup,
  timeoutMs,
}: {
  readonly allowLoopback: boolean
  readonly lookup?: HostLookup | undefined
  readonly timeoutMs: number
}): buildConnector.connector => {
  const connect = buildConnector({
    lookup: guarded(lookup, allowLoopback),
    timeout: timeoutMs,
    allowH2: false,
  })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // Digits are never looked up, so they are judged here.
    if (isIP(host) !== 0 && isRefused(host, allowLoopback)) return callback(privateAddress(host), null)
    return connect(options, callback)
  }
}
