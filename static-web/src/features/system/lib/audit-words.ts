import { humanize } from '@/lib/words';

/** One value of an audit entry: its name, with those of what it stands in, and the value as a person reads it. */
export interface AuditValue {
  readonly name: string;
  readonly value: string;
}

function wordOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every value that is there, outermost name first. What is null or empty is left out. */
export function valuesOf(detail: object, within = ''): AuditValue[] {
  return Object.entries(detail).flatMap(([key, value]: [string, unknown]): AuditValue[] => {
    const name = within === '' ? humanize(key) : `${within} ${humanize(key).toLowerCase()}`;
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) {
      const items = value.filter((item: unknown) => item !== null);
      if (items.length === 0) return [];
      return items.every((item) => typeof item === 'object')
        ? items.flatMap((item: object, index) => valuesOf(item, `${name} ${String(index + 1)}`))
        : [{ name, value: items.map(wordOf).join(', ') }];
    }
    return typeof value === 'object' ? valuesOf(value, name) : [{ name, value: wordOf(value) }];
  });
}

/** What a line of the list says at once, and what it says when it is opened: whole records that were written. */
export function partsOf(detail: object): { said: AuditValue[]; records: { name: string; values: AuditValue[] }[] } {
  const entries = Object.entries(detail) as [string, unknown][];
  const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return {
    said: valuesOf(Object.fromEntries(entries.filter(([, value]) => !isRecord(value)))),
    records: entries
      .filter(([, value]) => isRecord(value))
      .map(([key, value]) => ({ name: humanize(key), values: valuesOf(value as object) }))
      .filter(({ values }) => values.length > 0),
  };
}
