package dev.hpcmcp.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what looks like a credential. It cannot know every secret; it knows the common shapes. */
final class Secrets {
    private static final Pattern SHAPES =
            Pattern.compile(
                    "\\b(?:hpcmcp_[A-Za-z0-9_-]{20,}"
                            + "|gh[opsu]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}"
                            + "|AKIA[A-Z0-9]{16}|hf_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}"
                            + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*)"
                            + "|(?i:(?<=authorization: bearer )|(?<=authorization: basic ))[A-Za-z0-9._~+/=-]{8,}"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private Secrets() {}

    record Redacted(String text, int count) {}

    static Redacted redact(String line) {
        int[] count = {0};
        Matcher matcher = SHAPES.matcher(line);
        String text =
                matcher.replaceAll(match -> {
                    count[0]++;
                    return "[secret]";
                });
        return new Redacted(text, count[0]);
    }
}
