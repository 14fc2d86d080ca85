import { codeOf, wrongCodeOf } from '../../support/authenticator.ts';
import { joined, sendSignIn, stranger } from '../../support/people.ts';
import { asOwner, invite, join, NO_OWNER, OWNER, secretShown, sendCode, sendPassword } from '../../support/staff.ts';
import { linkTo } from '../../support/letters.ts';
import { expect, test } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

test('the demo’s owner signs in, sees who is staff, and signs out', async ({ shop, page }) => {
  await shop.open('/admin/staff');
  await expect(page).toHaveURL(/\/admin\/sign-in\?next=/);
  expect(await sendPassword(shop, OWNER.email, OWNER.password)).toBe(303);
  await expect(page, 'the page asked for before').toHaveURL(/\/admin\/staff$/);
  await asOwner(shop);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Behind the counter');
  await expect(page.getByRole('main')).toContainText('Owner');
  await shop.fits();
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: /staff/i }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who is staff');
  await expect(page.locator('.staff-entry').filter({ hasText: OWNER.email })).toHaveCount(1);
  await shop.fits();
  for (const path of ['/admin/tokens', '/admin/audit']) {
    expect(await shop.open(path), path).toBe(200);
    await shop.fits();
  }
  const answer = await page.request.get('/admin');
  expect(answer.headers()['cache-control']).toContain('no-store');

  expect(await shop.send(shop.form('/admin/sign-out').getByRole('button', { name: 'Sign out' }))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/sign-in\?done=signed-out$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/admin\/sign-in/);
  await expect(page.getByRole('main')).not.toContainText(OWNER.email);
});

test('a wrong password says the same for staff, for shoppers and for strangers', async ({ shop, elsewhere, page }) => {
  const shopper = await joined(elsewhere.page.request);
  const said: string[] = [];
  for (const [email, password] of [
    [OWNER.email, 'surely a wrong one'],
    [shopper.email, shopper.password],
    [stranger().email, 'surely a wrong one'],
  ] as const) {
    await shop.open('/admin/sign-in');
    expect(await sendPassword(shop, email, password)).toBe(422);
    await expect(shop.form('/admin/sign-in').getByLabel('Email')).toHaveValue(email);
    await expect(shop.form('/admin/sign-in').getByLabel('Password')).toHaveValue('');
    said.push(await page.getByRole('main').getByRole('alert').innerText());
  }
  expect(new Set(said).size).toBe(1);
});

test('a new member is invited, sets up an authenticator, and may do what the role allows', async ({ shop, elsewhere, page }) => {
  await asOwner(shop);
  const person = await invite(shop, ['Analyst']);
  await expect(page).toHaveURL(/\/admin\/staff\?done=added$/);
  const entry = page.locator('.staff-entry').filter({ hasText: person.email });
  await expect(entry).toContainText('Invited, and not here yet');

  const link = await linkTo(page.request, '/admin/invitation', person.email);
  const { page: theirs } = elsewhere;
  await elsewhere.open(link);
  const welcome = elsewhere.form('/admin/invitation');
  await welcome.getByLabel('Password').fill('short');
  expect(await elsewhere.send(welcome.getByRole('button', { name: 'Set password' }))).toBe(422);
  await welcome.getByLabel('Password').fill(person.password);
  expect(await elsewhere.send(welcome.getByRole('button', { name: 'Set password' }))).toBe(303);
  await expect(theirs).toHaveURL(/\/admin\/sign-in\?done=welcome$/);

  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  const secret = await secretShown(elsewhere);
  await expect(theirs.getByRole('img', { name: 'The secret as a picture to scan' }).locator('svg')).toBeVisible();
  await elsewhere.fits();
  expect((await theirs.request.get('/admin', { maxRedirects: 0 })).status(), 'a password alone opens nothing').toBe(303);
  expect(await sendCode(elsewhere, '/admin/enrol', wrongCodeOf(secret))).toBe(422);
  await expect(elsewhere.form('/admin/enrol').getByLabel('Code')).toHaveValue('');

  await elsewhere.open('/admin/sign-in');
  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  const code = codeOf(await secretShown(elsewhere));
  expect(await sendCode(elsewhere, '/admin/enrol', code)).toBe(200);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Keep your recovery codes');
  const recovery = await theirs.locator('.staff-codes code').allTextContents();
  expect(new Set(recovery).size).toBeGreaterThan(7);
  await elsewhere.fits();
  await theirs.getByRole('main').getByRole('link', { name: 'I have kept them' }).click();
  await elsewhere.ready();
  await expect(theirs.getByRole('main')).toContainText(person.name);
  await expect(theirs.getByRole('main')).toContainText('Analyst');
  await expect(theirs.getByRole('navigation', { name: 'Staff' }).locator('a[href="/admin/staff"]')).toHaveCount(0);

  for (const path of ['/admin/staff', '/admin/audit']) expect(await elsewhere.open(path), path).toBe(403);
  await expect(theirs.getByRole('main')).not.toContainText(OWNER.email);
  const change = { email: stranger().email, name: 'Nobody', roles: 'owner' };
  expect((await theirs.request.post('/admin/staff', { form: change, maxRedirects: 0 })).status()).toBe(403);

  await elsewhere.open('/admin');
  expect(await elsewhere.send(elsewhere.form('/admin/sign-out').getByRole('button', { name: 'Sign out' }))).toBe(303);
  expect((await theirs.request.get('/admin', { maxRedirects: 0 })).status()).toBe(303);

  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Enter your code');
  expect(await sendCode(elsewhere, '/admin/code', code), 'a code is good once').toBe(422);
  await expect(theirs.getByRole('main').getByRole('alert')).toContainText('This code is not right, or was used already.');
  expect(await sendCode(elsewhere, '/admin/code', recovery[0]!), 'the authenticator is lost').toBe(303);
  await expect(theirs).toHaveURL(/\/admin$/);
  await elsewhere.send(elsewhere.form('/admin/sign-out').getByRole('button', { name: 'Sign out' }));
  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  expect(await sendCode(elsewhere, '/admin/code', recovery[0]!), 'so is a recovery code').toBe(422);

  await shop.open('/admin/staff');
  await expect(entry).toContainText('Authenticator since');
});

