import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { renderApp } from './render-app';
import { server } from './server';
import { aStrategy } from './strategy-fixture';

/** Opens the editor of a strategy that has these rules, and has words for what a person does there. */
export async function editStrategy(rules: object = {}) {
  const strategy = aStrategy(rules);
  server.use(http.get('/api/strategies/:key', () => HttpResponse.json(strategy)));
  const { user, container } = renderApp('/strategies/trend');
  await screen.findByRole('form', { name: 'Strategy' });
  const field = (name: string) => screen.getByRole('textbox', { name: new RegExp(`^${name}`) });
  const choice = (name: string) => screen.getByRole('combobox', { name });
  return {
    user,
    container,
    field,
    choice,
    choose: (name: string, option: string) => user.selectOptions(choice(name), option),
    fill: async (name: string, text: string) => {
      await user.clear(field(name));
      if (text !== '') await user.type(field(name), text);
    },
    save: () => user.click(screen.getByRole('button', { name: 'Save changes' })),
  };
}
