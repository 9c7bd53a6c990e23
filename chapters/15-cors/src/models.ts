import type { Sequelize } from 'sequelize';
import { definePost } from './posts/model.ts';
import { defineUser } from './users/model.ts';
import { defineVote } from './votes/model.ts';

/** All models. One whose table refers to another stands after it. */
export function defineModels(sequelize: Sequelize) {
  const User = defineUser(sequelize);
  const Post = definePost(sequelize);

  const key = {
    foreignKey: { name: 'ownerId', allowNull: false },
    onDelete: 'CASCADE',
    onUpdate: 'NO ACTION',
  };
  Post.belongsTo(User, { as: 'owner', ...key });
  User.hasMany(Post, { as: 'posts', ...key });

  const Vote = defineVote(sequelize);
  const toPost = {
    foreignKey: 'postId',
    onDelete: 'CASCADE',
    onUpdate: 'NO ACTION',
  };
  const toUser = {
    foreignKey: 'userId',
    onDelete: 'CASCADE',
    onUpdate: 'NO ACTION',
  };
  Vote.belongsTo(Post, toPost);
  Vote.belongsTo(User, toUser);

  return { User, Post, Vote };
}
