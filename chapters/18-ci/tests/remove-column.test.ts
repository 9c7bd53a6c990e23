import { DataTypes, type Sequelize } from 'sequelize';
import { expect, inject, onTestFinished } from 'vitest';
import { connect } from '../src/connect.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { createSql } from '../src/sql.ts';
import { test as base } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';
import { withNotes } from './models.ts';

const tables = [
  `CREATE TABLE notes (
    id INTEGER PRIMARY KEY, subject VARCHAR(100), body TEXT CHECK (body <> '')
  )`,
  'CREATE INDEX notes_body ON notes (body)',
  `CREATE TABLE marks (
    id INTEGER PRIMARY KEY, note_id INTEGER REFERENCES notes (id) ON DELETE CASCADE
  )`,
  "INSERT INTO notes (id, body) VALUES (1, 'x')",
  'INSERT INTO marks (id, note_id) VALUES (1, 1)',
];

const id = { type: DataTypes.INTEGER, primaryKey: true };
const noteId = {
  type: DataTypes.INTEGER,
  references: { model: 'notes', key: 'id' },
  onDelete: 'CASCADE',
};

/** The models that go with these tables, but for the column `subject`. */
function define(sequelize: Sequelize) {
  const indexes = [{ name: 'notes_body', fields: ['body'] }];
  const plain = { timestamps: false, underscored: true };
  withNotes({ id, body: DataTypes.TEXT }, { indexes })(sequelize);
  sequelize.define('mark', { id, noteId }, { tableName: 'marks', ...plain });
}

/** A note, and a mark that goes when its note goes. */
const test = base.extend('noted', async ({ settings }) => {
  const sequelize = connect(settings);
  onTestFinished(() => sequelize.close());
  const sql = createSql(sequelize);
  const folder = await migrationFolder({ '0901-notes': migration(tables, []) });
  await runCommand(['up'], { settings, folder });
  return { sequelize, sql, folder };
});

// PostgreSQL takes a column out of a table. On SQLite, Sequelize makes a new table, from what it knows of the old one.
if (!inject('databaseUrl')) {
  test('removeColumn loses checks, indexes and rows on SQLite', async ({
    noted: { sequelize, sql },
  }) => {
    await sequelize.getQueryInterface().removeColumn('notes', 'subject');

    const texts = await sql(
      "SELECT sql FROM sqlite_master WHERE tbl_name = 'notes'",
    );
    expect(JSON.stringify(texts)).not.toMatch(/CHECK|INDEX/);
    expect(await sql('SELECT * FROM notes')).toHaveLength(1);
    expect(await sql('SELECT * FROM marks')).toEqual([]);
  });
}

if (!inject('databaseUrl')) {
  test('addConstraint fails on SQLite', async ({ noted: { sequelize } }) => {
    const added = sequelize.getQueryInterface().addConstraint('notes', {
      type: 'unique',
      fields: ['subject'],
    });

    await expect(added).rejects.toThrow('table notes already exists');
  });
}

test('a generated DROP COLUMN loses the column alone', async ({
  noted: { sql, folder },
  settings,
}) => {
  await runCommand(['generate', 'drop-subject'], { settings, folder, define });

  await runCommand(['up'], { settings, folder });

  await expect(sql('SELECT subject FROM notes')).rejects.toThrow();
  await expect(sql("UPDATE notes SET body = ''")).rejects.toThrow();
  expect(await sql('SELECT * FROM marks')).toHaveLength(1);
});
