import { bearer } from './auth/bearer.ts';
import { logins } from './auth/logins.ts';
import { me } from './auth/me.ts';
import { tokenForm } from './auth/token-form.ts';
import type { Suite } from './suite.ts';

/** Row 11 of the API's promises. Of the tries to log in that fail there are few: a server may refuse more for minutes. */
export const login: Suite = {
  feature: 'login',
  checks: [...logins, ...tokenForm, ...bearer, ...me],
};
