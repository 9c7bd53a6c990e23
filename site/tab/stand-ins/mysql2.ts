import { unreachable } from './unreachable.ts';

export const createConnection = unreachable('MariaDB');

export default { createConnection };
