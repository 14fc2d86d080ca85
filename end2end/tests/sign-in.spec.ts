import { isSignedIn, joined, sendSignIn, stranger } from '../support/people.ts';
import { linkTo, newestText, subjects, tokenOf } from '../support/letters.ts';
import { plenty, put } from '../support/cart.ts';
import { expect, test } from '../support/shop.ts';

test('registering sends a letter, and its link with the password opens the account', async ({ shop, page, request }) => {
  const person = stranger('Ada Lovelace');
  await shop.open('/');
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  await shop.ready();
  await page.getByRole('main').getByRole('link', { name: 'Create an account' }).click();
  await expect(page).toHaveURL(/\/register$/);
  await shop.ready();
  await shop.fits();
  const form = shop.form('/register');
  await form.getByLabel('Email').fill(person.email);
  await form.getByLabel('Name').fill(person.name);
  await form.getByLabel('Password').fill(person.password);
  expect(await shop.send(form.getByRole('button', { name: 'Create account' }))).toBe(303);
  await expect(page).toHaveURL(/\/register\?done=sent$/);
  await expect(page.getByRole('status').filter({ hasText: 'a letter is on its way' })).toBeVisible();
  expect(await isSignedIn(page.request), 'the account is nobody’s before the link is used').toBe(false);

  const link = await linkTo(request, '/verify-email', person.email);
  expect(await shop.open(link)).toBe(200);
  expect(await isSignedIn(page.request), 'programs that look at mail open links too').toBe(false);
  const verify = shop.form('/verify-email');
  await verify.getByLabel('Password').fill('not the password');
  expect(await shop.send(verify.getByRole('button'))).toBe(422);
  await expect(verify.getByLabel('Password')).toHaveValue('');
  await verify.getByLabel('Password').fill(person.password);
  expect(await shop.send(verify.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/\/account\?done=verified$/);
  await expect(page.getByRole('status').filter({ hasText: 'you are signed in' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(person.name);
  await expect(page.getByRole('main')).toContainText(person.email);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Account' })).toBeVisible();
  await shop.fits();

  expect(await shop.open(link), 'the link is good once').toBe(200);
  await shop.form('/verify-email').getByLabel('Password').fill(person.password);
  expect(await shop.send(shop.form('/verify-email').getByRole('button'))).toBe(410);
});

test('a refused registration keeps what was typed, but not the password', async ({ shop, page }) => {
  await shop.open('/register');
  const form = shop.form('/register');
  await form.getByLabel('Email').fill('not-an-address');
  await form.getByLabel('Name').fill('<b>Ada</b>');
  await form.getByLabel('Password').fill('seven77');
  expect(await shop.send(form.getByRole('button', { name: 'Create account' }))).toBe(422);
  await expect(form.getByLabel('Email')).toHaveValue('not-an-address');
  await expect(form.getByLabel('Name')).toHaveValue('<b>Ada</b>');
  await expect(form.getByLabel('Password')).toHaveValue('');
  expect(await page.content()).not.toContain('seven77');
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole('main').getByRole('alert');
  await expect(summary).toContainText('Use at least 8 characters.');
  await summary.getByRole('link', { name: 'Enter an email address like name@example.com.' }).click();
  await expect(form.getByLabel('Email')).toBeFocused();
  await expect(form.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
});

test('a common password is refused', async ({ shop, page }) => {
  const person = stranger();
  await shop.open('/register');
  const form = shop.form('/register');
  await form.getByLabel('Email').fill(person.email);
  await form.getByLabel('Name').fill(person.name);
  await form.getByLabel('Password').fill('password1234');
  expect(await shop.send(form.getByRole('button', { name: 'Create account' }))).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Many people use this password');
});

test('registering an address that is known answers the same, and a letter tells its owner', async ({ shop, elsewhere, page, request }) => {
  const known = await joined(elsewhere.page.request);
  await shop.open('/register');
  const form = shop.form('/register');
  await form.getByLabel('Email').fill(known.email);
  await form.getByLabel('Name').fill('Somebody Else');
  await form.getByLabel('Password').fill('another long one');
  expect(await shop.send(form.getByRole('button', { name: 'Create account' }))).toBe(303);
  await expect(page).toHaveURL(/\/register\?done=sent$/);
  await expect.poll(async () => (await subjects(request, known.email))[0]).toContain('You already have an account');
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, known.email, known.password), 'the password is the old one').toBe(303);
});

test('what a letter links to is there', async ({ shop, elsewhere, page, request }) => {
  const known = await joined(elsewhere.page.request);
  await request.post('/register', { form: { email: known.email, name: 'Ines', password: 'another long one' } });
  await expect.poll(async () => (await subjects(request, known.email))[0]).toContain('You already have an account');
  const links = [...(await newestText(request, known.email)).matchAll(/class="letter-text"[\s\S]*/g)][0]![0].matchAll(/href="([^"]+)"/g);
  const paths = [...links].map(([, href]) => new URL(href!, 'http://shop.example').pathname).filter((path) => /sign-in|password/.test(path));
  expect(paths.length).toBeGreaterThan(1);
  for (const path of paths) expect(await shop.open(path), path).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('signing in and out: Back shows nothing afterwards', async ({ shop, elsewhere, page }) => {
  const person = await joined(elsewhere.page.request, 'Grace Hopper');
  await shop.open('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole('main')).toContainText('Grace Hopper');
  await shop.open('/account/details');

  await shop.open('/account');
  expect(await shop.send(shop.form('/sign-out').getByRole('button', { name: 'Sign out' }))).toBe(303);
  await expect(page).toHaveURL(/\/sign-in\?done=signed-out$/);
  await expect(page.getByRole('status').filter({ hasText: 'You are signed out.' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.locator('body')).not.toContainText('Grace Hopper');
  await page.goBack();
  await expect(page.locator('body')).not.toContainText(person.email);
  expect(await isSignedIn(page.request)).toBe(false);
});

test('signing in renews the cookie, and the old one opens nothing', async ({ shop, elsewhere, page, context, request }) => {
  const person = await joined(elsewhere.page.request);
  const [item] = await plenty(request, 1);
  await put(page.request, item!.sku);
  const guest = await context.cookies();
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  const own = await context.cookies();
  for (const cookie of own) {
    expect(guest.map(({ value }) => value)).not.toContain(cookie.value);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  }
  await context.clearCookies();
  await context.addCookies(guest);
  expect(await isSignedIn(page.request)).toBe(false);
});

test('a wrong password keeps the mail and never the password, and says the same for a stranger', async ({ shop, elsewhere, page }) => {
  const person = await joined(elsewhere.page.request);
  const said: string[] = [];
  for (const email of [person.email, stranger().email]) {
    await shop.open('/sign-in');
    expect(await sendSignIn(shop, email, 'surely a wrong one')).toBe(422);
    await expect(shop.form('/sign-in').getByLabel('Email')).toHaveValue(email);
    await expect(shop.form('/sign-in').getByLabel('Password')).toHaveValue('');
    expect(await page.content()).not.toContain('surely a wrong one');
    said.push(await page.getByRole('main').getByRole('alert').innerText());
  }
  expect(said[1]).toBe(said[0]);
  expect(await isSignedIn(page.request)).toBe(false);
});

test('an account that is not verified yet cannot be signed in to', async ({ shop, page, request }) => {
  const person = stranger();
  await request.post('/register', { form: { ...person } });
  await linkTo(request, '/verify-email', person.email);
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, person.email, person.password)).toBe(422);
  expect(await isSignedIn(page.request)).toBe(false);
});

test('a forgotten password is chosen anew, by a link that is good once', async ({ shop, elsewhere, page, request }) => {
  const person = await joined(elsewhere.page.request);
  await shop.open('/sign-in');
  await page.getByRole('main').getByRole('link', { name: 'Forgot your password?' }).click();
  await shop.ready();
  await shop.fits();
  const ask = shop.form('/forgot-password');
  await ask.getByLabel('Email').fill(person.email);
  expect(await shop.send(ask.getByRole('button', { name: 'Send the link' }))).toBe(303);
  await expect(page).toHaveURL(/\/forgot-password\?done=sent$/);
  const link = await linkTo(request, '/reset-password', person.email);

  await shop.open(link);
  const reset = shop.form('/reset-password');
  await reset.getByLabel('New password').fill('short');
  expect(await shop.send(reset.getByRole('button', { name: 'Set password' })), 'the link stays good').toBe(422);
  await reset.getByLabel('New password').fill('a new harbour light');
  expect(await shop.send(reset.getByRole('button', { name: 'Set password' }))).toBe(303);
  await expect(page).toHaveURL(/\/sign-in\?done=reset$/);
  expect(await isSignedIn(elsewhere.page.request), 'all sessions end').toBe(false);

  expect(await sendSignIn(shop, person.email, person.password)).toBe(422);
  expect(await sendSignIn(shop, person.email, 'a new harbour light')).toBe(303);
  await shop.open(link);
  await shop.form('/reset-password').getByLabel('New password').fill('yet another light');
  expect(await shop.send(shop.form('/reset-password').getByRole('button', { name: 'Set password' }))).toBe(410);
  await expect(page.getByRole('main').getByRole('link', { name: 'Ask for another' })).toBeVisible();
});

test('a forgotten password of nobody answers the same', async ({ shop, page }) => {
  await shop.open('/forgot-password');
  await shop.form('/forgot-password').getByLabel('Email').fill(stranger().email);
  expect(await shop.send(shop.form('/forgot-password').getByRole('button', { name: 'Send the link' }))).toBe(303);
  await expect(page).toHaveURL(/\/forgot-password\?done=sent$/);
  await expect(page.getByRole('status').filter({ hasText: 'If there is an account' })).toBeVisible();
});

test('a link of a newer letter takes the place of the older', async ({ shop, elsewhere, request }) => {
  const person = await joined(elsewhere.page.request);
  const ask = () => request.post('/forgot-password', { form: { email: person.email } });
  await ask();
  const older = await linkTo(request, '/reset-password', person.email);
  await ask();
  const newer = await linkTo(request, '/reset-password', person.email);
  const reset = (link: string) =>
    request.post('/reset-password', { form: { token: tokenOf(link), password: 'a new harbour light' }, maxRedirects: 0 });
  expect((await reset(newer)).status()).toBe(303);
  expect((await reset(older)).status(), 'no link outlives the change').toBe(410);
});

test('signing in leads to where one wanted to go', async ({ shop, elsewhere, page }) => {
  const person = await joined(elsewhere.page.request);
  await shop.open('/account/wishlist');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect(await sendSignIn(shop, person.email, 'surely a wrong one'), 'the way there outlives a mistake').toBe(422);
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  await expect(page).toHaveURL(/\/account\/wishlist$/);
});

test('signing in leads to no other site', async ({ shop, elsewhere, page, baseURL }) => {
  const person = await joined(elsewhere.page.request);
  for (const next of [
    'https://evil.example/', '//evil.example/', '/\\evil.example/', '\\\\evil.example/', '/%2fevil.example/', '/%5cevil.example/',
    '/%252fevil.example/', '/\t/evil.example/', ' //evil.example/', 'javascript:alert(1)', '/account\r\nset-cookie: a=b', 'account',
  ]) {
    const form = { email: person.email, password: person.password, next };
    const answer = await page.request.post('/sign-in', { form, maxRedirects: 0 });
    expect(answer.status(), next).toBe(303);
    expect(answer.headers()['location'], next).toBe('/account');
  }
  await page.context().clearCookies();
  await shop.open(`/sign-in?next=${encodeURIComponent('//evil.example/')}`);
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  expect(page.url()).toBe(`${baseURL}/account`);
});

test('a form for signing in that another site sends is refused', async ({ shop, elsewhere, page }) => {
  const person = await joined(elsewhere.page.request);
  const answer = await page.request.post('/sign-in', {
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    form: { email: person.email, password: person.password },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  expect(await isSignedIn(page.request)).toBe(false);
});
