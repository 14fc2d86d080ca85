import { expect, type APIRequestContext, type Cookie } from '@playwright/test';
import { codeOf } from './authenticator.ts';
import { linkTo, tokenOf } from './letters.ts';
import { stranger, type Person } from './people.ts';
import type { Shop } from './shop.ts';
import { OWNER, type Member } from './staff.ts';

export type Role = 'owner' | 'catalogue' | 'orders' | 'warehouse' | 'support' | 'analyst';

/**
 * For how long a session that nobody uses is handed on, in milliseconds. The shop ends it after half an hour;
 * a test takes a few minutes.
 */
const REST = 15 * 60_000;

/** Sends the fields of a form; its answer has to have a status. Returns what it says. */
async function send(request: APIRequestContext, path: string, form: Record<string, string> | FormData, status: number): Promise<string> {
  const answer = await request.post(path, { form, maxRedirects: 0 });
  expect(answer.status(), path).toBe(status);
  return answer.text();
}

/** Signs the demo's owner in without looking at a page. */
async function enter(request: APIRequestContext): Promise<void> {
  await send(request, '/admin/sign-in', { ...OWNER }, 303);
}

/** Has the owner, who is signed in, add somebody, who follows the invitation to the end; neither looks at a page. */
async function engage(owner: APIRequestContext, theirs: APIRequestContext, roles: Role[], name: string): Promise<Member> {
  const person = stranger(name);
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

type Kept = { person: Person; cookies: Cookie[]; used: number };

/**
 * Staff whom all tests of a worker share that only need them to be there: each signs in once, when first
 * asked for. Whoever ends sessions, changes roles or uses up codes takes a newcomer.
 */
export class Crew {
  private readonly kept = new Map<string, Kept>();

  /** `open` opens a browser without a window, with some cookies. */
  constructor(private readonly open: (cookies: Cookie[]) => Promise<APIRequestContext>) {}

  /** Goes on as the demo's owner in a browser. */
  async owner(shop: Shop): Promise<void> {
    await goOn(shop, await this.signedIn('owner', enter));
  }

  /** The same for the second of two browsers that work at once: by a session of its own. */
  async ownerToo(shop: Shop): Promise<void> {
    await goOn(shop, await this.signedIn('owner too', enter));
  }

  /** Goes on as a member of staff with one role in a browser. */
  async member(shop: Shop, role: Exclude<Role, 'owner'>): Promise<Person> {
    const kept = await this.signedIn(role, (theirs) => this.engaged(theirs, [role], `Mira ${role}`));
    await goOn(shop, kept);
    return kept.person;
  }

  /** Goes on as somebody who was added to staff just now and whom no other test has. */
  async newcomer(shop: Shop, roles: Role[], name = 'Nora Newcomer'): Promise<Member> {
    return this.engaged(shop.page.request, roles, name);
  }

  private async engaged(theirs: APIRequestContext, roles: Role[], name: string): Promise<Member> {
    const owner = await this.open((await this.signedIn('owner', enter)).cookies);
    try {
      return await engage(owner, theirs, roles, name);
    } finally {
      await owner.dispose();
    }
  }

  /** A session that is kept under a name and was used of late, else a new one. */
  private async signedIn(name: string, begin: (theirs: APIRequestContext) => Promise<Person | void>): Promise<Kept> {
    const kept = this.kept.get(name);
    if (kept && Date.now() - kept.used < REST) {
      kept.used = Date.now();
      return kept;
    }
    const theirs = await this.open([]);
    try {
      const person = (await begin(theirs)) ?? { ...OWNER, name: 'Shop owner' };
      const cookies = (await theirs.storageState()).cookies.filter(({ path }) => path === '/admin');
      const fresh = { person, cookies, used: Date.now() };
      this.kept.set(name, fresh);
      return fresh;
    } finally {
      await theirs.dispose();
    }
  }
}

async function goOn(shop: Shop, { cookies }: Kept): Promise<void> {
  expect(cookies, 'the cookie of staff').toHaveLength(1);
  await shop.page.context().addCookies(cookies);
}
