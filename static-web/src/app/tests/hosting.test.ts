import { describe, expect, it } from 'vitest';
import config from '../../../staticwebapp.config.json';

describe('The hosting rules', () => {
  it('give the API to people with a role, and to anyone only its health', () => {
    const api = config.routes.filter(({ route }) => route.startsWith('/api/'));
    expect(api).toEqual([
      { route: '/api/health', methods: ['GET'], allowedRoles: ['anonymous'] },
      { route: '/api/*', allowedRoles: ['owner', 'viewer'] },
    ]);
  });

  it('never answer an API call with the sign-in page', () => {
    expect(config).not.toHaveProperty('responseOverrides');
    expect(config.navigationFallback.exclude).toContain('/api/*');
  });

  it('close the sign-in that is not wanted', () => {
    expect(config.routes).toContainEqual({ route: '/.auth/login/github', statusCode: 404 });
  });

  it('let the page load from its own site only', () => {
    const policy = config.globalHeaders['Content-Security-Policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|unsafe-eval/);
    expect(config.globalHeaders['X-Content-Type-Options']).toBe('nosniff');
  });

  it('stay below the platform’s limit of 20 KB', () => {
    expect(JSON.stringify(config).length).toBeLessThan(20_000);
  });
});
