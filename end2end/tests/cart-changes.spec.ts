import { CartPage, ProductPage, headerCount, put, units } from '../support/cart.ts';
import { atHand, correctStock, goods, MISSING, PRICE, sell, UNITS, type Goods } from '../support/merchant.ts';
import { items } from '../support/api.ts';
import { expect, test } from '../support/shop.ts';

// What happens to a cart while its shopper looks elsewhere: the merchant changes goods of our own.
test.skip(!atHand, MISSING);

/** Opens the cart again and again until the shop has heard of a change. */
async function until(cart: CartPage, { title }: Goods, sentence: RegExp): Promise<void> {
  await expect(async () => {
    await cart.open();
    await expect(cart.line(title).locator('.cart-notice')).toContainText(sentence, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test('more than there are is refused beside the field, with what was typed', async ({ shop, page, request }, { project }) => {
  const few = goods('few', project.name);
  const { items: found } = await items(request, `query=${few.sku}`);
  const product = new ProductPage(shop);
  await product.open(found.find((item) => item.sku === few.sku)!);
  expect(await product.add(UNITS + 1)).toBe(422);
  await expect(product.refusal).toHaveText(`Only ${UNITS} are in stock. Enter ${UNITS} or less.`);
  await expect(product.quantity).toHaveValue(String(UNITS + 1));
  expect(await units(page.request)).toBe(0);
  expect(await product.add(UNITS - 1)).toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', String(UNITS - 1));

  const cart = new CartPage(shop);
  await cart.open();
  expect(await cart.set(few.title, UNITS + 4)).toBe(422);
  await expect(cart.line(few.title).locator('.field-error')).toHaveText(`Only ${UNITS} are in stock. Enter ${UNITS} or less.`);
  await expect(cart.quantity(few.title)).toHaveValue(String(UNITS + 4));
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', String(UNITS - 1));
  await shop.fits();
  expect(await cart.set(few.title, UNITS)).toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', String(UNITS));
});

test('a price that has changed is told, and accepted with one click', async ({ shop, page }, { project }) => {
  const dearer = goods('dearer', project.name);
  await put(page.request, dearer.sku, 2);
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.line(dearer.title).locator('.cart-notice')).toHaveCount(0);
  await expect(cart.subtotal).toContainText('20.00');

  await sell([dearer], PRICE + 2.5);
  await until(cart, dearer, /gone up.*10\.00.*12\.50/);
  await expect(cart.subtotal).toContainText('25.00');
  await shop.fits();
  expect(await cart.act(dearer.title, /^Accept .*12\.50/)).toBe(303);
  await expect(cart.line(dearer.title).locator('.cart-notice')).toHaveCount(0);
  await expect(cart.quantity(dearer.title)).toHaveValue('2');

  await sell([dearer], PRICE - 1);
  await until(cart, dearer, /gone down.*12\.50.*9\.00/);
  await expect(cart.subtotal).toContainText('18.00');
});

test('what has sold out meanwhile is told, and taken out with one click', async ({ shop, page }, { project }) => {
  const out = goods('sold out', project.name);
  await put(page.request, out.sku);
  await correctStock(out.sku, -UNITS);
  const cart = new CartPage(shop);
  await until(cart, out, /sold out by now/);
  await expect(cart.quantity(out.title)).toHaveCount(0);
  expect(await cart.act(out.title, /^Remove it/)).toBe(303);
  await expect(cart.lines).toHaveCount(0);
  expect(await units(page.request)).toBe(0);
});

test('fewer left than wanted is told, and put right with one click', async ({ shop, page }, { project }) => {
  const fewer = goods('fewer', project.name);
  await put(page.request, fewer.sku, UNITS - 1);
  await correctStock(fewer.sku, 2 - UNITS);
  const cart = new CartPage(shop);
  await until(cart, fewer, /Only 2 are left/);
  expect(await cart.act(fewer.title, /^Take what is left/)).toBe(303);
  await expect(cart.quantity(fewer.title)).toHaveValue('2');
  await expect(cart.line(fewer.title).locator('.cart-notice')).toHaveCount(0);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
});
