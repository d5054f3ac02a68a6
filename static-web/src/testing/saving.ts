import { http, HttpResponse } from 'msw';
import { server } from './server';
import { aStrategy } from './strategy-fixture';

/** Takes the strategies that are saved, and answers as the bot does. */
export function saving(token: string | null = null) {
  const saved: Record<string, unknown>[] = [];
  server.use(
    http.put('/api/strategies/:key', async ({ request, params }) => {
      const body = (await request.json()) as Record<string, unknown>;
      saved.push(body);
      return HttpResponse.json({
        strategy: aStrategy(body),
        webhook: { url: `https://bot.example/api/webhook/${String(params.key)}`, token },
      });
    }),
  );
  return saved;
}
