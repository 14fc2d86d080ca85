import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on a page: each rule with where it is broken. */
export async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
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
