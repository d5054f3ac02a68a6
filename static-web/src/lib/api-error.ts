/** The server answered, and the answer is a refusal (RFC 9457 problem). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly traceId: string | null;
  /** Seconds until a new try makes sense. */
  readonly retryAfter: number | null;

  constructor(problem: {
    status: number;
    code: string;
    title: string;
    detail?: string | null;
    fields?: Record<string, string[]>;
    traceId?: string | null;
    retryAfter?: number | null;
  }) {
    super(problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? null;
    this.fields = problem.fields ?? {};
    this.traceId = problem.traceId ?? null;
    this.retryAfter = problem.retryAfter ?? null;
  }
}

/** No answer arrived: nobody knows whether the server acted. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The bot could not be reached.', { cause });
    this.name = 'ConnectionError';
  }
}

/** An answer arrived in a shape this dashboard does not know. */
export class ContractError extends Error {
  constructor(path: string, cause: unknown) {
    super(`The answer of ${path} was not understood.`, { cause });
    this.name = 'ContractError';
  }
}

export function isStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}

/** One or two sentences a trader can act on. */
export function isCode(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}

export function explain(error: unknown): string {
  if (error instanceof ApiError) return error.detail ?? error.message;
  if (error instanceof ConnectionError) return `${error.message} Check the network and that the bot is running.`;
  if (error instanceof ContractError)
    return `${error.message} The dashboard may be older than the bot; reload the page.`;
  return 'Something unexpected went wrong in the dashboard.';
}
