import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../../server/clickhouse/split-statements.ts'

describe('splitting a migration file', () => {
  it('ends a statement at each semicolon and at the end of the file', () => {
    expect(splitStatements('CREATE TABLE a (x Int8);\nDROP TABLE b')).toEqual(['CREATE TABLE a (x Int8)', 'DROP TABLE b'])
  })

  it('leaves semicolons in quotes and comments alone', () => {
    const sql = `SELECT ';', ";", \`;\` -- ; no end
/* ; no end either */ FROM t; SELECT 2`
    expect(splitStatements(sql)).toEqual([sql.slice(0, sql.lastIndexOf(';')), 'SELECT 2'])
  })

  it('reads escaped and doubled quotes as part of the text', () => {
    expect(splitStatements(`SELECT 'it''s; \\'; fine'; SELECT 2`)).toEqual([`SELECT 'it''s; \\'; fine'`, 'SELECT 2'])
  })

  it('keeps a comment with the statement that it precedes', () => {
    expect(splitStatements('-- why\nSELECT 1;')).toEqual(['-- why\nSELECT 1'])
  })

  it('makes no statement of blanks, comments and lone semicolons', () => {
    expect(splitStatements(' ;; -- nothing\n/* here */ ;\n')).toEqual([])
  })

  it('does not take a quote within a comment for a quote', () => {
    expect(splitStatements('-- the case\'s end\nSELECT 1; SELECT 2')).toHaveLength(2)
  })
})
