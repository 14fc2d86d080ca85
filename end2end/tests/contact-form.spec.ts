import { expect, test } from '../support/shop.ts';

test('a refused form comes back 422 with what was typed', async ({ shop, page }) => {
  await shop.open('/pages/contact');
  await page.getByLabel('Name', { exact: false }).first().fill('Ada Lovelace');
  await page.getByLabel('Email', { exact: false }).first().fill('not-an-address');
  await page.getByLabel('Message', { exact: false }).first().fill('When does the brass kettle come back?');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Send message' }).click();
  expect((await answer).status()).toBe(422);
  await shop.ready();

  const email = page.getByLabel('Email', { exact: false }).first();
  await expect(email).toHaveValue('not-an-address');
  await expect(page.getByLabel('Name', { exact: false }).first()).toHaveValue('Ada Lovelace');
  await expect(page.getByLabel('Message', { exact: false }).first()).toHaveValue('When does the brass kettle come back?');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Enter an email address like name@example.com.');
  await summary.getByRole('link').first().click();
  await expect(email).toBeFocused();
});

test('a letter is stored and thanked for', async ({ shop, page }) => {
  await shop.open('/pages/contact');
  await page.getByLabel('Name', { exact: false }).first().fill('Ada Lovelace');
  await page.getByLabel('Email', { exact: false }).first().fill('ada@example.com');
  await page.getByLabel('Message', { exact: false }).first().fill('When does the brass kettle come back?');
  await page.getByRole('button', { name: 'Send message' }).click();
  await expect(page).toHaveURL(/\/pages\/contact\?sent=1$/);
  await shop.ready();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('Thank you');
});
