import { beforeAll, expect, test } from 'vitest'
import { METHOD_NAMES } from '../../packages/client/test/surface.ts'
import { type Declared, declarations, exportsOf } from './declarations.ts'
import { chatMethods, ENTRY_NAMES, isFunction, namesBeside, publicNames } from './sdk-pages.ts'

const MODULE = `import type { A } from './a.ts';
export { type B, C as D } from './b.ts';
/** Says "it's; fine". */
export declare class Thing {
    #private;
    /** @internal */
    constructor(a: A);
    /** How many; { of them. */
    readonly count: number;
    bare(options: {
        readonly a: string;
    }): void;
    bare(): void;
}
export interface More extends Other<{
    readonly file: A;
}> {
    /** Again. */
    readonly again: () => void;
}
export declare const list: readonly [1, 2];
type Hidden = '}' | ";";
//# sourceMappingURL=x.d.ts.map`

beforeAll(() => void chatMethods(), 120_000)

test('declarations are read with their comments and members', () => {
  const found = declarations(MODULE)
  const thing = found.get('Thing')
  expect(thing?.doc).toBe('Says "it\'s; fine".')
  expect(thing?.members.map(({ name, doc }) => [name, doc])).toEqual([
    ['count', 'How many; { of them.'],
    ['bare', ''],
  ])
  expect(thing?.members.map(isFunction)).toEqual([false, true])
  expect([...found.keys()]).toEqual(['Thing', 'More', 'list', 'Hidden'])
  expect(found.get('More')?.members.map(({ name, doc }) => [name, doc])).toEqual([['again', 'Again.']])
  expect(exportsOf(MODULE)).toEqual([
    { name: 'B', local: 'B', from: './b.ts' },
    { name: 'D', local: 'C', from: './b.ts' },
    { name: 'Thing', local: 'Thing', from: undefined },
    { name: 'More', local: 'More', from: undefined },
    { name: 'list', local: 'list', from: undefined },
  ])
})

test.each(ENTRY_NAMES)(
  'everything that the entry point %s exports is explained, and so is each member: methods, fields, and those of what they are made of',
  (entry) => {
    const bareIn = (names: readonly (Declared & { readonly exportedAs: string })[]): string[] => [
      ...names.filter(({ doc }) => doc === '').map(({ exportedAs }) => exportedAs),
      ...names.flatMap(({ exportedAs, members }) =>
        members.filter(({ doc }) => doc === '').map(({ name }) => `${exportedAs}.${name}`),
      ),
    ]
    expect(bareIn([...publicNames(entry), ...namesBeside(entry)])).toEqual([])
  },
)

test('every method of a chat is explained, and those of the official SDK say which page they follow', () => {
  const all = chatMethods()
  expect(METHOD_NAMES.filter((name) => !all.has(name))).toEqual([])
  expect([...all.values()].filter(({ doc }) => doc === '').map(({ name }) => name)).toEqual([])
  const linked = (name: string): boolean =>
    all.get(name)!.doc.includes(`Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#${name}`)
  expect(METHOD_NAMES.filter((name) => !linked(name))).toEqual([])
})
