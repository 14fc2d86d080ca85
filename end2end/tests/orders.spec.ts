import type { Page } from '@playwright/test';
import { items } from '../support/api.ts';
import { bought, buyer, Checkout, walked, ware } from '../support/buying.ts';
import { CartPage, units } from '../support/cart.ts';
import { orderLink, subjects } from '../support/letters.ts';
import { atHand, correctStock, goods, MISSING, UNITS } from '../support/merchant.ts';
import { joined, stranger } from '../support/people.ts';
import { expect, test, type Shop } from '../support/shop.ts';

// A purchase is a dozen pages, and money goes back in the background.
test.describe.configure({ timeout: 120_000 });

/** Fills in and sends the form that finds an order. Returns the status of the answer. */
async function find(shop: Shop, number: string, email: string): Promise<number> {
  await shop.open('/orders/find');
  const form = shop.form('/orders/find');
  await form.getByLabel('Number of the order').fill(number);
  await form.getByLabel('Email').fill(email);
  return shop.send(form.getByRole('button', { name: 'Send me the link' }));
}

/** Opens the page of an order again and again until it says that something happened. */
async function until(shop: Shop, page: Page, what: string): Promise<void> {
  const checkout = new Checkout(shop);
  await expect(async () => {
    await page.reload();
    await expect(checkout.happened(what)).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await shop.ready();
}

test('orders are listed with the newest first, and each leads to its page and its invoice', async ({ shop, page, request }) => {
  const details = { ...buyer(), Email: (await joined(page.request, 'Berta Buyer')).email };
  const [older, newer] = [await ware(request), await ware(request)];
  const first = await walked(shop, older, details);
  const second = await bought(shop, newer, details);
  await shop.open('/orders');
  const orders = page.locator('li.order');
  await expect(orders.locator('.order-number')).toHaveText([`Order ${second.number}`, `Order ${first.number}`]);
  await expect(orders.nth(1)).toContainText(older.title);
  await expect(orders.first()).toContainText(/€\d/);
  await shop.fits();

  await orders.first().getByRole('link', { name: `Order ${second.number}` }).click();
  await shop.ready();
  await expect(page).toHaveURL(new RegExp(`/orders/${second.number}$`));
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(`Order ${second.number}`);
  for (const said of [newer.title, ...Object.values(details)]) await expect(main).toContainText(said);
  await expect(page.locator('.timeline-what').first(), 'the oldest stands first').toContainText('Order placed');
  await expect(new Checkout(shop).happened('Payment received')).toHaveCount(1);
  await shop.fits();

  const total = await page.locator('.figures-sum dd').textContent();
  await main.getByRole('link', { name: 'Invoice', exact: true }).click();
  await shop.ready();
  await expect(page).toHaveURL(new RegExp(`/orders/${second.number}/invoice$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Invoice');
  const invoice = page.locator('article.invoice');
  for (const said of [newer.sku, newer.title, details['Full name'], details.Town]) await expect(invoice).toContainText(said);
  await expect(invoice).toContainText(`${total} was paid. Nothing is left to pay.`);
  await shop.fits();
});

test('orders are narrowed by where they stand', async ({ shop, page, request }) => {
  const { number } = await bought(shop, await ware(request));
  await shop.open('/orders');
  const form = page.getByRole('form', { name: 'Which orders' });
  await form.getByLabel('Ordered').selectOption('The last 3 months');
  await form.getByLabel('Where they stand').selectOption('Cancelled');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('main')).toContainText('None of your orders is like this.');
  await shop.fits();
  await page.getByRole('main').getByRole('link', { name: 'Show all orders' }).click();
  await expect(page.getByRole('link', { name: `Order ${number}` })).toBeVisible();
});

test('an address of the list that cannot be right is refused with a page', async ({ shop, page }) => {
  for (const query of ['since=1y', 'status=lost', 'nextCursor=x']) {
    expect(await shop.open(`/orders?${query}`), query).toBe(400);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});

test('a stranger has no orders, and is told how to find some', async ({ shop, page, context }) => {
  expect(await shop.open('/orders')).toBe(200);
  await expect(page.getByRole('main')).toContainText('Sign in to see your orders');
  await shop.fits();
  await page.getByRole('main').getByRole('link', { name: 'Find an order without an account' }).click();
  await expect(page).toHaveURL(/\/orders\/find$/);
  await shop.fits();
  expect(await context.cookies(), 'looking sets no cookie').toEqual([]);
});

test('an order is bought again with one press', async ({ shop, page, request }) => {
  const item = await ware(request);
  const { number } = await bought(shop, item);
  await expect.poll(() => units(page.request), 'what was bought left the cart').toBe(0);
  await shop.open(`/orders/${number}`);
  expect(await shop.send(page.getByRole('button', { name: 'Buy it again' }))).toBe(303);
  await expect(page).toHaveURL(/\/cart$/);
  await expect(new CartPage(shop).quantity(item.title)).toHaveValue('1');
});

test('what is sold out is said when it is to be bought again', async ({ shop, page }, { project }) => {
  test.skip(!atHand, MISSING);
  const item = goods('gone', project.name);
  const { number } = await bought(shop, item);
  await correctStock(item.sku, 1 - UNITS);
  await expect.poll(async () => (await items(page.request, `query=${item.sku}`)).items.find(({ sku }) => sku === item.sku)?.inStock).toBe(false);
  await shop.open(`/orders/${number}`);
  expect(await shop.send(page.getByRole('button', { name: 'Buy it again' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('Nothing of this order can be bought just now.');
  await shop.fits();
});

test('an order is cancelled before it is shipped, and the money goes back', async ({ shop, page, request }) => {
  const { number, email } = await bought(shop, await ware(request));
  await shop.open(`/orders/${number}`);
  const total = (await page.locator('.figures-sum dd').textContent())!;
  await page.getByText('Cancel this order', { exact: true }).click();
  await expect(page.locator('.order-deed')).toContainText(`The ${total} that you paid goes back`);
  expect(await shop.send(page.getByRole('button', { name: 'Yes, cancel the order' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The order is cancelled.');
  await expect(page.getByRole('heading', { name: 'Cancelled', exact: true })).toBeVisible();
  await until(shop, page, 'Money paid back');
  const checkout = new Checkout(shop);
  await expect(checkout.happened('Cancelled by you')).toHaveCount(1);
  await expect(checkout.happened('Money paid back')).toHaveText(`Money paid back: ${total}`);
  await expect(page.locator('.order-standing')).toContainText(`${total} was paid back, by the way you paid.`);
  await expect(page.getByRole('button', { name: 'Yes, cancel the order' })).toHaveCount(0);
  await shop.fits();
  await expect.poll(() => subjects(request, email)).toEqual(expect.arrayContaining([`Your order ${number} at Quayside was cancelled`, `Quayside pays you back ${total}`]));

  const again = await page.request.post(`/orders/${number}/cancel`, { form: {}, maxRedirects: 0 });
  expect([303, 409], 'sent again, nothing more happens').toContain(again.status());
  await page.reload();
  await expect(checkout.happened('Money paid back')).toHaveCount(1);
});

test('the link in a letter opens the order in another browser, where it can be cancelled', async ({ shop, elsewhere, request }) => {
  const item = await ware(request);
  const { number, email } = await bought(shop, item);
  const { page } = elsewhere;
  expect(await elsewhere.open(await orderLink(request, email, `Your order ${number} at Quayside is paid`))).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Order ${number}`);
  await expect(page.getByRole('main')).toContainText(item.title);
  await elsewhere.fits();
  await page.getByRole('main').getByRole('link', { name: 'Invoice', exact: true }).click();
  await elsewhere.ready();
  await expect(page.locator('article.invoice')).toContainText(item.title);
  await page.goBack();
  await elsewhere.ready();
  await page.getByText('Cancel this order', { exact: true }).click();
  expect(await elsewhere.send(page.getByRole('button', { name: 'Yes, cancel the order' }))).toBe(303);
  await until(elsewhere, page, 'Money paid back');
  expect(await elsewhere.open(`/orders/${number}`), 'the number alone opens nothing').toBe(404);
});

test('finding an order answers the same for orders that there are and that there are not', async ({ shop, elsewhere, page, request }) => {
  const { number, email } = await bought(shop, await ware(request));
  const said: string[] = [];
  const tries = [[number, email], [number, stranger().email], ['0000-0000-0000', email]] as const;
  for (const [order, address] of tries) {
    expect(await find(shop, order, address)).toBe(303);
    await expect(page).toHaveURL(/\/orders\/find\?done=sent$/);
    said.push(await page.getByRole('main').innerText());
  }
  expect(new Set(said).size).toBe(1);
  await shop.fits();

  const subject = `The link to your order ${number} at Quayside`;
  expect(await elsewhere.open(await orderLink(request, email, subject))).toBe(200);
  await expect(elsewhere.page.getByRole('heading', { level: 1 })).toHaveText(`Order ${number}`);
  expect((await subjects(request, email)).filter((one) => one === subject), 'one letter').toHaveLength(1);
  expect(await subjects(request, tries[1][1]), 'strangers get none').toEqual([]);
});

test('what is no number of an order is refused beside its field, with what was typed', async ({ shop, page }) => {
  expect(await find(shop, 'my lamp', 'nowhere')).toBe(422);
  const [number, email] = [page.getByLabel('Number of the order'), shop.form('/orders/find').getByLabel('Email')];
  await expect(number).toHaveValue('my lamp');
  await expect(email).toHaveValue('nowhere');
  await expect(number).toHaveAccessibleDescription(/Enter the number of the order, like 4F7K-2MXD-9QRA\./);
  await expect(email).toHaveAccessibleDescription(/Enter an email address like name@example\.com\./);
  await shop.fits();
});
