/** What a connection to a database server ends with here, as it would on a machine without that server. */
export function refused(server: string): Error {
  return Object.assign(
    new Error(
      `connect ECONNREFUSED: a page reaches no ${server}. Leave DATABASE_URL as it is, for SQLite, or run the chapter on your machine.`,
    ),
    { code: 'ECONNREFUSED', errno: -111, syscall: 'connect' },
  );
}
