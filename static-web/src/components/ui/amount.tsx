import type { DecimalString } from '@/lib/decimal';
import { formatMoney, formatPrice, formatQuantity } from '@/lib/format-decimal';
import { Unknown } from './unknown';

interface ValueProps {
  value: DecimalString | null;
}

export function Money({ value }: ValueProps) {
  return value === null ? <Unknown /> : formatMoney(value);
}

export function Price({ value }: ValueProps) {
  return value === null ? <Unknown /> : formatPrice(value);
}

export function Quantity({ value }: ValueProps) {
  return value === null ? <Unknown /> : formatQuantity(value);
}
