export type Settings = ReturnType<typeof readSettings>;

export function readSettings(env: NodeJS.ProcessEnv) {
  return { port: Number(env.PORT ?? 3000) };
}
