import { isIPv6 } from 'node:net';

/** Who stands behind an address: of IPv6, whoever has one address has the 2^64 that begin alike (RFC 4291, 2.5.1). */
export function networkOf(address: string) {
  if (!isIPv6(address) || address.includes('.')) return address;

  const [left = [], right = []] = address
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
