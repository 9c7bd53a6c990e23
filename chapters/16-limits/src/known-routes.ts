import type { Express, RequestHandler } from 'express';
import { methodNotAllowed } from './error-types.ts';
import { HttpError } from './errors.ts';

/** What Express keeps for each `use`, `get`, `post`, …: read from `router` 2, which has no types for it. */
interface Layer {
  route?: { methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  match(path: string): boolean;
}

/** Lets a request through if `app` has a route for it; answers OPTIONS itself. */
export function knownRoutes(app: Express): RequestHandler {
  return (req, res, next) => {
    decodeURI(req.path); // throws a URIError, a 400, for what is no path

    const layers = app.router.stack as unknown as Layer[];
    const methods = methodsOf(layers, req.path);
    if (methods.size === 0) throw new HttpError(404);

    if (methods.has('GET')) methods.add('HEAD');
    if (methods.has(req.method)) return next();

    const allow = [...methods, 'OPTIONS'].join(', ');
    if (req.method !== 'OPTIONS') throw methodNotAllowed(allow);

    res.status(204).set('Allow', allow).end();
  };
}

function methodsOf(layers: Layer[], path: string): Set<string> {
  const found = layers
    .filter((layer) => layer.match(path))
    .flatMap(({ route, handle }) =>
      route
        ? Object.keys(route.methods).map((method) => method.toUpperCase())
        : [...methodsOf(handle.stack ?? [], path)],
    );

  return new Set(found);
}
