import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

const NEW = '/admin/products/new';

/** A word that no other run has. */
function fresh(word: string): string {
  return `${word} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

function save(shop: Shop) {
  return shop.page.getByRole('button', { name: 'Save product' }).first();
}

/** Makes a product with one variant without looking at its page. Returns the address of that. */
async function made({ page }: Shop, title: string): Promise<string> {
  const key = title.replaceAll(' ', '').toLowerCase();
  const form = { key, title, tax_class: 'standard', status: 'draft', 'variant.0.sku': key, 'variant.0.price': '10' };
  const answer = await page.request.post(NEW, { form, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  return `/admin/products/p-${key}`;
}

/** Makes a product with one variant, and stays on its page. Returns the address of that. */
async function make(shop: Shop, title: string): Promise<string> {
  const { page } = shop;
  await shop.open(NEW);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Variant 1: SKU').fill(title.replaceAll(' ', '-').toUpperCase());
  await page.getByLabel('Variant 1: price', { exact: true }).fill('10');
  expect(await shop.send(save(shop))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/products\/p-[^/?]+\?done=created$/);
  return new URL(page.url()).pathname;
}

test('a shirt in four sizes and three colours is made, saved and published', async ({ shop, page, crew }) => {
  const title = fresh('Harbour shirt');
  await crew.owner(shop);
  await shop.open(NEW);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Description (optional)', { exact: true }).fill('<p>Soft <script>alert(1)</script>cotton.</p>');
  await page.getByLabel('Option 1: name').fill('Size');
  await page.getByLabel('Option 1: values').fill('S, M, L, XL');
  await page.getByLabel('Option 2: name').fill('Colour');
  await page.getByLabel('Option 2: values').fill('Black, White, Blue');
  const prefix = title.split(' ')[2]!.toUpperCase();
  await page.getByLabel('New SKUs begin with').fill(prefix);
  await page.getByLabel('Variant 1: price', { exact: true }).fill('24,90');
  expect(await shop.send(page.getByRole('button', { name: 'Make the grid' }))).toBe(200);
  await expect(page.getByText('Nothing is saved yet')).toBeVisible();
  const grid = page.getByRole('region', { name: 'Variants', exact: true }).locator('tbody tr');
  await expect(grid).toHaveCount(12);
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);
  await page.getByLabel('L / Blue: price', { exact: true }).last().fill('much');
  expect(await shop.send(save(shop))).toBe(422);
  await expect(alert(shop)).toContainText('Enter a price such as');
  await expect(grid).toHaveCount(12);
  await alert(shop).getByRole('link').click();
  await page.locator(':focus').fill('29.90');
  await page.getByLabel('Status').selectOption('active');
  expect(await shop.send(save(shop))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The product is made.');
  await shop.fits();
  await page.getByRole('link', { name: 'Page in the shop' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.getByRole('group', { name: 'Size' }).getByRole('link')).toHaveCount(4);
  await expect(page.getByRole('group', { name: 'Colour' }).getByRole('link')).toHaveCount(3);
  await expect(page.getByText('Soft cotton.')).toBeVisible();
});

test('what is saved is on the page of the product at once', async ({ shop, page, elsewhere, crew }) => {
  const title = fresh('Rope');
  await crew.owner(shop);
  const address = await make(shop, title);
  expect(await shop.send(page.getByRole('button', { name: 'Publish' }))).toBe(303);
  const href = (await page.getByRole('link', { name: 'Page in the shop' }).getAttribute('href'))!;
  const heading = elsewhere.page.getByRole('heading', { level: 1 });
  await elsewhere.open(href);
  await expect(heading).toHaveText(title);
  await shop.open(address);
  await page.getByLabel('Title', { exact: true }).fill(`${title} longer`);
  expect(await shop.send(save(shop))).toBe(303);
  await elsewhere.open(href);
  await expect(heading).toHaveText(`${title} longer`);
  expect(await shop.send(page.getByRole('button', { name: 'Archive' }))).toBe(303);
  expect(await elsewhere.open(href)).toBe(410);
});

test('two people change one product, and neither loses anything', async ({ shop, page, elsewhere, crew }) => {
  const title = fresh('Compass');
  await crew.owner(shop);
  const address = await made(shop, title);
  await crew.ownerToo(elsewhere);
  await shop.open(address);
  await elsewhere.open(address);
  const other = elsewhere.page;
  await other.getByLabel('Title', { exact: true }).fill(`${title} theirs`);
  await other.getByLabel('Brand').fill('Their brand');
  expect(await elsewhere.send(save(elsewhere))).toBe(303);
  await page.getByLabel('Title', { exact: true }).fill(`${title} mine`);
  await page.getByLabel('Summary').fill('My summary.');
  expect(await shop.send(save(shop))).toBe(409);
  await expect(alert(shop)).toContainText('Somebody else has changed this product');
  const choice = page.getByRole('group', { name: 'Title', exact: true });
  await expect(choice).toContainText(`${title} mine`);
  await expect(choice).toContainText(`${title} theirs`);
  await expect(page.getByLabel('Brand')).toHaveValue('Their brand');
  await shop.fits();
  await choice.getByRole('radio', { name: 'Theirs' }).check();
  expect(await shop.send(save(shop))).toBe(303);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${title} theirs`);
  await expect(page.getByLabel('Summary')).toHaveValue('My summary.');
});

test('a product is copied, and an earlier version put back', async ({ shop, page, crew }) => {
  const title = fresh('Lantern');
  await crew.owner(shop);
  const address = await made(shop, title);
  await shop.open(address);
  await page.getByLabel('Title', { exact: true }).fill(`${title} again`);
  expect(await shop.send(save(shop))).toBe(303);
  await page.getByRole('link', { name: 'History' }).click();
  await shop.ready();
  await expect(page.getByRole('region', { name: 'What version 2 changed' })).toContainText(title);
  await shop.fits();
  expect(await shop.send(page.getByRole('button', { name: 'Restore version 1' }))).toBe(303);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  expect(await shop.send(page.getByRole('button', { name: 'Duplicate' }))).toBe(303);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Copy of ${title}`);
  await expect(page).not.toHaveURL(new RegExp(`${address}\\?`));
  await page.getByRole('link', { name: 'Preview' }).click();
  await shop.ready();
  await expect(page.getByText('This is a preview for staff.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Copy of ${title}`);
  await shop.fits();
});

test('who may only read changes nothing', async ({ shop, elsewhere, crew }) => {
  await crew.owner(shop);
  const address = await made(shop, fresh('Anchor'));
  await crew.member(elsewhere, 'analyst');
  const { page } = elsewhere;
  expect(await elsewhere.open(address)).toBe(200);
  await expect(save(elsewhere)).toHaveCount(0);
  await expect(page.getByLabel('Title', { exact: true })).toBeDisabled();
  expect(await elsewhere.open(NEW)).toBe(403);
  for (const path of [NEW, address, `${address}/variants`, `${address}/status`, `${address}/duplicate`, `${address}/restore`]) {
    const answer = await page.request.post(path, { form: { version: '1', to: 'active' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
