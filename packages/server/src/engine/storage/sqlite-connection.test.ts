import { expect, test } from 'vitest'
import { openConnection } from './sqlite-connection.ts'

const open = (keptStatements: number) => openConnection(':memory:', { readOnly: false, busyTimeout: 0, keptStatements })

test('no more prepared statements are kept than allowed, and all run', () => {
  const connection = open(3)
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 12; i++) {
      expect(connection.run(`select ${i} as n`, []).rows).toEqual([{ n: i }])
      expect(connection.keptStatements).toBe(Math.min(round * 12 + i + 1, 3))
    }
  }
  connection.close()
})

test('a statement that is used again is not kept twice', () => {
  const connection = open(3)
  for (let i = 0; i < 10; i++) expect(connection.run('select ? as n', [i]).rows).toEqual([{ n: i }])
  expect(connection.keptStatements).toBe(1)
  connection.close()
})

test('a kept statement sees the columns that a later change of the schema adds', () => {
  const connection = open(10)
  connection.exec('create table t (a bigint); insert into t values (1)')
  expect(connection.run('select * from t', []).rows).toEqual([{ a: 1 }])
  connection.exec('alter table t add column b bigint')
  expect(connection.run('select * from t', []).rows).toEqual([{ a: 1, b: null }])
  connection.close()
})

test('text in double quotes is a name and never silently a string', () => {
  const connection = open(10)
  expect(() => connection.run('select "no such column"', [])).toThrow('no such column')
  connection.close()
})
