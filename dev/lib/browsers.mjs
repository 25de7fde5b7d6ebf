// People at the login pages of providers, as far as a login needs a browser: each takes the page's address and gives back
// the address that the provider sends them on to.
import assert from 'node:assert/strict';

/** The provider of our own tests lets in whom a header names. */
export async function atOurTests(page) {
    const answer = await fetch(page, { redirect: 'manual', headers: { 'X-Test-User': 'alice' } });
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get('location'));
}

/** Keycloak shows a form, knows its visitor again by cookies, and sends them on when the password is right. */
export async function atKeycloak(page) {
    const shown = await fetch(page, { redirect: 'manual' });
    const html = await shown.text();
    if (shown.status === 302) return new URL(shown.headers.get('location')); // It refuses without asking.
    assert.equal(shown.status, 200, html);
    const form = /<form[^>]*id="kc-form-login"[^>]*action="([^"]+)"/.exec(html);
    assert.ok(form, html);
    const answer = await fetch(form[1].replaceAll('&amp;', '&'), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: shown.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') },
        body: new URLSearchParams({ username: 'alice', password: 'wonderland' }),
    });
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get('location'));
}
