import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { humanize } from '@/lib/words';

const tones: Record<string, Tone> = { healthy: 'good', degraded: 'warn', unhealthy: 'bad', unknown: 'neutral' };

export function HealthBadge({ status }: { status: string }) {
  return (
    <Badge tone={tones[status] ?? 'neutral'} dot>
      {humanize(status)}
    </Badge>
  );
}

const environments: Record<string, Tone> = { paper: 'accent', demo: 'violet', testnet: 'cyan', mainnet: 'solid' };
const explanations: Record<string, string> = {
  paper: 'Simulated exchange, no money',
  demo: 'Bybit demo account, no money',
  testnet: 'Bybit testnet, no money',
  mainnet: 'Real money',
};

export function EnvironmentBadge({ environment }: { environment: string }) {
  return (
    <Badge tone={environments[environment] ?? 'warn'} title={explanations[environment] ?? ''}>
      {environment.toUpperCase()}
    </Badge>
  );
}
