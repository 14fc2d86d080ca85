import { firstItem } from '../../support/api.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** A name that no other run has, which is its own address. */
function fresh(word: string): string {
  return `${word}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

/** Makes a category on its page, and gives the address of its own page. */
async function makeCategory(shop: Shop, name: string): Promise<string> {
  await shop.open('/admin/categories');
  const make = shop.form('/admin/categories');
  await make.getByLabel('Name').fill(name);
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  await expect(shop.page).toHaveURL(/\/admin\/categories\/[\w-]+\?done=created$/);
  return new URL(shop.page.url()).pathname;
}

test('a category is made, renamed, moved, and its old address leads on', async ({ shop, page, crew }) => {
  const [name, other] = [fresh('ropes'), fresh('cables')];
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Categories' }).click();
  await shop.ready();
  const make = shop.form('/admin/categories');
  await make.getByLabel('Name').fill('Typed');
  await make.getByLabel('Address').fill('No address!');
  expect(await shop.send(make.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('small letters and digits');
  await expect(make.getByLabel('Name')).toHaveValue('Typed');
  await shop.fits();

  const own = await makeCategory(shop, name);
  const change = shop.form(own);
  await change.getByLabel('Address').fill(other);
  await change.getByLabel('Description').fill('To tie a boat with.');
  expect(await shop.send(change.getByRole('button'))).toBe(303);
  await expect(page.locator('#now')).toContainText(`/c/${other}`);
  await expect.poll(async () => {
    const led = await page.request.get(`/c/${name}`, { maxRedirects: 0 });
    return [led.status(), led.headers()['location']];
  }).toEqual([308, `/c/${other}`]);
  await expect.poll(() => shop.open(`/c/${name}`)).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  const above = await makeCategory(shop, fresh('deck'));
  await shop.open(own);
  const move = shop.form(`${own}/move`);
  await move.getByLabel('Below').selectOption(above.split('/').pop()!);
  expect(await shop.send(move.getByRole('button'))).toBe(303);
  await expect(page.locator('#now')).toContainText(/deck-\w+ \/ ropes-/);
  await shop.fits();

  // What stands above is merged into what stood beside: the rest moves along.
  await shop.open(above);
  const merge = shop.form(`${above}/merge`);
  const choices = merge.getByLabel('Into').getByRole('option');
  await expect(choices.filter({ hasText: name }), 'never into what is below').toHaveCount(0);
  const last = await makeCategory(shop, fresh('mast'));
  await shop.open(above);
  await merge.getByLabel('Into').selectOption(last.split('/').pop()!);
  expect(await shop.send(merge.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/categories\?done=merged$/);
  await shop.open(own);
  await expect(page.locator('#now')).toContainText(/mast-\w+ \/ ropes-/);
  for (const path of [own, last]) {
    await shop.open(path);
    expect(await shop.send(page.getByRole('button', { name: 'Delete category' }))).toBe(303);
  }
  expect(await shop.open(own)).toBe(404);
});

test('who saves a category second sees both and overwrites nothing unseen', async ({ shop, page, elsewhere, crew }) => {
  await crew.owner(shop);
  const own = await makeCategory(shop, fresh('two'));
  await crew.ownerToo(elsewhere);
  await shop.open(own);
  await elsewhere.open(own);
  const theirs = elsewhere.form(own);
  await theirs.getByLabel('Description').fill('Theirs.');
  expect(await elsewhere.send(theirs.getByRole('button'))).toBe(303);
  const mine = shop.form(own);
  await mine.getByLabel('Description').fill('Mine.');
  expect(await shop.send(mine.getByRole('button'))).toBe(409);
  await expect(alert(shop)).toContainText('Somebody else has changed this');
  await expect(page.locator('#now')).toContainText('Theirs.');
  await expect(mine.getByLabel('Description')).toHaveValue('Mine.');
  expect(await shop.send(mine.getByRole('button'))).toBe(303);
  await expect(page.locator('#now')).toContainText('Mine.');
  expect(await shop.send(page.getByRole('button', { name: 'Delete category' }))).toBe(303);
});

test('a collection by rule is counted, saved, and shown in the shop', async ({ shop, page, crew }) => {
  const { brand } = await firstItem(page.request, 'shirt');
  const name = fresh('set');
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Collections' }).click();
  await shop.ready();
  const make = shop.form('/admin/collections');
  await make.getByLabel('Name').fill(name);
  expect(await shop.send(make.getByRole('button'))).toBe(303);
  await expect(page).toHaveURL(/\/admin\/collections\/[\w-]+\?done=created$/);
  const change = shop.form(new URL(page.url()).pathname);
  const save = change.getByRole('button', { name: 'Save collection' });
  const count = change.getByRole('button', { name: 'Count' });
  await change.getByRole('radio', { name: 'What a rule finds' }).check();
  await change.getByRole('radio', { name: 'In the shop' }).check();
  expect(await shop.send(save), 'a rule that says nothing').toBe(422);
  await change.getByLabel('Of one of these brands').fill(brand);
  await change.getByLabel('Price from').fill('cheap');
  expect(await shop.send(count)).toBe(422);
  await expect(alert(shop)).toContainText('Enter a price');
  await change.getByLabel('Price from').fill('0.01');
  expect(await shop.send(count)).toBe(200);
  await expect(page.locator('#matches')).toHaveText(/^\d+ products? match/);
  await expect(change.getByLabel('Of one of these brands')).toHaveValue(brand);
  await shop.fits();
  expect(await shop.send(save)).toBe(303);
  await expect(page.locator('#now')).toContainText(brand);

  await expect.poll(() => shop.open(`/collections/${name}`)).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const brands = await page.locator('.card .card-brand').allTextContents();
  expect(new Set(brands)).toEqual(new Set([brand]));
  await shop.fits();
  const map = await page.request.get('/sitemap/pages.xml');
  expect(await map.text()).toContain(`/collections/${name}</loc>`);
});

test('a brand becomes no other brand by accident', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/brands');
  const names = page.getByRole('region', { name: 'Brands' }).locator('tbody th');
  const [first, second] = [await names.nth(0).textContent(), await names.nth(1).textContent()];
  await page.getByRole('link', { name: `Rename ${first}`, exact: true }).click();
  await shop.ready();
  const form = shop.form('/admin/brands/rename');
  await expect(form.getByRole('checkbox')).toHaveCount(0);
  await form.getByLabel('New name').fill(second!);
  expect(await shop.send(form.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('already');
  await expect(form.getByRole('checkbox')).not.toBeChecked();
  await shop.fits();
  await shop.open('/admin/brands');
  await expect(names.nth(0)).toHaveText(first!);
});

test('who may not look after shelves changes nothing', async ({ shop, page, crew }) => {
  await crew.member(shop, 'analyst');
  for (const path of ['/admin/categories', '/admin/collections', '/admin/brands']) {
    expect(await shop.open(path), path).toBe(200);
    await expect(page.getByRole('main').getByRole('button', { name: /Make|Save|Move/ })).toHaveCount(0);
  }
  for (const path of ['/admin/categories', '/admin/categories/x/merge', '/admin/categories/x/delete', '/admin/collections', '/admin/collections/x/count', '/admin/brands/rename']) {
    const answer = await page.request.post(path, { form: { from: 'x', to: 'y' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
