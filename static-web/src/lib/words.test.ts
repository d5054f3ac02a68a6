import { describe, expect, it } from 'vitest';
import { denialKind, noticeKind, tradeEventKind, tradeStatus } from '@/generated/zod.gen';
import { catalogue } from './schema';
import { humanize, rowOf, rowsOf, under } from './words';

describe('Words of the contract', () => {
  it('stand in its order', () => {
    expect(tradeStatus.known).toEqual(['pending', 'opening', 'open', 'closing', 'closed', 'failed']);
    expect(tradeEventKind.known.slice(0, 3)).toEqual(['signalReceived', 'decided', 'entrySent']);
  });

  it('pass through when they are newer than this dashboard', () => {
    expect(tradeStatus.parse('resting')).toBe('resting');
    expect(tradeEventKind.parse('somethingNew')).toBe('somethingNew');
    expect(tradeEventKind.safeParse(7).success).toBe(false);
  });

  it('carry what the bot says of them', () => {
    expect(rowOf(tradeEventKind, 'settled')?.tone).toBe('good');
    expect(rowOf(noticeKind, 'exitFailed')?.severity).toBe('critical');
    expect(rowOf(denialKind, 'signal.alreadyFlat')).toEqual({
      meaning: 'There is no position to close.',
      advice: 'Nothing to do.',
    });
  });

  it.each(['somethingNew', 'constructor', '__proto__', ''])('have nothing under %j', (word) => {
    expect(rowOf(tradeEventKind, word)).toBeUndefined();
    expect(under({ known: 1 }, word)).toBeUndefined();
  });

  it('have a label, or are one when read aloud', () => {
    const rows = [...rowsOf(tradeEventKind), ...rowsOf(noticeKind)];
    expect(rows.filter(([, row]) => (row.label as string) === '')).toEqual([]);
    expect(humanize('somethingNew')).toBe('Something new');
  });

  it('are known by their rows', () => {
    const made = catalogue({ first: { meaning: 'One.' }, second: { meaning: 'Two.', advice: 'Wait.' } });
    expect(made.known).toEqual(['first', 'second']);
    expect(rowOf(made, 'first')?.advice).toBeUndefined();
    expect(rowOf(made, 'second')?.advice).toBe('Wait.');
  });
});
