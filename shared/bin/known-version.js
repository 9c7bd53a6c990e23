import { Sequelize } from 'sequelize';
import { inject } from 'vitest';

const server = new URL(inject('databaseUrl'));
let first;

/**
 * All databases that tests open on the server of `npm test` have one version. Sequelize would connect twice to each, the
 * first time only to ask for it: the first database asks for all. Whoever goes another way to the server asks as ever.
 */
function tellVersion(sequelize) {
  const { host, port } = sequelize.config;
  if (`${host}:${port}` !== server.host) return;
  first ??= sequelize;
  sequelize.options.databaseVersion = first.options.databaseVersion;
}

// This file runs before each test file, and Sequelize stays.
if (!Sequelize.hasHook('afterInit')) Sequelize.afterInit(tellVersion);
