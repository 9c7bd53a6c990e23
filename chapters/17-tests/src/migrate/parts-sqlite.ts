/** The SQL of an index as it would be without quotes. */
const plain = `replace(replace(m.sql, '\`', ''), '"', '')`;

export const sqliteParts = `
  WITH tables AS MATERIALIZED (
    SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    ORDER BY rowid
  )
  SELECT 'table' AS kind, name AS "table", '' AS "on", '' AS "is", name, sql AS detail FROM tables
  UNION ALL
  SELECT 'column', t.name, c.name,
    CASE WHEN c.pk = 1 AND t.sql LIKE '%AUTOINCREMENT%' THEN 'AUTO INCREMENT'
      ELSE upper(c.type) || iif(c."notnull", ' NOT NULL', '') END,
    c.name, CASE upper(c.type) || c.dflt_value WHEN 'TINYINT(1)0' THEN 'false' WHEN 'TINYINT(1)1' THEN 'true' ELSE c.dflt_value END
  FROM tables t, pragma_table_info(t.name) c
  UNION ALL
  SELECT 'primary key', t.name, '(' || group_concat(c.name, ', ' ORDER BY c.pk) || ')', '', '', NULL
  FROM tables t, pragma_table_info(t.name) c WHERE c.pk > 0 GROUP BY t.name
  UNION ALL
  SELECT iif(i."unique", 'unique', 'index'), t.name,
    coalesce(substr(${plain}, instr(${plain}, '(')),
      (SELECT '(' || group_concat(c.name, ', ' ORDER BY c.seqno) || ')' FROM pragma_index_info(i.name) c)),
    '', i.name, iif(i.origin = 'u', 'constraint', NULL)
  FROM tables t, pragma_index_list(t.name) i LEFT JOIN sqlite_master m ON m.name = i.name
  WHERE i.origin <> 'pk'
  UNION ALL
  SELECT 'foreign key', t.name, '(' || group_concat(f."from", ', ' ORDER BY f.seq) || ')',
    'REFERENCES ' || f."table" || '(' || group_concat(f."to", ', ' ORDER BY f.seq) || ')'
      || iif(f.on_update = 'NO ACTION', '', ' ON UPDATE ' || f.on_update)
      || iif(f.on_delete = 'NO ACTION', '', ' ON DELETE ' || f.on_delete),
    '', NULL
  FROM tables t, pragma_foreign_key_list(t.name) f GROUP BY t.name, f.id
  UNION ALL
  SELECT 'check', name, '', substr(sql, instr(upper(sql), 'CHECK')), '', NULL
  FROM tables WHERE sql LIKE '%CHECK%'`;
