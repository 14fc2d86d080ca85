import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** A word that no other run has. */
function fresh(word: string): string {
  return `${word}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

function csv(text: string, name = 'goods.csv') {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** Sends a file. Returns the status of the answer. */
async function send(shop: Shop, text: string): Promise<number> {
  await shop.open('/admin/imports');
  const form = shop.form('/admin/imports');
  await form.getByLabel('File').setInputFiles(csv(text));
  return shop.send(form.getByRole('button', { name: 'Send file' }));
}

/** Looks again until the run stands so. */
async function stands(shop: Shop, state: string): Promise<void> {
  const { page } = shop;
  const address = new URL(page.url()).pathname;
  await expect(async () => {
    await shop.open(address);
    await expect(page.locator('#now')).toContainText(state, { timeout: 500 });
  }).toPass();
}

async function check(shop: Shop): Promise<void> {
  expect(await shop.send(shop.page.getByRole('button', { name: 'Check the file' }))).toBe(303);
  await stands(shop, 'Checked');
}

test('a wrong price is told, put right, and the product is found', async ({ shop, page, crew }) => {
  const word = fresh('quoin');
  const sku = fresh('IMP-').toUpperCase();
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Import' }).click();
  await shop.ready();
  expect(await send(shop, `Article No.;Name;Preis;Note\n${sku};${word} clamp;cheap;\n`)).toBe(303);
  await expect(page).toHaveURL(/\/admin\/imports\/[0-9a-f]{32}\?done=uploaded$/);
  await expect(page.getByLabel('Article No.')).toHaveValue('sku');
  await expect(page.getByLabel('Preis')).toHaveValue('price');
  await expect(page.getByLabel('Note')).toHaveValue('');
  await shop.fits();
  await check(shop);
  const errors = page.getByRole('region', { name: 'Errors by row' });
  await expect(errors.locator('tbody tr')).toHaveCount(1);
  await expect(errors).toContainText('Preis');
  await expect(errors).toContainText('`cheap` is no price');
  const href = await page.getByRole('link', { name: 'All errors as CSV' }).getAttribute('href');
  expect(await (await page.request.get(href!)).text()).toContain('1,Preis,');

  expect(await send(shop, `Article No.;Name;Preis;Note\n${sku};${word} clamp;12,50;\n`)).toBe(303);
  await check(shop);
  await expect(page.locator('#counted')).toContainText('would add 1 products');
  expect(await shop.send(page.getByRole('button', { name: 'Import the good rows' }))).toBe(303);
  await stands(shop, 'Imported');
  await expect(page.locator('#counted')).toContainText('1 products are new');
  await expect(async () => {
    await shop.open(`/search?q=${word}`);
    await expect(page.getByRole('main')).toContainText(`${word} clamp`, { timeout: 500 });
  }).toPass();

  const products = await (await page.request.get('/admin/exports/products.jsonl')).text();
  const line = products.split('\n').find((line) => line.includes(sku));
  expect(JSON.parse(line!)).toMatchObject({ sku, title: `${word} clamp`, price: '12.50', status: 'active' });
  await shop.open('/admin/audit?action=import_started');
  await expect(page.getByRole('table').locator('tbody tr').first()).toContainText('import ');
});

test('columns that make no sense are refused with what was chosen', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  expect(await send(shop, 'SKU,Name\nA,B\n')).toBe(303);
  await page.getByLabel('Name').selectOption('sku');
  expect(await shop.send(page.getByRole('button', { name: 'Check the file' }))).toBe(422);
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('is chosen for “SKU” already');
  await alert.getByRole('link').click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue('sku');
});

test('a file that is no text is refused, and one sent twice is one', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/imports');
  const form = shop.form('/admin/imports');
  await form.getByLabel('File').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from([0xff, 0xfe, 0x41, 0x00]) });
  expect(await shop.send(form.getByRole('button', { name: 'Send file' }))).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('not UTF-8');
  const key = fresh('key');
  const places: (string | undefined)[] = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = await page.request.post('/admin/imports', { multipart: { key, file: csv('sku,title\nA,B\n') }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    places.push(answer.headers()['location']);
  }
  expect(places[0]).toBe(places[1]);
});

test('what is being checked shows how far it is, and is cancelled', async ({ shop, page, crew }) => {
  const word = fresh('IMP-').toUpperCase();
  const rows = Array.from({ length: 60_000 }, (_, at) => `${word}-${at},Hawser ${at},12.50`);
  await crew.owner(shop);
  expect(await send(shop, `SKU,Name,Price\n${rows.join('\n')}\n`)).toBe(303);
  expect(await shop.send(page.getByRole('button', { name: 'Check the file' }))).toBe(303);
  const progress = page.getByRole('progressbar', { name: 'How far it is' });
  await expect(progress).toBeVisible();
  await expect(page.locator('.import-told')).not.toBeEmpty();
  await shop.fits();
  expect(await shop.send(page.getByRole('button', { name: 'Cancel' }))).toBe(303);
  await stands(shop, 'Cancelled');
  await expect(progress).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Import the good rows' })).toHaveCount(0);
});

test('a brand is renamed, and its products are found by the new name', async ({ shop, page, crew }) => {
  const word = fresh('rigger');
  const sku = fresh('IMP-').toUpperCase();
  await crew.owner(shop);
  expect(await send(shop, `SKU,Name,Brand,Price\n${sku},Block of ${sku},${word} Bros,12.50\n`)).toBe(303);
  await check(shop);
  expect(await shop.send(page.getByRole('button', { name: 'Import the good rows' }))).toBe(303);
  await stands(shop, 'Imported');

  await shop.open(`/admin/brands?brand=${encodeURIComponent(`${word} Bros`)}`);
  const form = shop.form('/admin/brands/rename');
  const name = `${word} and Daughters`;
  await form.getByLabel('New name').fill(name);
  expect(await shop.send(form.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/done=renamed/);
  await expect(async () => {
    await shop.open(`/search?q=${encodeURIComponent(name)}`);
    await expect(page.getByRole('main')).toContainText(`Block of ${sku}`, { timeout: 500 });
    await expect(page.locator('.card .card-brand').first()).toHaveText(name, { timeout: 500 });
  }).toPass();
  await shop.open('/admin/audit?action=brand_renamed');
  await expect(page.getByRole('table').locator('tbody tr').first()).toContainText(word);
});

test('who may not edit products imports none', async ({ shop, page, crew }) => {
  await crew.member(shop, 'warehouse');
  expect(await shop.open('/admin/imports')).toBe(403);
  const sent = await page.request.post('/admin/imports', { multipart: { file: csv('sku\nA\n') }, maxRedirects: 0 });
  expect(sent.status()).toBe(403);
  expect((await page.request.get('/admin/exports/products.csv')).status()).toBe(200);
});
