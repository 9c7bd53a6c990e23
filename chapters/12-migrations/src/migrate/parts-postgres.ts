// Sequelize leaves out the length of a date on PostgreSQL, so a type without one counts as the one with 3.
export const postgresParts = `
  WITH tables AS (
    SELECT oid, relname AS name FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
  ), constraints AS (
    SELECT t.name AS "table", c.contype, c.conname, pg_get_constraintdef(c.oid) AS definition
    FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
  )
  (SELECT 'table' AS kind, name AS "table", '' AS "on", '' AS "is", name, NULL AS detail FROM tables ORDER BY oid)
  UNION ALL
  (SELECT 'column', t.name, c.attname,
    CASE WHEN c.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN 'AUTO INCREMENT'
      ELSE upper(regexp_replace(replace(replace(format_type(c.atttypid, c.atttypmod), 'character varying', 'varchar'),
        'timestamp with time zone', 'timestamptz(3)'), 'timestamp(.*) with time zone', 'timestamptz\\1'))
        || CASE WHEN c.attnotnull THEN ' NOT NULL' ELSE '' END END,
    c.attname, regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z ]+$', '')
  FROM tables t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
  ORDER BY t.oid, c.attnum)
  UNION ALL
  SELECT CASE WHEN i.indisprimary THEN 'primary key' WHEN i.indisunique THEN 'unique' ELSE 'index' END, t.name,
    replace(substring(pg_get_indexdef(i.indexrelid) FROM 'USING .*'), 'USING btree ', ''), '', x.relname,
    (SELECT 'constraint' FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype = 'u')
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class x ON x.oid = i.indexrelid
  UNION ALL
  SELECT 'foreign key', "table", substring(definition FROM '\\(.*?\\)'), substring(definition FROM 'REFERENCES.*'), conname, NULL
  FROM constraints WHERE contype = 'f'
  UNION ALL
  SELECT 'check', "table", conname, definition, conname, NULL FROM constraints WHERE contype = 'c'`;
