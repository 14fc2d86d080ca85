import { firstItem } from '../../support/api.ts';
import { Checkout } from '../../support/buying.ts';
import { put } from '../../support/cart.ts';
import { held } from '../../support/holds.ts';
import { atHand, goods, MISSING } from '../../support/merchant.ts';
import { PicturePage, png } from '../../support/pictures.ts';
import { expect, test } from '../../support/shop.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';

// What scripts add to pages of staff that do all they have to without them.
test.skip(!OWNER.email, NO_OWNER);

/** A word that no other run has. */
function fresh(word: string): string {
  return `${word}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

test('how far the sizes of pictures are is shown while words are typed', async ({ shop, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const pictures = new PicturePage(shop, 'pictured', project.name);
  await crew.owner(shop);
  expect(await pictures.open()).toBe(200);
  const before = await pictures.entries.count();
  expect(await pictures.send([png('red.png'), png('blue.png')])).toBe(303);
  await expect(pictures.entries).toHaveCount(before + 2);
  const words = pictures.entries.nth(before).getByLabel('What it shows');
  await words.fill('Not saved yet');
  await expect(pictures.entries.getByText('All sizes made')).toHaveCount(before + 2, { timeout: 30_000 });
  await expect(words).toHaveValue('Not saved yet');
});

test('a spec suggests its values as soon as it has a name', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/products/demo-mug-110');
  const list = page.locator('datalist[data-spec]').filter({ has: page.locator('option') }).first();
  const [name, id] = [(await list.getAttribute('data-spec'))!, (await list.getAttribute('id'))!];
  const value = page.getByLabel(/^Row \d+: value$/);
  const filled = page.locator(`input[name^="spec."][list="${id}"]`);
  const before = await filled.count();
  await expect(value.last()).not.toHaveAttribute('list', /./);
  const last = page.getByLabel(/^Row \d+: name$/).last();
  await last.fill(name);
  await expect(value.last()).toHaveAttribute('list', id);
  await expect(filled).toHaveCount(before + 1);
  await last.fill(`${name} of another kind`);
  await expect(value.last()).not.toHaveAttribute('list', /./);
});

test('what a rule finds is counted while it is typed', async ({ shop, page, crew }) => {
  const { brand } = await firstItem(page.request, 'shirt');
  await crew.owner(shop);
  await shop.open('/admin/collections');
  const make = shop.form('/admin/collections');
  await make.getByLabel('Name').fill(fresh('counted'));
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  const change = shop.form(new URL(page.url()).pathname);
  await change.getByRole('radio', { name: 'What a rule finds' }).check();
  await change.getByLabel('Of one of these brands').fill(brand);
  const count = change.locator('[data-island="count-matches"]');
  await expect(count).toHaveText(/^[1-9]\d* products? match/);
  const few = await count.textContent();
  await change.getByLabel('Of one of these brands').fill('');
  await change.getByLabel('Price from').fill('0.01');
  await expect(count).toHaveText(/^[1-9]\d* products? match/);
  await expect(count).not.toHaveText(few!);
});

test('the time that a hold has left runs', async ({ shop, page, elsewhere, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const { sku } = goods('let go', project.name);
  await put(elsewhere.page.request, sku, 1);
  await new Checkout(elsewhere).fromCart();
  await crew.owner(shop);
  const row = await held(shop, sku);
  const left = row.locator('.time-left');
  await expect(left).toHaveText(/^\(\d+ (minute|second).* left\)$/);
  const told = await left.innerText();
  await expect(left).not.toHaveText(told);
  expect(await shop.send(row.getByRole('button', { name: /^Release/ }))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/holds\?done=released$/);
});

test('how far an import is moves on, and its page shows what was found', async ({ shop, page, crew }) => {
  const word = fresh('IMP').toUpperCase();
  const rows = Array.from({ length: 10_000 }, (_, at) => `${word}-${at},Hawser ${at},12.50`);
  await crew.owner(shop);
  await shop.open('/admin/imports');
  const form = shop.form('/admin/imports');
  await form.getByLabel('File').setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(`SKU,Name,Price\n${rows.join('\n')}\n`) });
  expect(await shop.send(form.getByRole('button', { name: 'Send file' }))).toBe(303);
  expect(await shop.send(page.getByRole('button', { name: 'Check the file' }))).toBe(303);
  await expect(page.locator('#now'), 'nobody asked for the page again').toContainText('Checked', { timeout: 45_000 });
  await expect(page.locator('#counted')).toContainText('would add 10000 products');
});
