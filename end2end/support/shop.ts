import { test as base, expect, type Locator, type Page, type Request } from '@playwright/test';
import { Crew } from './crew.ts';

/** Opens pages as a shopper does, and fails the test for whatever a browser complains about. */
export class Shop {
  constructor(readonly page: Page, readonly scripts: boolean) {}

  /** Opens a page and, with scripts, waits until every island on it lives. Returns the status. */
  async open(path: string): Promise<number> {
    const answer = await this.page.goto(path);
    await this.ready();
    return answer?.status() ?? 0;
  }

  /** Waits until every island on the page has marked itself hydrated. */
  async ready(): Promise<void> {
    if (!this.scripts) return;
    const dead = this.page.locator('[data-island]:not([data-hydrated="true"])');
    await expect(dead, 'islands that did not hydrate').toHaveCount(0);
  }

  /** Presses the button of a form that leads to a page, and waits for that page. Returns the status of the answer to the form. */
  async send(button: Locator): Promise<number> {
    const answered = this.page.waitForResponse((response) => isFormPosted(response.request()));
    const drawn = this.page.waitForEvent('domcontentloaded');
    await button.click();
    const [answer] = await Promise.all([answered, drawn]);
    await this.ready();
    return answer.status();
  }

  /** The form of the page that is posted to an address. */
  form(action: string): Locator {
    return this.page.getByRole('main').locator(`form[action="${action}"]`);
  }

  /** Nothing sticks out of the window sideways. */
  async fits(): Promise<void> {
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, 'pixels that stick out').toBeLessThanOrEqual(0);
  }
}

function isFormPosted(request: Request): boolean {
  return request.method() === 'POST' && request.isNavigationRequest();
}

type Fixtures = {
  shop: Shop;
  /** Another browser, which shares no cookie with the first: the same person's or somebody else's. */
  elsewhere: Shop;
  complaints: string[];
};

/** Refusals that a test provokes on purpose show in the console as failed loads. */
const EXPECTED = /Failed to load resource: the server responded with a status of (4\d\d|503)/;

export const test = base.extend<Fixtures, { crew: Crew }>({
  crew: [
    async ({ playwright }, use, { project }) => {
      const { baseURL } = project.use;
      await use(new Crew((cookies) => playwright.request.newContext({ baseURL, storageState: { cookies, origins: [] } })));
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? '';
        // A page that is left stops its own loads; that is no complaint.
        if (!reason.includes('ERR_ABORTED')) complaints.push(`request: ${request.url()} ${reason}`);
      });
      await use(complaints);
      expect(complaints, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
  shop: async ({ page, javaScriptEnabled }, use) => {
    await use(new Shop(page, javaScriptEnabled !== false));
  },
  elsewhere: async ({ browser, javaScriptEnabled }, use) => {
    const context = await browser.newContext();
    await use(new Shop(await context.newPage(), javaScriptEnabled !== false));
    await context.close();
  },
});

export { expect };
