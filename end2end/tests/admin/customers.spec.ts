import { linkTo, tokenOf } from '../../support/letters.ts';
import { isSignedIn, joined, signIn, stranger } from '../../support/people.ts';
import { NO_OWNER, OWNER, sendCode, sendPassword } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** What a page says that was just done. */
function status(shop: Shop) {
  return shop.page.getByRole('main').getByRole('status');
}

/** Looks an address up, as staff do who are signed in, and opens the one account that has it. */
async function lookUp(staff: Shop, email: string): Promise<void> {
  const { page } = staff;
  await staff.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Customers' }).click();
  await staff.ready();
  const form = page.getByRole('form', { name: 'Which customers' });
  await form.getByLabel('Find').fill(email.toUpperCase());
  await form.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/find=/);
  const found = page.getByRole('region', { name: 'Customers' }).getByRole('row').filter({ hasText: email });
  await expect(found).toHaveCount(1);
  await found.getByRole('link').click();
  await expect(page.locator('#now')).toContainText(email);
  await staff.ready();
}

test('a customer is looked up, sent a new password and signed out', async ({ shop, page, elsewhere, crew }) => {
  const theirs = elsewhere.page.request;
  const person = await joined(theirs);
  await signIn(theirs, person);
  await crew.owner(shop);
  await lookUp(shop, person.email);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.name);
  const facts = page.locator('#now');
  await expect(facts).toContainText('Verified on');
  await shop.fits();

  expect(await shop.send(page.getByRole('button', { name: 'Send a link for a new password' }))).toBe(303);
  await expect(status(shop)).toContainText('on its way');
  expect(await shop.send(page.getByRole('button', { name: 'Send a link for a new password' }))).toBe(303);
  await expect(status(shop)).toContainText('No second one is sent');

  expect(await isSignedIn(theirs)).toBe(true);
  expect(await shop.send(page.getByRole('button', { name: 'Sign them out everywhere' }))).toBe(303);
  await expect(status(shop)).toHaveText('They are signed out everywhere.');
  await expect(facts).toContainText('Nowhere');
  expect(await isSignedIn(theirs)).toBe(false);

  const password = `${person.password} anew`;
  const form = { token: tokenOf(await linkTo(theirs, '/reset-password', person.email)), password };
  expect((await theirs.post('/reset-password', { form, maxRedirects: 0 })).status()).toBe(303);
  await signIn(theirs, { ...person, password });
  expect(await isSignedIn(theirs)).toBe(true);
  const id = page.url().match(/customers\/([0-9a-f]{32})/)![1]!;
  await shop.open('/admin/audit?action=reset_sent');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: id })).toHaveCount(1);
});

test('an account that was never verified is found, and its letter was just sent', async ({ shop, page, elsewhere, crew }) => {
  const person = stranger();
  const registered = await elsewhere.page.request.post('/register', { form: { ...person }, maxRedirects: 0 });
  expect(registered.status()).toBe(303);
  await crew.owner(shop);
  await shop.open(`/admin/customers?only=unverified&find=${encodeURIComponent(person.email)}`);
  await page.getByRole('region', { name: 'Customers' }).getByRole('link').click();
  await expect(page.locator('#now')).toContainText('Not verified');
  await shop.ready();
  await expect(page.getByRole('button', { name: 'Send a link for a new password' })).toHaveCount(0);
  expect(await shop.send(page.getByRole('button', { name: 'Send the verifying letter again' }))).toBe(303);
  await expect(status(shop)).toContainText('No second one is sent');
});

test('who may not see customers is shown none, and who may not help has no button', async ({ shop, elsewhere, crew }) => {
  await crew.owner(shop);
  const person = await crew.newcomer(elsewhere, ['orders']);
  const { page: theirs } = elsewhere;
  await lookUp(elsewhere, person.email);
  await expect(theirs.locator('form[action^="/admin/customers/"]')).toHaveCount(0);
  const path = new URL(theirs.url()).pathname;
  for (const deed of ['reset', 'verify', 'sign-out']) {
    const answer = await theirs.request.post(`${path}/${deed}`, { form: {}, maxRedirects: 0 });
    expect(answer.status(), deed).toBe(403);
  }
  await shop.open('/admin/staff');
  const entry = shop.page.locator('.staff-entry').filter({ hasText: person.email });
  await entry.getByText('Change roles').click();
  await entry.getByRole('checkbox', { name: 'Orders', exact: true }).uncheck();
  await entry.getByRole('checkbox', { name: 'Analyst', exact: true }).check();
  expect(await shop.send(entry.getByRole('button', { name: 'Save roles' }))).toBe(303);
  expect(await elsewhere.open('/admin/customers')).toBe(403);
  expect(await elsewhere.open(path)).toBe(403);
});

test('an owner ends the sessions of a member, who signs in again and sees the one', async ({ shop, page, elsewhere, crew }) => {
  await crew.owner(shop);
  const person = await crew.newcomer(elsewhere, ['support']);
  const { page: theirs } = elsewhere;
  await elsewhere.open('/admin/sessions');
  await expect(theirs.getByRole('region', { name: 'Sessions' }).getByRole('row')).toHaveCount(2);
  await expect(theirs.getByRole('main')).toContainText('nowhere else');
  await elsewhere.fits();
  expect(await elsewhere.open('/admin/staff')).toBe(403);

  await shop.open('/admin/staff');
  await page.locator('.staff-entry').filter({ hasText: person.email }).getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sessions of ${person.name}`);
  await shop.ready();
  expect(await shop.send(page.getByRole('region', { name: 'Sessions' }).getByRole('button', { name: /^End/ }))).toBe(303);
  await expect(status(shop)).toHaveText('That session is ended.');
  await expect(page.getByRole('main')).toContainText('signed in as staff nowhere');
  await elsewhere.open('/admin/sessions');
  await expect(theirs).toHaveURL(/\/admin\/sign-in\?next=/);

  expect(await sendPassword(elsewhere, person.email, person.password)).toBe(200);
  expect(await sendCode(elsewhere, '/admin/code', person.recoveryCodes[0]!)).toBe(303);
  await expect(theirs).toHaveURL(/\/admin\/sessions$/);
  await elsewhere.ready();
  await expect(theirs.getByRole('region', { name: 'Sessions' }).getByRole('row')).toHaveCount(2);
});
