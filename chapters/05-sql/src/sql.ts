export type Value = string | number | boolean | null | undefined;

/** Runs one statement, with `values` for its parameters `$1`, `$2`, …, and gives its rows. */
export type Sql = <Row extends object>(
  text: string,
  values?: Value[],
) => Promise<Row[]>;
