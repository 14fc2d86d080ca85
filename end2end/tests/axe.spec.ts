import type { Page } from '@playwright/test';
import { expect, type Shop } from '../support/shop.ts';
import { findingsInBothSchemes, fitsNarrowly, sendEmpty } from '../support/axe.ts';
import { firstItem } from '../support/api.ts';
import { CartPage, Drawer, plenty, ProductPage } from '../support/cart.ts';
import { test, type ReadyMade } from '../support/ready-made.ts';

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

/** Pages that show what is somebody's own, and pages in a state that no address leads to. */
const OWN: Record<string, { as: keyof ReadyMade; path: string; then?: (shop: Shop, page: Page) => Promise<void> }> = {
  'empty cart': { as: 'guest', path: '/cart' },
  'full cart': { as: 'guestWithCart', path: '/cart' },
  'cart with a refused quantity': { as: 'guestWithCart', path: '/cart', then: refuseQuantity },
  'product with a refused quantity': { as: 'guest', path: '/', then: refuseAdding },
  'drawer with the cart': { as: 'guestWithCart', path: '/', then: openDrawer },
  'sign-in': { as: 'guest', path: '/sign-in' },
  'refused sign-in': { as: 'guest', path: '/sign-in', then: (shop) => sendEmpty(shop, '/sign-in') },
  register: { as: 'guest', path: '/register' },
  'refused registration': { as: 'guest', path: '/register', then: (shop) => sendEmpty(shop, '/register') },
  registered: { as: 'guest', path: '/register?done=sent' },
  'link that is cut off': { as: 'guest', path: '/verify-email' },
  verify: { as: 'guest', path: '/verify-email?token=abc' },
  'forgotten password': { as: 'guest', path: '/forgot-password' },
  'new password': { as: 'guest', path: '/reset-password?token=abc' },
  'new mail': { as: 'guest', path: '/confirm-email?token=abc' },
  account: { as: 'regular', path: '/account?done=verified' },
  details: { as: 'regular', path: '/account/details' },
  'refused details': { as: 'regular', path: '/account/details', then: (shop) => sendEmpty(shop, '/account/password') },
  'no addresses': { as: 'newcomer', path: '/account/addresses' },
  addresses: { as: 'regular', path: '/account/addresses' },
  'refused address': { as: 'regular', path: '/account/addresses', then: (shop) => sendEmpty(shop, '/account/addresses') },
  'one address': { as: 'regular', path: '/account/addresses', then: editAddress },
  preferences: { as: 'regular', path: '/account/preferences' },
  sessions: { as: 'regular', path: '/account/sessions' },
  'empty wishlist': { as: 'newcomer', path: '/account/wishlist' },
  wishlist: { as: 'regular', path: '/account/wishlist' },
  'your data': { as: 'regular', path: '/account/privacy' },
  'product with reviews to judge': { as: 'regular', path: '/', then: openProduct },
  letters: { as: 'guest', path: '/dev/mail' },
};

async function refuseQuantity(shop: Shop) {
  const cart = new CartPage(shop);
  const title = (await cart.lines.first().getByRole('link').textContent())!;
  expect(await cart.set(title, 'abc')).toBe(422);
}

async function refuseAdding(shop: Shop, page: Page) {
  const [item] = await plenty(page.request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  expect(await product.add('abc')).toBe(422);
}

async function openProduct(shop: Shop, page: Page) {
  const { slug } = await firstItem(page.request, 'shirt');
  await shop.open(`/p/${slug}`);
}

async function openDrawer(shop: Shop, page: Page) {
  const [item] = await plenty(page.request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  await product.add(1);
  await expect(new Drawer(shop).dialog).toBeVisible();
}

async function editAddress(shop: Shop, page: Page) {
  await page.locator('li.address').first().getByRole('link', { name: 'Edit' }).click();
  await shop.ready();
}

// One load of a page for all three looks at it: light, dark, narrow.
for (const [name, path] of Object.entries(PAGES)) {
  test(`axe finds nothing on ${name}, light or dark, and it fits 320 pixels`, async ({ shop, page, request }) => {
    test.slow(name === 'API documentation', 'it is many times as long as any other page');
    const { slug } = await firstItem(request, 'shirt');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await shop.open(path(slug));
    expect(await findingsInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await fitsNarrowly(shop);
  });
}

for (const [name, { as: who, path, then }] of Object.entries(OWN)) {
  test(`axe finds nothing on ${name}, light or dark, and it fits 320 pixels`, async ({ shop, page, context, as }) => {
    await context.addCookies(as[who]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await shop.open(path)).toBe(200);
    await then?.(shop, page);
    expect(await findingsInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await fitsNarrowly(shop);
  });
}
