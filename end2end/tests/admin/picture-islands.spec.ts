import type { Crew } from '../../support/crew.ts';
import { atHand, MISSING } from '../../support/merchant.ts';
import { PicturePage, png, type Point } from '../../support/pictures.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);
test.skip(!atHand, MISSING);
// Both have the pictures of one product dragged.
test.describe.configure({ mode: 'serial' });
// So high that the whole list is in the window, and nothing scrolls while a picture is dragged.
test.use({ viewport: { width: 1280, height: 2600 }, hasTouch: true });

/** Opens the pictures of a product that has three. */
async function three(shop: Shop, crew: Crew, project: string): Promise<PicturePage> {
  const pictures = new PicturePage(shop, 'dragged', project);
  await crew.owner(shop);
  expect(await pictures.open()).toBe(200);
  const missing = 3 - (await pictures.entries.count());
  const files = Array.from({ length: missing }, (_, number) => png(`${number}.png`));
  if (missing > 0) expect(await pictures.send(files)).toBe(303);
  await expect(pictures.entries).toHaveCount(3);
  const island = shop.page.locator('[data-island="arrange"]');
  await expect(island).toHaveAttribute('data-hydrated', 'true');
  await expect(island).toBeVisible();
  return pictures;
}

test('a picture lands where the list shows it would, and nowhere else', async ({ shop, page, crew }, { project }) => {
  const pictures = await three(shop, crew, project.name);
  const [one, two, last] = await pictures.sources();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });

  await pictures.carry(2, 0);
  await expect(pictures.entries.nth(2)).toHaveClass(/picture-held/);
  await expect(pictures.entries.nth(0)).toHaveClass(/picture-lands-before/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.picture-held, .picture-lands-before')).toHaveCount(0);
  await page.mouse.up();

  const start = await pictures.carry(0, 2);
  await expect(pictures.entries.nth(2)).toHaveClass(/picture-lands-after/);
  await page.mouse.move(start.x, start.y, { steps: 10 });
  await expect(page.locator('.picture-lands-after')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('.picture-held')).toHaveCount(0);

  await pictures.carry(2, 0);
  expect(await pictures.drop()).toBe(303);
  await expect(page).toHaveURL(/\?done=arranged$/);
  await expect.poll(() => pictures.sources()).toEqual([last, one, two]);
  expect(sent, 'only what was dropped elsewhere is sent').toHaveLength(1);

  await pictures.carry(0, 1);
  expect(await pictures.drop()).toBe(303);
  await expect.poll(() => pictures.sources()).toEqual([one, last, two]);
  await pictures.press(1, 'Move down');
  expect(await pictures.sources()).toEqual([one, two, last]);
});

test('a finger drags a picture too', async ({ shop, page, crew }, { project }) => {
  const pictures = await three(shop, crew, project.name);
  const [one, two, last] = await pictures.sources();
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  const [start, end] = await pictures.way(2, 0);
  await touch('touchStart', [start]);
  for (let step = 1; step <= 10; step += 1) {
    await touch('touchMove', [{ x: start.x, y: start.y + ((end.y - start.y) * step) / 10 }]);
  }
  await expect(pictures.entries.nth(0)).toHaveClass(/picture-lands-before/);
  expect(await pictures.drop(() => touch('touchEnd', []))).toBe(303);
  await expect.poll(() => pictures.sources()).toEqual([last, one, two]);
});
