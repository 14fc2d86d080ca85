import { bought, ware } from '../../support/buying.ts';
import { NO_OWNER, OWNER } from '../../support/staff.ts';
import { expect, test, type Shop } from '../../support/shop.ts';

test.skip(!OWNER.email, NO_OWNER);
// Three tokens are made, and a dozen requests follow.
test.describe.configure({ timeout: 120_000 });

/** Makes a token with some of one's own roles, by the form of the page. */
async function token(member: Shop, roles: string[]): Promise<string> {
  await member.open('/admin/tokens');
  const form = member.form('/admin/tokens');
  await form.getByLabel('Label').fill(`for ${roles.join(' and ')}`);
  for (const role of roles) await form.getByRole('checkbox', { name: role, exact: true }).check();
  expect(await member.send(form.getByRole('button'))).toBe(200);
  return (await member.page.locator('.staff-secret code').textContent())!;
}

function bearer(secret: string) {
  return { headers: { Authorization: `Bearer ${secret}` } };
}

test('a program with a token does what its role allows, once', async ({ shop, elsewhere, request, crew }) => {
  const item = await ware(request);
  await crew.owner(shop);
  await crew.newcomer(elsewhere, ['warehouse', 'orders', 'analyst']);
  const warehouse = bearer(await token(elsewhere, ['Warehouse']));
  const orders = bearer(await token(elsewhere, ['Orders']));
  const analyst = bearer(await token(elsewhere, ['Analyst']));
  const path = `/api/admin/stock/${item.sku}`;

  for (const nobody of [{}, bearer('not-a-token')]) {
    const answer = await elsewhere.page.request.get(path, nobody);
    expect(answer.status()).toBe(401);
    expect(answer.headers()['www-authenticate']).toBe('Bearer');
  }
  expect((await shop.page.request.get(path)).status(), 'a session of staff does not count').toBe(401);
  expect((await request.post(path, { ...orders, data: { op: 'RECEIVE', quantity: 1 } })).status()).toBe(403);

  const reference = `note ${crypto.randomUUID()}`;
  const receive = () => request.post(path, { ...warehouse, data: { op: 'RECEIVE', quantity: 7, reference } });
  expect((await receive()).status()).toBe(200);
  expect((await receive()).status(), 'the same again').toBe(200);
  await shop.open(`/admin/stock/${item.sku}`);
  await expect(shop.page.getByRole('cell', { name: reference }), 'it came once').toHaveCount(1);
  const none = await request.post(path, { ...warehouse, data: { op: 'RECEIVE', quantity: 0, reference: 'none' } });
  expect(none.status()).toBe(422);
  expect((await none.json()).errors[0].field).toBe('quantity');

  const { number } = await bought(elsewhere, item);
  const order = `/api/admin/orders/${number}`;
  expect((await request.get(order, analyst)).status()).toBe(403);
  const found = await (await request.get(`/api/admin/orders?find=${number}`, orders)).json();
  expect(found.orders.map((row: { orderId: string }) => row.orderId)).toEqual([number]);
  const back = { ...orders, data: { amount: 100, reason: 'a scratch' } };
  expect((await request.post(`${order}/refund`, back)).status(), 'without a key').toBe(400);
  const keyed = { ...back, headers: { ...back.headers, 'Idempotency-Key': crypto.randomUUID() } };
  const { left } = await (await request.get(order, orders)).json();
  for (const time of ['once', 'again']) {
    const answer = await request.post(`${order}/refund`, keyed);
    expect(answer.status(), time).toBe(200);
    expect((await answer.json()).left.amount, time).toBe(left.amount - 100);
  }
  const shipped = await request.post(`${order}/ship`, { ...warehouse, data: { carrier: 'Post' } });
  expect((await shipped.json()).status).toBe('shipped');

  const note = { ...orders, headers: { ...orders.headers, 'Idempotency-Key': crypto.randomUUID() }, data: { text: 'Rang twice.' } };
  for (const time of ['once', 'again']) {
    const { notes } = await (await request.post(`${order}/notes`, note)).json();
    expect(notes.filter((one: { text: string }) => one.text === 'Rang twice.'), time).toHaveLength(1);
  }
  expect((await request.post(`${order}/resend`, orders)).status(), 'without a key').toBe(400);

  await elsewhere.open(`/orders/${number}`);
  await elsewhere.page.getByText('Send something back', { exact: true }).first().click();
  expect(await elsewhere.send(elsewhere.page.getByRole('button', { name: 'Ask to send it back' }))).toBe(303);
  const { returns } = await (await request.get(order, warehouse)).json();
  expect(returns[0].state).toBe('requested');
  const decide = `${order}/returns/${returns[0].returnId}`;
  expect((await request.post(`${decide}/approve`, { ...warehouse, data: { refund: 100, restock: true } })).status()).toBe(403);
  const agreed = () => request.post(`${decide}/approve`, { ...orders, data: { refund: 100, restock: true } });
  expect((await (await agreed()).json()).returns[0]).toMatchObject({ state: 'approved', refund: { amount: 100 } });
  expect((await agreed()).status(), 'the same again').toBe(200);
  expect((await request.post(`${decide}/refuse`, { ...orders, data: { reason: 'worn' } })).status(), 'it is decided').toBe(422);
});

