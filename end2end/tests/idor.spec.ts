import type { APIRequestContext } from '@playwright/test';
import { isSignedIn, joined, sendSignIn, signIn, stranger } from '../support/people.ts';
import { outcome } from '../support/outcome.ts';
import { linkTo, tokenOf } from '../support/letters.ts';
import { asOwner, invite, join, NO_OWNER, OWNER } from '../support/staff.ts';
import { expect, test } from '../support/shop.ts';

// What is somebody else's is not there: neither seen nor changed by who knows its id, nor told apart
// from what never was.

const ADDRESS = { name: 'Ines Quay', line1: 'Hafenstrasse 7', city: 'Hamburg', postcode: '20457', country: 'DE' };
const NEVER_WAS = '0123456789abcdef0123456789abcdef';

/** The ids that a page of somebody's own names in addresses of this shape. */
async function idsOn(request: APIRequestContext, path: string, shape: RegExp): Promise<string[]> {
  const html = await (await request.get(path)).text();
  return [...new Set([...html.matchAll(shape)].map(([, id]) => id!))];
}

test('an address of somebody else is not there', async ({ page, elsewhere }) => {
  const [owner, other] = [page.request, elsewhere.page.request];
  await joined(owner, 'Olga Owner');
  await joined(other, 'Otto Other');
  const html = await (await owner.get('/account/addresses')).text();
  const key = html.match(/name="id" value="([^"]+)"/) ?? html.match(/value="([^"]+)"[^>]*name="id"/);
  const added = await owner.post('/account/addresses', { form: { ...ADDRESS, id: key![1]! }, maxRedirects: 0 });
  expect(added.status()).toBe(303);
  const [id] = await idsOn(owner, '/account/addresses', /\/account\/addresses\/([\w-]+)"/g);
  expect(id).toBeTruthy();
  const before = await (await owner.get(`/account/addresses/${id}`)).text();
  expect(before).toContain('Hafenstrasse 7');

  for (const [method, deed] of [['get', ''], ['post', ''], ['post', '/remove'], ['post', '/deliver'], ['post', '/invoice']] as const) {
    const form = { ...ADDRESS, line1: 'Stolen 1', version: '1' };
    const theirs = await outcome(other, method, `/account/addresses/${id}${deed}`, form);
    const none = await outcome(other, method, `/account/addresses/${NEVER_WAS}${deed}`, form);
    expect(theirs.status, `${method} ${deed}`).toBe(404);
    expect(none, 'no other answer for what never was').toEqual(theirs);
  }
  const after = await (await owner.get('/account/addresses')).text();
  expect(after).toContain('Hafenstrasse 7');
  expect(after).not.toContain('Stolen 1');
  expect(await (await other.get('/account/addresses')).text()).not.toContain('Hafenstrasse 7');
});

test('an id of somebody else’s address cannot be added again', async ({ page, elsewhere }) => {
  const [owner, other] = [page.request, elsewhere.page.request];
  await joined(owner);
  await joined(other);
  const id = NEVER_WAS.split('').reverse().join('');
  await owner.post('/account/addresses', { form: { ...ADDRESS, id } });
  await other.post('/account/addresses', { form: { ...ADDRESS, id, line1: 'Otherwise 2' } });
  const own = await (await owner.get('/account/addresses')).text();
  expect(own).toContain('Hafenstrasse 7');
  expect(own).not.toContain('Otherwise 2');
});

test('a session of somebody else cannot be ended', async ({ page, elsewhere, playwright, baseURL }) => {
  const [owner, other] = [page.request, elsewhere.page.request];
  const person = await joined(owner);
  await joined(other);
  const second = await playwright.request.newContext({ baseURL });
  await signIn(second, person);
  const [handle] = await idsOn(owner, '/account/sessions', /\/account\/sessions\/([\w-]+)\/end"/g);
  expect(handle).toBeTruthy();
  const theirs = await outcome(other, 'post', `/account/sessions/${handle}/end`);
  const none = await outcome(other, 'post', `/account/sessions/${NEVER_WAS}/end`);
  expect(theirs.status).toBe(404);
  expect(none).toEqual(theirs);
  await other.post('/account/sessions/end-others');
  expect(await isSignedIn(second)).toBe(true);
  expect(await isSignedIn(owner)).toBe(true);
  expect((await second.get('/account')).url(), 'the handle is no key').not.toContain(handle!);
  await second.dispose();
});

test('a handle from the list of sessions opens nothing', async ({ page, playwright, baseURL, context }) => {
  const person = await joined(page.request);
  const second = await playwright.request.newContext({ baseURL });
  await signIn(second, person);
  const [handle] = await idsOn(page.request, '/account/sessions', /\/account\/sessions\/([\w-]+)\/end"/g);
  const [cookie] = await context.cookies();
  await context.clearCookies();
  await context.addCookies([{ ...cookie!, value: handle! }]);
  expect(await isSignedIn(page.request)).toBe(false);
  await second.dispose();
});

test('a link to a new mail changes the account that asked for it and no other', async ({ shop, page, elsewhere, request }) => {
  const [owner, other] = [page.request, elsewhere.page.request];
  const asking = await joined(owner, 'Olga Owner');
  const opening = await joined(other, 'Otto Other');
  const { email } = stranger();
  await owner.post('/account/email', { form: { current_password: asking.password, email } });
  const token = tokenOf(await linkTo(request, '/confirm-email', email));
  await other.post('/confirm-email', { form: { token } });
  const theirs = await (await other.get('/account')).text();
  expect(theirs).toContain(opening.email);
  expect(theirs).not.toContain(email);
  await page.context().clearCookies();
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, email, asking.password)).toBe(303);
  await expect(page.getByRole('main')).toContainText('Olga Owner');
});

test('a link for one thing is good for no other', async ({ page, request }) => {
  const person = await joined(page.request);
  await request.post('/forgot-password', { form: { email: person.email } });
  const token = tokenOf(await linkTo(request, '/reset-password', person.email));
  for (const path of ['/verify-email', '/confirm-email']) {
    expect((await request.post(path, { form: { token, password: person.password }, maxRedirects: 0 })).status(), path).toBe(410);
  }
  for (const bad of ['', NEVER_WAS, `${token}x`, token.toUpperCase(), "' or 1=1 --"]) {
    const answer = await request.post('/reset-password', { form: { token: bad, password: 'a new harbour light' }, maxRedirects: 0 });
    expect([410, 422], bad).toContain(answer.status());
  }
  await page.context().clearCookies();
  await signIn(page.request, person);
});

test('fields that a form does not have are not looked at', async ({ page, elsewhere }) => {
  const [owner, other] = [page.request, elsewhere.page.request];
  const person = await joined(owner, 'Olga Owner');
  await joined(other, 'Otto Other');
  const extra = { account: person.email, id: NEVER_WAS, roles: 'owner', email: 'taken@example.com', verified: 'true' };
  expect((await other.post('/account/name', { form: { ...extra, name: 'Otto Otherwise' }, maxRedirects: 0 })).status()).toBe(303);
  const theirs = await (await other.get('/account')).text();
  expect(theirs).toContain('Otto Otherwise');
  expect(theirs).not.toContain('taken@example.com');
  expect(await (await owner.get('/account')).text()).toContain('Olga Owner');
  expect((await other.get('/admin', { maxRedirects: 0 })).status()).toBe(303);
});

test('without signing in every address of an account asks for it', async ({ request }) => {
  const paths = ['', '/details', '/addresses', `/addresses/${NEVER_WAS}`, '/preferences', '/sessions', '/wishlist', '/privacy', '/export'];
  for (const path of paths) {
    const answer = await request.get(`/account${path}`, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers()['location'], path).toContain('/sign-in?next=');
  }
  const deeds = [
    '/name', '/password', '/email', '/addresses', `/addresses/${NEVER_WAS}`, `/addresses/${NEVER_WAS}/remove`, '/preferences',
    `/sessions/${NEVER_WAS}/end`, '/sessions/end-others', '/erase',
  ];
  for (const path of deeds) {
    const answer = await request.post(`/account${path}`, { form: {}, maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers()['location'], path).toContain('/sign-in');
  }
});

test('a token of the owner’s cannot be revoked by who does not manage staff', async ({ shop, elsewhere, page, crew }, { project }) => {
  test.skip(!OWNER.email, NO_OWNER);
  await crew.owner(shop);
  const label = `not theirs ${project.name} ${Date.now()}`;
  const made = await page.request.post('/admin/tokens', { form: { label, roles: 'owner' } });
  expect(made.status()).toBe(200);
  await shop.open('/admin/tokens');
  const row = page.getByRole('row').filter({ hasText: label });
  const action = (await row.locator('form').getAttribute('action'))!;
  await crew.member(elsewhere, 'analyst');

  const theirs = elsewhere.page.request;
  expect(await (await theirs.get('/admin/tokens')).text()).not.toContain(label);
  const refused = await outcome(theirs, 'post', action);
  expect(refused.status).toBe(404);
  expect(await outcome(theirs, 'post', `/admin/tokens/${NEVER_WAS}/revoke`)).toEqual(refused);
  await shop.open('/admin/tokens');
  await expect(row).not.toContainText('Revoked');
  expect(await shop.send(row.getByRole('button', { name: /^Revoke/ }))).toBe(303);
});

test('what only an owner may do is refused to other staff, whatever the id', async ({ shop, elsewhere, page }) => {
  test.skip(!OWNER.email, NO_OWNER);
  await asOwner(shop);
  const [account] = await idsOn(page.request, '/admin/staff', /\/admin\/staff\/([\w-]+)\/remove"/g);
  await join(elsewhere, await invite(shop, ['Support'], 'Nosy Nell'));
  for (const id of [account!, NEVER_WAS]) {
    for (const deed of ['roles', 'remove', 'reset-factor']) {
      const answer = await outcome(elsewhere.page.request, 'post', `/admin/staff/${id}/${deed}`, { roles: 'analyst' });
      expect(answer.status, deed).toBe(403);
    }
  }
});
