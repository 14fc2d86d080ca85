import { expect, test } from '../support/shop.ts';
import { firstItem, items } from '../support/api.ts';

/** Marks the document, so that a test can tell whether the page was loaded anew. */
async function mark(page: import('@playwright/test').Page) {
  await page.evaluate(() => document.documentElement.setAttribute('data-same-document', 'yes'));
}

test('suggestions are a combobox that the keyboard can use', async ({ shop, page, request }) => {
  const item = await firstItem(request, 'kettle');
  await shop.open('/');
  await mark(page);
  const box = page.getByRole('combobox', { name: /search/i }).first();
  await box.click();
  await box.pressSequentially('kett');
  const list = page.getByRole('listbox').first();
  await expect(list).toBeVisible();
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await expect(list.getByRole('option').first()).toBeVisible();
  await box.press('ArrowDown');
  const active = await box.getAttribute('aria-activedescendant');
  expect(active).toBeTruthy();
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await box.press('Escape');
  await expect(list).toBeHidden();
  await expect(box).toHaveValue('kett');
  await expect(page.locator('html')).toHaveAttribute('data-same-document', 'yes');
  await box.press('ArrowDown');
  await expect(list.getByRole('option', { name: item.title }).first()).toBeVisible();
});

test('the gallery changes its picture without loading the page', async ({ shop, page, request }) => {
  const item = await firstItem(request, 'mug');
  await shop.open(`/p/${item.slug}`);
  await mark(page);
  const gallery = page.locator('[data-island="gallery"]');
  const main = gallery.locator('img').first();
  const before = await main.getAttribute('src');
  await gallery.getByRole('link').or(gallery.getByRole('button')).nth(1).click();
  await expect(main).not.toHaveAttribute('src', before!);
  await expect(page.locator('html')).toHaveAttribute('data-same-document', 'yes');
});

test('a filter changes the list without loading the page, and Back undoes it', async ({ shop, page, request }) => {
  const list = await items(request, 'query=');
  const brand = list.facets.find((facet) => facet.name === 'brand')!.values[0]!;
  await page.setViewportSize({ width: 1280, height: 900 });
  await shop.open('/search?q=');
  await mark(page);
  await page.locator(`input[type="checkbox"][value="brand:${brand.value}"]`).first().check();
  await expect(page).toHaveURL(/filter=brand/);
  await expect(page.locator('[data-results]')).toContainText(new RegExp(`${brand.count} product`));
  await expect(page.locator('html')).toHaveAttribute('data-same-document', 'yes');
  await page.goBack();
  await expect(page.locator('[data-results]')).toContainText(new RegExp(`${list.total} product`));
  await expect(page.locator(`input[type="checkbox"][value="brand:${brand.value}"]`).first()).not.toBeChecked();
});
