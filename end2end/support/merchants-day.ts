import type { Locator, Page } from '@playwright/test';
import { CARD, Checkout, type Details } from './buying.ts';
import { ProductPage } from './cart.ts';
import { png } from './pictures.ts';
import { expect, type Shop } from './shop.ts';

/** What work in the background may take: reading a file, following the catalogue, making pictures. */
const PATIENCE = { timeout: 60_000 };

/** A row of the merchant's file: article number, name, price. */
export type Row = readonly [string, string, string];

/** A shirt that is for sale, in one of its sizes and colours. */
export type Shirt = { title: string; slug: string; sku: string };

/** What a merchant does, page by page, in the browser of somebody who may do it all. */
export class Merchant {
  constructor(readonly shop: Shop) {}

  private get page(): Page {
    return this.shop.page;
  }
  private get main(): Locator {
    return this.page.getByRole('main');
  }
  private get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
  private get done(): Locator {
    return this.main.getByRole('status');
  }

  /** Opens a part of the back office by its navigation. */
  private async part(name: string, heading: string): Promise<void> {
    await this.follow(this.page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name, exact: true }));
    await expect(this.heading).toHaveText(heading);
  }

  /** Presses a link, or the button of a form that only asks, and waits for the page that it leads to. */
  private async follow(link: Locator): Promise<void> {
    const drawn = this.page.waitForEvent('domcontentloaded');
    await link.click();
    await drawn;
    await this.shop.ready();
  }

  /** Presses a button of the page that has to do what it says. */
  private async press(name: string): Promise<void> {
    expect(await this.shop.send(this.main.getByRole('button', { name, exact: true })), name).toBe(303);
  }

  /** Sends a file of products and has it checked. */
  async check(rows: Row[]): Promise<void> {
    await this.part('Import', 'Import products');
    const form = this.shop.form('/admin/imports');
    const lines = ['Article No.;Name;Preis', ...rows.map((row) => row.join(';')), ''];
    await form.getByLabel('File').setInputFiles({ name: 'autumn.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
    expect(await this.shop.send(form.getByRole('button', { name: 'Send file' }))).toBe(303);
    for (const [column, holds] of [['Article No.', 'sku'], ['Name', 'title'], ['Preis', 'price']] as const) {
      await expect(this.page.getByLabel(column, { exact: true }), column).toHaveValue(holds);
    }
    await this.press('Check the file');
    await this.stands('Checked');
  }

  /** What the check has counted. */
  get counted(): Locator {
    return this.page.locator('#counted');
  }

  /** The rows that the check found wrong. */
  get faults(): Locator {
    return this.page.getByRole('region', { name: 'Errors by row' }).locator('tbody tr');
  }

  /** Imports what was checked. */
  async importGoodRows(): Promise<void> {
    await this.press('Import the good rows');
    await this.stands('Imported');
  }

  /** Looks again until the import stands so. */
  private async stands(state: string): Promise<void> {
    const address = new URL(this.page.url()).pathname;
    await expect(async () => {
      await this.shop.open(address);
      await expect(this.page.locator('#now')).toContainText(state, { timeout: 500 });
    }).toPass(PATIENCE);
  }

  /** The products in the list that a word finds. */
  async listed(word: string): Promise<Locator> {
    await this.part('Products', 'Products');
    const search = this.main.locator('form[action="/admin/products"]');
    await search.getByLabel('Find').fill(word);
    await this.follow(search.getByRole('button', { name: 'Show products' }));
    return this.page.getByRole('region', { name: 'Products', exact: true }).locator('tbody tr');
  }

  /** Makes a shirt in four sizes and three colours. Returns the address of its page and the SKU of one. */
  async makeShirt(title: string, prefix: string, price: string): Promise<{ address: string; sku: string }> {
    await this.part('Products', 'Products');
    await this.follow(this.main.getByRole('link', { name: 'Add a product' }));
    const text = (label: string) => this.page.getByLabel(label, { exact: true });
    await text('Title').fill(title);
    for (const [number, name, values] of [[1, 'Size', 'S, M, L, XL'], [2, 'Colour', 'Black, White, Blue']] as const) {
      await text(`Option ${number}: name`).fill(name);
      await text(`Option ${number}: values`).fill(values);
    }
    await this.page.getByLabel('New SKUs begin with').fill(prefix);
    await text('Variant 1: price').fill(price);
    await text('Variant 1: grams').fill('180');
    expect(await this.shop.send(this.main.getByRole('button', { name: 'Make the grid' }))).toBe(200);
    await expect(this.page.getByRole('region', { name: 'Variants', exact: true }).locator('tbody tr')).toHaveCount(12);
    await expect(text('XL / Blue: price')).toHaveValue(price);
    const sku = await text('M / Blue: SKU').inputValue();
    expect(await this.shop.send(this.main.getByRole('button', { name: 'Save product' }).first())).toBe(303);
    await expect(this.done).toContainText('The product is made.');
    await expect(this.heading).toHaveText(title);
    return { address: new URL(this.page.url()).pathname, sku };
  }

  /** Gives a product two pictures, and says what the first one shows. */
  async picture(address: string, words: string): Promise<void> {
    await this.shop.open(address);
    await this.follow(this.main.getByRole('link', { name: 'Pictures', exact: true }));
    const form = this.shop.form(`${address}/images`);
    await form.getByLabel('Files').setInputFiles([png('front.png'), png('back.png')]);
    expect(await this.shop.send(form.getByRole('button'))).toBe(303);
    const entries = this.page.locator('.picture-entry');
    await expect(entries).toHaveCount(2);
    await entries.first().getByLabel('What it shows').fill(words);
    expect(await this.shop.send(entries.first().getByRole('button', { name: 'Save words' }))).toBe(303);
    await expect(entries.first().getByRole('img')).toHaveAttribute('alt', words);
  }

  /** Puts a product on sale. Returns what the address of its page in the shop ends with. */
  async publish(address: string): Promise<string> {
    await this.shop.open(address);
    await this.press('Publish');
    await expect(this.done).toContainText('The product is for sale.');
    const page = await this.main.getByRole('link', { name: 'Page in the shop' }).getAttribute('href');
    return page!.replace('/p/', '');
  }

  /** Receives units of a SKU of which there never were any. */
  async receive(sku: string, units: number): Promise<void> {
    await this.part('Stock', 'Stock');
    await this.shop.open(`/admin/stock/${sku}`);
    await expect(this.heading).toHaveText(`Stock of ${sku}`);
    const form = this.shop.form(`/admin/stock/${sku}/receive`);
    await form.getByLabel('Units that arrived').fill(String(units));
    await form.getByLabel('Reason').fill('the first delivery');
    expect(await this.shop.send(form.getByRole('button'))).toBe(303);
    const free = this.page.locator('.facts-list > div').filter({ has: this.page.getByText('Free', { exact: true }) });
    await expect(free.locator('dd')).toHaveText(String(units));
    await expect(this.page.getByRole('region', { name: 'Rows of the ledger' })).toContainText('the first delivery');
  }

  /** Finds an order in the list, and opens it. */
  async openOrder(number: string, status: string): Promise<void> {
    await this.part('Orders', 'Orders');
    const form = this.page.getByRole('form', { name: 'Which orders' });
    await form.getByLabel('Find').fill(number);
    await this.follow(form.getByRole('button', { name: 'Show' }));
    await this.follow(this.main.getByRole('link', { name: number }));
    await expect(this.heading).toHaveText(`Order ${number}`);
    await expect(this.main.getByRole('heading', { name: status, exact: true }).first()).toBeVisible();
  }

  /** Hands the order that is shown to a carrier. */
  async sendOff(carrier: string): Promise<void> {
    await this.main.getByText('Send it off', { exact: true }).click();
    await this.page.getByLabel('Carrier', { exact: true }).fill(carrier);
    await this.press('It is on its way');
    await expect(this.page.locator('.order-standing')).toContainText(carrier);
  }

  /** Pays some of an order back, and waits until the order says so. */
  async payBack(number: string, amount: string): Promise<void> {
    await this.main.getByText('Pay something back', { exact: true }).click();
    const form = this.shop.form(`/admin/orders/${number}/refund`);
    await form.getByLabel('Amount').fill(amount);
    await form.getByLabel('Why').fill('it came with a loose seam');
    await this.press('Pay back');
    const told = new Checkout(this.shop).happened('Money paid back');
    await expect(async () => {
      await this.shop.open(`/admin/orders/${number}`);
      await expect(told).toHaveText([`Money paid back: €${amount}`], { timeout: 500 });
    }).toPass(PATIENCE);
  }

  /** What of an order was paid back, among its figures. */
  get paidBack(): Locator {
    return this.main.locator('.figures > div').filter({ hasText: 'Paid back' }).locator('dd');
  }

  /** Publishes a review that waits. */
  async publishReview(title: string): Promise<void> {
    await this.part('Reviews', 'Reviews');
    await this.shop.open('/admin/reviews?only=waiting');
    const entry = this.page.locator('li.review-entry').filter({ hasText: title });
    await expect(entry).toContainText('Waiting');
    expect(await this.shop.send(entry.getByRole('button', { name: /^Publish/ }))).toBe(303);
    await expect(this.page).toHaveURL(/done=published/);
  }

  /** A figure of the last seven days, as the first page shows it. */
  async figure(name: 'Sales' | 'Orders'): Promise<string> {
    await this.shop.open('/admin');
    const key = this.page.locator('.figures-keys > div').filter({ has: this.page.getByText(name, { exact: true }) });
    return key.locator('dd').first().innerText();
  }
}

/** What a shopper with an account does with what the merchant sells. */
export class Shopper {
  constructor(readonly shop: Shop) {}

  private get page(): Page {
    return this.shop.page;
  }
  private get main(): Locator {
    return this.page.getByRole('main');
  }

  /** Searches until a product is found. */
  async finds(words: string, title: string): Promise<void> {
    await expect(async () => {
      await this.shop.open(`/search?q=${encodeURIComponent(words)}`);
      await expect(this.page.locator('[data-results]').getByRole('link', { name: title }).first()).toBeVisible({ timeout: 500 });
    }).toPass(PATIENCE);
  }

  /** Looks at a shirt: what there is to choose, its price, its pictures. */
  async looksAt(shirt: Shirt, price: string, words: string): Promise<void> {
    expect(await this.shop.open(`/p/${shirt.slug}`)).toBe(200);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(shirt.title);
    await expect(this.page.locator('.price-now').first()).toHaveText(price);
    for (const [name, values] of [['Size', 4], ['Colour', 3]] as const) {
      await expect(this.page.getByRole('group', { name }).getByRole('link'), name).toHaveCount(values);
    }
    const picture = this.page.locator('.gallery-large');
    await expect(picture).toHaveAttribute('alt', words);
    await expect(this.page.locator('.gallery-row').getByRole('link')).toHaveCount(2);
    const source = (await picture.getAttribute('src'))!;
    await expect.poll(async () => (await this.page.request.get(source)).status(), PATIENCE).toBe(200);
  }

  /** Buys one as soon as there are some. Returns the number of the order and what it came to, in cents. */
  async buys(shirt: Shirt, details: Details): Promise<{ number: string; cents: number }> {
    const product = new ProductPage(this.shop);
    await expect(async () => {
      await product.open(shirt);
      await expect(this.page.locator('.stock-in').first()).toBeVisible({ timeout: 500 });
    }).toPass(PATIENCE);
    expect(await product.add(1)).toBe(303);
    const checkout = new Checkout(this.shop);
    await checkout.fromCart();
    expect(await checkout.details(details)).toBe(303);
    await checkout.delivery();
    await checkout.card(CARD.pays);
    await expect(this.main).toContainText(shirt.title);
    const total = (await checkout.payButton.textContent())!;
    expect(await checkout.pay()).toBe(303);
    return { number: await checkout.placed(), cents: Number(total.replaceAll(/\D/g, '')) };
  }

  /** Reviews what arrived. */
  async reviews(shirt: Shirt, title: string): Promise<void> {
    expect(await this.shop.open(`/p/${shirt.slug}`)).toBe(200);
    const form = this.shop.form(`/p/${shirt.slug}/review`);
    await form.getByRole('radio', { name: '4 stars' }).check();
    await form.getByLabel('Headline').fill(title);
    await form.getByLabel('Your review').fill('Soft, and the money for the seam came back within the hour.');
    await form.getByLabel('Name to show').fill('Berta B.');
    expect(await this.shop.send(form.getByRole('button'))).toBe(303);
    await expect(this.main).toContainText('It is waiting');
    await expect(this.review(title)).toHaveCount(0);
  }

  /** A review on the page that is shown. */
  review(title: string): Locator {
    return this.main.locator('li.review').filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  /** Opens a shirt's page and reads a review of it there. */
  async reads(shirt: Shirt, title: string): Promise<void> {
    expect(await this.shop.open(`/p/${shirt.slug}`)).toBe(200);
    await expect(this.review(title)).toContainText('Verified purchase');
  }
}
