import { describe, expect, it } from 'vitest';
import { leftBy } from './shares';

describe('Shares', () => {
  it.each([
    [[], '100'],
    [['33.33', '33.33', '33.33'], '0.01'],
    [['60', '40'], '0'],
    [['60', '40.000001'], '-0.000001'],
    [['50', ''], null],
    [['50', '1e1'], null],
    [['150', '-50'], null],
  ])('%j leave %s', (shares, left) => {
    expect(leftBy(shares)).toBe(left);
  });
});
