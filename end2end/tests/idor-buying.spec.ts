import type { APIRequestContext, Page } from '@playwright/test';
import { bought, buyer, Checkout, ware } from '../support/buying.ts';
import { orderLink } from '../support/letters.ts';
import { put } from '../support/cart.ts';
import { outcome } from '../support/outcome.ts';
import { joined } from '../support/people.ts';
import { expect, test, type Shop } from '../support/shop.ts';

// Each deed is tried on what is somebody else's and on what never was.
test.describe.configure({ timeout: 120_000 });

// A checkout and an order are their buyer's: for everybody else they are not there, nor told apart from
// what never was.

const NO_ORDER = '0000-0000-0000';

/** Somebody else who is under way with a checkout of their own, signed in or not. */
async function somebodyElse(shop: Shop, request: APIRequestContext, signedIn: boolean): Promise<Checkout> {
  if (signedIn) await joined(shop.page.request, 'Otto Other');
  const checkout = new Checkout(shop);
  await checkout.begin(await ware(request));
  return checkout;
}

/** The key in the form of the last step. */
async function submitKey(page: Page): Promise<string> {
  return page.locator('form[action$="/submit"] input[name="key"]').inputValue();
}

/** An id that never was, of the same shape. */
function never(address: string): string {
  return address.slice(0, -4) + (address.endsWith('0000') ? '1111' : '0000');
}

for (const signedIn of [false, true]) {
  test(`a checkout of somebody else is not there for ${signedIn ? 'who is signed in' : 'a guest'}`, async ({ shop, page, elsewhere, request }) => {
    const checkout = new Checkout(shop);
    const details = await checkout.atReview(await ware(request));
    const { address } = checkout;
    const key = await submitKey(page);
    await somebodyElse(elsewhere, request, signedIn);
    const theirs = elsewhere.page.request;

    const stolen = { part: 'details', email: 'thief@example.com', name: 'Theo Thief', line1: 'Elsewhere 1', postcode: '10119', city: 'Berlin', country: 'DE' };
    const deeds: ['get' | 'post', string, Record<string, string>?][] = [
      ['get', ''], ['get', '?step=review'], ['get', '/card'], ['post', '', stolen], ['post', '', { part: 'delivery', deliveryMethod: 'express' }],
      ['post', '', { part: 'coupon', coupon: 'NO-SUCH' }], ['post', '/extend'], ['post', '/cancel'], ['post', '/again'], ['post', '/submit', { key }],
    ];
    for (const [method, deed, form] of deeds) {
      const refused = await outcome(theirs, method, address.concat(deed), form);
      expect(refused.status, `${method} ${deed}`).toBe(404);
      expect(await outcome(theirs, method, never(address).concat(deed), form), 'no other answer for what never was').toEqual(refused);
    }
    const id = address.split('/').at(-1)!;
    expect((await theirs.get(`/api/checkout/${id}`)).status()).toBe(404);
    expect((await theirs.patch(`/api/checkout/${id}`, { data: { deliveryMethod: 'express' } })).status()).toBe(404);
    for (const op of ['EXTEND', 'CANCEL', 'SUBMIT']) {
      const answer = await theirs.post(`/api/checkout?op=${op}`, { data: { checkoutId: id }, headers: { 'idempotency-key': key } });
      expect(answer.status(), op).toBe(404);
    }

    await page.reload();
    await shop.ready();
    for (const value of [...Object.values(details), 'Standard delivery']) await expect(page.getByRole('main')).toContainText(value);
    expect(await checkout.pay(), 'nothing of it was changed, nor its key used').toBe(303);
    await checkout.placed();
  });

  test(`an order of somebody else is not there for ${signedIn ? 'who is signed in' : 'a guest'}`, async ({ shop, page, elsewhere, request }) => {
    const { number } = await bought(shop, await ware(request));
    await somebodyElse(elsewhere, request, signedIn);
    const theirs = elsewhere.page.request;
    const deeds: ['get' | 'post', string, Record<string, string>?][] = [
      ['get', ''], ['get', '?placed=1'], ['get', '/invoice'], ['post', '/cancel'], ['post', '/reorder'], ['post', '/return', { key: 'a'.repeat(32), reason: '' }],
    ];
    for (const [method, deed, form] of deeds) {
      const refused = await outcome(theirs, method, `/orders/${number}${deed}`, form);
      expect(refused.status, `${method} ${deed}`).toBe(404);
      expect(await outcome(theirs, method, `/orders/${NO_ORDER}${deed}`, form), 'no other answer for what never was').toEqual(refused);
    }
    for (const answer of [await theirs.get(`/api/orders/${number}`), await theirs.post(`/api/orders/${number}/cancel`)]) expect(answer.status()).toBe(404);
    expect(await (await theirs.get('/orders')).text()).not.toContain(number);
    expect(await (await theirs.get('/api/orders')).text()).not.toContain(number);

    expect(await shop.open(`/orders/${number}`)).toBe(200);
    await expect(page.getByText('Cancel this order', { exact: true }), 'it was not cancelled').toBeVisible();
  });
}

