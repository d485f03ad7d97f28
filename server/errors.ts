interface ErrorEntry {
  status: number
  /** What happened, safe for everybody to read. */
  meaning: string
  /** What the caller can do about it. */
  action: string
}

/** Every coded error the server answers with: HTTP, socket.io and WebSocket share the list. */
export const ERRORS = {
  invalid_request: {
    status: 400,
    meaning: 'The request does not have the documented form.',
    action: 'Compare it with docs/api.md or /api/docs.',
  },
  bad_watermark: {
    status: 400,
    meaning: 'The watermark is no usable time.',
    action: 'Send an RFC 3339 time with a zone, at most five minutes ahead of the server\'s clock.',
  },
  source_unauthorized: {
    status: 401,
    meaning: 'Events need the token of a source.',
    action: 'Send "Authorization: Bearer <token>" with a token of GRIDWALL_SOURCES.',
  },
  view_unauthorized: {
    status: 401,
    meaning: 'Reading needs the view token.',
    action: 'Send "Authorization: Bearer <token>" with the value of GRIDWALL_VIEW_TOKEN.',
  },
  operator_unauthorized: {
    status: 401,
    meaning: 'Acknowledging needs the token of an operator.',
    action: 'Send "Authorization: Bearer <token>" with a token of GRIDWALL_OPERATORS.',
  },
  operators_unknown: {
    status: 403,
    meaning: 'Nobody may acknowledge here.',
    action: 'Other machines reach this server, so name the operators: set GRIDWALL_OPERATORS.',
  },
  origin_refused: {
    status: 403,
    meaning: 'Pages of this origin may not connect.',
    action: 'Open the wall from this server, or add the origin to GRIDWALL_ORIGINS.',
  },
  host_refused: {
    status: 421,
    meaning: 'This server does not answer to that Host name.',
    action: 'Use 127.0.0.1 or localhost, or add the origin to GRIDWALL_ORIGINS.',
  },
  not_found: {
    status: 404,
    meaning: 'There is nothing at this address.',
    action: 'The addresses are listed in docs/api.md and at /api/docs.',
  },
  unknown_scope: {
    status: 404,
    meaning: 'The profile has no such scope.',
    action: 'Scopes are the regions of GET /api/v1/profile whose level has "scope": true.',
  },
  unknown_metric: {
    status: 404,
    meaning: 'The profile defines no such metric, or not in that version.',
    action: 'The definitions are in GET /api/v1/profile under "metrics".',
  },
  unknown_case: {
    status: 404,
    meaning: 'The ledger has no such case.',
    action: 'Check the case id; a case exists once its "reported" event was accepted.',
  },
  unknown_alarm: {
    status: 404,
    meaning: 'There is no such alarm.',
    action: 'Ids are in GET /api/v1/alarms; alarms of more than 400 days ago are gone.',
  },
  alarm_cleared: {
    status: 409,
    meaning: 'The alarm is over already.',
    action: 'There is nothing left to acknowledge; the log has it as cleared.',
  },
  no_kept_frame: {
    status: 404,
    meaning: 'No frame of that moment was kept.',
    action: 'Ask for a later moment, or with known=now to have it recomputed from the ledger.',
  },
  kept_frame_outdated: {
    status: 404,
    meaning: 'The frame of that moment was kept by another version of GridWall, in another shape.',
    action: 'Ask with known=now to have it recomputed from the ledger.',
  },
  ledger_too_large: {
    status: 422,
    meaning: 'The ledger is too large to recompute the past from it.',
    action: 'Raise GRIDWALL_MAX_RECOMPUTE_EVENTS if the machine has the memory, or ask for the kept frame.',
  },
  too_many_cases: {
    status: 400,
    meaning: 'More cases than one file holds.',
    action: 'Ask for a smaller scope or a shorter window, or read them page by page.',
  },
  not_joined: {
    status: 409,
    meaning: 'The screen shows no scope.',
    action: 'Send scope:join first, and wait for its answer.',
  },
  body_too_large: {
    status: 413,
    meaning: 'The body is larger than this call takes.',
    action: 'Send smaller batches, or raise GRIDWALL_MAX_BODY_BYTES.',
  },
  unsupported_media_type: {
    status: 415,
    meaning: 'The body is of a type this call does not take.',
    action: 'Send application/x-ndjson or application/json.',
  },
  rate_limited: {
    status: 429,
    meaning: 'Too much at once.',
    action: 'Send the same again after the time in Retry-After.',
  },
  capacity_reached: {
    status: 503,
    meaning: 'A limit of this server is reached.',
    action: 'Raise the limit named in the server\'s log, or add a server.',
  },
  frame_not_ready: {
    status: 503,
    meaning: 'The frame of this scope could not be computed in time.',
    action: 'Try again; if it lasts, look at /readyz and the server\'s log.',
  },
  past_unavailable: {
    status: 503,
    meaning: 'ClickHouse does not let this server recompute the past.',
    action: 'The operator grants its user CREATE DATABASE and DROP DATABASE; kept frames are answered without.',
  },
  clickhouse_unavailable: {
    status: 503,
    meaning: 'ClickHouse does not answer.',
    action: 'Try again; events are still accepted meanwhile. See /readyz.',
  },
  store_unavailable: {
    status: 503,
    meaning: 'The state store cannot write.',
    action: 'Nothing was taken: send the same again. The operator checks the disk of GRIDWALL_DATA_DIR.',
  },
  server_unavailable: {
    status: 503,
    meaning: 'The server behind this relay does not answer.',
    action: 'Try again; if it lasts, look at /readyz of the relay and of the server.',
  },
  shutting_down: {
    status: 503,
    meaning: 'The server is stopping.',
    action: 'Send the same again in a few seconds.',
  },
  internal: {
    status: 500,
    meaning: 'The server failed.',
    action: 'Tell the operator the time of the request; the server\'s log has the cause.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

export interface AppErrorOptions {
  /** When the same request may be sent again; becomes Retry-After. */
  retryAfterMs?: number
  cause?: unknown
}

/**
 * A failure with a code from ERRORS. The message says what was wrong and where; what to do is
 * added from the table. Of a 5xx the message goes to the log only.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message?: string, options: AppErrorOptions = {}) {
    super(message ?? ERRORS[code].meaning, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }

  get status(): number {
    return ERRORS[this.code].status
  }
}
