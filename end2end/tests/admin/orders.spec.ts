import { bought, Checkout, ware } from '../../support/buying.ts';
import { subjects } from '../../support/letters.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, Shop, test } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);
// An order is a dozen pages for staff, and money goes back in the background.
test.describe.configure({ timeout: 120_000 });

/** Opens what is folded away behind a button. */
async function unfold(shop: Shop, label: string): Promise<void> {
  await shop.page.getByRole('main').getByText(label, { exact: true }).click();
}

/** Presses a button of the page. Returns the status of the answer. */
function press(shop: Shop, label: string): Promise<number> {
  return shop.send(shop.page.getByRole('main').getByRole('button', { name: label, exact: true }));
}

/** Opens the page of an order until it says that something happened. */
async function until(shop: Shop, number: string, what: string): Promise<void> {
  await expect(async () => {
    await shop.open(`/admin/orders/${number}`);
    await expect(new Checkout(shop).happened(what)).not.toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test('an order is found, noted, sent off, and some of its money goes back', async ({ shop, elsewhere, page, request, crew }) => {
  const item = await ware(request);
  const { number, email } = await bought(elsewhere, item);
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Orders' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Orders');
  await shop.fits();
  const form = page.getByRole('form', { name: 'Which orders' });
  for (const text of [number.toLowerCase(), email, item.sku]) {
    await form.getByLabel('Find').fill(text);
    await form.getByRole('button', { name: 'Show' }).click();
    await shop.ready();
    await expect(form.getByLabel('Find')).toHaveValue(text);
    await expect(page.getByRole('link', { name: number })).toBeVisible();
  }
  await form.getByLabel('Where they stand').selectOption('Cancelled');
  await form.getByRole('button', { name: 'Show' }).click();
  await shop.ready();
  await expect(page.getByRole('link', { name: number })).toHaveCount(0);
  expect(await shop.open(`/admin/orders?find=${number}`)).toBe(200);
  await page.getByRole('link', { name: number }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Order ${number}`);
  await expect(page.getByRole('main')).toContainText(email);
  await shop.fits();

  const note = shop.form(`/admin/orders/${number}/note`);
  expect(await press(shop, 'Keep the note')).toBe(422);
  await expect(note.getByLabel('A new note')).toHaveAccessibleDescription(/Write the note\./);
  await note.getByLabel('A new note').fill('Rang, and comes on Monday.');
  expect(await press(shop, 'Keep the note')).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The note is kept.');
  await expect(page.locator('.room-note')).toHaveText('Rang, and comes on Monday.');

  await unfold(shop, 'Pay something back');
  const back = shop.form(`/admin/orders/${number}/refund`);
  await back.getByLabel('Amount').fill('1,000.00');
  await back.getByLabel('Why').fill('came late');
  expect(await press(shop, 'Pay back')).toBe(422);
  await expect(back.getByLabel('Amount')).toHaveValue('1,000.00');
  await expect(back.getByLabel('Why')).toHaveValue('came late');
  await expect(back.getByLabel('Amount')).toHaveAccessibleDescription(/Enter an amount like 12\.50/);
  await back.getByLabel('Amount').fill('0.50');
  const key = await back.locator('input[name="key"]').inputValue();
  expect(await press(shop, 'Pay back')).toBe(303);
  const sent = { key, amount: '0.50', reason: 'came late' };
  const again = await page.request.post(`/admin/orders/${number}/refund`, { form: sent, maxRedirects: 0 });
  expect(again.status(), 'sent again, nothing more happens').toBe(303);
  await until(shop, number, 'Money paid back');
  await expect(new Checkout(shop).happened('Money paid back')).toHaveText(['Money paid back: €0.50']);
  await expect.poll(() => subjects(request, email)).toContain('Quayside pays you back €0.50');

  await page.getByRole('link', { name: 'Packing slip' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Packing slip ${number}`);
  await expect(page.locator('.slip')).toContainText(item.sku);
  await expect(page.locator('.slip')).not.toContainText('€');
  await shop.fits();
  await page.goBack();
  await shop.ready();

  await unfold(shop, 'Send it off');
  expect(await press(shop, 'It is on its way')).toBe(422);
  await page.getByLabel('Carrier', { exact: true }).fill('Harbour Post');
  expect(await press(shop, 'It is on its way')).toBe(303);
  await expect(page.locator('.order-standing')).toContainText('Harbour Post');
  expect(await press(shop, 'It has arrived')).toBe(303);
  await expect(page.getByRole('heading', { name: 'Delivered', exact: true })).toBeVisible();
  await shop.fits();

  await shop.open('/admin/audit');
  const log = page.getByRole('table').locator('tbody tr').filter({ hasText: `order ${number}` });
  for (const action of ['order_noted', 'order_refunded', 'order_shipped', 'order_delivered']) {
    await expect(log.filter({ hasText: action })).toHaveCount(1);
  }
  expect(await page.getByRole('main').innerText(), 'no buyer is named there').not.toContain(email);
});

test('a return is asked for, waits in the list, and is agreed to', async ({ shop, elsewhere, page, request, crew }) => {
  const { number } = await bought(elsewhere, await ware(request));
  await crew.owner(shop);
  await shop.open(`/admin/orders/${number}`);
  await unfold(shop, 'Send it off');
  await page.getByLabel('Carrier', { exact: true }).fill('Harbour Post');
  expect(await press(shop, 'It is on its way')).toBe(303);

  await elsewhere.open(`/orders/${number}`);
  await unfold(elsewhere, 'Send something back');
  expect(await press(elsewhere, 'Ask to send it back')).toBe(303);

  await shop.open('/admin/returns');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Returns');
  await shop.fits();
  await shop.open(`/admin/orders/${number}`);
  await expect(page.locator('.order-returns')).toContainText('To be decided.');
  await unfold(shop, 'Agree to it');
  const amount = page.getByLabel('Amount that goes back');
  const worth = await amount.inputValue();
  expect(worth).toMatch(/^\d+\.\d\d$/);
  await amount.fill('all of it');
  expect(await press(shop, 'Agree to the return')).toBe(422);
  await expect(amount).toHaveValue('all of it');
  await amount.fill(worth);
  expect(await press(shop, 'Agree to the return')).toBe(303);
  await expect(page.locator('.order-returns')).toContainText(`Agreed. €${worth} goes back for it.`);
  await until(shop, number, 'Money paid back');
  await expect(page.getByRole('heading', { name: 'Sent back', exact: true }).first()).toBeVisible();
});

test('an order is cancelled with a reason that its buyer reads', async ({ shop, elsewhere, page, request, crew }) => {
  const { number } = await bought(elsewhere, await ware(request));
  await crew.owner(shop);
  await shop.open(`/admin/orders/${number}`);
  await unfold(shop, 'Cancel this order');
  expect(await press(shop, 'Yes, cancel the order')).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Say why.');
  await shop.form(`/admin/orders/${number}/cancel`).getByLabel('Why').fill('It broke in the warehouse');
  expect(await press(shop, 'Yes, cancel the order')).toBe(303);
  await expect(new Checkout(shop).happened('Cancelled by staff')).toHaveCount(1);
  await elsewhere.open(`/orders/${number}`);
  await expect(elsewhere.page.getByRole('main')).toContainText('It broke in the warehouse');
});

test('who packs sees no button that gives money, and may not post it either', async ({ shop, elsewhere, page, request, browser, crew }) => {
  const buying = await browser.newContext();
  const { number } = await bought(new Shop(await buying.newPage(), shop.scripts), await ware(request));
  await buying.close();
  await crew.owner(shop);
  await crew.member(elsewhere, 'warehouse');
  const { page: theirs } = elsewhere;
  expect(await elsewhere.open(`/admin/orders/${number}`)).toBe(200);
  await expect(theirs.getByText('Send it off', { exact: true })).toBeVisible();
  for (const label of ['Pay something back', 'Cancel this order']) {
    await expect(theirs.getByText(label, { exact: true })).toHaveCount(0);
  }
  const form = { amount: '1', reason: 'mine', key: 'key-of-somebody' };
  for (const deed of ['refund', 'cancel', 'note', 'resend']) {
    const answer = await theirs.request.post(`/admin/orders/${number}/${deed}`, { form, maxRedirects: 0 });
    expect(answer.status(), deed).toBe(403);
  }
  for (const path of ['/admin/orders', '/admin/returns', `/admin/orders/${number}`]) {
    expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(200);
    const stranger = await request.get(path, { maxRedirects: 0 });
    expect(stranger.status(), path).toBe(303);
  }
});
