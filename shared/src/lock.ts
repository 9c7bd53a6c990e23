/** One package of a lock file, or the root (`''`) or a workspace of it. */
export interface LockEntry {
  name?: string;
  version?: string;
  link?: boolean;
  inBundle?: boolean;
  optional?: boolean;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  [field: string]: unknown;
}

/** The part of npm's lock file (version 3) that matters here: keys are locations such as `node_modules/a/node_modules/b`. */
export interface Lock {
  packages: Record<string, LockEntry>;
}

/** Where packages may come from: a lock file, the entry in it whose dependencies are wanted, and the folder it stands in. */
export interface Source {
  lock: Lock;
  /** `''`, or a workspace such as `chapters/03-validation`. */
  from: string;
  /** Absolute. */
  dir: string;
}

/** A package.json, as far as npm's resolution reads it. */
export interface PackageJson {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  [field: string]: unknown;
}

/** A package in its place. */
export interface Placed {
  /** `node_modules/a/node_modules/b`, with `/`. */
  location: string;
  entry: LockEntry;
  /** Where it is installed now: the source's folder and the location in it. */
  source: Source;
  installedAt: string;
}

interface Node {
  source: Source;
  at: string;
  entry: LockEntry;
  name: string;
  id: string;
}

type EdgeKind = 'normal' | 'optional' | 'peer';

interface Edge {
  to: string;
  kind: EdgeKind;
}

interface Plan {
  /** In the order of their locations: a parent before what is nested in it. */
  placed: Placed[];
  /** Direct dependencies that no source has. */
  missing: string[];
}

/**
 * The packages that `manifest` reaches, placed for a folder of its own: every package finds by Node's resolution the
 * versions that it finds in its source. A dependency comes from the first source whose entry asks for the same version.
 */
export function placePackages(manifest: PackageJson, sources: Source[]): Plan {
  const roots = rootNodes(manifest, sources);
  const nodes = reach(roots.found.map(({ node }) => node));
  const top = topLevel(
    roots.found.map(({ node }) => node),
    nodes,
  );
  const { places, edges } = place(roots.found, top);
  const entries = withFlags(manifest, places, edges);

  const placed = [...places]
    .map(([location, { source, at }]) => ({
      location,
      entry: entries.get(location) ?? {},
      source,
      installedAt: at,
    }))
    .sort((a, b) => a.location.localeCompare(b.location, 'en'));
  return { placed, missing: roots.missing };
}

/** The text of package-lock.json for a folder called `name`. */
export function lockText(
  name: string,
  manifest: PackageJson,
  placed: Placed[],
): string {
  const fields = [
    'name',
    'version',
    'license',
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
    'bin',
    'engines',
  ];
  const root = Object.fromEntries(
    fields
      .filter((field) => manifest[field] !== undefined)
      .map((field) => [field, manifest[field]]),
  );
  const packages = placed.map(
    ({ location, entry }) => [location, entry] as const,
  );
  const lock = {
    name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(packages) },
  };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/** The location at which a package at `from` finds the package `name`: in its own node_modules, or in one above. */
function resolvePackage(
  has: (location: string) => boolean,
  from: string,
  name: string,
): string | undefined {
  for (let at = from; ; at = parent(at)) {
    const location = nested(at, name);
    if (has(location)) return location;
    if (at === '') return undefined;
  }
}

function nested(at: string, name: string): string {
  return at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
}

function parent(location: string): string {
  return location.slice(0, Math.max(0, location.lastIndexOf('/node_modules/')));
}

function rootNodes(manifest: PackageJson, sources: Source[]) {
  const found: { node: Node; kind: EdgeKind }[] = [];
  const missing: string[] = [];

  for (const [name, { spec, kind }] of rootDependencies(manifest)) {
    const node = sources
      .filter(({ lock, from }) => {
        const asked = lock.packages[from];
        return asked && rootDependencies(asked).get(name)?.spec === spec;
      })
      .map((source) => findNode(source, source.from, name))
      .find((node) => node !== undefined);

    if (node) found.push({ node, kind });
    else missing.push(name);
  }

  return { found, missing };
}

function rootDependencies(manifest: PackageJson) {
  const list = (
    dependencies: Record<string, string> | undefined,
    kind: EdgeKind,
  ) =>
    Object.entries(dependencies ?? {}).map(
      ([name, spec]) => [name, { spec, kind }] as const,
    );

  return new Map([
    ...list(manifest.devDependencies, 'normal'),
    ...list(manifest.dependencies, 'normal'),
    ...list(manifest.optionalDependencies, 'optional'),
  ]);
}

function findNode(
  source: Source,
  from: string,
  name: string,
): Node | undefined {
  const at = resolvePackage(
    (location) => location in source.lock.packages,
    from,
    name,
  );
  const entry = at === undefined ? undefined : source.lock.packages[at];
  if (at === undefined || !entry || entry.link) return undefined;
  return {
    source,
    at,
    entry,
    name,
    id: `${entry.name ?? name}@${entry.version}`,
  };
}

