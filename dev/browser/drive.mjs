// Does on the page what a person does, with the keyboard alone, in a real browser; and looks whether everybody could.
// Usage: node drive.mjs URL CHROMIUM PROFILE [FOLDER for pictures]      URL is that of the pages, as http://127.0.0.1:1/connect
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, executablePath, profile, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
    // The provider of the tests takes this for a person who signed in there; nobody else looks at it.
    extraHTTPHeaders: { 'X-Test-User': 'alice' },
    viewport: { width: 900, height: 800 },
});
const page = context.pages()[0];
const complaints = [];
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('pageerror', (error) => complaints.push(String(error)));
let looks = 0;

/** Nothing that axe knows is wrong, in any costume, and nothing is wider than a small telephone. */
async function look(name) {
    for (const [costume, colorScheme, width] of [['light', 'light', 900], ['dark', 'dark', 900], ['narrow', 'light', 320]]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`), [], `${name}, ${costume}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} pixels wide at ${width}`);
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${costume}.png`, fullPage: true });
        looks++;
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 900, height: 800 });
}

/** What has the focus, as a screen reader would say it, and whether an eye could tell. */
const focus = () => page.evaluate(() => {
    const it = document.activeElement;
    const label = it.labels?.length ? it.labels[0].textContent : it.textContent;
    return { name: label.trim(), seen: getComputedStyle(it).outlineStyle !== 'none' };
});

async function tabTo(name) {
    for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const at = await focus();
        if (at.name === name) {
            assert.ok(at.seen, `nobody sees that ${name} has the focus`);
            return;
        }
    }
    assert.fail(`no way to ${name} with the keyboard on ${page.url()}: ${await page.textContent('main')}`);
}

/** Presses Enter, and waits for the page that comes. */
async function enter() {
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function write(field, text) {
    await tabTo(field);
    await page.keyboard.insertText(text);
}

const heading = () => page.textContent('h1');
const said = (selector) => page.textContent(selector);

// A stranger signs in, at the second attempt.
await page.goto(`${url}/lab`);
assert.equal(await heading(), 'Sign in');
await look('sign-in');
await write('Your token for this server', 'no-such-token');
await enter();
assert.match(await said('[role=alert]'), /not known here/);
assert.match(await page.title(), /^Error: sign in/);
await look('sign-in-wrong');
await write('Your token for this server', 'alice-token');
await enter();
assert.equal(await heading(), 'Connect Lab');
assert.match(await said('dl'), /alice.*lab\.example\.org.*Nothing of yours is kept yet/s);
await look('connect');

// They paste something wrong, then the right thing, which is seen nowhere.
assert.equal(await page.getAttribute('#token', 'type'), 'password');
await write('Token', 'two words');
await enter();
assert.match(await said('[role=alert]'), /spaces/);
assert.match(await page.title(), /^Error/);
await look('connect-wrong');
await write('Token', 's3cret-of-the-lab');
await enter();
assert.match(await said('[role=status]'), /go back to your assistant/);
assert.ok(!(await page.content()).includes('s3cret'));
await look('connect-kept');

// And take it back.
await tabTo('Forget it');
await enter();
assert.match(await said('[role=status]'), /forgotten/);

// A cluster with several kinds: the others are folded away until they are wanted.
await page.goto(`${url}/owens`);
await tabTo('A cookie');
await page.keyboard.press('Enter');
await write('Value of the cookie', 'c00kie');
await look('connect-several');
await enter();
assert.match(await said('dl'), /A cookie of yours is kept/);

// Somebody who never was here, and the way out.
await page.goto(`${url}/no-such-cluster`);
assert.equal(await heading(), 'There is no such page');
await look('nowhere');
complaints.splice(0, complaints.length, ...complaints.filter((it) => !/status of 4(03|04|22)/.test(it)));
await page.goto(`${url}/lab`);
await tabTo('Sign out');
await enter();
assert.equal(await heading(), 'You are signed out');
await look('signed-out');
await page.goto(`${url}/lab`);
assert.equal(await heading(), 'Sign in');

// Somebody who has no token signs in at the identity provider; and then at the cluster, without pasting anything.
await tabTo('Sign in at 127.0.0.1');
await enter();
assert.equal(await heading(), 'Connect Lab');
assert.match(await said('dl'), /oauth:alice@.*Nothing of yours is kept yet/s);
await look('connect-login');
await context.route(/oauth2\/authorize/, (route) => route.abort('aborted'));
await tabTo('Sign in at Lab');
await enter();
assert.equal(await heading(), 'On to 127.0.0.1');
await look('onward');
await context.unroute(/oauth2\/authorize/);
await tabTo('go to 127.0.0.1');
await enter();
assert.match(await said('[role=status]'), /go back to your assistant/);
assert.match(await said('dl'), /A token of yours is kept since .* and ends on /s);
await tabTo('Sign in at Lab');
await page.keyboard.press('Enter');
await page.waitForSelector('[role=status]');

assert.deepEqual(complaints.filter((it) => !/favicon/.test(it)), []);
await context.close();
console.log(`browser: signed in, connected, replaced, forgot and signed out by keyboard; ${looks} looks without a complaint`);
