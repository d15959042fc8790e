// The page in a real browser (Debian's chromium) against a real kaam-api over generated records: as
// an employer and a worker use it, on a small and a large screen, by keyboard, without scripts,
// without network. KAAM_BIN names the folder of the tools, KAAM_NODE_MODULES where npm put what
// package.json names.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const require = createRequire(path.join(process.env.KAAM_NODE_MODULES, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const bin = process.env.KAAM_BIN;
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };
const employerAsks = '6 rajmistri chahiye Noida me 700 roz';
const workerAsks = 'mason work in Patna';

let folder, server, address, browser;

function run(tool, ...args) {
  const done = spawnSync(path.join(bin, tool), args, { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kaam-page-'));
  const today = new Date(Date.now() + 5.5 * 3600e3).toISOString().slice(0, 10); // in India
  run('kaam-fixtures', 'generate', '--workers', '20000', '--openings', '2000', '--seed', '1',
    '--as-of', today, '--out', folder);
  run('kaam-index', 'build', '--workers', `${folder}/workers.csv`, '--openings',
    `${folder}/openings.csv`, '--out', `${folder}/store`);
  server = spawn(path.join(bin, 'kaam-api'),
    ['--index', `${folder}/store`, '--listen', '127.0.0.1:0']);
  const port = await new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (data) => {
      log += data;
      const line = log.split('\n').find((each) => each.includes('"event":"listening"'));
      if (line) resolve(JSON.parse(line).port);
    });
    server.on('exit', () => reject(new Error(`the server stopped: ${log}`)));
  });
  address = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});

after(async () => {
  await browser?.close();
  server?.removeAllListeners('exit');
  server?.kill('SIGTERM');
  if (folder) rmSync(folder, { recursive: true });
});

