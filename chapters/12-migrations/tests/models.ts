import {
  DataTypes,
  type ModelAttributes,
  type ModelOptions,
  type Sequelize,
} from 'sequelize';
import { defineModels } from '../src/models.ts';

/** The models of this chapter, and a table `notes` as the test wants it. */
export function withNotes(
  attributes: ModelAttributes,
  options: ModelOptions = {},
) {
  return (sequelize: Sequelize) => {
    defineModels(sequelize);
    sequelize.define(
      'note',
      {
        id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
        ...attributes,
      },
      { tableName: 'notes', timestamps: false, underscored: true, ...options },
    );
  };
}

export const text = { type: DataTypes.STRING(100) };
export const flag = {
  type: DataTypes.BOOLEAN,
  allowNull: false,
  defaultValue: true,
};
export const time = { type: DataTypes.DATE(3) };
export const postId = {
  type: DataTypes.INTEGER,
  references: { model: 'posts', key: 'id' },
  onDelete: 'CASCADE',
};
export const uuid = {
  type: DataTypes.UUID,
  primaryKey: true,
  allowNull: false,
};
export const mail = {
  type: DataTypes.STRING(100),
  allowNull: false,
  unique: true,
};
