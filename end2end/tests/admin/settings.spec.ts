import type { APIRequestContext } from '@playwright/test';
import { png } from '../../support/pictures.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);

/** A word that no other run has. */
function fresh(word: string): string {
  return `${word}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

function alert(shop: Shop) {
  return shop.page.getByRole('main').getByRole('alert');
}

/** Sets one setting. Other runs change others meanwhile: then the page is read again. */
async function set(shop: Shop, label: string, value: string): Promise<void> {
  const form = shop.form('/admin/settings');
  await expect(async () => {
    await shop.open('/admin/settings');
    await form.getByLabel(label).fill(value);
    expect(await shop.send(form.getByRole('button'))).toBe(303);
  }).toPass();
}

/** Has one setting follow the configuration again. */
async function giveBack(shop: Shop, label: string): Promise<void> {
  const back = shop.page.getByRole('button', { name: new RegExp(`^Back to the configuration ?: ${label}$`) });
  await expect(async () => {
    await shop.open('/admin/settings');
    if ((await back.count()) > 0) expect(await shop.send(back)).toBe(303);
    await expect(back).toHaveCount(0);
  }).toPass();
}

/** What a page says to a visitor of whom nothing is known, whom pages that are kept are shown. */
async function shown(request: APIRequestContext, path: string): Promise<string> {
  return (await request.get(path)).text();
}

test('a tax number is set, told where it is from, and given back', async ({ shop, page, crew }) => {
  const number = fresh('DE');
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Settings' }).click();
  await shop.ready();
  const form = shop.form('/admin/settings');
  const field = form.getByLabel('VAT or tax number');
  await field.fill('x'.repeat(121));
  expect(await shop.send(form.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Enter at most 120 characters');
  await expect(field).toHaveValue('x'.repeat(121));
  await alert(shop).getByRole('link').click();
  await expect(field).toBeFocused();
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'VAT or tax number' }) });
  await expect(async () => {
    await set(shop, 'VAT or tax number', number);
    expect(await row.textContent()).toContain(number);
  }).toPass();
  await expect(row).toContainText('Set here');
  await shop.fits();
  await shop.open('/admin/audit?action=settings_changed');
  await expect(page.getByRole('table').locator('tbody tr').filter({ hasText: number })).not.toHaveCount(0);
  await giveBack(shop, 'VAT or tax number');
});

test('a new tagline is on the home page at once, also where it was kept', async ({ shop, request, crew }) => {
  const tagline = `Good things, ${fresh('tried')}.`;
  await crew.owner(shop);
  expect(await shown(request, '/')).not.toContain(tagline);
  try {
    await expect(async () => {
      await set(shop, 'Tagline', tagline);
      await expect.poll(() => shown(request, '/'), { timeout: 5_000 }).toContain(tagline);
    }).toPass();
  } finally {
    await giveBack(shop, 'Tagline');
  }
  await expect.poll(() => shown(request, '/')).not.toContain(tagline);
});

test('a logo stands in place of the name, and goes again', async ({ shop, page, request, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/settings');
  const form = shop.form('/admin/settings/logo');
  const field = form.getByLabel('Picture');
  await field.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  expect(await shop.send(form.getByRole('button', { name: 'Use as logo' }))).toBe(422);
  await expect(alert(shop)).toContainText('`logo.png` is not a JPEG, PNG or WebP picture.');
  await alert(shop).getByRole('link').click();
  await expect(field).toBeFocused();
  const head = page.getByRole('banner').locator('.logo');
  const remove = page.getByRole('button', { name: 'Remove the logo' });
  try {
    // Other runs put and remove one meanwhile.
    await expect(async () => {
      await shop.open('/admin/settings');
      await field.setInputFiles(png('logo.png'));
      expect(await shop.send(form.getByRole('button', { name: 'Use as logo' }))).toBe(303);
      await shop.open('/');
      await expect(head).toHaveAttribute('alt', /\S/, { timeout: 500 });
      await expect(head).toHaveJSProperty('complete', true);
      expect(await head.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      const answer = await request.get((await head.getAttribute('src', { timeout: 500 }))!);
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/webp']);
      expect(answer.headers()['cache-control']).toContain('immutable');
      expect(await shown(request, '/')).toContain('class="logo');
      await shop.fits();
    }).toPass();
  } finally {
    await expect(async () => {
      await shop.open('/admin/settings');
      if ((await remove.count()) > 0) expect(await shop.send(remove)).toBe(303);
      await expect(remove).toHaveCount(0, { timeout: 500 });
      await expect(page.getByRole('banner').locator('.flag')).toHaveCount(1, { timeout: 500 });
    }).toPass();
  }
});

test('a country that nothing is sold to is refused, and the choice is kept', async ({ shop, page, crew }) => {
  await crew.owner(shop);
  await shop.open('/admin/settings');
  const form = shop.form('/admin/settings');
  await form.getByLabel('Country of the shop').selectOption('AQ');
  expect(await shop.send(form.getByRole('button'))).toBe(422);
  await expect(alert(shop)).toContainText('Nothing is sold to this country yet');
  await expect(form.getByLabel('Country of the shop')).toHaveValue('AQ');
  await expect(form.getByRole('radio', { name: 'Prices hold the tax' })).toBeChecked();
  await expect(page.locator('#now')).toContainText('Included in prices');
});

test('a page is looked at first, made, written, restored and taken off', async ({ shop, page, request, crew }) => {
  const slug = fresh('size-guide').toLowerCase();
  await crew.owner(shop);
  await shop.open('/admin');
  await page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: 'Texts' }).click();
  await shop.ready();
  const make = shop.form('/admin/texts');
  await make.getByLabel('Address').fill('Size guide');
  await make.getByLabel('Title').fill('Size guide');
  await make.getByLabel('Text').fill('## How to measure\n\n[a link](javascript:alert(1)) <b>bold</b>');
  expect(await shop.send(make.getByRole('button', { name: 'Make page' }))).toBe(422);
  await expect(alert(shop)).toContainText('lower-case letters');
  await make.getByLabel('Address').fill(slug);
  expect(await shop.send(make.getByRole('button', { name: 'Preview' }))).toBe(200);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('heading', { name: 'How to measure' })).toBeVisible();
  await expect(preview.getByRole('link', { name: 'a link' })).toHaveAttribute('href', '#');
  await expect(preview).toContainText('<b>bold</b>');
  expect((await request.get(`/pages/${slug}`)).status()).toBe(404);
  await expect(make.getByLabel('Title')).toHaveValue('Size guide');
  expect(await shop.send(make.getByRole('button', { name: 'Make page' }))).toBe(303);
  await expect(page).toHaveURL(new RegExp(`/admin/texts/${slug}\\?done=created$`));
  await expect.poll(() => shown(request, `/pages/${slug}`)).toContain('How to measure');
  await expect(page.getByRole('contentinfo').locator(`a[href="/pages/${slug}"]`)).toHaveText('Size guide');
  await shop.fits();

  const write = shop.form(`/admin/texts/${slug}`);
  await write.getByLabel('Text').fill('Measure twice.');
  expect(await shop.send(write.getByRole('button', { name: 'Save page' }))).toBe(303);
  await expect.poll(() => shown(request, `/pages/${slug}`)).toContain('Measure twice.');
  expect(await shop.send(page.getByRole('button', { name: 'Restore version 1' }))).toBe(303);
  await expect.poll(() => shown(request, `/pages/${slug}`)).toContain('How to measure');
  await expect(write.getByLabel('Text')).toHaveValue(/## How to measure/);
  expect(await shop.send(page.getByRole('button', { name: 'Take the page off the shop' }))).toBe(303);
  await expect.poll(async () => (await request.get(`/pages/${slug}`)).status()).toBe(404);
});

test('who saves a text second sees both and overwrites nothing unseen', async ({ shop, page, elsewhere, crew }) => {
  const slug = fresh('two').toLowerCase();
  await crew.owner(shop);
  const made = await page.request.post('/admin/texts', { form: { slug, title: 'Two', markdown: 'First.' }, maxRedirects: 0 });
  expect(made.status()).toBe(303);
  await crew.ownerToo(elsewhere);
  const address = `/admin/texts/${slug}`;
  await shop.open(address);
  await elsewhere.open(address);
  await elsewhere.form(address).getByLabel('Text').fill('Theirs.');
  expect(await elsewhere.send(elsewhere.form(address).getByRole('button', { name: 'Save page' }))).toBe(303);
  const mine = shop.form(address);
  await mine.getByLabel('Text').fill('Mine.');
  expect(await shop.send(mine.getByRole('button', { name: 'Save page' }))).toBe(409);
  await expect(alert(shop)).toContainText('Somebody else has changed this');
  await expect(page.locator('#now')).toContainText('Theirs.');
  await expect(mine.getByLabel('Text')).toHaveValue('Mine.');
  expect(await shop.send(mine.getByRole('button', { name: 'Save page' }))).toBe(303);
  expect(await shop.send(page.getByRole('button', { name: 'Take the page off the shop' }))).toBe(303);
});

test('who may not look after settings sees none of it and changes nothing', async ({ shop, page, crew }) => {
  await crew.member(shop, 'catalogue');
  for (const path of ['/admin/settings', '/admin/texts', '/admin/texts/imprint']) {
    expect(await shop.open(path), path).toBe(403);
  }
  for (const path of ['/admin/settings', '/admin/settings/tagline/reset', '/admin/settings/logo', '/admin/settings/logo/remove', '/admin/texts', '/admin/texts/imprint', '/admin/texts/imprint/preview', '/admin/texts/imprint/restore', '/admin/texts/imprint/reset']) {
    const answer = await page.request.post(path, { form: { title: 'Theirs', markdown: 'Theirs.' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
});
