import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  type Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import type { PostModel } from '../posts/model.ts';

export interface UserModel extends Model<
  InferAttributes<UserModel>,
  InferCreationAttributes<UserModel>
> {
  id: CreationOptional<string>;
  name: string;
  email: string;
  passwordHash: string;
  createdAt: CreationOptional<Date>;
  updatedAt: CreationOptional<Date>;
  posts?: NonAttribute<PostModel[]>;
}

export type Users = ReturnType<typeof defineUser>;

export function defineUser(sequelize: Sequelize) {
  return sequelize.define<UserModel>(
    'user',
    {
      id: {
        type: DataTypes.UUID,
        primaryKey: true,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
      },
      name: { type: DataTypes.STRING(100), allowNull: false },
      email: { type: DataTypes.STRING(254), allowNull: false },
      passwordHash: { type: DataTypes.STRING(60), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      updatedAt: { type: DataTypes.DATE(3), allowNull: false },
    },
    {
      tableName: 'users',
      underscored: true,
      indexes: [{ name: 'users_email_key', unique: true, fields: ['email'] }],
    },
  );
}
