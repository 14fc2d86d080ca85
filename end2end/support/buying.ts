import { expect, test, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { items, type Item } from './api.ts';
import { put } from './cart.ts';
import { stranger } from './people.ts';
import type { Shop } from './shop.ts';

/** Cards of the sandbox, by what becomes of a payment. */
export const CARD = {
  pays: '4242424242424242',
  declined: '4000000000000002',
  asksOwner: '4000000000003220',
  losesAnswer: '4000000000000341',
  tellsLate: '4000000000000119',
};

/** What is typed about who buys and where it goes, by the fields' labels. */
export type Details = Record<'Email' | 'Full name' | 'Street and number' | 'Postcode' | 'Town', string>;

/** Somebody who never bought here, in Berlin. */
export function buyer(): Details {
  const { email, name } = stranger('Berta Buyer');
  return { Email: email, 'Full name': name, 'Street and number': 'Torstrasse 1', Postcode: '10119', Town: 'Berlin' };
}

/** Whether an item is this worker's: all are dealt out by their SKUs. */
function dealt({ sku }: Item): boolean {
  const { config, parallelIndex } = test.info();
  const sum = [...sku].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return sum % config.workers === parallelIndex % config.workers;
}

/**
 * Something that is light and cheap and of which there is more than enough: delivery of it costs
 * something and can be chosen. Another one each time, and none that a test at the same time takes too, while
 * there are others: what is enough for one need not be for both.
 */
export async function ware(request: APIRequestContext): Promise<Item> {
  const { items: found } = await items(request, 'query=&sort=price&limit=100');
  const left = found.filter((item) => item.inStock);
  const drawn = left.map((item) => ({ item, lot: Math.random() + (dealt(item) ? 0 : 1) })).sort((one, other) => one.lot - other.lot);
  for (const { item } of drawn) {
    const html = await (await request.get(`/p/${item.slug}?sku=${encodeURIComponent(item.sku)}`)).text();
    const one = !html.includes('class="axis"');
    // The first that is said of stock is of the product itself; cards of others are below it.
    const [, stock] = /class="stock [^"]*">([^<]*)</.exec(html) ?? [];
    if (one && stock === 'In stock') return item;
  }
  throw new Error('there is nothing cheap with many units in this shop');
}

/** What is bought. */
export type Sold = Pick<Item, 'sku'>;

/** The pages of a checkout, from the cart to the last button. */
export class Checkout {
  constructor(readonly shop: Shop) {}

  private get page(): Page {
    return this.shop.page;
  }
  private get main(): Locator {
    return this.page.getByRole('main');
  }
  /** The address of the checkout that is shown, without its step. */
  get address(): string {
    return new URL(this.page.url()).pathname;
  }
  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
  /** What it comes to, wherever that stands. */
  get total(): Locator {
    return this.page.locator('[data-total]').first();
  }
  get hold(): Locator {
    return this.page.locator('.checkout-hold');
  }
  /** The summary above a form that was refused. */
  get refusal(): Locator {
    return this.main.getByRole('alert');
  }
  /** The button that orders and pays. */
  get payButton(): Locator {
    return this.main.getByRole('button', { name: /^Pay / });
  }

  /** Puts something into the cart and begins. */
  async begin(item: Sold, units = 1): Promise<void> {
    await put(this.page.request, item.sku, units);
    await this.fromCart();
  }
  /** Begins with what is in the cart. */
  async fromCart(): Promise<void> {
    await this.shop.open('/cart');
    expect(await this.shop.send(this.main.getByRole('button', { name: 'Check out' }))).toBe(303);
    await expect(this.page).toHaveURL(/\/checkout\/[^/?]+$/);
  }
  async step(name: 'details' | 'delivery' | 'payment' | 'review'): Promise<void> {
    expect(await this.shop.open(`${this.address}?step=${name}`)).toBe(200);
  }

