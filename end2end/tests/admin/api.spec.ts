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

test('a program with a token does what its role allows, once', async ({ shop, elsewhere, request, crew }) => {
  const item = await ware(request);
  await crew.owner(shop);
  await crew.newcomer(elsewhere, ['warehouse', 'orders', 'analyst']);
  const as = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });
  const warehouse = as(await token(elsewhere, ['Warehouse']));
  const orders = as(await token(elsewhere, ['Orders']));
  const analyst = as(await token(elsewhere, ['Analyst']));
  const path = `/api/admin/stock/${item.sku}`;

  for (const nobody of [{}, as('not-a-token')]) {
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
});
