import { randomBytes } from 'node:crypto';
import { expect, type APIRequestContext } from '@playwright/test';
import { linkTo, tokenOf } from './letters.ts';
import type { Shop } from './shop.ts';

export type Person = { name: string; email: string; password: string };

/** Somebody whom the shop has never seen. */
export function stranger(name = 'Ines Quay'): Person {
  const mark = randomBytes(6).toString('hex');
  return { name, email: `ines-${mark}@example.com`, password: `harbour light ${mark}` };
}

/** Somebody with a verified account, who is signed in wherever `request` keeps its cookies. */
export async function joined(request: APIRequestContext, name?: string): Promise<Person> {
  const person = stranger(name);
  const registered = await request.post('/register', { form: { ...person }, maxRedirects: 0 });
  expect(registered.status(), 'registering').toBe(303);
  const link = await linkTo(request, '/verify-email', person.email);
  const form = { token: tokenOf(link), password: person.password };
  const verified = await request.post('/verify-email', { form, maxRedirects: 0 });
  expect(verified.status(), 'verifying').toBe(303);
  return person;
}

/** Signs in without looking at a page. */
export async function signIn(request: APIRequestContext, person: Person): Promise<void> {
  const form = { email: person.email, password: person.password };
  const answer = await request.post('/sign-in', { form, maxRedirects: 0 });
  expect(answer.status(), 'signing in').toBe(303);
}

/** Fills in and sends the form for signing in. Returns the status of the answer. */
export async function sendSignIn(shop: Shop, email: string, password: string): Promise<number> {
  const form = shop.form('/sign-in');
  await form.getByLabel('Email').fill(email);
  await form.getByLabel('Password').fill(password);
  return shop.send(form.getByRole('button', { name: 'Sign in' }));
}

/** Whether an account is open in this browser. */
export async function isSignedIn(request: APIRequestContext): Promise<boolean> {
  const answer = await request.get('/account', { maxRedirects: 0 });
  expect([200, 303]).toContain(answer.status());
  return answer.status() === 200;
}
