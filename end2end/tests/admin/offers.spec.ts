import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** A code that no other run has. */
function fresh(word: string): string {
  return `${word}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`.toUpperCase();
}

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

/** A day, so many after today in UTC. */
function day(after: number): string {
  return new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
}

test('a coupon is made, changed, switched off and on', async ({ shop, page, crew }) => {
  const code = fresh('SPRING');
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Coupons' }).click();
  await shop.ready();
  const make = shop.form('/admin/coupons');
  await make.getByRole('textbox', { name: 'Code' }).fill(code.toLowerCase());
  await make.getByLabel('How much').fill('ten');
  await make.getByLabel('For orders of at least').fill('49,90');
  expect(await shop.send(make.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Enter a percentage');
  await expect(make.getByRole('textbox', { name: 'Code' })).toHaveValue(code.toLowerCase());
  await alert(shop).getByRole('link').click();
  await expect(make.getByLabel('How much')).toBeFocused();
  await make.getByLabel('How much').fill('7.5');
  await make.getByLabel('Ends').fill(`${day(30)}T12:00`);
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(new RegExp(`/admin/coupons/${code}\\?done=created$`));
  const facts = page.locator('#now');
  await expect(facts).toContainText('7.5 %');
  await expect(facts).toContainText('€49.90');
  await expect(facts).toContainText('Running');
  await shop.fits();

  const change = shop.form(`/admin/coupons/${code}`);
  await change.getByRole('radio', { name: 'An amount' }).check();
  await change.getByLabel('How much').fill('5');
  expect(await shop.send(change.getByRole('button'))).toBe(303);
  await expect(facts).toContainText('€5.00');
  await expect(facts).toContainText('By code');
  // Beyond what any other test buys for, since those would get it.
  await change.getByLabel('For orders of at least').fill('9000000');
  await change.getByRole('radio', { name: 'Every order that fits it' }).check();
  expect(await shop.send(change.getByRole('button'))).toBe(303);
  await expect(facts).toContainText('Everyone');
  await expect(change.getByRole('radio', { name: 'Every order that fits it' })).toBeChecked();
  for (const [button, stands] of [['Switch off', 'Switched off'], ['Switch on', 'Running']] as const) {
    expect(await shop.send(page.getByRole('button', { name: button }))).toBe(303);
    await expect(facts).toContainText(stands);
  }
  await shop.open('/admin/audit?action=coupon_changed');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: `coupon ${code}` })).toHaveCount(2);
});

test('who saves second sees both and overwrites nothing unseen', async ({ shop, page, elsewhere, crew }) => {
  const code = fresh('TWO');
  await crew.owner(shop);
  const made = await page.request.post('/admin/coupons', { form: { code, kind: 'percent', off: '10' }, maxRedirects: 0 });
  expect(made.status()).toBe(303);
  await crew.ownerToo(elsewhere);
  const address = `/admin/coupons/${code}`;
  await shop.open(address);
  await elsewhere.open(address);
  const theirs = elsewhere.form(address);
  await theirs.getByLabel('How much').fill('20');
  expect(await elsewhere.send(theirs.getByRole('button'))).toBe(303);
  const mine = shop.form(address);
  await mine.getByLabel('How much').fill('30');
  expect(await shop.send(mine.getByRole('button'))).toBe(409);
  await expect(alert(shop)).toContainText('Somebody else has changed this');
  await expect(page.locator('#now')).toContainText('20 %');
  await expect(mine.getByLabel('How much')).toHaveValue('30');
  expect(await shop.send(mine.getByRole('button'))).toBe(303);
  await expect(page.locator('#now')).toContainText('30 %');
});

test('a form that is sent twice does nothing twice', async ({ shop, page, crew }) => {
  const code = fresh('TWICE');
  await crew.owner(shop);
  for (const done of ['created', 'before']) {
    const answer = await page.request.post('/admin/coupons', { form: { code, kind: 'free_delivery' }, maxRedirects: 0 });
    expect([answer.status(), answer.headers()['location']]).toEqual([303, `/admin/coupons/${code}?done=${done}`]);
  }
});

test('a method is priced by weight, and switched off', async ({ shop, page, crew }) => {
  const code = fresh('bike').toLowerCase();
  await crew.owner(shop);
  await shop.open('/admin/delivery');
  const make = shop.form('/admin/delivery/methods');
  await make.getByRole('textbox', { name: 'Code' }).fill(code);
  await make.getByLabel('Name').fill('By bicycle');
  await make.getByLabel('Leaves on the same day until').fill('16:30');
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(new RegExp(`/methods/${code}\\?done=method$`));
  // Nobody else is to be offered it.
  expect(await shop.send(page.getByRole('button', { name: 'Switch off' }))).toBe(303);
  await page.getByRole('link', { name: /^Deliver there ?: Germany/ }).click();
  await shop.ready();
  const price = shop.form(`/admin/delivery/methods/${code}/zones/home`);
  await price.getByLabel('Fewest working days').fill('1');
  await price.getByLabel('Most working days').fill('2');
  await price.getByLabel('Step 1: up to this weight').fill('31.5');
  await price.getByLabel('Step 1: price').fill('9.999');
  expect(await shop.send(price.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Step 1: enter a price');
  await expect(price.getByLabel('Step 1: up to this weight')).toHaveValue('31.5');
  await shop.fits();
  await price.getByLabel('Step 1: price').fill('9,90');
  await price.getByLabel('Step 1: free from').fill('100');
  expect(await shop.send(price.getByRole('button'))).toBe(303);
  await expect(page.getByRole('region', { name: 'Where it goes' })).toContainText('Up to 31.5 kg: €9.90, free from €100.00');
  await shop.fits();
});

test('a rate is laid down for a day to come, and taken back', async ({ shop, page, crew }, { project }) => {
  // A day of its own for each project.
  const from = day(3000 + Math.floor(Math.random() * 3000) + project.name.length);
  await crew.owner(shop);
  await shop.open('/admin/taxes?only=IS');
  const form = shop.form('/admin/taxes').last();
  await form.getByLabel('Rate in percent').fill('24');
  await form.getByLabel('First day').fill('2020-01-01');
  expect(await shop.send(form.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Enter today or a later day');
  await form.getByLabel('First day').fill(from);
  expect(await shop.send(form.getByRole('button'))).toBe(303);
  await shop.open('/admin/taxes?only=IS');
  const back = page.getByRole('button', { name: new RegExp(`^Take back ?: Iceland ${from}`) });
  await expect(page.getByRole('row').filter({ has: back })).toContainText('24 %');
  await shop.fits();
  expect(await shop.send(back)).toBe(303);
  await shop.open('/admin/taxes?only=IS');
  await expect(back).toHaveCount(0);
});

test('who may not look after offers sees none of it and changes nothing', async ({ shop, page, crew }) => {
  await crew.member(shop, 'analyst');
  for (const path of ['/admin/coupons', '/admin/delivery', '/admin/taxes']) {
    expect(await shop.open(path), path).toBe(403);
  }
  for (const path of ['/admin/coupons', '/admin/coupons/WELCOME10/switch', '/admin/delivery/methods', '/admin/delivery/methods/standard/zones/home/end', '/admin/taxes', '/admin/taxes/withdraw']) {
    const answer = await page.request.post(path, { form: { to: 'off' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
