import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  type Model,
  type Sequelize,
} from 'sequelize';
import { postsIndexes } from './indexes.ts';

export interface PostModel extends Model<
  InferAttributes<PostModel>,
  InferCreationAttributes<PostModel>
> {
  id: CreationOptional<number>;
  title: string;
  content: string;
  published: boolean;
  createdAt: CreationOptional<Date>;
  updatedAt: CreationOptional<Date>;
}

export type Posts = ReturnType<typeof definePost>;

export function definePost(sequelize: Sequelize) {
  return sequelize.define<PostModel>(
    'post',
    {
      id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
      title: { type: DataTypes.STRING(255), allowNull: false },
      content: { type: DataTypes.TEXT, allowNull: false },
      published: { type: DataTypes.BOOLEAN, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      updatedAt: { type: DataTypes.DATE(3), allowNull: false },
    },
    {
      tableName: 'posts',
      underscored: true,
      indexes: postsIndexes(sequelize.getDialect()),
    },
  );
}
