import { request, type FullConfig } from '@playwright/test';
import { allGoods, atHand, PRICE, sell } from './merchant.ts';

/** Has the shop sell our goods before any test counts what it sells, and waits until they are found. */
export default async function setUp(config: FullConfig): Promise<void> {
  if (!atHand) return;
  await sell(allGoods(), PRICE);
  const shop = await request.newContext({ baseURL: config.projects[0]!.use.baseURL });
  for (const { sku } of allGoods()) await found(shop, sku);
  await shop.dispose();
}

async function found(shop: Awaited<ReturnType<typeof request.newContext>>, sku: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answer = await shop.get(`/api/items?query=${sku}&limit=5`);
    const { items } = (await answer.json()) as { items: { sku: string; inStock: boolean }[] };
    if (items.some((item) => item.sku === sku && item.inStock)) return;
    await new Promise((soon) => setTimeout(soon, 200));
  }
  throw new Error(`${sku} was imported and is not found`);
}
