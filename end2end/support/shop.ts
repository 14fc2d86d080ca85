import { test as base, expect, type Page } from '@playwright/test';

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
}

type Fixtures = { shop: Shop; complaints: string[] };

/** Refusals that a test provokes on purpose show in the console as failed loads. */
const EXPECTED = /Failed to load resource: the server responded with a status of (4\d\d|503)/;

export const test = base.extend<Fixtures>({
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
});

export { expect };
