import { describe, expect, it } from 'vitest';
import { partsOf, valuesOf } from './audit-words';

const strategy = {
  key: 'trend',
  dryRun: false,
  overrides: {},
  trailing: null,
  symbols: ['BTCUSDT', 'ETHUSDT'],
  formats: [],
  stopLoss: { percent: '2' },
  takeProfits: [{ percent: '4', close: '100' }],
};

describe('An audit entry', () => {
  it('says its plain values at once and its records when opened', () => {
    const parts = partsOf({ strategy, tokenChanged: true, reason: null, symbols: ['BTCUSDT'] });
    expect(parts.said).toEqual([
      { name: 'Token changed', value: 'yes' },
      { name: 'Symbols', value: 'BTCUSDT' },
    ]);
    expect(parts.records.map(({ name }) => name)).toEqual(['Strategy']);
  });

  it('reads a record value by value and leaves out what is not there', () => {
    expect(valuesOf(strategy).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Key: trend',
      'Dry run: no',
      'Symbols: BTCUSDT, ETHUSDT',
      'Stop loss percent: 2',
      'Take profits 1 percent: 4',
      'Take profits 1 close: 100',
    ]);
  });

  it('leaves out what is null in a list', () => {
    expect(valuesOf({ takeProfits: [null, { percent: '4' }], symbols: [null] })).toEqual([
      { name: 'Take profits 1 percent', value: '4' },
    ]);
  });

  it('has no record where nothing is in it', () => {
    expect(partsOf({ risk: {}, flatten: false })).toEqual({ said: [{ name: 'Flatten', value: 'no' }], records: [] });
  });
});
