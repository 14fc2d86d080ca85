import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = process.env.QUAYSIDE_PROGRAM ?? join(import.meta.dirname, '../../target/debug/quayside');
const data = process.env.QUAYSIDE_DATA;

/** Whether the shop's own program is at hand, by which a merchant changes prices and stock. */
export const atHand = data !== undefined && existsSync(program);

/** Why tests that need it are left out. */
export const MISSING = 'needs QUAYSIDE_DATA and the program of the shop';

/** Units of each of our goods that come into the warehouse once. */
export const UNITS = 5;
/** What each of our goods costs at first. */
export const PRICE = 10;

/** What the goods are for: a test that changes one has it for itself, once in each project. */
const PURPOSES = ['few', 'dearer', 'sold out', 'fewer', 'merged', 'card', 'held', 'gone', 'counted', 'let go', 'raised', 'tagged', 'found again', 'pictured', 'mispictured', 'arranged', 'phoned', 'dragged'] as const;
const PROJECTS = ['script', 'plain', 'phone'];
export type Purpose = (typeof PURPOSES)[number];

export type Goods = { code: number; sku: string; title: string };

/** The goods that a test of this project has for itself. */
export function goods(purpose: Purpose, project: string): Goods {
  const code = 101 + PURPOSES.indexOf(purpose) * PROJECTS.length + PROJECTS.indexOf(project);
  return { code, sku: `GDS-${code}`, title: `Brontide ${purpose} ${project}` };
}

/** All goods, as they are before a test changes them. */
export function allGoods(): Goods[] {
  return PURPOSES.flatMap((purpose) => PROJECTS.map((project) => goods(purpose, project)));
}

/** Adds units that arrived, or takes away units that are not there. */
export async function correctStock(sku: string, units: number): Promise<void> {
  await quayside('stock', 'correct', sku, String(units), '--reason', 'counted by a test');
}

/** Hands a paid order to a carrier. */
export async function ship(order: string): Promise<void> {
  await quayside('order', 'ship', order, '--carrier', 'Post');
}

/** Has the shop sell goods at a price. */
export async function sell(goods: Goods[], price: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'quayside-goods-'));
  try {
    const [file, mapping] = [join(folder, 'goods.csv'), join(folder, 'mapping.toml')];
    const rows = goods.map(({ code, title }) => `${code},${title},${price.toFixed(2)}`);
    await writeFile(file, ['code,title,price', ...rows].join('\n'));
    await writeFile(mapping, MAPPING);
    await quayside('import', file, '--mapping', mapping);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function quayside(...what: string[]): Promise<void> {
  await promisify(execFile)(program, what, { cwd: data, env: { ...process.env, QUAYSIDE_DATA: data } });
}

const MAPPING = `
[product]
id = "goods-{code}"
sku = "GDS-{code}"
slug_suffix = "{code}"
title = "{title}"
brand = ""
summary = "Made for tests."
description = []
tax_class = "standard"
starting_stock = ${UNITS}

[price]
column = "price"
currency = "EUR"
unit = "major"

[[categories]]
slug = "curios"
name = "Curios"

[otherwise]
category = "curios"
`;
