import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { ago } from '@/testing/fixtures';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const halted = { halted: true, reason: 'news', flatten: false, since: ago(60), by: 'admin' };

describe('The kill switch', () => {
  it('halts with a reason and flattens on request', async () => {
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Halt trading' }));
    const dialog = await screen.findByRole('dialog', { name: 'Halt trading?' });
    await user.type(within(dialog).getByLabelText('Reason'), 'spreads are wide');
    await user.click(within(dialog).getByLabelText('Also close all positions now'));
    await user.click(within(dialog).getByRole('button', { name: 'Halt and close everything' }));

    expect(await screen.findByText('Trading is halted. Nothing new will open.')).toBeVisible();
    expect(world.halt).toMatchObject({ halted: true, reason: 'spreads are wide', flatten: true });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Resume trading' })).toBeVisible();
  });

  it('insists on a reason', async () => {
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Halt trading' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Halt trading' }));
    expect(within(dialog).getByLabelText('Reason')).toBeInvalid();
    expect(world.halt).toMatchObject({ halted: false });
  });

  it('claims nothing while the bot has not answered well', async () => {
    server.use(http.post('/api/halt', () => problem(503, 'halt.failed', { detail: 'The ledger is not reachable.' })));
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Halt trading' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Reason'), 'x');
    await user.click(within(dialog).getByRole('button', { name: 'Halt trading' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The ledger is not reachable.');
    expect(screen.queryByText(/Trading is halted/)).not.toBeInTheDocument();
  });

  it('is reached by the keyboard alone and gives the focus back', async () => {
    const { user } = renderApp('/');
    const button = await screen.findByRole('button', { name: 'Halt trading' });
    await user.tab();
    await user.tab();
    expect(screen.getByRole('link', { name: 'Skip to the kill switch' })).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Skip to the kill switch' })).toHaveAttribute('href', `#${button.id}`);
    button.focus();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText('Reason')).toHaveFocus();
    for (let step = 0; step < 12; step++) {
      await user.tab();
      expect(dialog).toContainElement(document.activeElement as HTMLElement);
    }
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(button).toHaveFocus();
    });
  });

  it('resumes with a reason', async () => {
    world.halt = halted;
    const { user } = renderApp('/');
    expect(await screen.findByText(/“news”, by admin/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Resume trading' }));
    const dialog = await screen.findByRole('dialog', { name: 'Resume trading?' });
    await user.type(within(dialog).getByLabelText('Reason'), 'calm again');
    await user.click(within(dialog).getByRole('button', { name: 'Resume trading' }));
    await waitFor(() => {
      expect(screen.queryByText(/Trading is halted/)).not.toBeInTheDocument();
    });
  });

  it('shows the banner on every page', async () => {
    server.use(http.get('/api/halt', () => HttpResponse.json(halted)));
    renderApp('/strategies');
    expect(await screen.findByText('Trading is halted. Nothing new will open.')).toBeVisible();
  });

  it('is out of a viewer’s reach', async () => {
    world.roles = ['viewer'];
    renderApp('/');
    expect(await screen.findByRole('button', { name: 'Halt trading' })).toBeDisabled();
  });
});
