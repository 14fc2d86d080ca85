import type { Page } from '@playwright/test';
import { buyer, CARD, Checkout, ware } from '../support/buying.ts';
import { subjects } from '../support/letters.ts';
import { expect, test, type Shop } from '../support/shop.ts';

// A purchase is a dozen pages, and some tests buy twice.
test.describe.configure({ timeout: 120_000 });

// What becomes of a payment, by the card: each of the sandbox's test cards is a way in which payments go.

/** The one order of this browser. */
async function onlyOrder(shop: Shop, page: Page, number: string): Promise<void> {
  await shop.open('/orders');
  await expect(page.locator('li.order .order-number')).toHaveText([`Order ${number}`]);
}

/** The payment did not go through, and what was entered is kept. */
async function declined(checkout: Checkout, page: Page): Promise<void> {
  await expect(checkout.heading).toHaveText('Payment');
  await expect(checkout.refusal).toContainText('Your bank declined the payment, and nothing was charged.');
  await expect(checkout.refusal).toContainText('Your units are still held');
  await expect(checkout.hold).toContainText('Held for you until');
  await expect(page).toHaveTitle(/^Error: /);
  await checkout.shop.fits();
}

test('a card that pays: the order is paid at once', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  const { Email: email } = await checkout.toReview(await ware(request), CARD.pays);
  await expect(page.getByRole('status').filter({ hasText: 'Your card is stored for this order.' })).toBeVisible();
  expect(await checkout.pay()).toBe(303);
  const number = await checkout.placed();
  await expect(checkout.happened('Order placed')).toHaveCount(1);
  await expect(checkout.happened('Payment received')).toHaveCount(1);
  await expect.poll(() => subjects(request, email)).toContain(`Your order ${number} at Quayside is paid`);
});

test('a card that is declined: why is said, nothing is lost, and another card pays the same order', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  const details = await checkout.toReview(await ware(request), CARD.declined);
  expect(await checkout.pay()).toBe(402);
  await declined(checkout, page);

  await checkout.card(CARD.pays);
  for (const value of Object.values(details)) await expect(page.getByRole('main')).toContainText(value);
  expect(await checkout.pay()).toBe(303);
  const number = await checkout.placed();
  await expect(checkout.happened('Payment declined')).toHaveCount(1);
  await expect(checkout.happened('Payment received')).toHaveCount(1);
  await onlyOrder(shop, page, number);
});

test('a card whose owner is asked, and says yes', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.atReview(await ware(request), CARD.asksOwner);
  const amount = (await checkout.payButton.textContent())!.replace('Pay ', '');
  await toOwner(checkout, page);
  await expect(page.getByRole('main'), 'the bank asks about the same amount').toContainText(amount);
  await shop.fits();
  expect(await shop.send(page.getByRole('button', { name: 'Approve' }))).toBe(303);
  const number = await checkout.placed();
  await expect(checkout.happened('Payment received')).toHaveCount(1);
  await onlyOrder(shop, page, number);
});

test('a card whose owner is asked, and says no: another card pays', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.atReview(await ware(request), CARD.asksOwner);
  await toOwner(checkout, page);
  expect(await shop.send(page.getByRole('button', { name: 'Decline' }))).toBe(303);
  await declined(checkout, page);
  await checkout.card(CARD.pays);
  expect(await checkout.pay()).toBe(303);
  const number = await checkout.placed();
  await expect(checkout.happened('Payment declined')).toHaveCount(1);
  await onlyOrder(shop, page, number);
});

/** Presses the last button and goes where the bank asks. */
async function toOwner(checkout: Checkout, page: Page): Promise<void> {
  expect(await checkout.pay()).toBe(303);
  await expect(checkout.heading).toHaveText('One more step at your bank');
  await checkout.shop.fits();
  await page.getByRole('link', { name: 'Go to your bank' }).click();
  await expect(checkout.heading).toHaveText('Approve this payment?');
}

