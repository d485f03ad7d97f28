import { describe, expect, it } from 'vitest'
import { guardStatement } from '../../../server/clickhouse/embedded/sql/guard-statement.ts'
import { lexSql } from '../../../server/clickhouse/embedded/sql/lex-sql.ts'

const FORBIDDEN = { functions: new Set(['file', 'url', 's3', 'disk']), engines: new Set(['file', 'mysql']) }

function guard(sql: string): void {
  guardStatement([...lexSql(sql)], FORBIDDEN)
}

describe('what a request may run', () => {
  it.each([
    'SELECT file, url FROM t;',
    'WITH 1 AS x SELECT x -- ; SELECT 2',
    '(SELECT 1)',
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE t (engine String) ENGINE = MergeTree ORDER BY tuple()',
    'CREATE OR REPLACE VIEW v AS SELECT engine FROM system.tables',
    'SELECT \'file(\', "engine" FROM t WHERE engine = \'File\'',
    'SYSTEM STOP MERGES',
    'KILL QUERY WHERE query_id = \'sync\' ASYNC',
  ])('lets through: %s', (sql) => {
    expect(() => guard(sql)).not.toThrow()
  })

  it('refuses several statements', () => {
    expect(() => guard('SELECT 1; SELECT 2')).toThrow(/Code: 62\..*Multi-statements/)
    expect(() => guard('SELECT 1;;')).toThrow(/Multi-statements/)
  })

  it.each([
    ['file functions', 'SELECT * FROM file(\'/etc/passwd\')'],
    ['file functions in other letters', 'SELECT FILE (\'/etc/passwd\')'],
    ['file functions behind quotes', 'SELECT * FROM `url`(\'http://x\')'],
    ['file functions in an insert', 'INSERT INTO t SELECT * FROM s3(\'x\')'],
    ['file engines', 'CREATE TABLE t (x Int8) ENGINE = File(CSV)'],
    ['file engines without the sign', 'CREATE TABLE t (x Int8) ENGINE File(CSV)'],
    ['remote databases', 'CREATE DATABASE d ENGINE = MySQL(\'x\')'],
    ['disks made up on the way', 'CREATE TABLE t (x Int8) ENGINE = MergeTree ORDER BY x SETTINGS disk = disk(type = local)'],
    ['writing files', 'SELECT 1 INTO OUTFILE \'/tmp/x\''],
    ['reading files', 'INSERT INTO t FROM INFILE \'/tmp/x\' FORMAT CSV'],
    ['settings that stick', 'SET max_threads = 1'],
    ['a database that sticks', 'USE system'],
    ['tables that stick', 'CREATE TEMPORARY TABLE t (x Int8)'],
    ['functions that stick', 'CREATE FUNCTION f AS x -> x'],
    ['dictionaries', 'CREATE DICTIONARY d (x Int8) PRIMARY KEY x SOURCE(FILE(path \'x\'))'],
    ['backups', 'BACKUP TABLE t TO File(\'x\')'],
    ['ending the engine', 'SYSTEM SHUTDOWN'],
    ['a KILL that never returns', 'KILL QUERY WHERE 1 SYNC'],
  ])('refuses %s', (_, sql) => {
    expect(() => guard(sql)).toThrow(/^Code: 392\./)
  })
})
