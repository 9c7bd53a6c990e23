import type { Sequelize } from 'sequelize';

/** Runs one statement of your own, with `bind` for its parameters `$1`, `$2`, …, and gives its rows. */
export type Sql = <Row extends object>(
  text: string,
  bind?: unknown[],
) => Promise<Row[]>;

export function createSql(sequelize: Sequelize): Sql {
  return async (text, bind = []) => {
    const [rows] = await sequelize.query(text, { bind });
    return (rows ?? []) as never[];
  };
}
