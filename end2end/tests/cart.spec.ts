import { CartPage, headerCount, plenty, press, ProductPage, put, units } from '../support/cart.ts';
import { expect, Shop, test } from '../support/shop.ts';
import { items } from '../support/api.ts';

const NO_QUANTITIES = ['0', '-1', '2147483648', '1.5', 'abc'];
const NO_QUANTITY = 'Enter a whole number from 1 to 99.';

test('two of a product go into the cart from its page', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  expect(await product.add(2)).toBe(303);
  if (!shop.scripts) await expect(page).toHaveURL(/\/cart\?added=/);
  await expect(page.getByRole('status').filter({ hasText: 'In your cart now' }).first()).toContainText(item!.title);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');

  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.lines).toHaveCount(1);
  await expect(cart.line(item!.title)).toBeVisible();
  await expect(cart.quantity(item!.title)).toHaveValue('2');
  await expect(cart.subtotal).toContainText(/€\d/);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
  await shop.fits();
  await page.setViewportSize({ width: 320, height: 640 });
  await shop.fits();
});

test('one goes into the cart from a card in a list, and the cart leads back to it', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  await shop.open(`/search?q=${encodeURIComponent(item!.sku)}`);
  const card = page.locator('article.card').filter({ has: page.getByRole('link', { name: item!.title, exact: true }) });
  expect(await press(shop, card.locator('form.card-add').getByRole('button', { name: 'Add to cart' }))).toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '1');
  const cart = new CartPage(shop);
  await cart.open();
  await cart.line(item!.title).getByRole('link', { name: item!.title }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${item!.slug}`));
});

test('an empty cart says so and leads on', async ({ shop, page }) => {
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.lines).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('There is nothing in it yet.');
  await expect(page.getByRole('main').getByRole('link', { name: 'See what others like' })).toBeVisible();
  await expect(headerCount(page)).toBeHidden();
});

test('a quantity is set, a line is removed and comes back', async ({ shop, page, request }) => {
  const [one, other] = await plenty(request, 2);
  await put(page.request, one!.sku);
  await put(page.request, other!.sku, 2);
  const cart = new CartPage(shop);
  await cart.open();
  const before = await cart.subtotal.textContent();
  expect(await cart.set(one!.title, 3)).toBe(303);
  await expect(cart.quantity(one!.title)).toHaveValue('3');
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '5');
  await expect(cart.subtotal).not.toHaveText(before!);

  expect(await cart.act(one!.title, /^Remove/)).toBe(303);
  await expect(cart.line(one!.title)).toHaveCount(0);
  await expect(cart.notices.filter({ hasText: 'Removed' })).toContainText(one!.title);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');

  expect(await cart.press('Undo')).toBe(303);
  await expect(cart.quantity(one!.title)).toHaveValue('3');
  await expect(cart.quantity(other!.title)).toHaveValue('2');
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '5');
  await expect(page.getByRole('main').getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('a line is saved for later and moved back', async ({ shop, page, request }) => {
  const [one, other] = await plenty(request, 2);
  await put(page.request, one!.sku, 2);
  await put(page.request, other!.sku);
  const cart = new CartPage(shop);
  await cart.open();
  expect(await cart.act(one!.title, /^Save for later/)).toBe(303);
  await expect(cart.lines).toHaveCount(1);
  await expect(cart.saved).toContainText(one!.title);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '1');
  await shop.fits();

  const back = cart.saved.getByRole('listitem').filter({ hasText: one!.title }).getByRole('button', { name: 'Move to cart' });
  expect(await press(shop, back)).toBe(303);
  await expect(cart.saved).toHaveCount(0);
  await expect(cart.quantity(one!.title)).toHaveValue('2');
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '3');
});

test('what is no quantity is refused on the page of a product, with what was typed', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  for (const typed of NO_QUANTITIES) {
    expect(await product.add(typed), typed).toBe(422);
    await expect(product.refusal, typed).toHaveText(NO_QUANTITY);
    await expect(product.quantity).toHaveValue(typed);
    await expect(product.quantity).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(item!.title);
  }
  expect(await units(page.request)).toBe(0);
  expect(await product.add(1), 'the same form, put right').toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '1');
});

test('what is no quantity is refused in the cart, with what was typed', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku, 2);
  const cart = new CartPage(shop);
  await cart.open();
  for (const typed of NO_QUANTITIES) {
    expect(await cart.set(item!.title, typed), typed).toBe(422);
    await expect(cart.line(item!.title).locator('.field-error'), typed).toHaveText(NO_QUANTITY);
    await expect(cart.quantity(item!.title)).toHaveValue(typed);
    await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
  }
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(NO_QUANTITY);
  await alert.getByRole('link', { name: NO_QUANTITY }).click();
  await expect(cart.quantity(item!.title)).toBeFocused();
});

test('what is sold out says so and cannot be added', async ({ shop, page, request }) => {
  const { items: found } = await items(request, 'query=&limit=100&sort=price');
  const out = found.find((item) => !item.inStock);
  expect(out, 'the demo catalogue has something that is sold out').toBeTruthy();
  await shop.open(`/p/${out!.slug}`);
  await expect(page.locator('.product')).toContainText('Sold out');
  await expect(page.locator('form.buy')).toHaveCount(0);
  await expect(page.locator('.product').getByRole('button', { name: 'Add to cart' })).toHaveCount(0);
  const answer = await page.request.patch('/api/cart?op=ADD', { data: { sku: out!.sku, quantity: 1 } });
  expect(answer.status()).toBe(409);
  expect((await answer.json()).code).toBe('not_enough_stock');
});

test('two tabs that add at once end with the sum', async ({ shop, page, context, request }) => {
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku);
  const tabs = [shop, new Shop(await context.newPage(), shop.scripts)];
  const products = tabs.map((tab) => new ProductPage(tab));
  for (const product of products) await product.open(item!);
  expect(await Promise.all(products.map((product, place) => product.add(place + 1)))).toEqual([303, 303]);
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.quantity(item!.title)).toHaveValue('4');
});

test('a double click adds once', async ({ shop, page, request }) => {
  const [item, first] = await plenty(request, 2);
  await put(page.request, first!.sku);
  const product = new ProductPage(shop);
  await product.open(item!);
  await product.button.dblclick();
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.quantity(item!.title)).toHaveValue('1');
});

test('a form that is sent twice adds once', async ({ shop, page, request }) => {
  const [item, first] = await plenty(request, 2);
  await put(page.request, first!.sku);
  const product = new ProductPage(shop);
  await product.open(item!);
  const fields = await product.form.evaluate((form) => Object.fromEntries(new FormData(form as HTMLFormElement)) as Record<string, string>);
  expect(fields['key'], 'the form has a key').toBeTruthy();
  const send = () => page.request.post('/cart', { form: fields, maxRedirects: 0 });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
  expect((await send()).status(), 'Back, and sent again').toBe(303);
  expect(await units(page.request)).toBe(2);

  await product.open(item!);
  expect(await product.add(1), 'a new form is a new sending').toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '3');
});

test('a link that adds changes nothing until its form is sent', async ({ shop, page, context, request }) => {
  const [item] = await plenty(request, 1);
  const link = `/cart/add?sku=${encodeURIComponent(item!.sku)}&quantity=2`;
  expect(await shop.open(link)).toBe(200);
  expect(await units(page.request)).toBe(0);
  expect(await context.cookies()).toEqual([]);
  await expect(page.getByRole('main')).toContainText(item!.title);
  await shop.fits();
  expect(await press(shop, shop.form('/cart').getByRole('button', { name: 'Add to cart' }))).toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
  expect(await units(page.request)).toBe(2);
});

for (const [name, query, status] of [
  ['without a SKU', '', 400],
  ['with a SKU that nobody sells', '?sku=NO-SUCH-THING&quantity=1', 410],
  ['with no quantity', '?sku=NO-SUCH-THING&quantity=abc', 400],
] as const) {
  test(`a link that adds, ${name}, is refused with a page`, async ({ shop, page }) => {
    expect(await shop.open(`/cart/add${query}`)).toBe(status);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test('looking around sets no cookie', async ({ shop, page, context, request }) => {
  const [item] = await plenty(request, 1);
  for (const path of ['/', `/p/${item!.slug}`, '/cart', '/sign-in', '/register', '/forgot-password', '/search?q=lamp']) {
    await shop.open(path);
    expect(await context.cookies(), path).toEqual([]);
  }
  const api = await page.request.get('/api/cart');
  expect(await api.json()).toMatchObject({ lines: [], count: 0 });
  expect(await context.cookies()).toEqual([]);
});

test('the cookie of a cart is not for scripts', async ({ page, context, request }) => {
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});