test('fields that the forms of a checkout do not have are not looked at', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.atReview(await ware(request));
  const { address } = checkout;
  const total = await checkout.payButton.textContent();
  const extra = { total: '1', amount: '1', price: '0', currency: 'USD', discount: '9999', state: 'completed', paid: 'true', account: 'owner', extensionsLeft: '99' };
  expect((await outcome(page.request, 'post', address, { ...extra, part: 'delivery', deliveryMethod: 'standard' })).status).toBe(303);
  expect((await outcome(page.request, 'post', address, { ...extra, part: 'delivery', deliveryMethod: 'no-such-way' })).status).toBe(422);
  await checkout.step('review');
  await expect(checkout.payButton).toHaveText(total!);
  const submitted = await outcome(page.request, 'post', `${address}/submit`, { ...extra, key: await submitKey(page) });
  expect(submitted.status).toBe(303);
  await shop.open(address);
  await checkout.placed();
  await expect(page.locator('.figures-sum dd')).toHaveText(total!.replace('Pay ', ''));
});

test('without a key, or with one that is no key, nothing is ordered', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.atReview(await ware(request));
  for (const key of ['', 'k'.repeat(256)]) {
    expect((await outcome(page.request, 'post', `${checkout.address}/submit`, { key })).status, key).toBe(422);
  }
  await shop.open('/orders');
  await expect(page.locator('li.order')).toHaveCount(0);
});

test('a link to an order opens that order alone, and no list', async ({ shop, elsewhere, request }) => {
  const first = await bought(shop, await ware(request));
  const second = await bought(shop, await ware(request), { ...buyer(), Email: first.email });
  const { request: theirs } = elsewhere.page;
  const link = await orderLink(request, first.email, `Your order ${first.number} at Quayside is paid`);
  const html = await (await theirs.get(link)).text();
  expect(html).toContain(first.number);
  expect(html).not.toContain(second.number);
  expect(await (await theirs.get('/orders')).text()).not.toContain(first.number);
  expect((await outcome(theirs, 'get', `/orders/${second.number}`)).status).toBe(404);
  const last = link.at(-1) === '0' ? '1' : '0';
  expect((await outcome(theirs, 'get', link.slice(0, -1) + last)).status, 'another link').toBe(404);
  expect((await outcome(theirs, 'post', `${link}/return`, { key: 'a'.repeat(32) })).status, 'nothing was sent that could come back').not.toBe(303);
  const answer = await theirs.get(link);
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect(answer.headers()['referrer-policy'], 'the address is a secret').toMatch(/no-referrer|same-origin|strict-origin/);
  await put(theirs, (await ware(request)).sku);
  expect(await (await theirs.get('/orders')).text()).not.toContain(first.number);
});
