import { atHand, MISSING } from '../../support/merchant.ts';
import { PicturePage, png } from '../../support/pictures.ts';
import { expect, test } from '../../support/shop.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';

// The products are our own, so that nobody else changes their pictures meanwhile.
test.skip(!OWNER.email, NO_OWNER);
test.skip(!atHand, MISSING);

test('pictures are sent, said in words, ordered, shown, taken off and deleted', async ({ shop, page, crew }, { project }) => {
  const pictures = new PicturePage(shop, 'pictured', project.name);
  await crew.owner(shop);
  expect(await pictures.open()).toBe(200);
  const before = await pictures.entries.count();
  expect(await pictures.send([png('red.png'), png('blue.png')])).toBe(303);
  await expect(page).toHaveURL(/\?done=added$/);
  await expect(pictures.entries).toHaveCount(before + 2);

  const red = pictures.entries.nth(before);
  await red.getByLabel('What it shows').fill(' ');
  expect(await shop.send(red.getByRole('button', { name: 'Save words' }))).toBe(422);
  await expect(pictures.alert).toContainText('Say what the picture shows');
  await pictures.alert.getByRole('link').click();
  await expect(red.getByLabel('What it shows')).toBeFocused();
  await red.getByLabel('What it shows').fill('A striped card');
  await pictures.press(before, 'Save words');
  await expect(red.getByRole('img')).toHaveAttribute('alt', 'A striped card');
  await shop.fits();

  const [stripes, other] = (await pictures.sources()).slice(before);
  await pictures.press(before + 1, 'Make first');
  expect((await pictures.sources())[0]).toBe(other);
  await pictures.press(before + 1, 'Make first');
  expect((await pictures.sources()).slice(0, 2)).toEqual([stripes, other]);
  await pictures.press(0, 'Move down');
  expect((await pictures.sources()).slice(0, 2)).toEqual([other, stripes]);
  await pictures.press(1, 'Move up');
  expect((await pictures.sources()).slice(0, 2)).toEqual([stripes, other]);
  for (const source of [stripes!, other!]) {
    const answer = await page.request.get(source);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/webp']);
  }

  const shown = await page.getByRole('link', { name: 'Its page in the shop' }).getAttribute('href');
  await expect(async () => {
    await shop.open(shown!);
    await expect(page.locator('.gallery-large')).toHaveAttribute('alt', 'A striped card', { timeout: 500 });
  }).toPass();

  await pictures.open();
  await pictures.press(1, 'Take off');
  await expect(page.getByRole('main').getByRole('status')).toContainText('shows that picture no longer');
  await expect(pictures.entries).toHaveCount(before + 1);
  expect(await shop.send(page.getByRole('button', { name: 'Delete the file too' }))).toBe(303);
  await expect(page).toHaveURL(/\?done=deleted$/);
  expect((await page.request.get(other!)).status()).toBe(404);
  expect((await page.request.get(stripes!)).status()).toBe(200);
});

test('what is no picture is named, and what is one is kept', async ({ shop, page, crew }, { project }) => {
  const pictures = new PicturePage(shop, 'mispictured', project.name);
  await crew.owner(shop);
  await pictures.open();
  const before = await pictures.entries.count();
  expect(await pictures.send([])).toBe(422);
  await expect(pictures.alert).toContainText('Choose at least one picture');

  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  const answer = await pictures.send([
    file('cat.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')),
    file('moving.png', Buffer.from('GIF89a/*\u0001*/=1;alert(1)', 'latin1')),
    file('packed.png', Buffer.from('PK\u0003\u0004', 'latin1')),
    file('page.png', Buffer.from('<!doctype html><script>alert(1)</script>')),
    file('cut.png', png('x').buffer.subarray(0, 40)),
    file('large.png', Buffer.concat([png('x').buffer, Buffer.alloc(11 * 1024 * 1024)])),
    file('both.png', Buffer.concat([png('x').buffer, Buffer.from('<script>alert(1)</script>')])),
    file('archive.png', Buffer.concat([png('x').buffer, Buffer.from('PK\u0003\u0004PK\u0005\u0006', 'latin1'), Buffer.alloc(18)])),
    file('photo.jpg', png('x').buffer),
    png('good.png'),
  ]);
  expect(answer).toBe(422);
  for (const name of ['cat', 'moving', 'packed', 'page']) {
    await expect(pictures.alert).toContainText(`\`${name}.png\` is not a JPEG, PNG or WebP picture.`);
  }
  await expect(pictures.alert).toContainText('`cut.png` cannot be read');
  await expect(pictures.alert).toContainText('`large.png` is too large');
  for (const name of ['both', 'archive']) {
    await expect(pictures.alert).toContainText(`\`${name}.png\` is something else besides a picture.`);
  }
  await expect(pictures.alert).toContainText('`photo.jpg` is a PNG picture, and its name says otherwise.');
  await expect(page.locator('.notice')).toContainText('One picture is kept.');
  await expect(pictures.entries).toHaveCount(before + 1);
  await shop.fits();

  const climbing = await page.request.post(pictures.address, {
    multipart: { files: { ...png('x'), name: '../../../climbing.png' } },
    maxRedirects: 0,
  });
  expect(climbing.status()).toBe(422);
  expect(await climbing.text()).toContain('`climbing.png` was not taken: its name leads to another folder.');
  await pictures.open();
  await expect(pictures.entries).toHaveCount(before + 1);
  expect(await pictures.send(Array.from({ length: 21 }, (_, number) => png(`${number}.png`)))).toBe(422);
  await expect(pictures.alert).toContainText('At most 20 files are taken at once. Send the last 1 again.');
  await expect(pictures.alert).toContainText('`19.png` was not taken: a product has at most 20 pictures.');
  await expect(pictures.entries).toHaveCount(20);
});

test('who saves second sees both and overwrites nothing unseen', async ({ shop, page, elsewhere, crew }, { project }) => {
  const [mine, theirs] = [shop, elsewhere].map((one) => new PicturePage(one, 'arranged', project.name)) as [PicturePage, PicturePage];
  await crew.owner(shop);
  await crew.ownerToo(elsewhere);
  await mine.open();
  expect(await mine.send([png('one.png')])).toBe(303);
  await theirs.open();
  const words = (pictures: PicturePage) => pictures.entries.first().getByLabel('What it shows');
  await words(theirs).fill('Their words');
  await theirs.press(0, 'Save words');
  await words(mine).fill('My words');
  const save = mine.entries.first().getByRole('button', { name: 'Save words' });
  expect(await shop.send(save)).toBe(409);
  await expect(mine.alert).toContainText('Somebody else has changed this product');
  await expect(page.getByText('It says now: “Their words”')).toBeVisible();
  await expect(words(mine)).toHaveValue('My words');
  expect(await shop.send(save)).toBe(303);
  await expect(words(mine)).toHaveValue('My words');
});

test('who may not edit products sees the pictures and changes none', async ({ shop, page, crew }, { project }) => {
  await crew.member(shop, 'warehouse');
  const pictures = new PicturePage(shop, 'arranged', project.name);
  expect(await pictures.open()).toBe(200);
  await expect(page.getByRole('button', { name: /picture|Take off|Save words/ })).toHaveCount(0);
  for (const deed of ['', '/arrange', '/describe', '/choose', '/detach', '/delete']) {
    const answer = await page.request.post(`${pictures.address}${deed}`, { form: { key: '0'.repeat(32) }, maxRedirects: 0 });
    expect(answer.status(), deed).toBe(403);
  }
});
