interface Issue {
  path: PropertyKey[];
  message: string;
}

/** One line for each wrong variable. The values stay out of it: they may be secrets. */
export class SettingsError extends Error {
  constructor(issues: Issue[]) {
    super(
      issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('\n'),
    );
  }
}
