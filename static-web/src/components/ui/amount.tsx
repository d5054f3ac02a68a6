import type { DecimalString } from '@/lib/decimal';
import { formatCoin, formatPrice, formatQuantity } from '@/lib/format-decimal';
import { Unknown } from './unknown';

interface ValueProps {
  value: DecimalString | null;
}

interface MoneyProps extends ValueProps {
  coin: string;
}

export function Money({ value, coin }: MoneyProps) {
  return value === null ? <Unknown /> : formatCoin(value, coin);
}

export function Price({ value }: ValueProps) {
  return value === null ? <Unknown /> : formatPrice(value);
}

interface QuantityProps extends ValueProps {
  /** Null where the symbol's name does not tell it. */
  coin: string | null;
}

export function Quantity({ value, coin }: QuantityProps) {
  if (value === null) return <Unknown />;
  return coin === null ? formatQuantity(value) : `${formatQuantity(value)}\u00a0${coin}`;
}
