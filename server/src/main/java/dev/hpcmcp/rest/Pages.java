package dev.hpcmcp.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises web pages where an API's answer should be: login pages, proxies' errors, dashboards.
 */
final class Pages {
    private static final Pattern SIGN_IN =
            Pattern.compile(
                    "type=[\"']?password|saml|openid|oauth|\\bsso\\b|log[ -]?in\\b|sign[ -]?in\\b|authenticat");
    private static final int LOOKED_AT = 64 << 10;

    private Pages() {}

    /** A page, and not because one was asked for. */
    static boolean isUnwanted(Reply reply) {
        if (reply.call().accepts("html")) {
            return false;
        }
        boolean said = reply.header("Content-Type").map(Pages::isHtml).orElse(false);
        String start = start(reply, 512).strip();
        return said ? start.isEmpty() || start.startsWith("<") : looksLikeOne(reply.call(), start);
    }

    static boolean isHtml(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }

    static boolean asksToSignIn(Reply page) {
        return SIGN_IN.matcher(start(page, LOOKED_AT)).find();
    }

    /** Only where JSON is due: a log may well begin like a page. */
    private static boolean looksLikeOne(Call call, String start) {
        return call.accepts("json")
                && (start.startsWith("<!doctype html") || start.startsWith("<html"));
    }

    private static String start(Reply reply, int length) {
        byte[] bytes = reply.bytes();
        String text = new String(bytes, 0, Math.min(bytes.length, length), StandardCharsets.UTF_8);
        return text.toLowerCase(Locale.ROOT);
    }
}
