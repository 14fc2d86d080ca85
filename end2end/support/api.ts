import { expect, type APIRequestContext } from '@playwright/test';

export type Item = { id: string; slug: string; sku: string; title: string; brand: string; inStock: boolean };
export type Items = {
  items: Item[];
  total: number;
  nextCursor: string | null;
  facets: { name: string; label: string; values: { value: string; label: string; count: number }[] }[];
};

/** What the API answers for a list. */
export async function items(request: APIRequestContext, parameters: string): Promise<Items> {
  const answer = await request.get(`/api/items?${parameters}`);
  expect(answer.status()).toBe(200);
  return answer.json();
}

/** The first product that a query finds. */
export async function firstItem(request: APIRequestContext, query: string): Promise<Item> {
  const { items: found } = await items(request, `query=${encodeURIComponent(query)}`);
  expect(found.length, `the demo catalogue has something for "${query}"`).toBeGreaterThan(0);
  return found[0]!;
}

/** The word with two neighbouring letters exchanged. */
export function typoOf(word: string): string {
  return word[0]! + word[2]! + word[1]! + word.slice(3);
}
