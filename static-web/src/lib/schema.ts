import '@/config/zod';
import * as z from 'zod';
import { isDecimal } from '@/lib/decimal';

/** What the generated schemas are made of beside zod itself; openapi-ts.config.ts names them. */
export const decimalString = z.string().refine(isDecimal, 'not a decimal');

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/**
 * A closed set today that may grow tomorrow: known words complete in the editor, others pass through as they came. `known` has them in
 * the contract's order.
 */
export function words<const T extends string>(...known: readonly T[]) {
  const schema = z.union([z.enum(known), z.custom<string & {}>(isText, 'not a word')]);
  return Object.assign(schema, { known });
}

/** Words of which the contract tells more than the word: `rows` has it, in the contract's order. */
export function catalogue<const R extends Readonly<Record<string, object>>>(rows: R) {
  const known = Object.keys(rows) as (keyof R & string)[];
  return Object.assign(words(...known), { rows });
}
