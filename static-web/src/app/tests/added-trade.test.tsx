import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aStory, aTrade } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

describe('The page of a trade', () => {
  it('says how often the position was added to, and what is being added', async () => {
    const more = { ...aStory(), ...aTrade(), additions: 2, addingQuantity: '0.25' };
    server.use(http.get('/api/trades/:id', () => HttpResponse.json(more)));
    renderApp('/trades/trade-1');
    const header = await screen.findByRole('region', { name: 'Trade' });
    expect(header).toHaveTextContent('Added to2 times');
    expect(header).toHaveTextContent(/Being added0\.25/);
  });
});
