import { setupServer } from 'msw/node';
import { handlers } from './handlers';

/** The bot as the network sees it; a request nobody expects fails the test. */
export const server = setupServer(...handlers);
