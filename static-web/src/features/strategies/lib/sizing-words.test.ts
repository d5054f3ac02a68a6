import { describe, expect, it } from 'vitest';
import { sizing } from '@/generated/zod.gen';
import { describeSizing, sizingWords } from './sizing-words';

function told(category: string, symbols: string, rule: object): string {
  return describeSizing({ category, symbols: symbols.split(' '), sizing: sizing.parse(rule) }).replaceAll(
    '\u202f',
    ' ',
  );
}

describe('The sizing of a strategy, in words', () => {
  it.each([
    [{ mode: 'riskPercent', value: '1' }, 'Risks 1 % of equity'],
    [{ mode: 'atrRisk', value: '1', atrLength: 14, atrInterval: 'hour1' }, 'Risks 1 % of equity per ATR'],
    [{ mode: 'equityPercent', value: '25' }, '25 % of equity'],
    [{ mode: 'riskAmount', value: '50' }, 'Risks 50 USDT'],
    [{ mode: 'fixedNotional', value: '1500' }, '1,500 USDT a trade'],
    [{ mode: 'fixedQuantity', value: '0.25' }, '0.25 coins a trade'],
    [{ mode: 'followContracts', value: '2' }, '2× the alert’s contracts'],
    [{ mode: 'followContracts', value: '2', maxQuantity: '0.5' }, '2× the alert’s contracts, at most 0.5 coins'],
    [{ mode: 'kellyCriterion', value: '0.5', maxQuantity: '3' }, 'Kelly criterion 0.5'],
  ])('tells %j', (rule, words) => {
    expect(told('linear', 'BTCUSDT ETHUSDT', rule)).toBe(words);
  });

  it.each([
    [{ mode: 'riskAmount', value: '0.01' }, 'Risks 0.01 BTC'],
    [{ mode: 'fixedNotional', value: '1500' }, '1,500 USD a trade'],
    [{ mode: 'fixedQuantity', value: '100' }, '100 USD contracts a trade'],
    [
      { mode: 'followContracts', value: '1', maxQuantity: '5000' },
      '1× the alert’s contracts, at most 5,000 USD contracts',
    ],
  ])('counts an inverse contract in its coin, and its size in dollars: %j', (rule, words) => {
    expect(told('inverse', 'BTCUSD', rule)).toBe(words);
  });
});

describe('What an amount is counted in', () => {
  const unit = (mode: string, category: string, symbols: string) =>
    sizingWords(mode)?.unit({ category, symbols: symbols === '' ? [] : symbols.split(' ') });

  it.each([
    ['linear', 'BTCUSDT', 'USDT', 'USDT'],
    ['linear', 'BTCUSDT-27NOV26 ETHUSDT', 'USDT', 'USDT'],
    ['linear', 'BTCPERP', 'USDC', 'USDC'],
    ['linear', 'BTCUSDC BTC-27NOV26', 'USDC', 'USDC'],
    ['linear', 'BTCUSDT BTCPERP', 'quote coins', 'quote coins'],
    ['linear', 'BTC', 'quote coins', 'quote coins'],
    ['linear', '', 'quote coins', 'quote coins'],
    ['spot', 'BTCUSDT', 'USDT', 'USDT'],
    ['spot', 'BTCUSDC', 'USDC', 'USDC'],
    ['spot', 'ETHBTC', 'quote coins', 'quote coins'],
    ['inverse', 'BTCUSD', 'BTC', 'USD'],
    ['inverse', 'BTCUSD BTCUSDZ26', 'BTC', 'USD'],
    ['inverse', 'BTCUSD ETHUSD', 'coins', 'USD'],
    ['inverse', 'BTC', 'coins', 'USD'],
    ['inverse', '', 'coins', 'USD'],
  ])('of %s %s: a risk in %s, a position in %s', (category, symbols, risk, position) => {
    expect(unit('riskAmount', category, symbols)).toBe(risk);
    expect(unit('fixedNotional', category, symbols)).toBe(position);
  });

  it('is not told of a way of sizing that is newer than this dashboard', () => {
    expect(unit('kellyCriterion', 'linear', 'BTCUSDT')).toBeUndefined();
  });
});
