import { ago } from './fixtures';

export const aHealth = {
  status: 'healthy',
  checkedAt: ago(2),
  version: '0.1.0',
  environment: 'paper',
  mainnetAllowed: false,
  checks: [
    { name: 'database', status: 'healthy', message: 'PostgreSQL answers in 2 ms', at: ago(2) },
    { name: 'webhook', status: 'unknown', message: 'No call yet', at: null },
  ],
};
