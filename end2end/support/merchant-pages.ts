import type { Locator, Page } from '@playwright/test';
import { Checkout } from './buying.ts';
import { png } from './pictures.ts';
import { expect, type Shop } from './shop.ts';

/** What work in the background may take: reading a file, following the catalogue, making pictures. */
export const PATIENCE = { timeout: 60_000 };

/** A row of the merchant's file: article number, name, price. */
export type Row = readonly [string, string, string];

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
    expect(await this.shop.send(form.getByRole('button', { name: 'Add pictures' }))).toBe(303);
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
