import type { Cookie } from '@playwright/test';
import { plenty, put } from './cart.ts';
import { joined } from './people.ts';
import { test as base, Shop } from './shop.ts';

/** Cookies of browsers in which something was done already. */
export type ReadyMade = {
  guest: Cookie[];
  guestWithCart: Cookie[];
  newcomer: Cookie[];
  /** With addresses, a wishlist, a cart and another session. */
  regular: Cookie[];
};

/** Tests that only look at pages. Whom they look at them as is made once for all of a worker's. */
export const test = base.extend<object, { as: ReadyMade }>({
  as: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      const cookiesAfter = async (deed: (shop: Shop) => Promise<void>) => {
        const context = await browser.newContext({ baseURL });
        await deed(new Shop(await context.newPage(), true));
        const cookies = await context.cookies();
        await context.close();
        return cookies;
      };
      await use({
        guest: [],
        guestWithCart: await cookiesAfter(fillCart),
        newcomer: await cookiesAfter(async ({ page }) => void (await joined(page.request))),
        regular: await cookiesAfter(settleIn),
      });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function fillCart({ page }: Shop): Promise<void> {
  const [one, other, later] = await plenty(page.request, 3);
  for (const item of [one!, other!, later!]) await put(page.request, item.sku, 2);
  await page.request.post('/cart', { form: { op: 'save', sku: later!.sku } });
  await page.request.post('/cart', { form: { op: 'remove', sku: other!.sku } });
}

async function settleIn(shop: Shop): Promise<void> {
  const { request } = shop.page;
  await joined(request, 'Regina Regular');
  await fillCart(shop);
  const [item] = await plenty(request, 1);
  await request.post('/wishlist', { form: { product: item!.id, op: 'add' } });
  for (const digit of '12') {
    const address = { name: 'Regina Regular', line1: `Hafenstrasse ${digit}`, city: 'Hamburg', postcode: '20457', country: 'DE' };
    await request.post('/account/addresses', { form: { ...address, id: digit.repeat(32) } });
  }
}
