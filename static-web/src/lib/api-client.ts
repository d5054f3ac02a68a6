import '@/config/zod';
import * as z from 'zod';
import { ApiError, ConnectionError, ContractError } from '@/lib/api-error';

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().nullish(),
  code: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).nullish(),
  traceId: z.string().nullish(),
});

type Query = Record<string, string | number | null | undefined>;

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  query?: Query;
  signal?: AbortSignal;
}

function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text === '' ? '' : `?${text}`}`;
}

async function refusal(response: Response): Promise<ApiError> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  const body = parsed.success ? parsed.data : {};
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError({
    status: response.status,
    code: body.code ?? `http.${response.status}`,
    title: body.title ?? `The bot answered with status ${response.status}.`,
    detail: body.detail ?? null,
    fields: body.errors ?? {},
    traceId: body.traceId ?? null,
    retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
  });
}

async function send(path: string, { method = 'GET', body, query, signal }: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ConnectionError(error);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Sends a request and reads the answer through its schema. */
export async function request<T extends z.ZodType>(
  path: string,
  schema: T,
  options: RequestOptions = {},
): Promise<z.output<T>> {
  const response = await send(path, options);
  // Not awaited into a variable typed any: the schema is the only thing that may look inside.
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new ContractError(path, cause);
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ContractError(path, parsed.error);
  return parsed.data;
}

/** Sends a request whose answer has no body. */
export async function command(path: string, options: RequestOptions = {}): Promise<void> {
  await send(path, options);
}
