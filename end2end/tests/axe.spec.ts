import type { Page } from '@playwright/test';
import { expect, type Shop } from '../support/shop.ts';
import { findingsInBothSchemes } from '../support/axe.ts';
import { firstItem } from '../support/api.ts';
import { CartPage, Drawer, plenty, ProductPage } from '../support/cart.ts';
import { NO_OWNER, OWNER } from '../support/staff.ts';
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
  'staff sign-in': { as: 'guest', path: '/admin/sign-in' },
  'staff home': { as: 'owner', path: '/admin' },
  'staff list': { as: 'owner', path: '/admin/staff' },
  'staff list, refused': { as: 'owner', path: '/admin/staff', then: (shop) => sendEmpty(shop, '/admin/staff') },
  stock: { as: 'owner', path: '/admin/stock' },
  'stock that is low': { as: 'owner', path: '/admin/stock?low=on' },
  'no such stock': { as: 'owner', path: '/admin/stock?query=NO-SUCH' },
  'stock of one': { as: 'owner', path: '/admin/stock', then: openStock },
  'stock of one, refused': { as: 'owner', path: '/admin/stock', then: refuseStock },
  'in checkouts': { as: 'owner', path: '/admin/holds?done=released' },
  'reviews for staff': { as: 'owner', path: '/admin/reviews?done=published' },
  'no such reviews': { as: 'owner', path: '/admin/reviews?only=refused&stars=1&nextCursor=0' },
  'product with reviews to judge': { as: 'regular', path: '/', then: openProduct },
  coupons: { as: 'owner', path: '/admin/coupons' },
  'coupons that are over': { as: 'owner', path: '/admin/coupons?state=over' },
  'coupons, refused': { as: 'owner', path: '/admin/coupons', then: refuseCoupon },
  'one coupon': { as: 'owner', path: '/admin/coupons', then: openCoupon },
  delivery: { as: 'owner', path: '/admin/delivery?done=zone' },
  'one zone': { as: 'owner', path: '/admin/delivery/zones/union' },
  'one method': { as: 'owner', path: '/admin/delivery/methods/standard' },
  'one price of delivery': { as: 'owner', path: '/admin/delivery/methods/standard/zones/home' },
  taxes: { as: 'owner', path: '/admin/taxes' },
  'taxes of one country': { as: 'owner', path: '/admin/taxes?only=ES' },
  settings: { as: 'owner', path: '/admin/settings?done=changed' },
  'settings, refused': { as: 'owner', path: '/admin/settings', then: refuseSettings },
  texts: { as: 'owner', path: '/admin/texts' },
  'one text': { as: 'owner', path: '/admin/texts/imprint' },
  'one text, looked at first': { as: 'owner', path: '/admin/texts/imprint', then: lookAtText },
  'API tokens': { as: 'owner', path: '/admin/tokens' },
  'audit log': { as: 'owner', path: '/admin/audit' },
  'orders for staff': { as: 'owner', path: '/admin/orders' },
  'orders for staff, refused': { as: 'owner', path: '/admin/orders?find=ada@' },
  'returns for staff': { as: 'owner', path: '/admin/returns' },
  letters: { as: 'guest', path: '/dev/mail' },
};

async function sendEmpty(shop: Shop, action: string) {
  await shop.send(shop.form(action).getByRole('button'));
  await expect(shop.page.getByRole('alert')).toBeVisible();
}

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

async function openStock(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Stock' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Stock of /);
  await shop.ready();
}

async function refuseStock(shop: Shop, page: Page) {
  await openStock(shop, page);
  expect(await shop.send(page.getByRole('button', { name: 'Receive units' }))).toBe(422);
}

async function refuseCoupon(shop: Shop) {
  expect(await shop.send(shop.form('/admin/coupons').getByRole('button'))).toBe(422);
}

async function openCoupon(shop: Shop, page: Page) {
  await page.getByRole('region', { name: 'Coupons' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Coupon /);
  await shop.ready();
}

async function refuseSettings(shop: Shop) {
  const form = shop.form('/admin/settings');
  await form.getByLabel('Tagline').fill('x'.repeat(201));
  expect(await shop.send(form.getByRole('button'))).toBe(422);
}

async function lookAtText(shop: Shop, page: Page) {
  expect(await shop.send(page.getByRole('button', { name: 'Preview' }))).toBe(200);
}

async function fitsNarrowly(shop: Shop) {
  await shop.fits();
  await expect(shop.page.locator('main h1')).toHaveCount(1);
  await expect(shop.page.locator('main')).toHaveCount(1);
}

// One load of a page for all three looks at it: light, dark, narrow.
for (const [name, path] of Object.entries(PAGES)) {
  test(`axe finds nothing on ${name}, light or dark, and it fits 320 pixels`, async ({ shop, page, request }) => {
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
    test.skip(who === 'owner' && !OWNER.email, NO_OWNER);
    await context.addCookies(as[who]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await shop.open(path)).toBe(200);
    await then?.(shop, page);
    expect(await findingsInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await fitsNarrowly(shop);
  });
}
