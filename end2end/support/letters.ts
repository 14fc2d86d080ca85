import { expect, type APIRequestContext } from '@playwright/test';

/** The pages that links in letters lead to. */
export type LinkedPage = '/verify-email' | '/reset-password' | '/confirm-email' | '/admin/invitation';

/** Links that a test has had already: a later letter brings another. */
const followed = new Set<string>();
/** What letters say does not change, so each is opened once. */
const read = new Map<string, string>();

/** The link in the newest letter to somebody that leads to a page. Each link is answered once. */
export async function linkTo(request: APIRequestContext, page: LinkedPage, email: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    link = (await links(request, page, email)).find((found) => !followed.has(found));
    expect(link, `a letter to ${email} with a link to ${page}`).toBeTruthy();
  }).toPass({ timeout: 20_000, intervals: [100, 250, 500] });
  followed.add(link!);
  return link!;
}

/** The subjects of the letters to somebody, the newest first. */
export async function subjects(request: APIRequestContext, email: string): Promise<string[]> {
  return (await letters(request, email)).map((letter) => letter.subject);
}

/** What the newest letter to somebody says, as HTML. */
export async function newestText(request: APIRequestContext, email: string): Promise<string> {
  const [newest] = await letters(request, email);
  return newest ? text(request, newest.id) : '';
}

/** The link to an order in the letter to somebody with a subject. */
export async function orderLink(request: APIRequestContext, email: string, subject: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const letter = (await letters(request, email)).find((one) => one.subject === subject);
    expect(letter, `a letter to ${email}: ${subject}`).toBeTruthy();
    link = (await text(request, letter!.id)).match(/href="[^"]*(\/orders\/[^"]+)"/)?.[1];
    expect(link, 'it has a link to the order').toBeTruthy();
  }).toPass({ timeout: 20_000, intervals: [100, 250, 500] });
  return link!;
}

/** The secret that a link brings. */
export function tokenOf(link: string): string {
  return new URL(link, 'http://shop.example').searchParams.get('token')!;
}

async function links(request: APIRequestContext, page: LinkedPage, email: string): Promise<string[]> {
  const found: string[] = [];
  for (const letter of await letters(request, email)) {
    const addresses = (await text(request, letter.id)).matchAll(/href="([^"]*\?token=[^"]*)"/g);
    for (const [, address] of addresses) {
      const url = new URL(address!.replaceAll('&amp;', '&'), 'http://shop.example');
      if (url.pathname === page) found.push(url.pathname + url.search);
    }
  }
  return found;
}

async function letters(request: APIRequestContext, email: string): Promise<{ id: string; subject: string }[]> {
  const answer = await request.get('/dev/mail');
  expect(answer.status(), 'letters are laid into a folder').toBe(200);
  const entries = (await answer.text()).split(/<li class="letter"/).slice(1);
  return entries.flatMap((entry) => {
    const link = entry.match(/href="\/dev\/mail\/([^"]+)"[^>]*>([^<]*)</);
    return link && entry.includes(email) ? [{ id: link[1]!, subject: link[2]! }] : [];
  });
}

async function text(request: APIRequestContext, id: string): Promise<string> {
  let html = read.get(id);
  if (html === undefined) {
    html = await (await request.get(`/dev/mail/${id}`)).text();
    read.set(id, html);
  }
  return html;
}
