import { deflateSync } from 'node:zlib';
import type { Locator } from '@playwright/test';
import { goods, type Purpose } from './merchant.ts';
import { expect, type Shop } from './shop.ts';

export type PictureFile = { name: string; mimeType: string; buffer: Buffer };

/** A point of the window, in CSS pixels. */
export type Point = { x: number; y: number };

function crc(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(kind: string, body: Buffer): Buffer {
  const told = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length, 0);
  around.writeUInt32BE(crc(told), 4);
  return Buffer.concat([around.subarray(0, 4), told, around.subarray(4)]);
}

/** A PNG in a colour that no other picture of any test has. */
export function png(name: string): PictureFile {
  const [width, height] = [24, 18];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3);
  for (let at = 1; at < row.length; at += 1) row[at] = Math.floor(Math.random() * 256);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return { name, mimeType: 'image/png', buffer: Buffer.concat(parts) };
}

/** The page on which staff look after the pictures of goods that a test has for itself. */
export class PicturePage {
  readonly address: string;

  constructor(readonly shop: Shop, purpose: Purpose, project: string) {
    this.address = `/admin/products/goods-${goods(purpose, project).code}/images`;
  }

  open(): Promise<number> {
    return this.shop.open(this.address);
  }

  get entries(): Locator {
    return this.shop.page.locator('.picture-entry');
  }

  get alert(): Locator {
    return this.shop.page.getByRole('main').getByRole('alert');
  }

  /** The address of each picture, in their order. */
  sources(): Promise<string[]> {
    return this.entries.locator('img').evaluateAll((images) => images.map((image) => image.getAttribute('src')!));
  }

  /** Sends files. Returns the status of the answer. */
  async send(files: PictureFile[]): Promise<number> {
    const form = this.shop.form(this.address);
    await form.getByLabel('Files').setInputFiles(files);
    return this.shop.send(form.getByRole('button', { name: 'Add pictures' }));
  }

  /** The middle of a picture's grip, and a point beyond the middle of another picture. Both have to be in the window. */
  async way(from: number, to: number): Promise<[Point, Point]> {
    const grip = this.entries.nth(from).locator('.picture-grip');
    await grip.scrollIntoViewIfNeeded();
    const [start, end] = [(await grip.boundingBox())!, (await this.entries.nth(to).boundingBox())!];
    const x = start.x + start.width / 2;
    return [{ x, y: start.y + start.height / 2 }, { x, y: to < from ? end.y + 5 : end.y + end.height - 5 }];
  }

  /** Takes a picture by its grip, and moves it over another without letting go. Returns where it was taken. */
  async carry(from: number, to: number): Promise<Point> {
    const { mouse } = this.shop.page;
    const [start, end] = await this.way(from, to);
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(end.x, end.y, { steps: 10 });
    return start;
  }

  /** Lets go of what is carried, and waits for the page that comes of it. Returns the status of the answer. */
  async drop(letGo: () => Promise<unknown> = () => this.shop.page.mouse.up()): Promise<number> {
    const { page } = this.shop;
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    const drawn = page.waitForEvent('domcontentloaded');
    await letGo();
    const [answer] = await Promise.all([answered, drawn]);
    expect(new URL(answer.url()).pathname).toBe(`${this.address}/arrange`);
    await this.shop.ready();
    return answer.status();
  }

  /** Presses a button of a picture, which has to do what it says. */
  async press(at: number, name: string): Promise<void> {
    expect(await this.shop.send(this.entries.nth(at).getByRole('button', { name }))).toBe(303);
  }
}
