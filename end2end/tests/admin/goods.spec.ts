import { atHand, goods, MISSING } from '../../support/merchant.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

function rows(shop: Shop) {
  return shop.page.getByRole('region', { name: 'Products' }).locator('tbody tr');
}

test('a price is raised from the list, after a look at what would change, and set back', async ({ shop, page, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const { sku, title } = goods('raised', project.name);
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Products' }).click();
  await shop.ready();
  const search = page.getByRole('main').locator('form[action="/admin/products"]');
  await search.getByLabel('Find').fill(sku.toLowerCase());
  await search.getByRole('button', { name: 'Show products' }).click();
  await expect(page).toHaveURL(/query=gds-/);
  await expect(rows(shop)).toHaveCount(1);
  await expect(rows(shop)).toContainText('€10.00');
  await shop.fits();

  const tick = page.getByRole('checkbox', { name: `Choose ${title}` });
  await tick.check();
  const bulk = shop.form('/admin/products/bulk');
  await bulk.getByLabel('What to do').selectOption('Raise prices by percent');
  await bulk.getByLabel('How much').fill('a tenth');
  const look = bulk.getByRole('button', { name: 'See what would change' });
  expect(await shop.send(look)).toBe(422);
  await expect(alert(shop)).toContainText('Enter a percentage');
  await expect(tick).toBeChecked();
  await expect(bulk.getByLabel('How much')).toHaveValue('a tenth');
  await alert(shop).getByRole('link').click();
  await expect(bulk.getByLabel('How much')).toBeFocused();
  await bulk.getByLabel('How much').fill('10');
  expect(await shop.send(look)).toBe(200);
  await expect(page.getByRole('heading', { name: '1 product with 1 SKU' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Their prices go up by 10 %');
  await shop.fits();

  expect(await shop.send(page.getByRole('button', { name: 'Change 1 product' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toHaveText('1 product changed.');
  const done = page.url();
  await shop.open(`/admin/products?query=${sku}`);
  await expect(rows(shop)).toContainText('€11.00');
  await shop.open(done);
  expect(await shop.send(page.getByRole('button', { name: 'Undo' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toHaveText('1 product set back.');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await shop.open(`/admin/products?query=${sku}`);
  await expect(rows(shop)).toContainText('€10.00');
});

test('what was done to many products is found again, and set back', async ({ shop, page, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const { sku, title } = goods('found again', project.name);
  await crew.owner(shop);
  const bulk = shop.form('/admin/products/bulk');
  for (const [action, words] of [['Archive', 'They are archived'], ['Publish', 'They are published']] as const) {
    await shop.open(`/admin/products?query=${sku}`);
    await page.getByRole('checkbox', { name: `Choose ${title}` }).check();
    await bulk.getByLabel('What to do').selectOption(action);
    expect(await shop.send(bulk.getByRole('button', { name: 'See what would change' }))).toBe(200);
    await expect(page.getByRole('main')).toContainText(words);
    expect(await shop.send(page.getByRole('button', { name: 'Change 1 product' }))).toBe(303);
  }
  const tag = `found${Date.now().toString(36)}`;
  await shop.open(`/admin/products?query=${sku}`);
  await page.getByRole('checkbox', { name: `Choose ${title}` }).check();
  await bulk.getByLabel('What to do').selectOption('Add a tag');
  await bulk.getByLabel('Tag').fill(tag);
  expect(await shop.send(bulk.getByRole('button', { name: 'See what would change' }))).toBe(200);
  expect(await shop.send(page.getByRole('button', { name: 'Change 1 product' }))).toBe(303);
  await shop.open('/admin/products');
  await page.getByRole('link', { name: 'Done to many products' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Done to many products');
  await shop.ready();
  await shop.fits();
  const entry = page.locator('.order-returns > li').filter({ hasText: `They get the tag ${tag}.` });
  await expect(entry).toContainText('1 product changed.');
  expect(await shop.send(entry.getByRole('button', { name: 'Undo' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toHaveText('1 product set back.');
  await shop.open('/admin/products/deeds');
  await expect(entry).toContainText('1 product set back.');
  await expect(entry.getByRole('button')).toHaveCount(0);
});

test('a deed that is sent twice is done once, and is one line of the log', async ({ shop, page, crew }, { project }) => {
  test.skip(!atHand, MISSING);
  const { code } = goods('tagged', project.name);
  const key = `twice${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  await crew.owner(shop);
  const looked = { ids: `goods-${code}`, action: 'add_tag', tag: key };
  const confirm = await (await page.request.post('/admin/products/bulk', { form: looked })).text();
  const form = { ...looked, key, meant: /name="meant" value="([^"]+)"/.exec(confirm)![1] };
  for (const again of [1, 2]) {
    const answer = await page.request.post('/admin/products/bulk/apply', { form, maxRedirects: 0 });
    expect([answer.status(), answer.headers()['location']], `sent ${again}`).toEqual([303, `/admin/products?done=changed&deed=${key}`]);
  }
  await shop.open(`/admin/products?done=changed&deed=${key}`);
  await expect(page.getByRole('main').getByRole('status')).toHaveText('1 product changed.');
  await shop.open('/admin/audit?action=products_changed');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: `bulk ${key}` })).toHaveCount(1);
  // Others than were confirmed are another deed than was meant.
  const other = { ...form, key: `${key}b`, meant: form.meant.replace(/^1-/, '2-') };
  const answer = await page.request.post('/admin/products/bulk/apply', { form: other, maxRedirects: 0 });
  expect(answer.status()).toBe(409);
});

test('the list is narrowed, sorted and shown as it was asked for', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/products?status=active&sort=title');
  const search = page.getByRole('main').locator('form[action="/admin/products"]');
  await expect(search.getByRole('combobox', { name: 'Status' })).toHaveValue('active');
  await search.getByText('Columns', { exact: true }).click();
  for (const column of ['Brand', 'Status', 'SKU', 'Free units', 'Categories', 'Changed']) {
    await search.getByRole('checkbox', { name: column, exact: true }).uncheck();
  }
  await search.getByLabel('Sorted by').selectOption('Highest price first');
  await search.getByRole('button', { name: 'Show products' }).click();
  await expect(page).toHaveURL(/sort=price_down/);
  const heads = page.getByRole('region', { name: 'Products' }).getByRole('columnheader');
  await expect(heads).toHaveText(['Chosen', 'Product', 'Price']);
  await expect(rows(shop)).toHaveCount(50);
  const first = await rows(shop).first().locator('th').textContent();
  await page.getByRole('navigation', { name: 'Pages of products' }).getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/nextCursor=/);
  await expect(rows(shop).first().locator('th')).not.toHaveText(first!);
  await expect(heads).toHaveText(['Chosen', 'Product', 'Price']);
  expect(await shop.open('/admin/products?query=no+such+product+anywhere')).toBe(200);
  await expect(page.getByRole('main')).toContainText('No product is like this.');
  expect(await shop.open('/admin/products?sort=sideways')).toBe(400);
});

test('who may only read sees the list and changes nothing', async ({ shop, page, crew }) => {
  await crew.member(shop, 'analyst');
  expect(await shop.open('/admin/products')).toBe(200);
  await expect(rows(shop).first()).toBeVisible();
  await expect(page.getByRole('main').locator('input[name="ids"]')).toHaveCount(0);
  for (const path of ['/admin/products/bulk', '/admin/products/bulk/apply', '/admin/products/bulk/none/undo']) {
    const form = { all: 'on', action: 'archive', key: 'none', meant: '1' };
    const answer = await page.request.post(path, { form, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
