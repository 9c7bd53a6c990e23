import { unreachable } from './unreachable.ts';

export const Client = unreachable('PostgreSQL');
export const Pool = unreachable('PostgreSQL');

export default { Client, Pool, types: { setTypeParser() {} } };
