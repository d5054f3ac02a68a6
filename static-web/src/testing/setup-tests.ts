import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { resetWorld } from './handlers';
import { server } from './server';

// Pages load lazily and machines are busy; waiting longer costs a passing test nothing.
configure({ asyncUtilTimeout: 5_000 });

// A canvas cannot be drawn here; the chart's table twin is what the tests read.
vi.mock('@/features/account/components/equity-chart', () => ({ default: () => null }));

// What jsdom lacks and the page needs.
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }) as unknown as MediaQueryList;
window.scrollTo = vi.fn();

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
});
beforeEach(() => {
  resetWorld();
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
  sessionStorage.clear();
});
afterAll(() => {
  server.close();
});
