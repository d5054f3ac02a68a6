/** "takeProfit" → "Take profit": readable even for words newer than this dashboard. */
export function humanize(word: string): string {
  const spaced = word
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .trim()
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

interface Words {
  readonly known: readonly string[];
}

interface Catalogue {
  readonly rows: object;
}

/** The words of a schema that this dashboard knows. A Record over them that misses one does not compile. */
export type Known<S extends Words> = S['known'][number];

/** What a table has under the word; undefined for a word newer than this dashboard. */
export function under<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

type AnyRow<S extends Catalogue> = S['rows'][keyof S['rows']];

type ColumnOf<R> = R extends unknown ? keyof R : never;

type CellOf<R, C extends PropertyKey> = R extends unknown ? (C extends keyof R ? R[C] : undefined) : never;

/** A row of a catalogue; a column that only some of its words have may be undefined. */
export type Row<S extends Catalogue> = { readonly [C in ColumnOf<AnyRow<S>>]: CellOf<AnyRow<S>, C> };

/** What the contract tells of the word; undefined for a word newer than this dashboard. */
export function rowOf<S extends Catalogue>({ rows }: S, word: string): Row<S> | undefined {
  return under(rows as Readonly<Record<string, Row<S>>>, word);
}

/** Every word with its row, in the contract's order. */
export function rowsOf<S extends Catalogue>({ rows }: S): [word: string, row: Row<S>][] {
  return Object.entries(rows);
}
