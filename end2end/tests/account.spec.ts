import { isSignedIn, joined, sendSignIn, signIn, stranger } from '../support/people.ts';
import { linkTo, subjects } from '../support/letters.ts';
import { expect, test, type Shop } from '../support/shop.ts';

const ADDRESS = { 'Full name': 'Ines Quay', 'Street and number': 'Hafenstrasse 7', Town: 'Hamburg', Postcode: '20457' };

/** Types an address into a form and chooses its country. */
async function fillAddress(form: ReturnType<Shop['form']>, fields: Record<string, string>, country?: string) {
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  if (country !== undefined) await form.getByLabel('Country').selectOption(country);
}

/** Asserts that a word of the address became the sentence about what was done. */
async function done(shop: Shop, address: RegExp, sentence: string) {
  await expect(shop.page).toHaveURL(address);
  await expect(shop.page.getByRole('main').getByRole('status').filter({ hasText: sentence })).toBeVisible();
}

test('the parts of an account are a click away, and fit', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account');
  const parts = page.getByRole('navigation', { name: 'Your account' }).getByRole('link');
  const addresses = await parts.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses) {
    expect(await shop.open(address), address).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('navigation', { name: 'Your account' }).locator('[aria-current="page"]')).toHaveAttribute('href', address);
    await shop.fits();
  }
  const answer = await page.request.get('/account');
  expect(answer.headers()['cache-control']).toContain('no-store');
});

test('an unknown word after “done” says nothing', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account?done=<b>you+won</b>');
  await expect(page.getByRole('main').getByRole('status')).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText('you won');
});

test('a name is changed, and an empty one is refused', async ({ shop, page }) => {
  await joined(page.request, 'Before');
  await shop.open('/account/details');
  const form = shop.form('/account/name');
  await form.getByLabel('Name').fill('');
  expect(await shop.send(form.getByRole('button', { name: 'Change name' }))).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Enter your name.');
  await form.getByLabel('Name').fill('Zoë "<i>" O’Quay');
  expect(await shop.send(form.getByRole('button', { name: 'Change name' }))).toBe(303);
  await done(shop, /\/account\/details\?done=name$/, 'Your name is changed.');
  await expect(form.getByLabel('Name')).toHaveValue('Zoë "<i>" O’Quay');
});

test('a password is changed, and every other session ends', async ({ shop, elsewhere, page, request }) => {
  const person = await joined(page.request);
  await signIn(elsewhere.page.request, person);
  await shop.open('/account/details');
  const form = shop.form('/account/password');
  await form.getByLabel('Present password').fill('surely a wrong one');
  await form.getByLabel('New password').fill('a new harbour light');
  expect(await shop.send(form.getByRole('button', { name: 'Change password' }))).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('This is not the password of the account.');
  await page.getByRole('main').getByRole('alert').getByRole('link').first().click();
  await expect(page.locator('#password-current_password')).toBeFocused();
  await expect(form.getByLabel('New password')).toHaveValue('');
  expect(await page.content()).not.toContain('a new harbour light');
  expect(await isSignedIn(elsewhere.page.request), 'nothing was changed').toBe(true);

  await form.getByLabel('Present password').fill(person.password);
  await form.getByLabel('New password').fill('a new harbour light');
  expect(await shop.send(form.getByRole('button', { name: 'Change password' }))).toBe(303);
  await done(shop, /\?done=password$/, 'Everywhere else you are signed out.');
  expect(await isSignedIn(elsewhere.page.request)).toBe(false);
  expect(await isSignedIn(page.request)).toBe(true);
  await expect.poll(() => subjects(request, person.email)).toContainEqual(expect.stringContaining('was changed'));

  await elsewhere.open('/sign-in');
  expect(await sendSignIn(elsewhere, person.email, person.password)).toBe(422);
  expect(await sendSignIn(elsewhere, person.email, 'a new harbour light')).toBe(303);
});