test('somebody is added with a mistake, and what was typed is kept', async ({ shop, page }) => {
  await asOwner(shop);
  await shop.open('/admin/staff');
  const form = shop.form('/admin/staff');
  await form.getByLabel('Email').fill('not-an-address');
  await form.getByLabel('Name').fill('Mira Mole');
  expect(await shop.send(form.getByRole('button', { name: 'Add to staff' }))).toBe(422);
  await expect(form.getByLabel('Email')).toHaveValue('not-an-address');
  await expect(form.getByLabel('Name')).toHaveValue('Mira Mole');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Choose at least one role');
  await page.getByRole('main').getByRole('alert').getByRole('link', { name: /role/ }).click();
  await expect(form.getByRole('checkbox').first()).toBeFocused();
});

test('roles count from the next request on, and who leaves is out at once', async ({ shop, elsewhere, page }) => {
  await asOwner(shop);
  const person = await invite(shop, ['Analyst'], 'Nora Next');
  await join(elsewhere, person);
  expect(await elsewhere.open('/admin/staff')).toBe(403);
  await shop.open('/admin/staff');
  const entry = page.locator('.staff-entry').filter({ hasText: person.email });
  await entry.locator('summary').click();
  await entry.getByRole('checkbox', { name: 'Owner', exact: true }).check();
  expect(await shop.send(entry.getByRole('button', { name: 'Save roles' }))).toBe(303);
  await expect(page).toHaveURL(/\?done=roles$/);
  expect(await elsewhere.open('/admin/staff')).toBe(200);

  await shop.open('/admin/staff');
  expect(await shop.send(entry.getByRole('button', { name: /^Remove from staff/ }))).toBe(303);
  await expect(page).toHaveURL(/\?done=removed$/);
  await expect(entry).toHaveCount(0);
  await elsewhere.open('/admin');
  await expect(elsewhere.page).toHaveURL(/\/admin\/sign-in/);
});

test('an authenticator that was lost is taken away, and the next sign-in sets up another', async ({ shop, elsewhere, page }) => {
  await asOwner(shop);
  const person = await invite(shop, ['Support'], 'Lena Lost');
  await join(elsewhere, person);
  await shop.open('/admin/staff');
  const entry = page.locator('.staff-entry').filter({ hasText: person.email });
  expect(await shop.send(entry.getByRole('button', { name: /^Take away the authenticator/ }))).toBe(303);
  await elsewhere.open('/admin');
  await expect(elsewhere.page).toHaveURL(/\/admin\/sign-in/);
  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  await secretShown(elsewhere);
});

test('a token for the API is shown once and revoked', async ({ shop, page }, { project }) => {
  await asOwner(shop);
  await shop.open('/admin/tokens');
  const label = `stock feed ${project.name} ${Date.now()}`;
  const form = shop.form('/admin/tokens');
  await form.getByLabel('Label').fill(label);
  await form.getByRole('checkbox', { name: 'Owner', exact: true }).check();
  expect(await shop.send(form.getByRole('button', { name: 'Make token' }))).toBe(200);
  const secret = (await page.locator('.staff-secret code').textContent())!;
  expect(secret.length).toBeGreaterThan(20);
  await shop.open('/admin/tokens');
  expect(await page.content(), 'never shown again').not.toContain(secret);
  const row = page.getByRole('row').filter({ hasText: label });
  expect(await shop.send(row.getByRole('button', { name: /^Revoke/ }))).toBe(303);
  await expect(page).toHaveURL(/\?done=revoked$/);
  await expect(row).toContainText('Revoked');
  await expect(row.getByRole('button')).toHaveCount(0);
});

test('the audit log says who added whom', async ({ shop, page }) => {
  await asOwner(shop);
  await invite(shop, ['Warehouse'], 'Abel Audit');
  await shop.open('/admin/audit');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: /Shop owner/ }).first()).toBeVisible();
  await shop.fits();
});

test('signed in to the shop is not signed in to its back', async ({ shop, elsewhere, page, context }) => {
  const person = await joined(elsewhere.page.request);
  await shop.open('/sign-in');
  expect(await sendSignIn(shop, person.email, person.password)).toBe(303);
  for (const path of ['/admin', '/admin/staff', '/admin/tokens', '/admin/audit']) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers()['location'], path).toContain('/admin/sign-in');
  }
  await context.clearCookies();
  await asOwner(shop);
  expect((await context.cookies()).map(({ path }) => path)).toEqual(['/admin']);
  await shop.open('/account');
  await expect(page).toHaveURL(/\/sign-in/);
});
