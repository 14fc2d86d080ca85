import type { APIRequestContext } from '@playwright/test';

/** What an answer was, without what is new with each drawing. */
export type Outcome = { status: number; said: string | undefined };

/** Status and heading of a page, or of what came of sending a form. */
export async function outcome(request: APIRequestContext, method: 'get' | 'post', path: string, form?: Record<string, string>): Promise<Outcome> {
  const answer = method === 'get'
    ? await request.get(path, { maxRedirects: 0 })
    : await request.post(path, { maxRedirects: 0, form: form ?? {} });
  return { status: answer.status(), said: (await answer.text()).match(/<h1[\s\S]*?<\/h1>/)?.[0] };
}
