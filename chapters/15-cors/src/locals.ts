import type { UserModel } from './users/model.ts';

/** What middleware puts into `res.locals` for one request. */
export interface Locals {
  requestId: string;
  user?: UserModel;
}
