import { atHand, MISSING } from '../../support/merchant.ts';
import { PicturePage, png } from '../../support/pictures.ts';
import { expect, test } from '../../support/shop.ts';
import { asOwner, NO_OWNER, OWNER } from '../../support/staff.ts';

test.skip(!OWNER.email, NO_OWNER);
test.skip(!atHand, MISSING);
test.skip(({ isMobile }) => isMobile, 'with a finger the buttons are pressed');

test('a picture is dragged to another place', async ({ shop, page }, { project }) => {
  const pictures = new PicturePage(shop, 'dragged', project.name);
  await asOwner(shop);
  await pictures.open();
  expect(await pictures.send([png('one.png'), png('two.png')])).toBe(303);
  await expect(page.locator('[data-island="arrange"]')).toBeVisible();
  const before = await pictures.sources();
  const last = before.length - 1;
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await pictures.entries.nth(last).locator('img').dragTo(pictures.entries.first().locator('img'));
  const answer = await answered;
  expect([new URL(answer.url()).pathname, answer.status()]).toEqual([`${pictures.address}/arrange`, 303]);
  await expect(page).toHaveURL(/\?done=arranged$/);
  expect(await pictures.sources()).toEqual([before[last]!, ...before.slice(0, last)]);
});
