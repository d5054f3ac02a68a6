import { describe, expect, it } from 'vitest';
import { atrBarsWords } from './atr-bars';
import { barsToShare, percentStop, stopBody, stopDraft } from './stop';
import { noStopMoves } from './stop-moves';

const atr = { stopBy: 'atr', stopAtrLength: '20', stopAtrInterval: 'hour4' };

describe('The stop of a strategy', () => {
  it('stays away where the alerts bring it', () => {
    expect(stopBody(stopDraft(null), null)).toBeNull();
  });

  it('is sent with the bars of its own measure alone', () => {
    expect(stopBody(percentStop('2'), null)).toStrictEqual({ percent: '2' });
    expect(stopBody({ ...percentStop('2'), ...atr }, null)).toEqual({ atr: '2', atrLength: 20, atrInterval: 'hour4' });
  });

  it('leaves a length that nobody gives to the bot', () => {
    const body = stopBody({ ...percentStop('2'), ...atr, stopAtrLength: ' ' }, null);
    expect(JSON.parse(JSON.stringify(body))).toEqual({ atr: '2', atrInterval: 'hour4' });
  });

  it('tells of its bars, also of those that are newer than this dashboard', () => {
    expect(atrBarsWords({ length: '20', interval: 'hour4' })).toBe('20 bars of 4 hours');
    expect(atrBarsWords({ length: '', interval: 'minute45' })).toBe('14 bars of Minute45');
    expect(atrBarsWords(null)).toBe('14 bars of 1 hour');
  });

  it('shares its bars before the trailing stop does', () => {
    const trailing = { trailingBy: 'atr', trailingAtrLength: '10', trailingAtrInterval: 'day1' };
    const draft = { ...noStopMoves, ...percentStop('2') };
    expect(barsToShare(draft)).toBeNull();
    expect(barsToShare({ ...draft, ...trailing })).toEqual({ length: '10', interval: 'day1' });
    expect(barsToShare({ ...draft, ...trailing, ...atr })).toEqual({ length: '20', interval: 'hour4' });
  });
});
