import { bought, ware } from '../../support/buying.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);
// Figures are read once a minute.
test.describe.configure({ timeout: 240_000 });

/** The number of orders of the last days, as the page says it. */
async function orders({ page }: Shop): Promise<number> {
  const key = page.locator('.figures-keys > div').filter({ has: page.getByText('Orders', { exact: true }) });
  return Number(await key.locator('dd').first().innerText());
}

test('a sale is among the figures of the day, as a chart, as a table and as a file', async ({ shop, elsewhere, page, request, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin');
  await expect(page.getByRole('heading', { name: 'The last 7 days' })).toBeVisible();
  const before = await orders(shop);
  await bought(elsewhere, await ware(request));
  await expect(async () => {
    await shop.open('/admin');
    expect(await orders(shop)).toBeGreaterThan(before);
  }).toPass({ intervals: [1_000, 5_000], timeout: 150_000 });
  await expect(page.getByRole('main').getByRole('link', { name: /orders? to send$/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Sales / })).toBeVisible();
  await shop.fits();

  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Figures' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Figures');
  const table = page.getByRole('region', { name: 'Sales, as a table' });
  await expect(table).toBeHidden();
  const chart = page.locator('.chart').filter({ has: page.getByRole('heading', { name: 'Sales', exact: true }) });
  await chart.getByText('As a table', { exact: true }).click();
  await expect(table.locator('tbody tr')).toHaveCount(7);
  await shop.fits();

  const file = await page.request.get((await chart.getByRole('link', { name: 'Sales as CSV' }).getAttribute('href'))!);
  expect(file.status()).toBe(200);
  expect(file.headers()['content-type']).toContain('text/csv');
  expect(file.headers()['content-disposition']).toBe('attachment; filename="sales-by-day.csv"');
  expect(file.headers()['cache-control']).toContain('no-store');
  const [head, ...rows] = (await file.text()).trimEnd().split('\r\n');
  expect(head).toBe('From,Currency,Sales,Orders,Units,Average basket');
  expect(rows.length).toBeGreaterThanOrEqual(7);

  const low = await page.request.get('/admin/exports/low-stock.csv');
  expect([low.status(), low.headers()['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect((await low.text()).split('\r\n')[0]).toBe('SKU,Product,Free,In checkouts,Sold,Expected back,Warehouse');

  await page.getByRole('link', { name: '12 months' }).click();
  await shop.ready();
  await expect(page).toHaveURL(/\/admin\/figures\?by=month$/);
  await expect(page.getByRole('link', { name: '12 months' })).toHaveAttribute('aria-current', 'page');
  await shop.fits();
  expect(await shop.open('/admin/figures?by=year')).toBe(400);
  expect((await page.request.get('/admin/figures/everything.csv')).status()).toBe(404);
});

test('an analyst reads figures and changes nothing', async ({ shop, request, page, crew }) => {
  await crew.member(shop, 'analyst');
  expect(await shop.open('/admin')).toBe(200);
  await expect(page.getByRole('heading', { name: 'The last 7 days' })).toBeVisible();
  const parts = page.getByRole('navigation', { name: 'Staff' }).getByRole('link');
  await expect(parts).toHaveText([
    'Overview', 'Figures', 'Products', 'Categories', 'Collections', 'Brands', 'Stock', 'In checkouts', 'Search', 'Your sessions', 'API tokens',
  ]);
  for (const path of ['/admin/figures', '/admin/figures?by=week', '/admin/figures/searches.csv']) {
    expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(200);
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(303);
  }
  for (const path of ['/admin/orders', '/admin/returns', '/admin/reviews', '/admin/coupons', '/admin/staff', '/admin/audit']) {
    expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(403);
  }
});

test('who packs sees what waits and no figures', async ({ shop, page, crew }) => {
  await crew.member(shop, 'warehouse');
  expect(await shop.open('/admin')).toBe(200);
  await expect(page.getByRole('main').getByRole('link', { name: /orders? to send$/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The last 7 days' })).toHaveCount(0);
  expect(await shop.open('/admin/figures')).toBe(403);
  expect((await page.request.get('/admin/figures/sales.csv', { maxRedirects: 0 })).status()).toBe(403);
});