  /** The form with who buys and where it goes. */
  get form(): Locator {
    return this.main.locator('form.checkout-form');
  }
  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true }).first();
  }
  /** Types details and sends them. Returns the status of the answer. */
  async details(details: Partial<Details>, country = 'DE'): Promise<number> {
    for (const [label, value] of Object.entries(details)) await this.field(label).fill(value);
    await this.field('Country').selectOption(country);
    return this.shop.send(this.form.getByRole('button', { name: 'Continue to delivery' }));
  }

  /** Chooses how it is brought, and goes on. */
  async delivery(way: 'Standard' | 'Express' = 'Standard'): Promise<void> {
    await expect(this.heading).toHaveText('Delivery');
    await this.form.getByRole('radio', { name: new RegExp(`^${way} delivery`) }).check();
    expect(await this.shop.send(this.form.getByRole('button', { name: 'Continue to payment' }))).toBe(303);
    await expect(this.heading).toHaveText('Payment');
  }

  /** Goes to the provider's page for a card, by the link of the step that is shown. */
  async toProvider(): Promise<void> {
    await this.main.getByRole('link', { name: /^(Enter your card|Enter another card|Use another card)/ }).click();
    await expect(this.heading).toHaveText('Your card');
  }
  /** Fills in and sends the provider's form. Returns the status of its answer. */
  async typeCard(number: string, expiry = '12/39', code = '123'): Promise<number> {
    await this.page.getByLabel('Card number').fill(number);
    await this.page.getByLabel('Expiry, as MM/YY').fill(expiry);
    await this.page.getByLabel('Security code').fill(code);
    return this.shop.send(this.page.getByRole('button', { name: 'Use this card' }));
  }
  /** Enters a card at the provider and comes back to look at everything once more. */
  async card(number: string): Promise<void> {
    await this.toProvider();
    expect(await this.typeCard(number)).toBe(303);
    await expect(this.page).toHaveURL(/\/checkout\/[^/?]+\?step=review&card=ready$/);
    await expect(this.heading).toHaveText('Review and order');
  }

  /** Everything up to the last button. */
  async toReview(item: Sold, card: string, details = buyer()): Promise<Details> {
    await this.begin(item);
    // Who bought here before has entered all that already.
    if ((await this.heading.textContent()) !== 'Your details') await this.step('details');
    expect(await this.details(details)).toBe(303);
    await this.delivery();
    await this.card(card);
    return details;
  }
  /** Shows the last button at once, for tests of what comes of pressing it. */
  async atReview(item: Sold, card = CARD.pays, details = buyer()): Promise<Details> {
    const { id } = await prepared(this.page.request, item, card, details);
    expect(await this.shop.open(`/checkout/${id}?step=review&card=ready`)).toBe(200);
    await expect(this.heading).toHaveText('Review and order');
    return details;
  }
  /** What an order's page says that happened, so often. */
  happened(what: string): Locator {
    return this.main.locator('.timeline-what').filter({ hasText: what });
  }
  /** Presses the last button. Returns the status of the answer. */
  pay(): Promise<number> {
    return this.shop.send(this.payButton);
  }
  /** Waits for the page of the order that was placed. Returns its number. */
  async placed(): Promise<string> {
    await expect(this.page).toHaveURL(/\/orders\/\w+\?placed=1$/, { timeout: 30_000 });
    await this.shop.ready();
    const head = await this.page.locator('.order-head').textContent();
    return head!.match(/Order ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/)![1]!;
  }
}

/** Buys something page by page. Returns the number of the order and who it went to. */
export async function walked(shop: Shop, item: Sold, details = buyer()): Promise<{ number: string; email: string }> {
  const checkout = new Checkout(shop);
  await checkout.toReview(item, CARD.pays, details);
  expect(await checkout.pay()).toBe(303);
  return { number: await checkout.placed(), email: details.Email };
}

/**
 * Brings whoever `request` keeps the cookies of to the last button of a checkout: what the pages before it would
 * send goes to the API. Whatever else is in the cart stays there.
 */
async function prepared(request: APIRequestContext, item: Sold, number: string, details: Details): Promise<{ id: string; key: string }> {
  await put(request, item.sku);
  const begun = await request.post('/api/checkout?op=BEGIN', { data: { cart: [{ sku: item.sku, quantity: 1 }] } });
  expect(begun.status(), 'a checkout begins').toBe(201);
  const { checkoutId: id } = await begun.json();
  const entered = await request.patch(`/api/checkout/${id}`, {
    data: {
      contact: { email: details.Email, name: details['Full name'] },
      shippingAddress: { line1: details['Street and number'], postcode: details.Postcode, city: details.Town, country: 'DE' },
      deliveryMethod: 'standard',
    },
  });
  expect(entered.status(), 'details and delivery').toBe(200);
  const { paymentInputURL, idempotencyKey: key } = await entered.json();
  const paymentDetails = { number, expiry: '12/39', cvc: '123' };
  expect((await request.post(paymentInputURL, { data: { paymentDetails } })).status(), 'the card').toBe(200);
  return { id, key };
}

/**
 * Something that was bought by whoever `shop` is the browser of, for tests of what comes after. Returns the
 * number of the order and who it went to.
 */
export async function bought(shop: Shop, item: Sold, details = buyer()): Promise<{ number: string; email: string }> {
  const { request } = shop.page;
  const { id, key } = await prepared(request, item, CARD.pays, details);
  const submit = { data: { checkoutId: id }, headers: { 'Idempotency-Key': key } };
  const ordered = await request.post('/api/checkout?op=SUBMIT', submit);
  // Whether it is paid may not be known yet.
  expect([201, 202], 'the order').toContain(ordered.status());
  const { orderId: number } = await ordered.json();
  const status = async () => (await (await request.get(`/api/orders/${number}`)).json()).status;
  await expect.poll(status, { message: 'it is paid', timeout: 30_000 }).not.toBe('pending_payment');
  return { number, email: details.Email };
}
