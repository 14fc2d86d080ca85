import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { items, type Item } from './api.ts';
import type { Shop } from './shop.ts';

/** Products of one variant, with more than a few units, that a test may put into carts. */
export async function plenty(request: APIRequestContext, howMany: number): Promise<Item[]> {
  const { items: found } = await items(request, 'query=&sort=rating&limit=60');
  const good: Item[] = [];
  for (const item of found.filter((item) => item.inStock)) {
    const html = await (await request.get(`/p/${item.slug}`)).text();
    const one = !html.includes('class="axis"');
    if (one && /class="stock stock-in">In stock</.test(html)) good.push(item);
    if (good.length === howMany) return good;
  }
  throw new Error(`the demo catalogue has only ${good.length} products of one variant with many units`);
}

/** Puts units into the cart of whoever `request` keeps the cookies of. */
export async function put(request: APIRequestContext, sku: string, quantity = 1): Promise<void> {
  const answer = await request.patch('/api/cart?op=ADD', { data: { sku, quantity } });
  expect(answer.status(), `putting ${quantity} of ${sku} into the cart`).toBe(200);
}

/** Units in the cart of whoever `request` keeps the cookies of. */
export async function units(request: APIRequestContext): Promise<number> {
  return (await (await request.get('/api/cart')).json()).count;
}

/** The count beside the link to the cart. */
export function headerCount(page: Page): Locator {
  return page.getByRole('banner').locator('[data-cart-count]');
}

/**
 * Presses a button of a form that changes the cart, and waits until the page shows what came of it:
 * another page without scripts, the same page or its drawer with them. Returns the status of the answer.
 */
export async function press(shop: Shop, button: Locator): Promise<number> {
  if (!shop.scripts) return shop.send(button);
  const { page } = shop;
  // Whatever shows the cart, or why it was refused, is drawn anew; the mark goes with the old.
  const shown = page.locator('#cart, #drawer-inside, form.buy');
  await shown.evaluateAll((all) => all.forEach((one) => one.append(Object.assign(document.createElement('i'), { className: 'before', hidden: true }))));
  const before = await page.locator('i.before').count();
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  const answer = await answered;
  await expect.poll(() => page.locator('i.before').count(), 'nothing was drawn anew').toBeLessThan(before);
  return answer.status();
}

/** The page of a product. */
export class ProductPage {
  constructor(readonly shop: Shop) {}

  get form(): Locator {
    return this.shop.page.locator('form.buy');
  }
  get quantity(): Locator {
    return this.form.getByLabel('Quantity');
  }
  get button(): Locator {
    return this.form.getByRole('button', { name: 'Add to cart' });
  }
  get refusal(): Locator {
    return this.form.locator('.field-error');
  }

  async open(item: { slug: string; sku: string }): Promise<void> {
    expect(await this.shop.open(`/p/${item.slug}?sku=${encodeURIComponent(item.sku)}`)).toBe(200);
  }

  /** Adds so many. Returns the status of the answer. */
  async add(quantity: number | string): Promise<number> {
    await this.quantity.fill(String(quantity));
    return press(this.shop, this.button);
  }
}

/** The drawer that scripts show the cart in. */
export class Drawer {
  constructor(readonly shop: Shop) {}

  get dialog(): Locator {
    return this.shop.page.getByRole('dialog', { name: 'Your cart' });
  }
  async close(): Promise<void> {
    await this.shop.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }
}

/** The page of the cart. */
export class CartPage {
  constructor(readonly shop: Shop) {}

  async open(): Promise<void> {
    expect(await this.shop.open('/cart')).toBe(200);
    await expect(this.shop.page.getByRole('heading', { level: 1 })).toHaveText('Your cart');
  }

  private get main(): Locator {
    return this.shop.page.getByRole('main');
  }
  /** What would be bought. */
  get lines(): Locator {
    return this.main.locator('.cart > .cart-lines > li.cart-line');
  }
  line(title: string): Locator {
    return this.lines.filter({ has: this.shop.page.getByRole('link', { name: title, exact: true }) });
  }
  quantity(title: string): Locator {
    return this.line(title).getByLabel('Quantity');
  }
  /** What is saved for later. */
  get saved(): Locator {
    return this.main.getByRole('region', { name: 'Saved for later' });
  }
  get notices(): Locator {
    return this.main.getByRole('status');
  }
  get subtotal(): Locator {
    return this.main.locator('[data-subtotal]');
  }

  async set(title: string, quantity: number | string): Promise<number> {
    await this.quantity(title).fill(String(quantity));
    return this.act(title, 'Update');
  }
  /** Presses a button of a line. */
  act(title: string, button: string | RegExp): Promise<number> {
    return press(this.shop, this.line(title).getByRole('button', { name: button }));
  }
  /** Presses a button that is not of a line. */
  press(button: string): Promise<number> {
    return press(this.shop, this.main.getByRole('button', { name: button }));
  }
}
