import type { Page } from '@playwright/test';
import { firstItem } from '../../support/api.ts';
import { findingsInBothSchemes, fitsNarrowly, sendEmpty } from '../../support/axe.ts';
import { buyer, ware } from '../../support/buying.ts';
import { expect, test, type Shop } from '../../support/shop.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';

test.skip(!OWNER.email, NO_OWNER);

/** Pages behind the counter, some of them in a state that no address leads to. */
const PAGES: Record<string, { as: 'guest' | 'owner'; path: string; then?: (shop: Shop, page: Page) => Promise<void> }> = {
  'staff sign-in': { as: 'guest', path: '/admin/sign-in' },
  'staff home': { as: 'owner', path: '/admin' },
  figures: { as: 'owner', path: '/admin/figures' },
  'figures as tables': { as: 'owner', path: '/admin/figures?by=month', then: openTables },
  'staff list': { as: 'owner', path: '/admin/staff' },
  'staff list, refused': { as: 'owner', path: '/admin/staff', then: (shop) => sendEmpty(shop, '/admin/staff') },
  'your sessions as staff': { as: 'owner', path: '/admin/sessions?done=ended' },
  'sessions of a member': { as: 'owner', path: '/admin/staff', then: openSessions },
  customers: { as: 'owner', path: '/admin/customers' },
  'no such customers': { as: 'owner', path: '/admin/customers?find=nobody+is+called+so&only=erased' },
  'customers, refused': { as: 'owner', path: '/admin/customers?find=ada@' },
  'one customer': { as: 'owner', path: '/admin/customers', then: openCustomer },
  products: { as: 'owner', path: '/admin/products' },
  'no such products': { as: 'owner', path: '/admin/products?query=zzzzqqqqxxxx' },
  'products, refused': { as: 'owner', path: '/admin/products', then: refuseGoods },
  'products to confirm': { as: 'owner', path: '/admin/products', then: confirmGoods },
  stock: { as: 'owner', path: '/admin/stock' },
  'stock that is low': { as: 'owner', path: '/admin/stock?low=on' },
  'no such stock': { as: 'owner', path: '/admin/stock?query=NO-SUCH' },
  'stock of one': { as: 'owner', path: '/admin/stock', then: openStock },
  'stock of one, refused': { as: 'owner', path: '/admin/stock', then: refuseStock },
  'in checkouts': { as: 'owner', path: '/admin/holds?done=released' },
  'reviews for staff': { as: 'owner', path: '/admin/reviews?done=published' },
  'no such reviews': { as: 'owner', path: '/admin/reviews?only=refused&stars=1&nextCursor=0' },
  'pictures of a product': { as: 'owner', path: '/admin', then: openPictures },
  'pictures of a product, refused': { as: 'owner', path: '/admin', then: refusePictures },
  imports: { as: 'owner', path: '/admin/imports' },
  'imports, refused': { as: 'owner', path: '/admin/imports', then: refuseFile },
  'one import': { as: 'owner', path: '/admin/imports', then: sendFile },
  coupons: { as: 'owner', path: '/admin/coupons' },
  'coupons that are over': { as: 'owner', path: '/admin/coupons?state=over' },
  'coupons, refused': { as: 'owner', path: '/admin/coupons', then: refuseCoupon },
  'one coupon': { as: 'owner', path: '/admin/coupons', then: openCoupon },
  'delivery for staff': { as: 'owner', path: '/admin/delivery?done=zone' },
  'one zone': { as: 'owner', path: '/admin/delivery/zones/union' },
  'one method': { as: 'owner', path: '/admin/delivery/methods/standard' },
  'one price of delivery': { as: 'owner', path: '/admin/delivery/methods/standard/zones/home' },
  taxes: { as: 'owner', path: '/admin/taxes' },
  'taxes of one country': { as: 'owner', path: '/admin/taxes?only=ES' },
  'queries for staff': { as: 'owner', path: '/admin/search' },
  'queries asked in vain': { as: 'owner', path: '/admin/search?days=90&vain=on' },
  synonyms: { as: 'owner', path: '/admin/search/synonyms?words=settee&done=added' },
  'synonyms, refused': { as: 'owner', path: '/admin/search/synonyms', then: (shop) => sendEmpty(shop, '/admin/search/synonyms') },
  'pinned products': { as: 'owner', path: '/admin/search/pins?done=pinned' },
  'pinned products, refused': { as: 'owner', path: '/admin/search/pins', then: (shop) => sendEmpty(shop, '/admin/search/pins') },
  'new product': { as: 'owner', path: '/admin/products/new' },
  'new product, refused': { as: 'owner', path: '/admin/products/new', then: refuseProduct },
  'new product with its grid': { as: 'owner', path: '/admin/products/new', then: makeGrid },
  'what was done to many products': { as: 'owner', path: '/admin/products/deeds' },
  'one product': { as: 'owner', path: '/admin', then: (shop, page) => openSheet(shop, page, '') },
  'history of a product': { as: 'owner', path: '/admin', then: (shop, page) => openSheet(shop, page, '/history') },
  'preview of a product': { as: 'owner', path: '/admin', then: (shop, page) => openSheet(shop, page, '/preview') },
  categories: { as: 'owner', path: '/admin/categories?done=moved' },
  'categories, refused': { as: 'owner', path: '/admin/categories', then: (shop) => sendEmpty(shop, '/admin/categories') },
  'one category': { as: 'owner', path: '/admin/categories', then: openCategory },
  collections: { as: 'owner', path: '/admin/collections' },
  'one collection': { as: 'owner', path: '/admin/collections', then: openCollection },
  brands: { as: 'owner', path: '/admin/brands' },
  'one brand': { as: 'owner', path: '/admin/brands', then: openBrand },
  'API tokens': { as: 'owner', path: '/admin/tokens' },
  'audit log': { as: 'owner', path: '/admin/audit' },
  'audit log, refused': { as: 'owner', path: '/admin/audit?from=yesterday&subject=order+1' },
  'orders for staff': { as: 'owner', path: '/admin/orders' },
  'orders for staff, refused': { as: 'owner', path: '/admin/orders?find=ada@' },
  'returns for staff': { as: 'owner', path: '/admin/returns' },
  'payments to look into': { as: 'owner', path: '/admin/payments' },
  'an order to take': { as: 'owner', path: '/admin/orders/new' },
  'an order to take, refused': { as: 'owner', path: '/admin/orders/new', then: refuseOrder },
  'an order to take, reckoned': { as: 'owner', path: '/admin/orders/new', then: reckonOrder },
  settings: { as: 'owner', path: '/admin/settings?done=changed' },
  'settings, refused': { as: 'owner', path: '/admin/settings', then: refuseSettings },
  'settings, a logo refused': { as: 'owner', path: '/admin/settings', then: refuseLogo },
  texts: { as: 'owner', path: '/admin/texts' },
  'one text': { as: 'owner', path: '/admin/texts/imprint' },
  'one text, looked at first': { as: 'owner', path: '/admin/texts/imprint', then: lookAtText },
};

