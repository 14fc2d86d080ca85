import { expect, test } from '../support/shop.ts';
import { firstItem, items, typoOf } from '../support/api.ts';

test('search keeps the query and says how many', async ({ shop, page, request }) => {
  const item = await firstItem(request, 'laptop');
  await shop.open('/');
  await page.getByRole('searchbox').or(page.getByRole('combobox', { name: /search/i })).first().fill('laptop');
  await page.getByRole('button', { name: 'Search', exact: true }).first().click();
  await expect(page).toHaveURL(/\/search\?.*q=laptop/);
  await shop.ready();
  const { total } = await items(request, 'query=laptop');
  await expect(page.locator('[data-results]')).toContainText(new RegExp(`${total} product`));
  await expect(page.locator('[data-results]').getByRole('link', { name: item.title })).toBeVisible();
  await expect(page.locator('input[name="q"]').first()).toHaveValue('laptop');
});

test('a one-letter typo and a SKU find the product', async ({ shop, page, request }) => {
  const item = await firstItem(request, 'kettle');
  await shop.open(`/search?q=${encodeURIComponent(typoOf('kettle'))}`);
  await expect(page.locator('[data-results]').getByRole('link', { name: item.title })).toBeVisible();
  await shop.open(`/search?q=${encodeURIComponent(item.sku)}`);
  await expect(page.locator('[data-results]').getByRole('link').filter({ hasText: item.title }).first()).toBeVisible();
});

test('filters have counts, show as removable chips and survive Back', async ({ shop, page, request }) => {
  const list = await items(request, 'query=');
  const brand = list.facets.find((facet) => facet.name === 'brand')!.values[0]!;
  await shop.open('/search?q=');
  if (await page.getByText('Filters', { exact: true }).first().isVisible()) {
    const closed = page.locator('details:not([open]) > summary', { hasText: 'Filter' });
    if (await closed.count()) await closed.first().click();
  }
  const box = page.getByRole('checkbox', { name: new RegExp(`^${brand.label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) }).first();
  await box.check();
  const apply = page.getByRole('button', { name: /show results|apply/i }).first();
  if (await apply.isVisible()) await apply.click();
  await expect(page).toHaveURL(/filter=brand(%3A|:)/);
  await expect(page.locator('[data-results]')).toContainText(new RegExp(`${brand.count} product`));
  const chip = page.getByRole('link', { name: new RegExp(`remove.*${brand.label}`, 'i') });
  await expect(chip).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/filter=brand/);
  await expect(page.locator('[data-results]')).toContainText(new RegExp(`${list.total} product`));
  await page.goForward();
  await expect(chip).toBeVisible();
  await chip.click();
  await expect(page).not.toHaveURL(/filter=brand/);
});

test('the pages of a list show each product once', async ({ shop, page, request }) => {
  const { total } = await items(request, 'query=shirt&sort=price&limit=100');
  await shop.open('/search?q=shirt&sort=price');
  const seen = new Set<string>();
  for (;;) {
    const links = await page.locator('[data-results] article a[href^="/p/"]').evaluateAll((found) =>
      [...new Set(found.map((link) => link.getAttribute('href')!))]);
    for (const link of links) {
      expect(seen.has(link), `${link} was shown twice`).toBe(false);
      seen.add(link);
    }
    const next = page.getByRole('link', { name: /next page/i });
    if ((await next.count()) === 0) break;
    await next.click();
    await shop.ready();
    await expect(page.locator(`[data-results] article a[href="${links[0]}"]`)).toHaveCount(0);
  }
  expect(seen.size).toBe(total);
});

test('nothing found: the page helps', async ({ shop, page }) => {
  await shop.open('/search?q=zzzzqqqqxxxx');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('zzzzqqqqxxxx');
  await expect(page.locator('main').getByRole('link').first()).toBeVisible();
});

for (const [name, path, status] of [
  ['a malformed filter', '/search?q=a&filter=brand', 400],
  ['a limit out of range', '/search?q=a&limit=1000', 400],
  ['a foreign cursor', '/search?q=a&nextCursor=abcdef', 400],
] as const) {
  test(`${name} is refused with a sentence`, async ({ shop, page }) => {
    expect(await shop.open(path)).toBe(status);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('main input[name="q"]').first()).toBeVisible();
  });
}

for (const [name, query] of [
  ['ten thousand characters', 'x'.repeat(10_000)],
  ['only punctuation', '!?.,;:-_()[]{}*+~^"\'\\/'],
  ['two hundred terms', 'word '.repeat(200)],
  ['another script', '笔记本电脑 ноутбук لابتوب 🎧'],
] as const) {
  test(`a query of ${name} is answered`, async ({ shop, page }) => {
    expect(await shop.open(`/search?q=${encodeURIComponent(query)}`)).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}
