/** An error that is the user's to mend: its message is printed alone, without a stack. */
export class UserError extends Error {
  override name = 'UserError';
}
