import { expect, test } from '../support/shop.ts';
import { firstItem } from '../support/api.ts';

test('anonymous pages set no cookie, can be kept, and are answered 304', async ({ request }) => {
  const { slug } = await firstItem(request, 'lamp');
  for (const path of ['/', '/search?q=lamp', `/p/${slug}`, '/pages/terms']) {
    const first = await request.get(path);
    expect(first.status()).toBe(200);
    expect(first.headers()['set-cookie']).toBeUndefined();
    expect(first.headers()['cache-control']).toContain('public');
    const policy = first.headers()['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const again = await request.get(path, { headers: { 'if-none-match': first.headers()['etag']! } });
    expect(again.status()).toBe(304);
  }
});

test('a form sent by another site is refused', async ({ request }) => {
  const answer = await request.post('/pages/contact', {
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    form: { name: 'Eve', email: 'eve@example.com', message: 'A letter that nobody wrote.' },
  });
  expect(answer.status()).toBe(403);
});

test('refusals of the API are problems with a code', async ({ request }) => {
  for (const [path, status, code] of [
    ['/api/items?filter=nonsense', 400, 'bad_request'],
    ['/api/items?limit=0', 400, 'bad_request'],
    ['/api/items?nextCursor=!!!', 400, 'bad_request'],
    ['/api/items/no-such-product', 404, 'not_found'],
    ['/api/no-such-call', 404, 'not_found'],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(status);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
    expect((await answer.json()).code).toBe(code);
  }
});

test('robots and the site map lead to every product', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toMatch(/Sitemap: http/);
  const index = await (await request.get('/sitemap.xml')).text();
  expect(index).toContain('/sitemap/products-1.xml');
  const products = await (await request.get('/sitemap/products-1.xml')).text();
  const { total } = await (await request.get('/api/items?limit=1')).json();
  expect(products.match(/<loc>/g)?.length).toBe(Math.min(total, 5000));
});
