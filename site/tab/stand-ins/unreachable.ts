/** Something to call or to make that says why it is not there. */
export function unreachable(server: string) {
  return function () {
    throw new Error(
      `A page reaches no ${server}. Leave DATABASE_URL as it is, for SQLite, or run the chapter on your machine.`,
    );
  };
}
