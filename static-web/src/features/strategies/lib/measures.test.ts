import { describe, expect, it } from 'vitest';
import { asStored, kindOf, measureWords } from './measures';

describe('The measure of a rule', () => {
  const kinds = ['percent', 'atr'] as const;

  it('is the field that it has', () => {
    expect(kindOf(kinds, { atr: '2' })).toBe('atr');
    expect(kindOf(kinds, {})).toBe(asStored);
    expect(kindOf(kinds, null)).toBe('');
  });

  it('is told beside its figure, unless it is newer than this dashboard', () => {
    expect(measureWords('atr', '2')).toBe('2\u202f× ATR');
    expect(measureWords('chandelier', '2')).toBeNull();
  });
});
