import { describe, expect, it } from 'vitest';
import type { TargetsAnswer } from '@/generated/zod.gen';
import { ApiError, ConnectionError } from '@/lib/api-error';
import { decimal } from '@/lib/decimal';
import { describeCondition, describeReached, describeRefusal, describeTooLittle } from './target-words';

/** An answer with targets that close these quantities. */
function answer(rest: string, ...quantities: string[]) {
  const takeProfits = quantities.map((quantity) => ({ quantity: decimal(quantity) }));
  return { takeProfits, restQuantity: decimal(rest) } as TargetsAnswer;
}

describe('What is said of targets', () => {
  it('tells what was reached', () => {
    const reached = { price: decimal('99300'), close: decimal('33.33'), reached: true };
    expect(describeReached([reached, reached]).replaceAll('\u202f', ' ')).toBe(
      '99,300.00 closed 33.33 %, 99,300.00 closed 33.33 %',
    );
  });

  it('tells what has to happen', () => {
    expect(describeCondition(answer('1'))).toBe('If the stop is hit');
    expect(describeCondition(answer('0', '1'))).toBe('If all are hit');
    expect(describeCondition(answer('0.1', '0.9'))).toBe('If all are hit and the rest leaves at the stop');
  });

  it('tells where a share is too little for an order', () => {
    expect(describeTooLittle(answer('0', '1'), 0)).toBeNull();
    expect(describeTooLittle(answer('0', '0', '0', '1'), 0)).toBe('too little for an order: closed with the next one');
    expect(describeTooLittle(answer('0', '1', '0'), 1)).toBe('too little for an order of its own');
  });

  it('says a refusal once', () => {
    const refusal = (code: string, extra: object) => new ApiError({ status: 409, code, title: 'Refused', ...extra });
    expect(describeRefusal(null)).toEqual([]);
    expect(describeRefusal(refusal('target.passed', { detail: 'The price is there.' }))).toEqual([
      'The price is there.',
    ]);
    expect(describeRefusal(refusal('trade.changed', { detail: 'Half of it is open.' }))).toEqual([
      'Half of it is open.',
      'Leave this and open it again to see what is open.',
    ]);
    const fields = { 'takeProfits[0].price': ['is too near.'], reason: ['is too long.'] };
    expect(describeRefusal(refusal('request.invalid', { fields }))).toEqual(['reason: is too long.']);
    expect(describeRefusal(new ConnectionError(null))).toHaveLength(1);
  });
});
