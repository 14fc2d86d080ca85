import type { Locator } from '@playwright/test';
import { Checkout } from '../../support/buying.ts';
import { put } from '../../support/cart.ts';
import { held } from '../../support/holds.ts';
import { atHand, goods, MISSING } from '../../support/merchant.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

// What is counted here is our own, so that nobody else sells it meanwhile.
test.skip(!OWNER.email, NO_OWNER);
test.skip(!atHand, MISSING);

/** The page on which staff look after one SKU. */
class Sheet {
  readonly address: string;
  constructor(readonly shop: Shop, readonly sku: string) {
    this.address = `/admin/stock/${sku}`;
  }
  form(deed: 'receive' | 'correct' | 'expect'): Locator {
    return this.shop.form(`${this.address}/${deed}`);
  }
  get alert(): Locator {
    return this.shop.page.getByRole('main').getByRole('alert');
  }
  /** A number on the page. */
  async units(of: 'Free' | 'In checkouts' | 'Sold'): Promise<number> {
    const fact = this.shop.page.locator('.facts-list > div').filter({ has: this.shop.page.getByText(of, { exact: true }) });
    return Number.parseInt((await fact.locator('dd').textContent())!, 10);
  }
  get ledger(): Locator {
    return this.shop.page.getByRole('region', { name: 'Rows of the ledger' }).locator('tbody tr');
  }
}

test('units are received and corrected, and the ledger says why', async ({ shop, page, crew }, { project }) => {
  const { sku, title } = goods('counted', project.name);
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Stock', exact: true }).click();
  await shop.ready();
  await page.getByLabel('SKU').fill(sku);
  await page.getByRole('button', { name: 'Show stock' }).click();
  await expect(page).toHaveURL(new RegExp(`query=${sku}`));
  await expect(page.getByRole('row').filter({ hasText: sku })).toContainText(title);
  await shop.fits();
  await page.getByRole('main').getByRole('link', { name: sku, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Stock of ${sku}`);

  const sheet = new Sheet(shop, sku);
  const before = await sheet.units('Free');
  const receive = sheet.form('receive');
  await receive.getByLabel('Units that arrived').fill('three');
  await receive.getByLabel('Reason').fill('the second van');
  expect(await shop.send(receive.getByRole('button'))).toBe(422);
  await expect(sheet.alert).toContainText('Enter how many units arrived');
  await expect(receive.getByLabel('Reason')).toHaveValue('the second van');
  await sheet.alert.getByRole('link').click();
  await expect(receive.getByLabel('Units that arrived')).toBeFocused();
  await receive.getByLabel('Units that arrived').fill('3');
  expect(await shop.send(receive.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/\?done=received$/);
  expect(await sheet.units('Free')).toBe(before + 3);
  await expect(sheet.ledger.first()).toContainText('+3');
  await expect(sheet.ledger.first()).toContainText('the second van');

  const correct = sheet.form('correct');
  await correct.getByLabel('Units to add or take away').fill('-100000');
  await correct.getByLabel('Reason').fill('broken');
  expect(await shop.send(correct.getByRole('button'))).toBe(422);
  await expect(sheet.alert).toContainText(`Only ${before + 3} units are free`);
  await correct.getByLabel('Units to add or take away').fill('-3');
  expect(await shop.send(correct.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/\?done=corrected$/);
  expect(await sheet.units('Free')).toBe(before);
  await shop.fits();

  await shop.open('/admin/audit?action=stock_corrected');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: `sku ${sku}` }).first()).toBeVisible();
});

test('a form that is sent twice counts once', async ({ shop, page, crew }, { project }) => {
  const { sku } = goods('let go', project.name);
  await crew.owner(shop);
  const key = `twice${Date.now()}`;
  for (const done of ['received', 'before']) {
    const form = { quantity: '1', key };
    const answer = await page.request.post(`/admin/stock/${sku}/receive`, { form, maxRedirects: 0 });
    expect([answer.status(), answer.headers()['location']]).toEqual([303, `/admin/stock/${sku}?done=${done}`]);
  }
  const form = { quantity: '-1', reason: 'taken back by a test', key };
  const answer = await page.request.post(`/admin/stock/${sku}/correct`, { form, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
});

test('shoppers are told a day only when it is one to come', async ({ shop, page, crew }, { project }) => {
  await crew.owner(shop);
  const sheet = new Sheet(shop, goods('counted', project.name).sku);
  await shop.open(sheet.address);
  const day = sheet.form('expect').getByLabel('Day');
  const button = sheet.form('expect').getByRole('button');
  await day.fill('2020-01-01');
  expect(await shop.send(button)).toBe(422);
  await expect(sheet.alert).toContainText('Enter a day to come');
  await expect(day).toHaveValue('2020-01-01');
  await day.fill('2999-12-31');
  expect(await shop.send(button)).toBe(303);
  await expect(page.getByRole('main')).toContainText('31 December 2999');
  await expect(day).toHaveValue('2999-12-31');
  await day.fill('');
  expect(await shop.send(button)).toBe(303);
  await expect(page.getByRole('main')).toContainText('No day is known');
});

test('what nobody pays for is let go, and can be sold to others', async ({ shop, page, elsewhere, crew }, { project }) => {
  const { sku } = goods('let go', project.name);
  await put(elsewhere.page.request, sku, 2);
  const theirs = new Checkout(elsewhere);
  await theirs.fromCart();
  await crew.owner(shop);
  const sheet = new Sheet(shop, sku);
  await shop.open(sheet.address);
  expect(await sheet.units('In checkouts')).toBe(2);
  const row = await held(shop, sku);
  await expect(row).toContainText(/Held until \d\d:\d\d:\d\d UTC \(\d+ (minute|second).* left\)/);
  await shop.fits();
  expect(await shop.send(row.getByRole('button', { name: /^Release/ }))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/holds\?done=released$/);
  await expect(await held(shop, sku)).toHaveCount(0);
  await shop.open(sheet.address);
  expect(await sheet.units('In checkouts')).toBe(0);
  await elsewhere.open(theirs.address);
  await expect(elsewhere.page.getByRole('main')).not.toContainText('Held for you until');
});

test('who only reads sees no forms and changes nothing', async ({ shop, page, crew }, { project }) => {
  const { sku } = goods('counted', project.name);
  await crew.member(shop, 'analyst');
  for (const path of ['/admin/stock', `/admin/stock/${sku}`, '/admin/holds']) {
    expect(await shop.open(path), path).toBe(200);
    await expect(page.getByRole('main').locator('.staff-inside form[method="post"]'), path).toHaveCount(0);
  }
  for (const path of [`/admin/stock/${sku}/receive`, `/admin/stock/${sku}/correct`, `/admin/stock/${sku}/expect`, '/admin/holds/c0ffee/release']) {
    const answer = await page.request.post(path, { form: { quantity: '1', reason: 'none', key: 'k1' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
