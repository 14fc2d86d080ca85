import { CartPage, headerCount, plenty, ProductPage, put, units } from '../support/cart.ts';
import { isSignedIn, joined, sendSignIn, signIn } from '../support/people.ts';
import { subjects } from '../support/letters.ts';
import { atHand, goods, MISSING, UNITS } from '../support/merchant.ts';
import { expect, test } from '../support/shop.ts';

// What an account keeps for its owner: a wishlist, a cart, what was looked at, and all of it as a file.

test('a product goes onto the wishlist from its page and off it again', async ({ shop, page, request }) => {
  await joined(page.request);
  const [item] = await plenty(request, 1);
  await shop.open('/account/wishlist');
  await expect(page.getByRole('main')).toContainText('Nothing is put aside yet');
  await new ProductPage(shop).open(item!);
  expect(await shop.send(page.getByRole('button', { name: 'Add to wishlist' }))).toBe(303);
  await expect(page).toHaveURL(new RegExp(`/p/${item!.slug}`));
  await expect(page.getByRole('button', { name: 'Remove from wishlist' })).toBeVisible();

  await shop.open('/account/wishlist');
  const card = page.getByRole('main').locator('article.card').filter({ has: page.getByRole('link', { name: item!.title }) });
  await expect(card).toHaveCount(1);
  await shop.fits();
  expect(await shop.send(card.getByRole('button', { name: /^Remove/ }))).toBe(303);
  await expect(page).toHaveURL(/\/account\/wishlist\?done=removed$/);
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'It is off your wishlist.' })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('a guest who wishes is asked to sign in, and comes back', async ({ shop, elsewhere, page, context, request }) => {
  const person = await joined(elsewhere.page.request);
  const [item] = await plenty(request, 1);
  await new ProductPage(shop).open(item!);
  await page.getByRole('button', { name: 'Add to wishlist' }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await shop.ready();
  expect(await context.cookies()).toEqual([]);
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  await expect(page).toHaveURL(new RegExp(`/p/${item!.slug}`));
});

test('what was looked at is shown to who allowed it, and forgotten at a click', async ({ shop, page, request }) => {
  await joined(page.request);
  const [item] = await plenty(request, 1);
  const form = shop.form('/account/preferences');
  const remember = async (yes: boolean) => {
    await shop.open('/account/preferences');
    await form.getByLabel('Remember what I looked at').setChecked(yes);
    expect(await shop.send(form.getByRole('button', { name: 'Save preferences' }))).toBe(303);
  };
  const viewed = page.getByRole('region', { name: 'Recently viewed' });
  await remember(false);
  await new ProductPage(shop).open(item!);
  await shop.open('/account');
  await expect(viewed).toHaveCount(0);
  await remember(true);
  await new ProductPage(shop).open(item!);
  await expect(async () => {
    await shop.open('/account');
    await expect(viewed.getByRole('link', { name: item!.title })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await remember(false);
  await shop.open('/account');
  await expect(viewed).toHaveCount(0);
});

test('the cart of a guest comes along at sign-in, and stays with the account', async ({ shop, elsewhere, page, request }) => {
  const person = await joined(elsewhere.page.request);
  const [one, other] = await plenty(request, 2);
  await put(elsewhere.page.request, one!.sku, 1);
  await put(page.request, one!.sku, 2);
  await put(page.request, other!.sku, 1);
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  await expect(headerCount(page)).toHaveAttribute('data-cart-count', '4');
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.quantity(one!.title)).toHaveValue('3');
  await expect(cart.quantity(other!.title)).toHaveValue('1');
  expect(await units(elsewhere.page.request), 'one cart an account').toBe(4);

  await shop.open('/account');
  await shop.send(shop.form('/sign-out').getByRole('button', { name: 'Sign out' }));
  expect(await units(page.request), 'the cart went with the account').toBe(0);
  await signIn(page.request, person);
  expect(await units(page.request)).toBe(4);
});

test('a sum that cannot be had is told at sign-in', async ({ shop, elsewhere, page }, { project }) => {
  test.skip(!atHand, MISSING);
  const { sku, title } = goods('merged', project.name);
  const person = await joined(elsewhere.page.request);
  await put(elsewhere.page.request, sku, UNITS - 1);
  await put(page.request, sku, 3);
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  const cart = new CartPage(shop);
  await cart.open();
  await expect(cart.quantity(title)).toHaveValue(String(UNITS));
  const told = cart.notices.filter({ hasText: `${UNITS + 2} were wanted together; ${UNITS} can be had` });
  await expect(told).toContainText(title);
  expect(await cart.press('Got it')).toBe(303);
  await expect(told).toHaveCount(0);
});

test('a copy of the data is one file without secrets', async ({ shop, page, request }) => {
  const person = await joined(page.request);
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku, 2);
  await page.request.post('/wishlist', { form: { product: item!.id, op: 'add' } });
  await shop.open('/account/privacy');
  const waiting = page.waitForEvent('download');
  await page.getByRole('main').getByRole('link', { name: 'Download my data' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/\.json$/);

  const answer = await page.request.get('/account/export');
  expect(answer.headers()['content-type']).toContain('application/json');
  expect(answer.headers()['content-disposition']).toContain('attachment');
  expect(answer.headers()['cache-control']).toContain('no-store');
  const text = await answer.text();
  const data = JSON.parse(text);
  for (const part of ['account', 'profile', 'wishlist', 'cart', 'sessions']) expect(data, part).toHaveProperty(part);
  expect(data.account.email).toBe(person.email);
  expect(JSON.stringify(data.cart)).toContain(item!.sku);
  expect(JSON.stringify(data.wishlist)).toContain(item!.id);
  expect(text).not.toMatch(/argon2|\$v=19|"password"|"secret"|"token"/);
  for (const { value } of await page.context().cookies()) expect(text).not.toContain(value);
});

test('an account is erased by who knows its password and is sure', async ({ shop, elsewhere, page, request }) => {
  const person = await joined(page.request, 'Vanishing Vera');
  await signIn(elsewhere.page.request, person);
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku, 2);
  await shop.open('/account/privacy');
  const form = shop.form('/account/erase');
  const erase = form.getByRole('button', { name: 'Erase my account' });
  await form.getByLabel('Present password').fill(person.password);
  expect(await shop.send(erase), 'not sure').toBe(422);
  await form.getByLabel('Present password').fill('surely a wrong one');
  await form.getByLabel('I am sure').check();
  expect(await shop.send(erase), 'a wrong password').toBe(422);
  await expect(form.getByLabel('Present password')).toHaveValue('');
  expect(await isSignedIn(page.request)).toBe(true);
  expect(await units(page.request), 'nothing was erased').toBe(2);

  await form.getByLabel('Present password').fill(person.password);
  await form.getByLabel('I am sure').check();
  expect(await shop.send(erase)).toBe(303);
  await expect(page).toHaveURL(/\/sign-in\?done=erased$/);
  await expect(page.getByRole('status').filter({ hasText: 'Your account is erased.' })).toBeVisible();
  expect(await isSignedIn(page.request)).toBe(false);
  expect(await isSignedIn(elsewhere.page.request)).toBe(false);
  expect(await units(page.request)).toBe(0);
  expect(await sendSignIn(shop, person.email, person.password)).toBe(422);
  await expect
    .poll(async () => (await subjects(request, person.email)).filter((subject) => !/was erased/.test(subject)), 'no letter with a secret stays')
    .toEqual([]);
});
