import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { createQueryClient } from './app/query-client';
import { createRouter } from './app/router';
import './app/styles/tokens.css';
import './app/styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root.');

createRoot(root).render(
  <StrictMode>
    <App router={createRouter()} queryClient={createQueryClient()} />
  </StrictMode>,
);
