/** The little HTTP there is besides the socket: JSON in, JSON out, and a no in words. Counterpart: web/pages.py. */

export interface No {
  says: string;
  try_instead: string;
}

export type Result<T> = { ok: true; data: T } | { ok: false; no: No };

const UNREACHABLE: No = {
  says: 'The server did not answer.',
  try_instead: 'Look whether it runs, then try again.',
};

export async function get<T>(url: string): Promise<Result<T>> {
  return ask<T>(url, { headers: { Accept: 'application/json' } });
}

export async function post<T>(url: string, data: Record<string, unknown> = {}): Promise<Result<T>> {
  return ask<T>(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Wheel': '1' },
    body: JSON.stringify(data),
  });
}

async function ask<T>(url: string, how: RequestInit): Promise<Result<T>> {
  try {
    const answer = await fetch(url, { ...how, credentials: 'same-origin' });
    const body = (await answer.json().catch(() => null)) as (T & Partial<No>) | null;
    if (answer.ok && body) return { ok: true, data: body };
    return {
      ok: false,
      no: {
        says: body?.says ?? 'This is not here, or not for this browser.',
        try_instead: body?.try_instead ?? '',
      },
    };
  } catch {
    return { ok: false, no: UNREACHABLE };
  }
}
