/** What an operation takes in one place. */
export interface Input {
  in: 'path' | 'query' | 'body' | 'form';
  fields: Field[];
  /** What it says when all fields are well and it is wrong all the same. */
  rules: Rule[];
}

export interface Field {
  name: string;
  /** In JSON. Elsewhere all is text. */
  type?: string;
  isRequired: boolean;
  /** What counts when it is left out, as JSON. */
  standard?: string;
  /** The only ones there are, as JSON. */
  values?: string[];
  /** Whether it may be sent, and changes nothing. */
  isIgnored: boolean;
  rules: Rule[];
}

type Values = Record<string, unknown>;

/** What is said, and what to: all that is sent in that place. */
export interface Rule {
  message: string;
  wrong: Values;
}

/** What is used of a schema of zod 4. */
export interface Schema {
  safeParse(value: unknown):
    | { success: true; data: unknown }
    | {
        success: false;
        error: { issues: { path: PropertyKey[]; message: string }[] };
      };
  toJSONSchema(options: object): JsonSchema;
}

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
}

const places = { params: 'path', query: 'query', body: 'body' } as const;

/** One of these suits each field, unless it takes what cannot be guessed. */
const suitable = [
  '1',
  'carol@example.com',
  '123e4567-e89b-42d3-a456-426614174000',
  1,
  true,
];

/** Each breaks a rule that fields have: about what is sent, how much, which letters, which number. */
const wrongs = [
  ...['x', '', ' ', 'password', '0', '-1', '101', '1.5'],
  ...[0, -1, 1.5, 2, null, true, [], {}],
  'x'.repeat(10_100),
  `carol@${'long.'.repeat(100)}example.com`,
  'null in \0 here',
  'half of a pair: \ud800',
];

/** Said by zod itself where a schema says nothing: type and values tell as much. */
const isOwn = (message: string) => !/^Invalid (input|option)/.test(message);

/**
 * What a schema takes, by place, for a schema of whole requests (`{ params, query, body }`). Names, types and values stand in
 * its JSON Schema (`io: "input"`). Rules that are functions do not: they are what the schema says to wrong values.
 */
export function describeRequest(schema: Schema): Input[] {
  const { properties = {} } = toJson(schema);
  const parts = Object.entries(places).flatMap(([part, place]) =>
    properties[part] ? [{ part, place, json: properties[part] }] : [],
  );

  const sent: Record<string, Values> = {};
  const ask = (part: string, values: Values) => {
    const result = schema.safeParse({ query: {}, ...sent, [part]: values });
    if (result.success)
      return { said: [], data: (result.data as Values)[part] as Values };

    const said = result.error.issues
      .filter(({ path }) => path[0] === part)
      .map(({ path, message }) => ({ field: path[1], message }));
    return { said, data: undefined };
  };
  for (const { part, json } of parts)
    sent[part] = leastOf(json, (values) => ask(part, values));

  return parts
    .filter(({ json }) => Object.keys(json.properties ?? {}).length > 0)
    .map(({ part, place, json }) =>
      describe(place, json, sent[part] ?? {}, (values) => ask(part, values)),
    );
}

/** What a schema of a form takes. Its rules are not told: a handler says what is wrong in words of its own. */
export function describeForm(schema: Schema): Input[] {
  const { properties = {}, required = [] } = toJson(schema);
  const fields = Object.keys(properties).map((name) => ({
    name,
    isRequired: required.includes(name),
    isIgnored: false,
    rules: [],
  }));
  return [{ in: 'form', fields, rules: [] }];
}

function toJson(schema: Schema): JsonSchema {
  return schema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
}

interface Answer {
  said: { field: PropertyKey | undefined; message: string }[];
  /** What comes of it, when all is well. */
  data: Values | undefined;
}

type Ask = (values: Values) => Answer;

/** Required fields, each with a value that suits. */
function leastOf({ properties = {}, required = [] }: JsonSchema, ask: Ask) {
  let least: Values = {};
  for (const name of required) {
    const value = suiting(name, properties[name], least, ask);
    if (value === undefined)
      throw new Error(
        `No value is known that suits ${name}. Add one to the list in site/kit/http-inputs.ts.`,
      );
    least = { ...least, [name]: value };
  }
  return least;
}

function suiting(
  name: string,
  json: JsonSchema | undefined,
  others: Values,
  ask: Ask,
): unknown {
  return [...valuesOf(json), ...suitable].find((value) =>
    ask({ ...others, [name]: value }).said.every(({ field }) => field !== name),
  );
}

function describe(
  place: Input['in'],
  { properties = {}, required = [] }: JsonSchema,
  least: Values,
  ask: Ask,
): Input {
  const rules = new Map<PropertyKey | undefined, Rule[]>();
  const learn = (values: Values) => {
    for (const { field, message } of ask(values).said) {
      const known = rules.get(field) ?? [];
      rules.set(field, known);
      if (isOwn(message) && known.every((rule) => rule.message !== message))
        known.push({ message, wrong: values });
    }
  };

  const names = Object.keys(properties);
  learn(least);
  for (const name of names)
    for (const wrong of wrongs) learn({ ...least, [name]: wrong });

  // What goes on its own, and not together.
  const optional = names.filter((name) => !required.includes(name));
  const some = optional.map((name) => {
    const value = suiting(name, properties[name], least, ask) ?? 'x';
    return { [name]: value };
  });
  for (const one of some)
    for (const other of some) learn({ ...least, ...one, ...other });

  const data = ask(least).data ?? {};
  const fields = names.map((name) => {
    const json = properties[name] ?? {};
    const values = valuesOf(json);
    const type = json.type ?? json.anyOf?.[0]?.type;
    const isStandard = !(name in least) && data[name] !== undefined;
    return {
      name,
      ...(place === 'body' && type ? { type } : {}),
      isRequired: required.includes(name),
      ...(isStandard ? { standard: JSON.stringify(data[name]) } : {}),
      ...(values.length > 0
        ? { values: values.map((value) => JSON.stringify(value)) }
        : {}),
      isIgnored: isIgnored(name, json, least, ask),
      rules: rules.get(name) ?? [],
    };
  });
  return { in: place, fields, rules: rules.get(undefined) ?? [] };
}

function valuesOf(json: JsonSchema | undefined): unknown[] {
  const constants = (json?.anyOf ?? []).map((one) => one.const);
  return json?.enum ?? constants.filter((value) => value !== undefined);
}

/** Takes anything, and nothing comes of it. */
function isIgnored(
  name: string,
  json: JsonSchema,
  least: Values,
  ask: Ask,
): boolean {
  if (Object.keys(json).length > 0) return false;
  const { said, data = {} } = ask({ ...least, [name]: 'x' });
  return !(name in data) && said.every(({ field }) => field !== name);
}