test('a program with a token writes products, and overwrites nothing of anybody', async ({ shop, page, elsewhere, request, crew }) => {
  const title = `Rope ${crypto.randomUUID().slice(0, 13)}`;
  await crew.owner(shop);
  await crew.newcomer(elsewhere, ['catalogue', 'analyst']);
  const writes = bearer(await token(elsewhere, ['Catalogue']));
  const reads = bearer(await token(elsewhere, ['Analyst']));
  const price = { amount: 1250, currency: 'EUR' };
  const variants = [{ sku: title.replaceAll(' ', '-').toUpperCase(), price }];
  const product = { title, taxClass: 'standard', stockTracked: false, variants };
  const list = '/api/admin/products';
  const keyed = (who: ReturnType<typeof bearer>) => ({
    headers: { ...who.headers, 'Idempotency-Key': title.replace(' ', '-') },
    data: product,
  });
  expect((await request.post(list, keyed(reads))).status()).toBe(403);
  const made = await request.post(list, keyed(writes));
  expect(made.status()).toBe(201);
  const { id } = await made.json();
  const again = await request.post(list, keyed(writes));
  expect([again.status(), (await again.json()).id]).toEqual([200, id]);
  const unpriced = { ...product, variants: [{ ...variants[0], price: { amount: 1, currency: 'JPY' } }] };
  const refused = await request.post(list, { ...keyed(writes), data: unpriced });
  expect(refused.status()).toBe(422);
  expect((await refused.json()).errors[0].field).toBe('variants.0.price');

  await shop.open(`/admin/products/${id}`);
  await page.getByLabel('Title', { exact: true }).fill(`${title} theirs`);
  expect(await shop.send(page.getByRole('button', { name: 'Save product' }).first())).toBe(303);

  const path = `${list}/${id}`;
  const asRead = (tag: string, name: string) => ({
    headers: { ...writes.headers, 'If-Match': tag },
    data: { ...product, status: 'draft', title: name },
  });
  const late = await request.put(path, asRead(made.headers()['etag']!, `${title} mine`));
  expect(late.status()).toBe(412);
  const { code, conflicts } = await late.json();
  expect(code).toBe('changed_meanwhile');
  expect(conflicts[0]).toMatchObject({ field: 'title', mine: `${title} mine`, theirs: `${title} theirs` });
  const now = await request.get(path, reads);
  expect((await now.json()).product.title, 'nothing was overwritten').toBe(`${title} theirs`);
  const changed = await request.put(path, asRead(now.headers()['etag']!, `${title} mine`));
  expect(changed.status()).toBe(200);

  const shown = await request.post(`${path}/publish`, {
    headers: { ...writes.headers, 'If-Match': changed.headers()['etag']! },
  });
  const { product: published } = await shown.json();
  expect(published.status).toBe('active');
  const found = await (await request.get(`${list}?query=${encodeURIComponent(title)}`, reads)).json();
  expect(found.products.map((row: { id: string }) => row.id)).toEqual([id]);
  expect(await elsewhere.open(`/p/${published.slug}`)).toBe(200);
  await expect(elsewhere.page.getByRole('heading', { level: 1 })).toHaveText(`${title} mine`);
});
