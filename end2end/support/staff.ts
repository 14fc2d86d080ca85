import { expect } from '@playwright/test';
import { codeOf } from './authenticator.ts';
import { linkTo } from './letters.ts';
import { stranger, type Person } from './people.ts';
import type { Shop } from './shop.ts';

/** The owner of the demo, who needs no second factor; there is none in a shop that is not the demo's. */
export const OWNER = {
  email: process.env.QUAYSIDE_OWNER_EMAIL ?? '',
  password: process.env.QUAYSIDE_OWNER_PASSWORD ?? '',
};
export const NO_OWNER = 'needs QUAYSIDE_OWNER_EMAIL and QUAYSIDE_OWNER_PASSWORD';

/** A member of staff as they were let in, with what they have to keep. */
export type Member = Person & { secret: string; recoveryCodes: string[] };

/** Fills in and sends the form with the password. Returns the status of the answer. */
export async function sendPassword(shop: Shop, email: string, password: string): Promise<number> {
  const form = shop.form('/admin/sign-in');
  await form.getByLabel('Email').fill(email);
  await form.getByLabel('Password').fill(password);
  return shop.send(form.getByRole('button', { name: 'Sign in' }));
}

/** Signs the demo's owner in. */
export async function asOwner(shop: Shop): Promise<void> {
  await shop.open('/admin/sign-in');
  expect(await sendPassword(shop, OWNER.email, OWNER.password)).toBe(303);
  await expect(shop.page).toHaveURL(/\/admin$/);
}

/** Has the owner, who is signed in, add somebody with some roles. */
export async function invite(owner: Shop, roles: string[], name = 'Mira Mole'): Promise<Person> {
  const person = stranger(name);
  await owner.open('/admin/staff');
  const form = owner.form('/admin/staff');
  await form.getByLabel('Email').fill(person.email);
  await form.getByLabel('Name').fill(person.name);
  for (const role of roles) await form.getByRole('checkbox', { name: role, exact: true }).check();
  expect(await owner.send(form.getByRole('button', { name: 'Add to staff' }))).toBe(303);
  return person;
}

/** Follows an invitation to the end: password, authenticator, recovery codes. */
export async function join(shop: Shop, person: Person): Promise<Member> {
  const { page } = shop;
  await shop.open(await linkTo(page.request, '/admin/invitation', person.email));
  const welcome = shop.form('/admin/invitation');
  await welcome.getByLabel('Password').fill(person.password);
  expect(await shop.send(welcome.getByRole('button', { name: 'Set password' }))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/sign-in\?done=welcome$/);
  expect(await sendPassword(shop, person.email, person.password)).toBe(200);
  const secret = await secretShown(shop);
  expect(await sendCode(shop, '/admin/enrol', codeOf(secret))).toBe(200);
  return { ...person, secret, recoveryCodes: await page.locator('.staff-codes code').allTextContents() };
}

/** The secret on the page that sets up an authenticator. */
export async function secretShown(shop: Shop): Promise<string> {
  await expect(shop.page.getByRole('heading', { level: 1 })).toHaveText('Set up your authenticator');
  return (await shop.page.locator('.staff-secret code').textContent())!;
}

/** Fills in and sends the form with a code. Returns the status of the answer. */
export async function sendCode(shop: Shop, address: '/admin/enrol' | '/admin/code', code: string): Promise<number> {
  const form = shop.form(address);
  await form.getByLabel('Code').fill(code);
  return shop.send(form.getByRole('button'));
}
