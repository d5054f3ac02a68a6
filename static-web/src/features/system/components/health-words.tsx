import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import type { healthDetails, healthStatus } from '@/generated/zod.gen';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';

const tones: Record<Known<typeof healthStatus>, Tone> = {
  healthy: 'good',
  degraded: 'warn',
  unhealthy: 'bad',
  unknown: 'neutral',
};

export function HealthBadge({ status }: { status: string }) {
  return (
    <Badge tone={under(tones, status) ?? 'neutral'} dot>
      {humanize(status)}
    </Badge>
  );
}

type Environment = Known<typeof healthDetails.shape.environment>;

const environments: Record<Environment, Tone> = { paper: 'accent', demo: 'violet', testnet: 'cyan', mainnet: 'solid' };
const explanations: Record<Environment, string> = {
  paper: 'Simulated exchange, no money',
  demo: 'Bybit demo account, no money',
  testnet: 'Bybit testnet, no money',
  mainnet: 'Real money',
};

export function EnvironmentBadge({ environment }: { environment: string }) {
  return (
    <Badge tone={under(environments, environment) ?? 'warn'} title={under(explanations, environment) ?? ''}>
      {environment.toUpperCase()}
    </Badge>
  );
}