async function openSessions(shop: Shop, page: Page) {
  await page.locator('.staff-entry').first().getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Sessions of /);
  await shop.ready();
}

async function openCustomer(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Customers' }).getByRole('link').first().click();
  await expect(page.locator('#now')).toContainText('Registered');
  await shop.ready();
}

async function refuseGoods(shop: Shop, page: Page) {
  expect(await shop.send(page.getByRole('button', { name: 'See what would change' }))).toBe(422);
}

async function confirmGoods(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Products' }).getByRole('checkbox').first().check();
  await page.getByLabel('What to do').selectOption('Publish');
  expect(await shop.send(page.getByRole('button', { name: 'See what would change' }))).toBe(200);
}

async function openStock(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Stock' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Stock of /);
  await shop.ready();
}

async function openTables(_: Shop, page: Page) {
  for (const table of await page.getByText('As a table', { exact: true }).all()) await table.click();
}

async function refuseStock(shop: Shop, page: Page) {
  await openStock(shop, page);
  expect(await shop.send(page.getByRole('button', { name: 'Receive units' }))).toBe(422);
}

async function openPictures(shop: Shop, page: Page) {
  const { id } = await firstItem(page.request, 'shirt');
  expect(await shop.open(`/admin/products/${id}/images?done=detached&key=${'0'.repeat(32)}`)).toBe(200);
}

