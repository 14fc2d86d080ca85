import type { Page } from '@playwright/test';
import { findings } from '../support/axe.ts';
import { bought, buyer, CARD, Checkout, ware } from '../support/buying.ts';
import type { Crew } from '../support/crew.ts';
import { orderLink } from '../support/letters.ts';
import { NO_OWNER, OWNER } from '../support/staff.ts';
import { expect, test, type Shop } from '../support/shop.ts';

// Every page of buying and of orders, in the states that only a purchase leads to: one walk through all of
// them for each way of looking.
test.describe.configure({ timeout: 180_000 });

/** Looks at the page that is shown now. */
type Look = (name: string) => Promise<void>;

const AXE = (page: Page): Look => async (name) => expect.soft(await findings(page), name).toEqual([]);

const NARROW = (shop: Shop): Look => async (name) => {
  const { page } = shop;
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overflow, `pixels that stick out of ${name}`).toBeLessThanOrEqual(0);
  await expect.soft(page.locator('main h1'), name).toHaveCount(1);
  await expect.soft(page.locator('main'), name).toHaveCount(1);
};

/** From the cart to the bank's question, with everything that can be refused on the way. */
async function checkouts(shop: Shop, look: Look): Promise<void> {
  const { page } = shop;
  const checkout = new Checkout(shop);
  await checkout.begin(await ware(page.request));
  await look('details');
  expect(await checkout.details({}, '')).toBe(422);
  await look('refused details');
  await page.getByText('Another address for the invoice', { exact: true }).click();
  await look('the other address');
  expect(await checkout.details(buyer())).toBe(303);
  await look('delivery');
  await checkout.delivery();
  await look('payment');
  await page.locator('.checkout-coupon summary').click();
  await page.getByLabel('Code', { exact: true }).fill('NO-SUCH-COUPON');
  expect(await shop.send(page.getByRole('button', { name: 'Use the coupon' }))).toBe(422);
  await look('refused coupon');
  await checkout.toProvider();
  await look('the provider’s page for a card');
  expect(await checkout.typeCard('1')).toBe(422);
  await look('the provider’s page for a card, refused');
  expect(await checkout.typeCard(CARD.declined)).toBe(303);
  await look('review');
  expect(await checkout.pay()).toBe(402);
  await look('declined payment');
  await checkout.card(CARD.asksOwner);
  expect(await checkout.pay()).toBe(303);
  await look('one more step at the bank');
  await page.getByRole('link', { name: 'Go to your bank' }).click();
  await expect(checkout.heading).toHaveText('Approve this payment?');
  await look('the bank’s question');
  expect(await shop.send(page.getByRole('button', { name: 'Approve' }))).toBe(303);
  await checkout.placed();
  await look('confirmation');

  await checkout.begin(await ware(page.request));
  const { address } = checkout;
  expect(await shop.send(page.getByRole('button', { name: /^Cancel/ }))).toBe(303);
  await shop.open(address);
  await look('cancelled checkout');
}

/** Pages about orders, for their buyer, for who has a link, and for who has none. */
async function orders(shop: Shop, elsewhere: Shop, look: Look, lookElsewhere: Look): Promise<void> {
  const { page } = shop;
  await elsewhere.open('/orders');
  await lookElsewhere('no orders');
  await elsewhere.open('/orders/find');
  await lookElsewhere('find an order');
  const form = elsewhere.form('/orders/find');
  expect(await elsewhere.send(form.getByRole('button', { name: 'Send me the link' }))).toBe(422);
  await lookElsewhere('refused to find an order');
  await elsewhere.open('/orders/find?done=sent');
  await lookElsewhere('a link was sent');

  const { number, email } = await bought(shop, await ware(page.request));
  await shop.open('/orders');
  await look('orders');
  await shop.open('/orders?since=3m&status=cancelled');
  await look('none of the orders is like this');
  await shop.open(`/orders/${number}/invoice`);
  await look('invoice');
  await elsewhere.open(await orderLink(page.request, email, `Your order ${number} at Quayside is paid`));
  await lookElsewhere('order by its link');
  await shop.open(`/orders/${number}`);
  await look('order');
  await page.getByText('Cancel this order', { exact: true }).click();
  await look('order, about to be cancelled');
  expect(await shop.send(page.getByRole('button', { name: 'Yes, cancel the order' }))).toBe(303);
  await look('cancelled order');
  await shop.open('/orders/0000-0000-0000');
  await look('no such order');
}

/** What staff are shown of an order. */
async function room(shop: Shop, elsewhere: Shop, crew: Crew, look: Look): Promise<void> {
  const { page } = shop;
  const { number } = await bought(elsewhere, await ware(page.request));
  await crew.owner(shop);
  await shop.open(`/admin/orders?find=${number}`);
  await look('orders for staff');
  await shop.open(`/admin/orders/${number}/slip`);
  await look('packing slip');
  await shop.open(`/admin/orders/${number}`);
  await look('order for staff');
  const main = page.getByRole('main');
  for (const label of ['Send it off', 'Pay something back', 'Cancel this order']) await main.getByText(label, { exact: true }).click();
  await look('order for staff, everything unfolded');
  expect(await shop.send(main.getByRole('button', { name: 'Pay back', exact: true }))).toBe(422);
  await look('order for staff, refused');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages of a checkout, ${colorScheme}`, async ({ shop, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await checkouts(shop, AXE(page));
  });

  test(`axe finds nothing on the pages about orders, ${colorScheme}`, async ({ shop, elsewhere, page }) => {
    for (const one of [page, elsewhere.page]) await one.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await orders(shop, elsewhere, AXE(page), AXE(elsewhere.page));
  });

  test(`axe finds nothing on what staff see of an order, ${colorScheme}`, async ({ shop, elsewhere, page, crew }) => {
    test.skip(!OWNER.email, NO_OWNER);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await room(shop, elsewhere, crew, AXE(page));
  });
}

test('the pages of a checkout fit 320 pixels', async ({ shop, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await checkouts(shop, NARROW(shop));
});

test('the pages about orders fit 320 pixels', async ({ shop, elsewhere, page }) => {
  for (const one of [page, elsewhere.page]) await one.setViewportSize({ width: 320, height: 640 });
  await orders(shop, elsewhere, NARROW(shop), NARROW(elsewhere));
});

test('what staff see of an order fits 320 pixels', async ({ shop, elsewhere, page, crew }) => {
  test.skip(!OWNER.email, NO_OWNER);
  await page.setViewportSize({ width: 320, height: 640 });
  await room(shop, elsewhere, crew, NARROW(shop));
});
