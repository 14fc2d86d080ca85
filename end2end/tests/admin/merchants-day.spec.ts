import { buyer } from '../../support/buying.ts';
import { Merchant, type Row } from '../../support/merchant-pages.ts';
import { joined } from '../../support/people.ts';
import { expect, test } from '../../support/shop.ts';
import { Shopper } from '../../support/shopper.ts';
import { asOwner, NO_OWNER, OWNER } from '../../support/staff.ts';

test.skip(!OWNER.email, NO_OWNER);
// The whole of the back office in one day, and figures are read once a minute.
test.describe.configure({ timeout: 240_000 });

test('a merchant fills the shop, sells something, makes good for it and sees what came of it', async ({ shop, page, elsewhere }, { project }) => {
  // Nobody else's products are called like this, in whichever run.
  const mark = `${project.name}${Math.random().toString(36).slice(2, 8)}`;
  const merchant = new Merchant(shop);
  const shopper = new Shopper(elsewhere);
  const details = { ...buyer(), Email: (await joined(elsewhere.page.request, 'Berta Buyer')).email };
  await asOwner(shop);
  const ordersBefore = Number(await merchant.figure('Orders'));

  await test.step('a file with a wrong price is checked, mended and imported', async () => {
    const named = (what: string, price: string): Row => [`${mark}-${what}`.toUpperCase(), `Day ${mark} ${what}`, price];
    const [cap, belt, scarf] = [named('cap', '14,90'), named('belt', '24,50'), named('scarf', '19,00')];
    await merchant.check([cap, named('belt', 'cheap'), scarf]);
    await expect(merchant.faults).toHaveCount(1);
    await expect(merchant.faults.locator('th, td')).toHaveText(['2', 'Preis', /`cheap` is no price/]);
    await expect(merchant.counted).toContainText('would add 2 products');
    await shop.fits();

    await merchant.check([cap, belt, scarf]);
    await expect(merchant.faults).toHaveCount(0);
    await expect(merchant.counted).toContainText('would add 3 products');
    await merchant.importGoodRows();
    await expect(merchant.counted).toContainText('3 products are new');
    const rows = await merchant.listed(mark);
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: belt[1] })).toContainText('€24.50');
    await shopper.finds(`${mark} scarf`, scarf[1]);
  });

  const title = `Harbour shirt ${mark}`;
  const words = 'A folded shirt, seen from the front';
  const shirt = await test.step('a shirt is made in 12 variants, pictured, published and found', async () => {
    const { address, sku } = await merchant.makeShirt(title, mark, '24,90');
    await merchant.picture(address, words);
    const made = { title, sku, slug: await merchant.publish(address) };
    const row = (await merchant.listed(mark)).filter({ hasText: title });
    await expect(row).toContainText('12 SKUs');
    await expect(row).toContainText('€24.90');
    await shopper.finds(`shirt ${mark}`, title);
    await shopper.looksAt(made, '€24.90', words);
    return made;
  });

  const { number, cents } = await test.step('units arrive, and a shopper buys one', async () => {
    await merchant.receive(shirt.sku, 20);
    return shopper.buys(shirt, details);
  });

  await test.step('the order is sent off, and half of it paid back', async () => {
    await merchant.openOrder(number, 'Paid');
    await expect(page.getByRole('main')).toContainText(shirt.sku);
    await expect(page.getByRole('main')).toContainText(details.Email);
    await merchant.sendOff('Harbour Post');
    const half = (Math.floor(cents / 2) / 100).toFixed(2);
    await merchant.payBack(number, half);
    await expect(merchant.paidBack).toHaveText(`\u2212€${half}`);
    await shop.fits();
  });

  await test.step('the buyer writes a review, staff publish it, and shoppers read it', async () => {
    const headline = `Good but for a seam ${mark}`;
    await shopper.reviews(shirt, headline);
    await merchant.publishReview(headline);
    await shopper.reads(shirt, headline);
  });

  await test.step('the first page shows the order and the sale', async () => {
    await expect(async () => {
      expect(Number(await merchant.figure('Orders'))).toBeGreaterThan(ordersBefore);
    }).toPass({ intervals: [1_000, 5_000], timeout: 90_000 });
    expect(await merchant.figure('Sales'), 'something is left of what was sold').toMatch(/^€[\d,.]*[1-9]/);
    await expect(page.getByRole('img', { name: /^Sales / })).toBeVisible();
    await shop.fits();
  });
});