async function refusePictures(shop: Shop, page: Page) {
  await openPictures(shop, page);
  await page.getByLabel('Files').setInputFiles({ name: 'cat.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  expect(await shop.send(page.getByRole('button', { name: 'Add pictures' }))).toBe(422);
}

async function refuseFile(shop: Shop) {
  expect(await shop.send(shop.form('/admin/imports').getByRole('button', { name: 'Send file' }))).toBe(422);
}

async function sendFile(shop: Shop) {
  const form = shop.form('/admin/imports');
  await form.getByLabel('File').setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from('SKU,Name,Price\nA,B,1\n') });
  expect(await shop.send(form.getByRole('button', { name: 'Send file' }))).toBe(303);
}

async function refuseCoupon(shop: Shop) {
  expect(await shop.send(shop.form('/admin/coupons').getByRole('button'))).toBe(422);
}

async function openCategory(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Categories' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Category /);
  await shop.ready();
}

/** Makes one: a fresh shop has none. */
async function openCollection(shop: Shop, page: Page) {
  const make = shop.form('/admin/collections');
  await make.getByLabel('Name').fill(`axe-${Date.now().toString(36)}`);
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Collection /);
}

async function openBrand(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Brands' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(/^Rename /);
  await shop.ready();
}

async function openCoupon(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Coupons' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Coupon /);
  await shop.ready();
}

async function refuseProduct(shop: Shop, page: Page) {
  expect(await shop.send(page.getByRole('button', { name: 'Save product' }).first())).toBe(422);
}

async function makeGrid(shop: Shop, page: Page) {
  await page.getByLabel('Option 1: name').fill('Size');
  await page.getByLabel('Option 1: values').fill('S, M, L');
  expect(await shop.send(page.getByRole('button', { name: 'Make the grid' }))).toBe(200);
}

/** Makes a product that nobody else looks at, and opens a page of it. */
async function openSheet(shop: Shop, page: Page, below: string) {
  const key = `axe${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const form = { key, title: `Looked at ${key}`, tax_class: 'standard', status: 'draft', 'variant.0.sku': key, 'variant.0.price': '10' };
  const made = await page.request.post('/admin/products/new', { form, maxRedirects: 0 });
  expect(made.status()).toBe(303);
  await shop.open(`/admin/products/p-${key}${below}`);
}

async function refuseOrder(shop: Shop, page: Page) {
  expect(await shop.send(page.getByRole('button', { name: 'Reckon' }))).toBe(422);
}

async function reckonOrder(shop: Shop, page: Page) {
  const { sku } = await ware(page.request);
  await page.locator('#sku1').fill(sku);
  await page.locator('#quantity1').fill('1');
  for (const [label, value] of Object.entries(buyer())) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel('Country').selectOption('DE');
  expect(await shop.send(page.getByRole('button', { name: 'Reckon' }))).toBe(200);
}

async function refuseSettings(shop: Shop) {
  const form = shop.form('/admin/settings');
  await form.getByLabel('Tagline').fill('x'.repeat(201));
  expect(await shop.send(form.getByRole('button'))).toBe(422);
}

async function refuseLogo(shop: Shop) {
  const form = shop.form('/admin/settings/logo');
  await form.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('none') });
  expect(await shop.send(form.getByRole('button', { name: 'Use as logo' }))).toBe(422);
}

async function lookAtText(shop: Shop, page: Page) {
  expect(await shop.send(page.getByRole('button', { name: 'Preview' }))).toBe(200);
}

for (const [name, { as: who, path, then }] of Object.entries(PAGES)) {
  test(`axe finds nothing on ${name}, light or dark, and it fits 320 pixels`, async ({ shop, page, crew }) => {
    if (who === 'owner') await crew.owner(shop);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await shop.open(path)).toBe(200);
    await then?.(shop, page);
    expect(await findingsInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await fitsNarrowly(shop);
  });
}
