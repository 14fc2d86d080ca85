import { expect, test } from '../support/shop.ts';
import { firstItem, items } from '../support/api.ts';

test('a product page says what it is, what it costs and whether it can be had', async ({ shop, page, request }) => {
  const item = await firstItem(request, 'laptop');
  expect(await shop.open(`/p/${item.slug}`)).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(item.title);
  await expect(page.getByRole('navigation', { name: /breadcrumb/i })).toBeVisible();
  await expect(page.locator('main')).toContainText(/€\d/);
  await expect(page.locator('main')).toContainText(/In stock|Only \d+ left|Sold out/);
  await expect(page.locator('main').getByRole('link', { name: /deliver|return/i }).first()).toBeVisible();
  await expect(page.getByRole('table').first()).toBeVisible();

  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  const product = data.map((text) => JSON.parse(text)).flat().flatMap((node) => node['@graph'] ?? [node])
    .find((node) => node['@type'] === 'Product');
  expect(product.name).toBe(item.title);
  expect(product.offers).toBeTruthy();
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', new RegExp(`/p/${item.slug}$`));
  await expect(page.locator('meta[property="og:title"]')).toHaveCount(1);
  const shared = await page.locator('meta[property="og:image"]').getAttribute('content');
  const picture = await request.get(new URL(shared!).pathname);
  expect(picture.headers()['content-type']).toBe('image/png');
});

test('variants are links with their own address, and say when they are sold out', async ({ shop, page, request }) => {
  const { items: shirts } = await items(request, 'query=t-shirt&limit=50');
  const sizes = [];
  for (const shirt of shirts) {
    const product = await (await request.get(`/api/items/${shirt.id}`)).json();
    if (product.variants.some((variant: { inStock: boolean }) => !variant.inStock) && product.variants.length > 2) sizes.push(product);
  }
  expect(sizes.length, 'the demo catalogue has a t-shirt with a sold-out size').toBeGreaterThan(0);
  const product = sizes[0];
  const soldOut = product.variants.find((variant: { inStock: boolean }) => !variant.inStock);
  await shop.open(`/p/${product.slug}?sku=${encodeURIComponent(soldOut.sku)}`);
  await expect(page.locator('main')).toContainText('Sold out');
  const other = product.variants.find((variant: { inStock: boolean }) => variant.inStock);
  await shop.open(`/p/${product.slug}?sku=${encodeURIComponent(other.sku)}`);
  await expect(page.locator('main')).toContainText(/In stock|Only \d+ left/);
  const choice = page.locator(`main a[href*="sku="]`).first();
  await choice.click();
  await expect(page).toHaveURL(/sku=/);
});

test('a subscription says that it is charged once', async ({ shop, page, request }) => {
  const { items: found } = await items(request, 'query=subscription&limit=5');
  expect(found.length).toBeGreaterThan(0);
  await shop.open(`/p/${found[0]!.slug}`);
  await expect(page.locator('main')).toContainText(/charged once/i);
});

test('an unknown address is 404 and offers search', async ({ shop, page }) => {
  for (const path of ['/p/no-such-thing', '/c/no-such-thing', '/pages/no-such-thing', '/no/such/thing']) {
    expect(await shop.open(path), path).toBe(404);
    await expect(page.locator('main input[name="q"]').first()).toBeVisible();
  }
});
