import type { Locator } from '@playwright/test';
import { buyer, Checkout, ware } from '../../support/buying.ts';
import { subjects } from '../../support/letters.ts';
import { atHand, goods, MISSING } from '../../support/merchant.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, Shop, test } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** The form for an order that staff take. */
class Taking {
  constructor(readonly shop: Shop) {}

  get form(): Locator {
    return this.shop.form('/admin/orders').and(this.shop.page.locator('[method="post"]'));
  }
  get alert(): Locator {
    return this.shop.page.getByRole('main').getByRole('alert');
  }
  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true });
  }
  row(number: number, label: 'SKU' | 'Units'): Locator {
    return this.form.getByRole('group', { name: `Row ${number}`, exact: true }).getByLabel(label);
  }
  /** Types what is bought in the first row, and for whom. */
  async fill(sku: string, units: number, details = buyer()): Promise<string> {
    await this.row(1, 'SKU').fill(sku);
    await this.row(1, 'Units').fill(String(units));
    for (const [label, value] of Object.entries(details)) await this.field(label).fill(value);
    await this.field('Country').selectOption('DE');
    return details.Email;
  }
  /** Has it reckoned. Returns the status of the answer. */
  reckon(): Promise<number> {
    return this.shop.send(this.form.getByRole('button', { name: 'Reckon', exact: true }));
  }
  get takeButton(): Locator {
    return this.form.getByRole('button', { name: /^Take the order, / });
  }
  /** All that the form would send. */
  fields(): Promise<Record<string, string>> {
    return this.form.evaluate((form) => {
      const sent: Record<string, string> = {};
      for (const [name, value] of new FormData(form as HTMLFormElement)) sent[name] = String(value);
      return sent;
    });
  }
}

/** Presses a button of the page. Returns the status of the answer. */
function press(shop: Shop, label: string): Promise<number> {
  return shop.send(shop.page.getByRole('main').getByRole('button', { name: label, exact: true }));
}

test('an order is taken by phone, once, and some of it is paid back by hand', async ({ shop, page, request, crew }) => {
  const item = await ware(request);
  await crew.owner(shop);
  await shop.open('/admin/orders');
  await page.getByRole('main').getByRole('link', { name: 'Take an order' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Take an order');
  const taking = new Taking(shop);
  expect(await taking.reckon()).toBe(422);
  await expect(taking.alert).toContainText('Enter what is bought.');

  const email = await taking.fill(item.sku, 1);
  expect(await taking.reckon()).toBe(200);
  await expect(taking.field('Email')).toHaveValue(email);
  const total = page.locator('[data-total]');
  const cheapest = (await total.textContent())!;
  await taking.form.getByRole('radio', { name: /^Express delivery/ }).check();
  expect(await taking.reckon()).toBe(200);
  await expect(total).not.toHaveText(cheapest);
  await expect(taking.takeButton).toHaveText(`Take the order, ${await total.textContent()} paid`);
  await shop.fits();

  expect(await shop.send(taking.takeButton)).toBe(422);
  await expect(taking.field('Paid already, by')).toHaveAccessibleDescription(/Enter by what the payment is found/);
  await expect(taking.row(1, 'SKU')).toHaveValue(item.sku);
  await expect(taking.form.getByRole('radio', { name: /^Express delivery/ })).toBeChecked();
  await taking.field('Paid already, by').fill('Receipt 7');
  const form = await taking.fields();
  expect(await shop.send(taking.takeButton)).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The order is taken and paid.');
  const number = (await page.getByRole('heading', { level: 1 }).textContent())!.replace('Order ', '');
  await expect(page.getByRole('region', { name: 'Attempts to pay' })).toContainText('Paid outside the shop: Receipt 7');
  const again = await page.request.post('/admin/orders', { form, maxRedirects: 0 });
  expect([again.status(), again.headers()['location']]).toEqual([303, `/admin/orders/${number}?done=taken`]);
  const another = await page.request.post('/admin/orders', { form: { ...form, name: 'Somebody Else' }, maxRedirects: 0 });
  expect(another.status(), 'the form is used up').toBe(409);
  await expect.poll(async () => (await subjects(request, email)).length, { timeout: 20_000 }).toBe(2);

  await page.getByRole('main').getByText('Pay something back', { exact: true }).click();
  const back = shop.form(`/admin/orders/${number}/refund`);
  await back.getByLabel('Amount').fill('0.50');
  await back.getByLabel('Why').fill('came late');
  expect(await press(shop, 'Pay back')).toBe(303);
  await expect(page.getByRole('main')).toContainText('€0.50 to be paid back');
  expect(await press(shop, 'Paid back')).toBe(422);
  await page.getByLabel('How it was paid back').fill('Transfer 9');
  expect(await press(shop, 'Paid back')).toBe(303);
  await expect(new Checkout(shop).happened('Money paid back')).toHaveText(['Money paid back by staff: €0.50']);
  await expect(page.getByRole('heading', { name: 'To be paid back by hand' })).toHaveCount(0);
  await expect(page.locator('.room-note').last()).toContainText('Transfer 9');
  await shop.fits();

  await shop.open('/admin/audit');
  const log = page.getByRole('table').locator('tbody tr').filter({ hasText: `order ${number}` });
  for (const action of ['order_taken', 'order_refunded', 'refund_settled']) {
    await expect(log.filter({ hasText: action })).toHaveCount(1);
  }
  expect(await page.getByRole('main').innerText(), 'no buyer is named there').not.toContain(email);
});

test('more than there is, is refused at its row and kept as it was typed', async ({ shop, page, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const { sku } = goods('phoned', project.name);
  await crew.owner(shop);
  await shop.open('/admin/orders/new');
  const taking = new Taking(shop);
  await taking.fill(sku, 99);
  expect(await taking.reckon()).toBe(409);
  await expect(taking.row(1, 'Units')).toHaveAccessibleDescription(`Only 5 of ${sku} are free.`);
  await expect(taking.row(1, 'Units')).toHaveValue('99');
  await expect(taking.takeButton).toHaveCount(0);
  const form = { ...(await taking.fields()), reference: 'Receipt 7', total: '1' };
  const taken = await page.request.post('/admin/orders', { form, maxRedirects: 0 });
  expect(taken.status(), 'whoever sends it all the same').toBe(409);
  await taking.row(1, 'Units').fill('5');
  expect(await taking.reckon(), 'nothing stayed held').toBe(200);
  await expect(taking.takeButton).toBeVisible();
});

test('who packs takes no orders', async ({ shop, page, crew }) => {
  await crew.member(shop, 'warehouse');
  await shop.open('/admin/orders');
  await expect(page.getByRole('link', { name: 'Take an order' })).toHaveCount(0);
  expect(await shop.open('/admin/orders/new')).toBe(403);
  for (const path of ['/admin/orders', '/admin/orders/reckon', '/admin/orders/0000-0000-0000/refunds/one/paid']) {
    const answer = await page.request.post(path, { form: {}, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
