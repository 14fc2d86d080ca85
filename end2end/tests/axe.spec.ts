import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/shop.ts';
import { firstItem } from '../support/api.ts';

const PAGES: Record<string, (slug: string) => string> = {
  home: () => '/',
  search: () => '/search?q=lamp',
  'filtered search': () => '/search?q=&filter=rating:4&sort=price',
  'empty search': () => '/search?q=zzzzqqqqxxxx',
  product: (slug) => `/p/${slug}`,
  contact: () => '/pages/contact',
  delivery: () => '/pages/delivery-and-returns',
  terms: () => '/pages/terms',
  privacy: () => '/pages/privacy',
  imprint: () => '/pages/imprint',
  'not found': () => '/p/no-such-thing',
  'bad request': () => '/search?q=a&limit=1000',
  'API documentation': () => '/api/docs',
};

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`axe finds nothing on ${name}, ${scheme}`, async ({ shop, page, request }) => {
      const { slug } = await firstItem(request, 'shirt');
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await shop.open(path(slug));
      const found = await new AxeBuilder({ page }).analyze();
      expect(found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' | ')}`)).toEqual([]);
    });
  }
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} fits 320 pixels`, async ({ shop, page, request }) => {
    const { slug } = await firstItem(request, 'shirt');
    await page.setViewportSize({ width: 320, height: 640 });
    await shop.open(path(slug));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, 'pixels that stick out').toBeLessThanOrEqual(0);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('main')).toHaveCount(1);
  });
}
