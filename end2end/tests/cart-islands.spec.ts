import { CartPage, Drawer, headerCount, plenty, press, ProductPage, put } from '../support/cart.ts';
import { expect, test } from '../support/shop.ts';

/** Marks the document, so that a test can tell whether the page was loaded anew. */
async function mark(page: import('@playwright/test').Page) {
  await page.evaluate(() => document.documentElement.setAttribute('data-same-document', 'yes'));
  return () => expect(page.locator('html')).toHaveAttribute('data-same-document', 'yes');
}

test('adding opens the cart in a drawer, and Escape leads back to the button', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  await expect(page.locator('[data-island="cart"]')).toHaveAttribute('data-hydrated', 'true');
  const sameDocument = await mark(page);
  await product.quantity.fill('2');
  await product.button.focus();
  await page.keyboard.press('Enter');
  const drawer = new Drawer(shop);
  await expect(drawer.dialog).toBeVisible();
  await expect(drawer.dialog).toContainText(item!.title);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '2');
  await expect(drawer.dialog.getByRole('link', { name: 'View cart' })).toHaveAttribute('href', '/cart');
  const inside = await drawer.dialog.evaluate((dialog) => dialog.contains(document.activeElement));
  expect(inside, 'the focus is in the drawer').toBe(true);
  await shop.fits();
  await drawer.close();
  await expect(product.button).toBeFocused();
  await sameDocument();
});

test('a second press while the first is on its way is the same press', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  let sent = 0;
  await page.route('**/cart', async (route) => {
    if (route.request().method() === 'POST') sent += 1;
    await new Promise((later) => setTimeout(later, 300));
    await route.continue();
  });
  await product.button.dblclick();
  await expect(new Drawer(shop).dialog).toBeVisible();
  expect(sent).toBe(1);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '1');
});

test('the drawer closes with its button, and adding again opens it again', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  const drawer = new Drawer(shop);
  await product.open(item!);
  for (const count of ['1', '2']) {
    await press(shop, product.button);
    await expect(drawer.dialog).toBeVisible();
    await expect(headerCount(page)).toHaveAttribute('data-cart-count', count);
    await drawer.dialog.getByRole('button', { name: 'Close' }).click();
    await expect(drawer.dialog).toBeHidden();
  }
});

test('the forms in the drawer change the cart there', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  const sameDocument = await mark(page);
  await product.add(1);
  const { dialog } = new Drawer(shop);
  await dialog.getByLabel('Quantity').fill('3');
  expect(await press(shop, dialog.getByRole('button', { name: 'Update' }))).toBe(303);
  await expect(dialog.getByLabel('Quantity')).toHaveValue('3');
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '3');
  expect(await press(shop, dialog.getByRole('button', { name: /^Remove/ }))).toBe(303);
  await expect(dialog.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '0');
  await sameDocument();
});

test('the page of the cart changes in place and says what happened', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku, 2);
  const cart = new CartPage(shop);
  await cart.open();
  const sameDocument = await mark(page);
  await cart.set(item!.title, 4);
  await expect(cart.quantity(item!.title)).toHaveValue('4');
  await cart.act(item!.title, /^Remove/);
  await expect(page.locator('[data-island="cart"] [aria-live]')).toContainText(item!.title);
  await cart.press('Undo');
  await expect(cart.quantity(item!.title)).toHaveValue('4');
  await sameDocument();
});

test('when scripts cannot send it, the form is sent as forms are', async ({ shop, page, request }) => {
  const [item] = await plenty(request, 1);
  const product = new ProductPage(shop);
  await product.open(item!);
  await page.route('**/cart', (route) => (route.request().resourceType() === 'fetch' ? route.abort('aborted') : route.continue()));
  await product.button.click();
  await expect(page).toHaveURL(/\/cart\?added=/);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '1');
});
