import type { Locator } from '@playwright/test';
import type { Shop } from './shop.ts';

/** The row of a SKU among what stands in checkouts, on whichever page of the list it is. */
export async function held(shop: Shop, sku: string): Promise<Locator> {
  await shop.open('/admin/holds');
  const row = shop.page.getByRole('row').filter({ hasText: sku });
  const next = shop.page.getByRole('link', { name: 'Next page' });
  while ((await row.count()) === 0 && (await next.count()) > 0) {
    await next.click();
    await shop.ready();
  }
  return row;
}
