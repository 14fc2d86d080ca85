import type { Locator, Page } from '@playwright/test';
import { CARD, Checkout, type Details } from './buying.ts';
import { ProductPage } from './cart.ts';
import { PATIENCE } from './merchant-pages.ts';
import { expect, type Shop } from './shop.ts';

/** A shirt that is for sale, in one of its sizes and colours. */
export type Shirt = { title: string; slug: string; sku: string };

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
    await expect(this.page.locator('.product-buy .price-now')).toHaveText(price);
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
      await expect(this.page.locator('.product-buy .stock-in')).toBeVisible({ timeout: 500 });
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
