/**
 * Takes from the worker what would reach beyond it: stores that the page's origin shares, other windows, other workers
 * (whose globals would be whole again) and the network. The page's Content-Security-Policy refuses the network as well.
 */
const taken = [
  'indexedDB',
  'caches',
  'cookieStore',
  'BroadcastChannel',
  'SharedWorker',
  'Worker',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
];

const takenFromNavigator = [
  'storage',
  'storageBuckets',
  'locks',
  'serviceWorker',
];

for (const name of taken) take(globalThis, name);
for (const name of takenFromNavigator) take(navigator, name);

/** A property of the object or of what it inherits from. */
function take(target: object, name: string): void {
  for (
    let owner: object | null = target;
    owner;
    owner = Object.getPrototypeOf(owner) as object | null
  )
    Reflect.deleteProperty(owner, name);
}
