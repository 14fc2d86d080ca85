import type { APIRequestContext } from '@playwright/test';
import { firstItem, items } from '../../support/api.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** A word that no product has and no other run uses. */
function fresh(): string {
  const letters = 'bdfgjkmpqvwxz';
  const some = Array.from({ length: 12 }, () => letters[Math.floor(Math.random() * letters.length)]);
  return `zq${some.join('')}`;
}

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

/** How many products a query finds now. */
async function found(request: APIRequestContext, query: string): Promise<number> {
  return (await items(request, `query=${encodeURIComponent(query)}`)).total;
}

test('what was searched in vain is found once a synonym says what it means', async ({ shop, page, request, crew }) => {
  const word = fresh();
  const kettle = await firstItem(request, 'kettle');
  expect(await found(request, word)).toBe(0);
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Search' }).click();
  await shop.ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search');
  await shop.fits();

  // As the link beside a query that found nothing does.
  await shop.open(`/admin/search/synonyms?words=${word}`);
  const add = shop.form('/admin/search/synonyms');
  await expect(add.getByLabel('Words')).toHaveValue(word);
  expect(await shop.send(add.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Enter two words or more');
  await alert(shop).getByRole('link').click();
  await expect(add.getByLabel('Words')).toBeFocused();
  await expect(add.getByLabel('Words')).toHaveValue(word);
  await add.getByLabel('They find these too').fill('Kettle');
  expect(await shop.send(add.getByRole('button'))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The synonyms are added');
  await shop.fits();
  await expect.poll(() => found(request, word)).toBeGreaterThan(0);
  await shop.open(`/search?q=${word}`);
  await expect(page.locator('[data-results]').getByRole('link', { name: kettle.title }).first()).toBeVisible();

  await shop.open('/admin/search/synonyms');
  await page.getByRole('region', { name: 'Synonyms' }).getByRole('link', { name: word }).click();
  await shop.ready();
  await expect(page.locator('#now')).toContainText('kettle');
  expect(await shop.send(page.getByRole('button', { name: 'Remove these synonyms' }))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('The synonyms are removed');
  await expect.poll(() => found(request, word)).toBe(0);
});

test('a pinned product comes first, until nothing is pinned any more', async ({ shop, page, request, crew }) => {
  const word = fresh();
  const [kettle, shirt] = [await firstItem(request, 'kettle'), await firstItem(request, 'shirt')];
  await crew.owner(shop);
  await shop.open(`/admin/search/pins?query=${word}`);
  const pin = shop.form('/admin/search/pins');
  await expect(pin.getByLabel('Query')).toHaveValue(word);
  await pin.getByLabel('Products, in order').fill(`${kettle.sku}\nNO-SUCH-THING`);
  expect(await shop.send(pin.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('There is no product “NO-SUCH-THING”');
  await expect(pin.getByLabel('Products, in order')).toHaveValue(`${kettle.sku}\nNO-SUCH-THING`);
  // By the last part of its address, too.
  await pin.getByLabel('Products, in order').fill(`${shirt.slug}\n${kettle.sku}`);
  expect(await shop.send(pin.getByRole('button'))).toBe(303);
  await expect(page.getByRole('main').getByRole('status')).toContainText('come first');
  const first = async () => (await items(request, `query=${word}`)).items.map((item) => item.id);
  await expect.poll(first).toEqual([shirt.id, kettle.id]);

  await shop.open(`/admin/search/pins?query=${word}`);
  await expect(page.locator('#now').getByRole('listitem')).toHaveText([shirt.title, kettle.title]);
  await shop.fits();
  await pin.getByLabel('Products, in order').fill(kettle.sku);
  expect(await shop.send(pin.getByRole('button'))).toBe(303);
  await expect.poll(first).toEqual([kettle.id]);
  await shop.open(`/admin/search/pins?query=${word}`);
  expect(await shop.send(page.getByRole('button', { name: 'Let nothing come first' }))).toBe(303);
  await expect.poll(first).toEqual([]);
  await shop.open('/admin/audit?action=results_unpinned');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: `query ${word}` })).toHaveCount(1);
});

test('who saves second sees both and overwrites nothing unseen', async ({ shop, page, elsewhere, crew }) => {
  const [word, theirs, mine] = [fresh(), fresh(), fresh()];
  await crew.owner(shop);
  const send = (fields: Record<string, string>) =>
    page.request.post('/admin/search/synonyms', { form: fields, maxRedirects: 0 });
  for (const done of ['added', 'before']) {
    const answer = await send({ words: `${word}, kettle` });
    expect([answer.status(), answer.headers()['location']]).toEqual([303, `/admin/search/synonyms?done=${done}`]);
  }
  await crew.ownerToo(elsewhere);
  for (const who of [shop, elsewhere]) {
    await who.open('/admin/search/synonyms');
    await who.page.getByRole('region', { name: 'Synonyms' }).getByRole('link', { name: word }).click();
    await who.ready();
  }
  const address = new URL(page.url()).pathname;
  await elsewhere.form(address).getByLabel('Words').fill(`${word}, ${theirs}`);
  expect(await elsewhere.send(elsewhere.form(address).getByRole('button'))).toBe(303);
  const form = shop.form(address);
  await form.getByLabel('Words').fill(`${word}, ${mine}`);
  expect(await shop.send(form.getByRole('button'))).toBe(409);
  await expect(alert(shop)).toContainText('Somebody else has changed this');
  await expect(page.locator('#now')).toContainText(theirs);
  await expect(form.getByLabel('Words')).toHaveValue(`${word}, ${mine}`);
  expect(await shop.send(form.getByRole('button'))).toBe(303);
  await expect(page.locator('#now')).toContainText(mine);
  expect(await shop.send(page.getByRole('button', { name: 'Remove these synonyms' }))).toBe(303);
});

test('analysts read what was searched for and change nothing', async ({ shop, page, crew }) => {
  await crew.member(shop, 'analyst');
  expect(await shop.open('/admin/search?days=90&vain=on')).toBe(200);
  for (const path of ['/admin/search/synonyms', '/admin/search/pins']) {
    expect(await shop.open(path), path).toBe(403);
  }
  for (const path of ['/admin/search/synonyms', '/admin/search/synonyms/1', '/admin/search/synonyms/1/remove', '/admin/search/pins', '/admin/search/pins/end']) {
    const answer = await page.request.post(path, { form: { words: 'a, b', version: '1' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
