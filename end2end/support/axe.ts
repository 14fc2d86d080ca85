import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Shop } from './shop.ts';

/** What axe finds on a page: each rule with where it is broken. */
export async function findings(page: Page): Promise<string[]> {
  // What keeps the rules is not listed: of large pages that is most of the work.
  const found = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' | ')}`);
}

/** The same for both colour schemes, one after the other on the page as it stands. */
export async function findingsInBothSchemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...(await findings(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}

/** Sends a form with nothing in it, which is refused. */
export async function sendEmpty(shop: Shop, action: string) {
  await shop.send(shop.form(action).getByRole('button'));
  await expect(shop.page.getByRole('alert')).toBeVisible();
}

/** Whether a page fits a narrow screen, with one heading and one main part. */
export async function fitsNarrowly(shop: Shop) {
  await shop.fits();
  await expect(shop.page.locator('main h1')).toHaveCount(1);
  await expect(shop.page.locator('main')).toHaveCount(1);
}