/** What a package needs, as its source resolves it. Optional peers are left out: who wants one depends on it. */
function needs({ source, at, entry }: Node): { node: Node; kind: EdgeKind }[] {
  const optionalPeers = entry.peerDependenciesMeta ?? {};
  const list = (names: string[], kind: EdgeKind) =>
    names.map((name) => ({ name, kind }));

  return [
    ...list(Object.keys(entry.dependencies ?? {}), 'normal'),
    ...list(Object.keys(entry.optionalDependencies ?? {}), 'optional'),
    ...list(
      Object.keys(entry.peerDependencies ?? {}).filter(
        (name) => !optionalPeers[name]?.optional,
      ),
      'peer',
    ),
  ].flatMap(({ name, kind }) => {
    const node = findNode(source, at, name);
    return node ? [{ node, kind }] : [];
  });
}

function reach(roots: Node[]): Node[] {
  const seen = new Map<string, Node>();
  const queue = [...roots];

  for (let node = queue.shift(); node; node = queue.shift()) {
    const key = `${node.source.dir}\n${node.at}`;
    if (seen.has(key)) continue;
    seen.set(key, node);
    queue.push(...needs(node).map(({ node }) => node));
  }

  return [...seen.values()];
}

/** Which version of each package stands in the outermost node_modules: the direct one, or the least nested of its source. */
function topLevel(roots: Node[], nodes: Node[]): Map<string, string> {
  const depth = ({ at }: Node) => at.split('node_modules/').length;
  const outerFirst = nodes
    .filter(({ entry }) => !entry.inBundle)
    .sort((a, b) => depth(a) - depth(b));

  const top = new Map<string, string>();
  for (const { name, id } of [...roots, ...outerFirst]) {
    if (!top.has(name)) top.set(name, id);
  }
  return top;
}

function place(
  roots: { node: Node; kind: EdgeKind }[],
  top: ReadonlyMap<string, string>,
) {
  const places = new Map<string, Node>();
  const edges = new Map<string, Edge[]>();
  const queue = [{ from: '', wanted: roots }];

  for (let next = queue.shift(); next; next = queue.shift()) {
    const { from, wanted } = next;
    const out: Edge[] = [];
    edges.set(from, out);

    for (const { node, kind } of wanted) {
      const there = resolvePackage(
        (location) => places.has(location),
        from,
        node.name,
      );
      if (there !== undefined && places.get(there)?.id === node.id) {
        out.push({ to: there, kind });
        continue;
      }
      const isTop = top.get(node.name) === node.id;
      const folder =
        isTop && there === undefined ? '' : outermost(from, node.name, edges);
      const location = nested(folder, node.name);
      places.set(location, node);
      out.push({ to: location, kind });
      queue.push({ from: location, wanted: needs(node) });
    }
  }

  return { places, edges };
}

/** The package around `from` that lies outermost of those whose inside would not find another version by a new `name` there. */
function outermost(
  from: string,
  name: string,
  edges: ReadonlyMap<string, Edge[]>,
): string {
  const found = [...edges].flatMap(([at, out]) =>
    out
      .filter(({ to }) => to.endsWith(`node_modules/${name}`))
      .map(({ to }) => ({ at: `${at}/`, to })),
  );
  const isFree = (folder: string) =>
    !found.some(
      ({ at, to }) =>
        at.startsWith(`${folder}/`) &&
        (!to.startsWith(`${folder}/`) || to === nested(folder, name)),
    );

  let best = from;
  for (let at = parent(from); at !== ''; at = parent(at)) {
    if (!isFree(at)) break;
    best = at;
  }
  return best;
}

/** The entries with npm's marks: dev, optional, devOptional, peer. */
function withFlags(
  manifest: PackageJson,
  places: ReadonlyMap<string, Node>,
  edges: ReadonlyMap<string, Edge[]>,
): Map<string, LockEntry> {
  const production = new Set(
    Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }),
  );
  const isProduction = ({ to }: Edge) =>
    production.has(to.slice('node_modules/'.length));
  const roots = edges.get('') ?? [];

  const walk = (starts: Edge[], follow: (edge: Edge) => boolean) => {
    const seen = new Set<string>();
    const queue = starts.filter(follow).map(({ to }) => to);
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const out = edges.get(at) ?? [];
      queue.push(...out.filter(follow).map(({ to }) => to));
    }
    return seen;
  };
  const isRequired = ({ kind }: Edge) => kind !== 'optional';
  const inProduction = walk(roots.filter(isProduction), () => true);
  const required = walk(roots, isRequired);
  const requiredInProduction = walk(roots.filter(isProduction), isRequired);
  const withoutPeers = walk(roots, ({ kind }) => kind !== 'peer');

  return new Map(
    [...places].map(([location, { entry }]) => {
      const dev = !inProduction.has(location);
      const optional = !required.has(location);
      const devOptional =
        !dev && !optional && !requiredInProduction.has(location);
      const peer = !withoutPeers.has(location);
      return [location, mark(entry, { dev, optional, devOptional, peer })];
    }),
  );
}

/** An entry with its flags, in npm's order of fields. */
function mark(entry: LockEntry, flags: Record<string, boolean>): LockEntry {
  const first = ['name', 'version', 'resolved', 'integrity'];
  const rank = ([key, value]: [string, unknown]) => {
    if (first.includes(key)) return first.indexOf(key);
    const isObject = typeof value === 'object' && !Array.isArray(value);
    if (!isObject) return first.length;
    return first.length + (key === 'dependencies' ? 1 : 2);
  };

  return Object.fromEntries(
    [
      ...Object.entries(entry).filter(([key]) => !(key in flags)),
      ...Object.entries(flags).filter(([, on]) => on),
    ].sort((a, b) => rank(a) - rank(b) || a[0].localeCompare(b[0], 'en')),
  );
}
