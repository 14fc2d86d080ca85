import { expect, type APIRequestContext, type Cookie } from '@playwright/test';
import { codeOf } from './authenticator.ts';
import { linkTo, tokenOf } from './letters.ts';
import { stranger } from './people.ts';
import type { Shop } from './shop.ts';
import { OWNER, type Member } from './staff.ts';

export type Role = 'owner' | 'catalogue' | 'orders' | 'warehouse' | 'support' | 'analyst';

/**
 * For how long a session that nobody uses is handed on, in milliseconds. The shop ends it after half an hour;
 * a test takes a few minutes.
 */
const REST = 15 * 60_000;

/** How somebody signs in. */
type Begin = (theirs: APIRequestContext) => Promise<unknown>;

/** Sends the fields of a form; its answer has to have a status. Returns what it says. */
async function send(request: APIRequestContext, path: string, form: Record<string, string> | FormData, status: number): Promise<string> {
  const answer = await request.post(path, { form, maxRedirects: 0 });
  expect(answer.status(), path).toBe(status);
  return answer.text();
}

/** Signs the demo's owner in. */
async function enter(request: APIRequestContext): Promise<void> {
  await send(request, '/admin/sign-in', { ...OWNER }, 303);
}

/** Has the owner, who is signed in, add somebody with some roles, who follows the invitation to the end. */
async function engage(owner: APIRequestContext, theirs: APIRequestContext, roles: Role[]): Promise<Member> {
  const person = stranger('Mira Mole');
  const added = new FormData();
  added.append('email', person.email);
  added.append('name', person.name);
  for (const role of roles) added.append('roles', role);
  await send(owner, '/admin/staff', added, 303);
  const token = tokenOf(await linkTo(owner, '/admin/invitation', person.email));
  await send(theirs, '/admin/invitation', { token, password: person.password }, 303);
  const asked = await send(theirs, '/admin/sign-in', { email: person.email, password: person.password }, 200);
  const secret = asked.match(/class="staff-secret"[^>]*><code>([^<]+)</)![1]!;
  const step = asked.match(/<input[^>]*name="step"[^>]*>/)![0].match(/value="([^"]+)"/)![1]!;
  const told = await send(theirs, '/admin/enrol', { step, code: codeOf(secret) }, 200);
  const codes = told.split('class="staff-codes"')[1]!.matchAll(/<code>([^<]+)</g);
  return { ...person, secret, recoveryCodes: [...codes].map(([, code]) => code!) };
}

type Kept = { cookies: Cookie[]; used: number };

/**
 * Staff whom all tests of a worker share that only need them to be there: each signs in once, when first asked
 * for. Whoever ends sessions, changes roles or uses up codes takes a newcomer, or walks through the pages.
 */
export class Crew {
  private readonly kept = new Map<string, Kept>();

  /** `open` gives somebody who sends requests with some cookies and looks at no page. */
  constructor(private readonly open: (cookies: Cookie[]) => Promise<APIRequestContext>) {}

  /** Goes on as the demo's owner in a browser. */
  owner(shop: Shop): Promise<void> {
    return this.goOn(shop, 'owner', enter);
  }

  /** The same in the second of two browsers that are used at once: by a session of its own. */
  ownerToo(shop: Shop): Promise<void> {
    return this.goOn(shop, 'owner too', enter);
  }

  /** Goes on as a member of staff with one role in a browser. */
  member(shop: Shop, role: Exclude<Role, 'owner'>): Promise<void> {
    return this.goOn(shop, role, (theirs) => this.engaged(theirs, [role]));
  }

  /** Goes on as somebody who was added to staff just now and whom no other test has. */
  newcomer(shop: Shop, roles: Role[]): Promise<Member> {
    return this.engaged(shop.page.request, roles);
  }

  private async engaged(theirs: APIRequestContext, roles: Role[]): Promise<Member> {
    const owner = await this.open(await this.signedIn('owner', enter));
    try {
      return await engage(owner, theirs, roles);
    } finally {
      await owner.dispose();
    }
  }

  private async goOn(shop: Shop, name: string, begin: Begin): Promise<void> {
    await shop.page.context().addCookies(await this.signedIn(name, begin));
  }

  /** The cookie of a session that is kept under a name and was used of late, else of a new one. */
  private async signedIn(name: string, begin: Begin): Promise<Cookie[]> {
    let kept = this.kept.get(name);
    if (!kept || Date.now() - kept.used > REST) {
      kept = { cookies: await this.after(begin), used: 0 };
      this.kept.set(name, kept);
    }
    kept.used = Date.now();
    return kept.cookies;
  }

  /** The cookie of staff that somebody has after signing in; what else they got is not handed on. */
  private async after(begin: Begin): Promise<Cookie[]> {
    const theirs = await this.open([]);
    try {
      await begin(theirs);
      const cookies = (await theirs.storageState()).cookies.filter(({ path }) => path === '/admin');
      expect(cookies, 'the cookie of staff').toHaveLength(1);
      return cookies;
    } finally {
      await theirs.dispose();
    }
  }
}
