import type { Sequelize } from 'sequelize';
import { definePost } from './posts/model.ts';
import { defineUser } from './users/model.ts';

/** All models. One whose table refers to another stands after it. */
export function defineModels(sequelize: Sequelize) {
  return { User: defineUser(sequelize), Post: definePost(sequelize) };
}
