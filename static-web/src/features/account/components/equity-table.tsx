import { Money } from '@/components/ui/amount';
import { Moment } from '@/components/ui/moment';
import type { EquityPoint } from '@/generated/zod.gen';

const shown = 12;

/** At most a dozen points, evenly taken, ending with the newest. */
function sample(points: readonly EquityPoint[]): EquityPoint[] {
  const step = Math.max(1, Math.ceil(points.length / shown));
  return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}

/** The chart's twin for people who cannot see it. */
export function EquityTable({ points, range }: { points: readonly EquityPoint[]; range: string }) {
  return (
    <table className="sr-only">
      <caption>Equity over time, range {range}</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Equity</th>
        </tr>
      </thead>
      <tbody>
        {sample(points).map((point) => (
          <tr key={point.at}>
            <th scope="row">
              <Moment at={point.at} />
            </th>
            <td>
              <Money value={point.equity} coin="USD" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