// A page of its own, closed at the end. Fails the story on any fault of a script.
async function visit(options, story) {
  const context = await browser.newContext({ viewport: phone, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  try {
    await story(page, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const hits = (page) => page.locator('.hits > li');

async function askByForm(page, text) {
  await page.fill('#q', text);
  await page.click('form button[type=submit] >> nth=0');
  await page.waitForSelector('.hits > li, .none, .fault');
}

describe('an employer', () => {
  for (const viewport of [phone, desk]) {
    test(`finds masons in Hindi on ${viewport.width} pixels, and reads why`, () =>
      visit({ viewport, locale: 'hi-IN' }, async (page) => {
        await page.goto(`${address}/`);
        assert.equal(await page.getAttribute('html', 'lang'), 'hi');
        await page.click('text=मुझे कामगार चाहिए');
        await askByForm(page, employerAsks);
        assert.match(await page.textContent('.chips .occupations'), /राजमिस्त्री × 6/);
        assert.match(await page.textContent('.chips .places'), /नोएडा/);
        assert.equal(await hits(page).count(), 10);
        assert.match(await hits(page).first().textContent(), /राजमिस्त्री/);
        assert.ok(await hits(page).first().locator('.reasons li').count() > 0);
        // Nothing runs over the side of the screen.
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }));
  }

  test('sees the list sorted anew when a slider moves, and the address says so', () =>
    visit({}, async (page) => {
      await page.goto(`${address}/workers?lang=en&q=${encodeURIComponent(employerAsks)}`);
      const before = await page.textContent('.hits');
      await page.click('form summary');
      await page.locator('input[name=w_locality]').fill('100');
      await page.waitForFunction((old) => document.querySelector('.hits').textContent !== old, before);
      assert.match(page.url(), /w_locality=100/);
      await page.goBack();
      await page.waitForFunction((old) => document.querySelector('.hits')?.textContent === old, before);
    }));

  test('walks on to more, each worker once', () =>
    visit({}, async (page) => {
      await page.goto(`${address}/workers?lang=en&q=${encodeURIComponent('mason in Delhi')}`);
      const first = await page.textContent('.hits');
      await page.click('.more');
      await page.waitForSelector('.hits > li');
      assert.notEqual(await page.textContent('.hits'), first);
    }));

  test('is told what would help where nobody fits', () =>
    visit({}, async (page) => {
      const text = '500 mason in Dantewada within 5 km';
      await page.goto(`${address}/workers?lang=en&q=${encodeURIComponent(text)}`);
      assert.match(await page.textContent('.shortfall'), /Fewer fit than were asked for/);
      await page.click('.shortfall a');
      await page.waitForSelector('.chips');
      assert.match(page.url(), /km=\d+/);
    }));
});

describe('a worker', () => {
  for (const viewport of [phone, desk]) {
    test(`finds work with its pay and days on ${viewport.width} pixels`, () =>
      visit({ viewport, locale: 'en-IN' }, async (page) => {
        await page.goto(`${address}/`);
        await askByForm(page, workerAsks);
        assert.ok(await hits(page).count() > 0);
        assert.match(await page.textContent('.hits'), /rupees a day/);
        assert.match(await page.textContent('.no-fee'), /Nobody may ask you for money/);
      }));
  }

  test('gets suggestions while typing', () =>
    visit({ locale: 'hi-IN' }, async (page) => {
      await page.goto(`${address}/work`);
      await page.locator('#q').pressSequentially('rajm');
      await page.waitForFunction(() => document.querySelectorAll('#suggestions option').length > 0);
      assert.match(await page.locator('#suggestions').innerHTML(), /राजमिस्त्री/);
    }));

  test('asks with the keyboard alone', () =>
    visit({}, async (page) => {
      await page.goto(`${address}/work?lang=en`);
      for (let i = 0; i < 10; ++i) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement.id === 'q')) break;
      }
      await page.keyboard.type(workerAsks);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.hits > li');
    }));

  test('finds work without scripts', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${address}/work?lang=hi`);
      await askByForm(page, 'राजमिस्त्री का काम पटना');
      assert.ok(await hits(page).count() > 0);
      assert.match(page.url(), /\/work\?.*q=/);
    }));

  test('reads the page in Urdu from the right', () =>
    visit({}, async (page) => {
      await page.goto(`${address}/work?lang=ur&q=mason+Patna`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
    }));
});

describe('bad input and bad lines', () => {
  test('a question that can not be asked is answered in the page, with what was typed', () =>
    visit({}, async (page) => {
      const answer = await page.goto(`${address}/workers?lang=en&q=mason&km=10`);
      assert.equal(answer.status(), 400);
      assert.match(await page.textContent('.fault'), /searched for/);
      assert.equal(await page.inputValue('#q'), 'mason');
    }));

  test('markup in a question is text', () =>
    visit({}, async (page) => {
      const text = '"><img src=x onerror=alert(1)><script>alert(2)</script> mason Noida';
      await page.goto(`${address}/workers?lang=en&q=${encodeURIComponent(text)}`);
      assert.equal(await page.inputValue('#q'), text);
      assert.equal(await page.locator('img').count(), 0);
    }));

  test('a lost network is said, and what was found stays', () =>
    visit({}, async (page, context) => {
      await page.goto(`${address}/work?lang=en&q=${encodeURIComponent(workerAsks)}`);
      const found = await hits(page).count();
      await context.setOffline(true);
      await page.click('form button[type=submit] >> nth=0');
      await page.waitForSelector('.fault');
      assert.match(await page.textContent('.fault'), /No network/);
      assert.equal(await hits(page).count(), found);
    }));
});

describe('every screen', () => {
  const screens = [
    '/', '/workers?lang=hi', `/workers?lang=hi&q=${encodeURIComponent(employerAsks)}`,
    `/work?lang=en&q=${encodeURIComponent(workerAsks)}`, '/workers?lang=en&q=mason&km=10',
    `/work?lang=ur&q=${encodeURIComponent(workerAsks)}`,
  ];
  for (const colorScheme of ['light', 'dark']) {
    test(`has no fault that axe finds (WCAG 2.1 AA), ${colorScheme}`, () =>
      visit({ colorScheme, bypassCSP: true }, async (page) => {
        for (const screen of screens) {
          await page.goto(address + screen);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
          assert.deepEqual(violations.map(({ id, nodes }) => [screen, id, nodes[0].html]), []);
        }
      }));
  }

  test('comes from here alone, sets no cookie and is under 120 kB', () =>
    visit({}, async (page, context) => {
      let bytes = 0;
      page.on('response', async (response) => {
        assert.ok(response.url().startsWith(address), response.url());
        bytes += (await response.body()).length;
      });
      await page.goto(`${address}/work?lang=hi&q=${encodeURIComponent(workerAsks)}`,
        { waitUntil: 'networkidle' });
      assert.deepEqual(await context.cookies(), []);
      assert.ok(bytes > 0 && bytes < 120e3, `${bytes} bytes`);
    }));
});
