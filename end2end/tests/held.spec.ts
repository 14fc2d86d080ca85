import { Checkout } from '../support/buying.ts';
import { CartPage, put } from '../support/cart.ts';
import { atHand, goods, MISSING, UNITS } from '../support/merchant.ts';
import { expect, test } from '../support/shop.ts';

// What somebody else holds while they pay cannot be had: the goods are our own, so that nobody else buys them.
test.skip(!atHand, MISSING);

test('what is in other people’s checkouts is told at the cart, and can be had once they let go', async ({ shop, page, elsewhere, playwright, baseURL }, { project }) => {
  const held = goods('held', project.name);
  await put(page.request, held.sku, 4);
  await put(elsewhere.page.request, held.sku, 3);
  const third = await playwright.request.newContext({ baseURL });
  await put(third, held.sku, UNITS - 3);
  const cart = new CartPage(shop);
  await cart.open();
  const theirs = new Checkout(elsewhere);
  await theirs.fromCart();
  const button = page.getByRole('main').getByRole('button', { name: 'Check out' });
  const alert = page.getByRole('main').getByRole('alert');
  expect(await shop.send(button)).toBe(409);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your cart');
  await expect(alert).toContainText(`Of ${held.title} only ${UNITS - 3} can be had, not 4.`);
  await shop.fits();

  const begun = await third.post('/checkout', { form: {}, maxRedirects: 0 });
  expect(begun.status()).toBe(303);
  expect(await shop.send(button)).toBe(409);
  await expect(alert).toContainText(new RegExp(`${held.title} is in other people’s checkouts; some may be free by \\d\\d:\\d\\d`));
  await expect(cart.line(held.title), 'the cart keeps it').toBeVisible();

  expect((await third.post(`${begun.headers()['location']}/cancel`, { form: {}, maxRedirects: 0 })).status()).toBe(303);
  await third.dispose();
  expect(await elsewhere.send(elsewhere.page.getByRole('button', { name: /^Cancel/ }))).toBe(303);
  await cart.open();
  const own = new Checkout(shop);
  await own.fromCart();
  await expect(own.hold).toContainText('Held for you until');
  expect(await shop.send(page.getByRole('button', { name: /^Cancel/ })), 'for whoever runs this next').toBe(303);
});
