import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// The system's browser where there is one: a downloaded build of Playwright's own is not always to be had.
const systemBrowser = [process.env.QUAYSIDE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path && existsSync(path));

const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } };
const phone = { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export default defineConfig({
  testDir: 'tests',
  globalSetup: './support/goods.setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  use: {
    baseURL: process.env.QUAYSIDE_URL ?? 'http://127.0.0.1:3000',
    // Pages as they were at each step tell what went wrong. A film of them besides would cost each test time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: systemBrowser,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    // Behind the counter scripts do next to nothing: forms are walked through without them, and with them
    // what has islands, a whole day, and every page once.
    { name: 'script', use: { ...desktop }, testIgnore: /admin\/(?!axe|merchants-day|.*islands)/ },
    { name: 'plain', use: { ...desktop, javaScriptEnabled: false }, testIgnore: /islands|axe|vitals/ },
    // What strangers are refused does not depend on the size of their screen, nor do the deeds of staff:
    // that their pages fit is among what axe looks at.
    { name: 'phone', use: { ...phone }, testIgnore: /axe|idor|headers|admin/ },
  ],
});
