import type { Fact } from '@/components/ui/facts';
import { Facts } from '@/components/ui/facts';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import type { DecimalString } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { RiskLimits } from '../api/get-risk';
import { useRiskLimits } from '../api/get-risk';

const none = 'no limit';

function limit(value: DecimalString | null, unit = ''): string {
  return value === null ? none : `${formatDecimal(value)}${unit}`;
}

const percent = '\u202f%';

function facts(risk: RiskLimits): Fact[] {
  const { drawdown } = risk;
  const steps = [drawdown?.yellowPercent, drawdown?.orangePercent, drawdown?.redPercent];
  return [
    { label: 'Open trades at once', value: String(risk.maxOpenTrades ?? none) },
    { label: 'Entries a minute', value: String(risk.maxEntriesPerMinute ?? none) },
    { label: 'Open risk', value: limit(risk.maxHeatPercent, `${percent} of equity`) },
    { label: 'Positions together', value: limit(risk.maxGrossNotional, ' USDT') },
    { label: 'Positions to equity', value: limit(risk.maxNotionalToEquity, '×') },
    { label: 'Leverage', value: limit(risk.maxLeverage, '×') },
    { label: 'Loss in a day', value: limit(risk.dailyLossPercent, percent) },
    { label: 'Loss in a week', value: limit(risk.weeklyLossPercent, percent) },
    {
      label: 'Drawdown steps',
      value: steps.every((step) => step == null) ? none : steps.map((step) => limit(step ?? null, percent)).join(' · '),
      note: drawdown?.flattenOnRed === true ? 'The last one closes everything.' : undefined,
    },
  ];
}

export function RiskPanel() {
  const query = useRiskLimits();
  return (
    <Panel title="Risk limits">
      <QueryView query={query}>{(risk) => <Facts layout="list" facts={facts(risk)} />}</QueryView>
    </Panel>
  );
}
