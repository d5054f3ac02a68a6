import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import * as platform from '@/lib/platform-sign-in';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

describe('Signing in', () => {
  it('comes before every page and leads back to it', async () => {
    world.signedIn = false;
    const { user, router } = renderApp('/signals?status=denied');
    await user.type(await screen.findByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Signals' })).toBeVisible();
    expect(router.state.location.search).toBe('?status=denied');
  });

  it('says when the password is wrong', async () => {
    world.signedIn = false;
    const { user } = renderApp('/');
    await user.type(await screen.findByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('That password is not right.');
  });

  it('asks nothing of the bot without a password', async () => {
    world.signedIn = false;
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Enter the password.')).toBeVisible();
    expect(screen.getByLabelText('Password')).toBeInvalid();
  });

  it('says how long to wait after too many attempts', async () => {
    world.signedIn = false;
    server.use(http.post('/api/session', () => problem(429, 'auth.tooManyAttempts', {}, { 'Retry-After': '42' })));
    const { user } = renderApp('/');
    await user.type(await screen.findByLabelText('Password'), 'again');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Wait 42 seconds');
  });

  it('is asked for again when a session ends in the middle', async () => {
    const { queryClient } = renderApp('/');
    await screen.findByRole('heading', { name: 'Open trades' });
    world.signedIn = false;
    server.use(http.get('/api/account', () => problem(401, 'auth.required')));
    await queryClient.refetchQueries({ queryKey: ['account'] });
    expect(await screen.findByLabelText('Password')).toBeVisible();
  });

  it('is left to the platform where the bot says so, and only once', async () => {
    world.signedIn = false;
    const goTo = vi.spyOn(platform, 'goTo').mockImplementation(() => undefined);
    server.use(http.get('/api/health', () => HttpResponse.json({ status: 'healthy', authMode: 'StaticWebApps' })));
    const first = renderApp('/trades');
    await waitFor(() => {
      expect(goTo).toHaveBeenCalledWith('/.auth/login/aad?post_login_redirect_uri=%2Ftrades');
    });
    first.unmount();
    goTo.mockClear();
    renderApp('/trades');
    expect(await screen.findByText(/not given a role/)).toBeVisible();
    expect(goTo).not.toHaveBeenCalled();
  });

  it('never leads to another site', async () => {
    const { router } = renderApp('/sign-in?back=//evil.example/');
    await screen.findByRole('heading', { name: 'Open trades' });
    expect(router.state.location.pathname).toBe('/');
  });

  it('ends with everything forgotten', async () => {
    const { user, queryClient } = renderApp('/');
    await screen.findByRole('heading', { name: 'Open trades' });
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByLabelText('Password')).toBeVisible();
    expect(queryClient.getQueryData(['account'])).toBeUndefined();
  });
});
