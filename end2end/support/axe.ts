import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on a page: each rule with where it is broken. */
export async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' | ')}`);
}