test('a new mail is the account’s once its link is used', async ({ shop, elsewhere, page, request }) => {
  const person = await joined(page.request);
  const { email } = stranger();
  await shop.open('/account/details');
  const form = shop.form('/account/email');
  await form.getByLabel('Present password').fill(person.password);
  await form.getByLabel('New email').fill('not-an-address');
  expect(await shop.send(form.getByRole('button', { name: 'Change email' }))).toBe(422);
  await expect(form.getByLabel('New email')).toHaveValue('not-an-address');
  await expect(form.getByLabel('Present password')).toHaveValue('');
  await form.getByLabel('Present password').fill(person.password);
  await form.getByLabel('New email').fill(email);
  expect(await shop.send(form.getByRole('button', { name: 'Change email' }))).toBe(303);
  await done(shop, /\?done=mail-asked$/, 'A letter is on its way to the new address.');
  await expect(page.getByRole('main')).toContainText(person.email);
  await expect.poll(() => subjects(request, person.email)).toContainEqual(expect.stringContaining('is to get another email'));

  const link = await linkTo(request, '/confirm-email', email);
  await shop.open(link);
  await elsewhere.open('/sign-in');
  expect(await sendSignIn(elsewhere, email, person.password), 'opening the page changes nothing').toBe(422);
  expect(await shop.send(shop.form('/confirm-email').getByRole('button', { name: 'Use this address' }))).toBe(303);
  await done(shop, /\/account\?done=mail-changed$/, 'Your address is changed.');
  await expect(page.getByRole('main')).toContainText(email);
  expect(await sendSignIn(elsewhere, person.email, person.password)).toBe(422);
  expect(await sendSignIn(elsewhere, email, person.password)).toBe(303);
  await expect.poll(() => subjects(request, person.email)).toContainEqual(expect.stringContaining('has another email address'));
});

test('an address is added, refused field by field, changed and removed', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account/addresses');
  await expect(page.getByRole('main')).toContainText('There is no address here yet.');
  const add = shop.form('/account/addresses');
  await fillAddress(add, { ...ADDRESS, Town: '', Postcode: 'nonsense' }, 'DE');
  await add.getByLabel('Phone').fill('ring the bell');
  expect(await shop.send(add.getByRole('button', { name: 'Add address' }))).toBe(422);
  await expect(add.getByLabel('Street and number')).toHaveValue('Hafenstrasse 7');
  await expect(add.getByLabel('Postcode')).toHaveValue('nonsense');
  await expect(add.getByLabel('Country')).toHaveValue('DE');
  await expect(add.getByLabel('Phone')).toHaveValue('ring the bell');
  for (const refused of ['Town', 'Postcode', 'Phone']) await expect(add.getByLabel(refused)).toHaveAttribute('aria-invalid', 'true');
  for (const taken of ['Full name', 'Street and number']) await expect(add.getByLabel(taken)).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('main').getByRole('alert').getByRole('link')).toHaveCount(3);
  await shop.fits();

  await fillAddress(add, ADDRESS);
  await add.getByLabel('Phone').fill('+49 40 123456');
  expect(await shop.send(add.getByRole('button', { name: 'Add address' }))).toBe(303);
  await done(shop, /\?done=added$/, 'The address is added.');
  const entries = page.locator('li.address');
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('20457 Hamburg');
  await expect(entries).toContainText('Parcels and invoices go here');

  await entries.getByRole('link', { name: 'Edit' }).click();
  await shop.ready();
  const edit = page.getByRole('main').locator('form[action^="/account/addresses/"]');
  await edit.getByLabel('Street and number').fill('');
  expect(await shop.send(edit.getByRole('button', { name: 'Save address' }))).toBe(422);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Enter the street and number.');
  await edit.getByLabel('Street and number').fill('Kaistrasse 8');
  expect(await shop.send(edit.getByRole('button', { name: 'Save address' }))).toBe(303);
  await done(shop, /\/account\/addresses\?done=changed$/, 'The address is changed.');
  await expect(entries).toContainText('Kaistrasse 8');

  expect(await shop.send(entries.getByRole('button', { name: /^Remove/ }))).toBe(303);
  await done(shop, /\?done=removed$/, 'The address is removed.');
  await expect(entries).toHaveCount(0);
});

test('the same form for an address sent twice adds one', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account/addresses');
  const add = shop.form('/account/addresses');
  await fillAddress(add, ADDRESS, 'DE');
  const form = await add.evaluate((form) => Object.fromEntries(new FormData(form as HTMLFormElement)) as Record<string, string>);
  const send = () => page.request.post('/account/addresses', { form, maxRedirects: 0 });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
  await shop.open('/account/addresses');
  await expect(page.locator('li.address')).toHaveCount(1);
});

