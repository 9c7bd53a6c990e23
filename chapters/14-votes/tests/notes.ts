import { DataTypes, type Sequelize } from 'sequelize';
import { defineModels } from '../src/models.ts';

/** A table `notes` that agrees with the model below, but for the model's index. */
export const notesTable = `CREATE TABLE notes (
  id INTEGER PRIMARY KEY, mail VARCHAR(100) NOT NULL, text TEXT, post_id INTEGER,
  CONSTRAINT notes_mail_key UNIQUE (mail),
  CONSTRAINT notes_text_check CHECK (text <> ''),
  CONSTRAINT notes_posts_fkey FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE
)`;

export function defineNotes(sequelize: Sequelize) {
  defineModels(sequelize);
  sequelize.define(
    'note',
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      mail: { type: DataTypes.STRING(100), allowNull: false, unique: true },
      text: DataTypes.TEXT,
      postId: {
        type: DataTypes.INTEGER,
        references: { model: 'posts', key: 'id' },
        onDelete: 'CASCADE',
      },
    },
    {
      tableName: 'notes',
      timestamps: false,
      underscored: true,
      indexes: [{ name: 'notes_text', fields: ['text'] }],
    },
  );
}

export const notesIndex = 'CREATE INDEX notes_text ON notes (text)';