test('a card that pays without the shop being told: the order is paid without doing anything more', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.atReview(await ware(request), CARD.losesAnswer);
  const { address } = checkout;
  const answered = page.waitForResponse((response) => response.url().endsWith(`${address}/submit`));
  expect(await checkout.pay()).toBe(303);
  const { location } = (await answered).headers();
  expect(location, 'whether it is paid was not known yet').toBe(address);
  const number = await checkout.placed();
  await expect(checkout.happened('Payment received')).toHaveCount(1);
  await onlyOrder(shop, page, number);
});

test('a card of which messages come late and twice: it is paid once', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  const { Email: email } = await checkout.atReview(await ware(request), CARD.tellsLate);
  expect(await checkout.pay()).toBe(303);
  const number = await checkout.placed();
  // The second copy of a message comes six seconds late; until it was here, nothing may change.
  const enough = Date.now() + 10_000;
  while (Date.now() < enough) {
    await page.reload();
    await shop.ready();
    await expect(checkout.happened('Payment received')).toHaveCount(1);
    await expect(page.getByRole('heading', { name: /^(Paid|Being packed)$/ })).toBeVisible();
  }
  const paid = (await subjects(request, email)).filter((subject) => subject.endsWith('is paid'));
  expect(paid, 'one letter says so').toEqual([`Your order ${number} at Quayside is paid`]);
  await onlyOrder(shop, page, number);
});

test('what is no card is refused by the provider, and nothing typed of it comes back', async ({ shop, page, request }) => {
  const checkout = new Checkout(shop);
  await checkout.begin(await ware(request));
  expect(await checkout.details(buyer())).toBe(303);
  await checkout.delivery();
  await checkout.toProvider();
  await shop.fits();
  const [number, expiry, code] = ['Card number', 'Expiry, as MM/YY', 'Security code'].map((label) => page.getByLabel(label));
  expect(await checkout.typeCard('4242424242424241')).toBe(422);
  await expect(page.getByRole('alert')).toContainText('Your card was not kept.');
  await expect(number!).toHaveAccessibleDescription('Enter a card number, such as 4242 4242 4242 4242.');
  await expect(number!).toHaveAttribute('aria-invalid', 'true');
  await expect(number!).toHaveValue('');
  await expect(expiry!).toHaveValue('12/39');
  await expect(expiry!).not.toHaveAttribute('aria-invalid');
  await shop.fits();
  expect(await checkout.typeCard(CARD.pays, '01/20', 'x'), 'expired, and no code').toBe(422);
  await expect(expiry!).toHaveAccessibleDescription(/not over/);
  await expect(code!).toHaveAccessibleDescription(/3 or 4 digits/);

  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await shop.ready();
  expect(checkout.address).toMatch(/^\/checkout\//);
  await checkout.step('review');
  expect(await checkout.pay(), 'no card was kept').toBe(422);
  await expect(checkout.refusal).toContainText('Enter a card first.');
  await checkout.card('4242 4242-4242 4242');
  expect(await checkout.pay()).toBe(303);
  await checkout.placed();
});

test('a card of another checkout’s page is not to be had by its address', async ({ shop, page, elsewhere, request }) => {
  const checkout = new Checkout(shop);
  await checkout.begin(await ware(request));
  expect(await checkout.details(buyer())).toBe(303);
  await checkout.delivery();
  await checkout.toProvider();
  const sealed = new URL(page.url());
  sealed.searchParams.set('seal', '0'.repeat(64));
  expect((await elsewhere.page.request.get(sealed.href)).status()).toBe(404);
  const elsewhereBack = new URL(page.url());
  elsewhereBack.searchParams.set('return', 'https://evil.example/');
  const html = await (await elsewhere.page.request.get(elsewhereBack.href)).text();
  expect(html, 'it leads back to the shop alone').not.toContain('evil.example');
});