test('parcels and invoices go where one says', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account/addresses');
  for (const line1 of ['Hafenstrasse 7', 'Kaistrasse 8']) {
    const add = shop.form('/account/addresses');
    await fillAddress(add, { ...ADDRESS, 'Street and number': line1 }, 'DE');
    expect(await shop.send(add.getByRole('button', { name: 'Add address' }))).toBe(303);
  }
  const entry = (line1: string) => page.locator('li.address').filter({ hasText: line1 });
  expect(await shop.send(entry('Kaistrasse 8').getByRole('button', { name: /^Deliver here/ }))).toBe(303);
  await done(shop, /\?done=chosen$/, 'this address is offered first');
  await expect(entry('Kaistrasse 8')).toContainText('Parcels go here');
  await expect(entry('Hafenstrasse 7')).toContainText('Invoices go here');
  expect(await shop.send(entry('Kaistrasse 8').getByRole('button', { name: /^Invoice here/ }))).toBe(303);
  await expect(entry('Kaistrasse 8')).toContainText('Parcels and invoices go here');
});

test('an address that was changed meanwhile is not overwritten unseen', async ({ shop, page, context }) => {
  await joined(page.request);
  await shop.open('/account/addresses');
  await fillAddress(shop.form('/account/addresses'), ADDRESS, 'DE');
  await shop.send(shop.form('/account/addresses').getByRole('button', { name: 'Add address' }));
  await page.locator('li.address').getByRole('link', { name: 'Edit' }).click();
  await shop.ready();
  const address = new URL(page.url()).pathname;
  const form = shop.form(address);
  const meanwhile = await context.newPage();
  await meanwhile.goto(address);
  const other = meanwhile.getByRole('main').locator(`form[action="${address}"]`);
  await other.getByLabel('Town').fill('Bremen');
  await other.getByRole('button', { name: 'Save address' }).click();
  await expect(meanwhile).toHaveURL(/done=changed/);

  await form.getByLabel('Town').fill('Kiel');
  expect(await shop.send(form.getByRole('button', { name: 'Save address' }))).toBe(409);
  await expect(form.getByLabel('Town')).toHaveValue('Kiel');
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  expect(await shop.send(form.getByRole('button', { name: 'Save address' })), 'told, and sent again').toBe(303);
  await expect(page.locator('li.address')).toContainText('Kiel');
});

test('preferences are kept', async ({ shop, page }) => {
  await joined(page.request);
  await shop.open('/account/preferences');
  const form = shop.form('/account/preferences');
  await form.getByLabel('Language you would like letters in').selectOption('de');
  await form.getByLabel('Dark', { exact: true }).check();
  await form.getByLabel('Send me the newsletter').check();
  expect(await shop.send(form.getByRole('button', { name: 'Save preferences' }))).toBe(303);
  await done(shop, /\?done=saved$/, 'Your preferences are saved.');
  await shop.open('/account/preferences');
  await expect(form.getByLabel('Language you would like letters in')).toHaveValue('de');
  await expect(form.getByLabel('Dark', { exact: true })).toBeChecked();
  await expect(form.getByLabel('Send me the newsletter')).toBeChecked();
  await shop.open('/');
  await expect(page.locator('html'), 'the whole shop is dark').toHaveAttribute('data-scheme', 'dark');
  await shop.open('/account/preferences');
  await form.getByLabel('Send me the newsletter').uncheck();
  expect(await shop.send(form.getByRole('button', { name: 'Save preferences' }))).toBe(303);
  await expect(form.getByLabel('Send me the newsletter')).not.toBeChecked();
  const refused = await page.request.post('/account/preferences', { form: { version: '1', language: 'klingonisch!', colour_scheme: 'plaid' } });
  expect([409, 422]).toContain(refused.status());
});

test('sessions are listed, and one or all others can be ended', async ({ shop, elsewhere, page, playwright, baseURL }) => {
  const person = await joined(page.request);
  await signIn(elsewhere.page.request, person);
  const third = await playwright.request.newContext({ baseURL, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' });
  await signIn(third, person);
  await shop.open('/account/sessions');
  const rows = page.getByRole('table').locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'This one' })).toHaveCount(1);
  await shop.fits();

  expect(await shop.send(rows.filter({ hasText: 'Firefox' }).getByRole('button', { name: /^Sign out/ }))).toBe(303);
  await done(shop, /\?done=ended$/, 'That device is signed out.');
  await expect(rows).toHaveCount(2);
  expect(await isSignedIn(third)).toBe(false);
  expect(await isSignedIn(elsewhere.page.request)).toBe(true);

  expect(await shop.send(page.getByRole('button', { name: 'Sign out all others' }))).toBe(303);
  await done(shop, /\?done=ended-others$/, 'All other devices are signed out.');
  await expect(rows).toHaveCount(1);
  await elsewhere.open('/account');
  await expect(elsewhere.page).toHaveURL(/\/sign-in\?next=/);
  expect(await isSignedIn(page.request)).toBe(true);
  await third.dispose();
});
