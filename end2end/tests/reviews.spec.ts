import type { Locator } from '@playwright/test';
import type { Item } from '../support/api.ts';
import { bought, buyer, ware } from '../support/buying.ts';
import { atHand, MISSING, ship } from '../support/merchant.ts';
import { joined } from '../support/people.ts';
import { NO_OWNER, OWNER } from '../support/staff.ts';
import { expect, test, type Shop } from '../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);
test.skip(!atHand, MISSING);
// A review comes after a purchase, and several people read it.
test.describe.configure({ timeout: 120_000 });

/** A product's page, as far as reviews go. */
class Reviewed {
  readonly address: string;
  constructor(readonly shop: Shop, readonly item: Item) {
    this.address = `/p/${item.slug}`;
  }
  async open(): Promise<void> {
    expect(await this.shop.open(this.address)).toBe(200);
  }
  get form(): Locator {
    return this.shop.form(`${this.address}/review`);
  }
  get main(): Locator {
    return this.shop.page.getByRole('main');
  }
  /** Fills in the form and sends it. Returns the status of the answer. */
  async write(stars: number, title: string, text: string): Promise<number> {
    await this.form.getByRole('radio', { name: stars === 1 ? '1 star' : `${stars} stars` }).check();
    await this.form.getByLabel('Headline').fill(title);
    await this.form.getByLabel('Your review').fill(text);
    await this.form.getByLabel('Name to show').fill('Berta B.');
    return this.shop.send(this.form.getByRole('button'));
  }
  /** A published review. */
  one(title: string): Locator {
    return this.main.locator('li.review').filter({ has: this.shop.page.getByRole('heading', { name: title }) });
  }
}

/** Somebody who bought something that is on its way to them. */
async function buyerOf(shop: Shop): Promise<Reviewed> {
  const { request } = shop.page;
  const item = await ware(request);
  const details = { ...buyer(), Email: (await joined(request, 'Berta Buyer')).email };
  const { number } = await bought(shop, item, details);
  await ship(number);
  return new Reviewed(shop, item);
}

/** A review in the list for staff. */
async function entry(staff: Shop, title: string, only = ''): Promise<Locator> {
  await staff.open(`/admin/reviews?only=${only}`);
  return staff.page.locator('li.review-entry').filter({ hasText: title });
}

function headline(): string {
  return `Headline ${Math.random().toString(36).slice(2)}`;
}

test('a buyer writes, staff publish, others find it helpful and report it', async ({ shop, page, elsewhere, crew }) => {
  const reviewed = await buyerOf(shop);
  await reviewed.open();
  expect(await shop.send(reviewed.form.getByRole('button'))).toBe(422);
  await expect(reviewed.main.getByRole('alert')).toContainText('Choose 1 to 5 stars.');
  await reviewed.main.getByRole('alert').getByRole('link').first().click();
  await expect(reviewed.form.getByRole('radio', { name: '5 stars' })).toBeFocused();

  const title = headline();
  expect(await reviewed.write(4, title, 'It does what it should, and no more.')).toBe(303);
  await expect(page).toHaveURL(/\?done=written#your-review$/);
  await expect(reviewed.main).toContainText('It is waiting');
  await expect(reviewed.one(title)).toHaveCount(0);
  await shop.fits();

  await crew.owner(elsewhere);
  const waiting = await entry(elsewhere, title);
  await expect(waiting).toContainText('Waiting');
  await elsewhere.fits();
  expect(await elsewhere.send(waiting.getByRole('button', { name: /^Publish/ }))).toBe(303);
  await expect(elsewhere.page).toHaveURL(/done=published$/);

  await joined(elsewhere.page.request, 'Olga Other');
  const theirs = new Reviewed(elsewhere, reviewed.item);
  await theirs.open();
  await expect(theirs.one(title)).toContainText('Verified purchase');
  await expect(theirs.form).toHaveCount(0);
  await expect(theirs.main).toContainText('Only who bought this here');
  expect(await elsewhere.send(theirs.one(title).getByRole('button', { name: /^Helpful/ }))).toBe(303);
  await expect(theirs.one(title)).toContainText('1 person finds this helpful');
  expect(await elsewhere.send(theirs.one(title).getByRole('button', { name: /^Not helpful after all/ }))).toBe(303);
  await expect(theirs.one(title)).not.toContainText('finds this helpful');
  await theirs.one(title).locator('summary').click();
  await theirs.one(title).getByLabel('What is wrong with it').selectOption('It is an advertisement');
  expect(await elsewhere.send(theirs.one(title).getByRole('button', { name: 'Send report' }))).toBe(303);
  await expect(theirs.one(title)).toContainText('You reported this.');

  const reported = await entry(elsewhere, title);
  await expect(reported).toContainText('It is an advertisement (1 person)');
  expect(await elsewhere.send(reported.getByRole('button', { name: /^Hide/ }))).toBe(303);
  await theirs.open();
  await expect(theirs.one(title)).toHaveCount(0);
  await elsewhere.open('/admin/audit?action=review_hidden');
  await expect(elsewhere.page.getByRole('table').locator('tbody tr').first()).toContainText('review ');
});

test('a refusal says why, and what is changed is read again', async ({ shop, elsewhere, crew }) => {
  const reviewed = await buyerOf(shop);
  await reviewed.open();
  const title = headline();
  expect(await reviewed.write(1, title, 'My neighbour sold it to me.')).toBe(303);

  await crew.owner(elsewhere);
  const first = await entry(elsewhere, title);
  await first.locator('summary').click();
  expect(await elsewhere.send(first.getByRole('button', { name: 'Refuse review' }))).toBe(422);
  await expect(elsewhere.page.getByRole('alert')).toContainText('Say why.');
  await first.getByLabel('Why, for its writer to read').fill('It names somebody.');
  expect(await elsewhere.send(first.getByRole('button', { name: 'Refuse review' }))).toBe(303);

  await reviewed.open();
  await expect(reviewed.main).toContainText('It was not published: It names somebody.');
  await expect(reviewed.form.getByLabel('Headline')).toHaveValue(title);

  // Nobody publishes what they have not read.
  const stale = await entry(elsewhere, title, 'refused');
  expect(await reviewed.write(2, title, 'It came in a paper bag.')).toBe(303);
  expect(await elsewhere.send(stale.getByRole('button', { name: /^Publish/ }))).toBe(409);
  await expect(elsewhere.page.getByRole('alert')).toContainText('Read it again.');
});

test('who did not buy it or may not decide changes nothing', async ({ page, elsewhere, crew }) => {
  const item = await ware(page.request);
  const words = { stars: '5', title: 'Bought elsewhere', text: 'Never bought it in this shop.', name: 'Nobody' };
  const guest = await page.request.post(`/p/${item.slug}/review`, { form: words, maxRedirects: 0 });
  expect([guest.status(), guest.headers()['location']]).toEqual([303, '/sign-in?next=%2Faccount']);
  await joined(page.request);
  const shopper = await page.request.post(`/p/${item.slug}/review`, { form: words, maxRedirects: 0 });
  expect(shopper.status()).toBe(403);
  expect(await shopper.text()).toContain('Only who bought this here');

  await crew.member(elsewhere, 'warehouse');
  expect(await elsewhere.open('/admin/reviews')).toBe(403);
  const form = { version: '1', reason: 'none' };
  for (const deed of ['publish', 'refuse', 'hide']) {
    const answer = await elsewhere.page.request.post(`/admin/reviews/none/${deed}`, { form, maxRedirects: 0 });
    expect(answer.status(), deed).toBe(403);
  }
});
