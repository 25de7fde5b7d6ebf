package dev.hpcmcp.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what looks like a credential. It cannot know every secret; it knows the common shapes. */
final class Secrets {
    private static final String HIDDEN = "[secret]";

    /** What is a secret by itself, wherever it stands. */
    private static final Pattern SHAPES =
            Pattern.compile(
                    "\\b(?:hpcmcp_[A-Za-z0-9_-]{20,400}+"
                            + "|gh[oprsu]_[A-Za-z0-9]{30,400}+|github_pat_[A-Za-z0-9_]{30,400}+|glpat-[A-Za-z0-9_-]{20,400}+"
                            + "|(?:AKIA|ASIA)[A-Z0-9]{16}|hf_[A-Za-z0-9]{30,400}+|sk-[A-Za-z0-9_-]{20,400}+"
                            + "|xox[abprs]-[A-Za-z0-9-]{10,400}+|npm_[A-Za-z0-9]{30,400}+|AIza[A-Za-z0-9_-]{35}"
                            + "|ya29\\.[A-Za-z0-9_-]{20,400}+"
                            + "|eyJ[A-Za-z0-9_-]{10,500}+\\.[A-Za-z0-9_-]{10,4000}+\\.[A-Za-z0-9_-]*)"
                            + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
                            + "(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)");

    /** What a name before it gives away; group 1 stays. */
    private static final List<Pattern> NAMED =
            List.of(
                    Pattern.compile(
                            "(?i)((?:\\b|-)(?:proxy-)?authorization[\"']?\\s{0,2}[:=]\\s{0,2}[\"']?"
                                    + "(?:(?:bearer|basic|token|negotiate|digest)\\s{1,3})?)"
                                    + "(?!\\[secret])[^\\s\"',;]{4,}"),
                    Pattern.compile("(?i)(\\bbearer\\s{1,3})(?!\\[secret])[A-Za-z0-9._~+/=-]{12,}"),
                    Pattern.compile("(?i)(\\b(?:set-)?cookie:\\s{0,2})\\S.*"),
                    Pattern.compile(
                            "(?i)(\\b[a-z][a-z0-9+.-]{1,20}://)[^\\s/@:\"']{0,200}:[^\\s/@\"']{1,300}(?=@)"),
                    Pattern.compile("(?i)(\\bhttps?://)(?!\\[secret])[^\\s/@:\"']{16,200}(?=@)"),
                    Pattern.compile(
                            "(?i)([?&](?:sig|signature|x-amz-signature|key|code|auth)=)[^\\s&\"']{8,}"),
                    Pattern.compile(
                            "(?i)(--?(?:password|passwd|token|secret|api-key)\\s{1,3})"
                                    + "(?!-|\\[secret])[^\\s\"']{4,}"),
                    Pattern.compile(
                            "(?i)((?<![a-z0-9])[a-z0-9_.-]{0,40}?(?:pass(?:word|wd|phrase)|credential"
                                    + "|pwd(?=[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?[^/\\s])"
                                    + "|secret(?:[_-]?(?:access[_-]?)?key)?|(?:api|access|private|account|auth)[_-]?key"
                                    + "|apikey|token)[\"']?\\s{0,3}(?:=>|[:=])\\s{0,3})"
                                    + "(?!\\[secret]|(?:true|false|none|null|yes|no|required|\\d{1,5})(?:[\\s,;)}\\]]|$)"
                                    + "|<|\\*\\*)"
                                    + "(?:\"[^\"]{3,}\"|'[^']{3,}'|[^\\s\"',;&)}\\]]{3,})"));

    /** The inside of a key file; prose and tables do not look so. */
    private static final Pattern KEY_LINE =
            Pattern.compile(
                    "\\s*(?=[^\\s]*[a-z])(?=[^\\s]*[A-Z])(?=[^\\s]*\\d)(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70})\\s*");

    private static final Pattern KEY_BEGINS =
            Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern KEY_ENDS =
            Pattern.compile("-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern KEY_BODY =
            Pattern.compile(
                    "\\s*[A-Za-z0-9+/=]{0,80}\\s*|(?:Proc-Type|DEK-Info|Version|Comment|Hash): .*");

    private Secrets() {}

    record Redacted(String text, int count) {}

    static Redacted redact(String line) {
        int[] count = {0};
        String text = SHAPES.matcher(line).replaceAll(_ -> hidden("", count));
        for (Pattern named : NAMED) {
            text =
                    named.matcher(text)
                            .replaceAll(match ->
                                    Matcher.quoteReplacement(hidden(match.group(1), count)));
        }
        return new Redacted(text, count[0]);
    }

    private static String hidden(String before, int[] count) {
        count[0]++;
        return before + HIDDEN;
    }

    record Lines(List<String> lines, int count) {}

    /** As {@link #redact}, and key blocks that run over several lines become one. */
    static Lines redact(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int count = 0;
        int i = 0;
        while (i < lines.size()) {
            int end = endOfKey(lines, i);
            if (end > i) {
                kept.add(HIDDEN);
                count++;
                i = end;
            } else {
                Redacted redacted = redact(lines.get(i));
                kept.add(redacted.text());
                count += redacted.count();
                i++;
            }
        }
        return new Lines(kept, count);
    }

    /**
     * Where the key block ends that begins at a line, or whose beginning was cut off before it;
     * that line itself if there is none, or only on this line.
     */
    private static int endOfKey(List<String> lines, int from) {
        boolean begins = KEY_BEGINS.matcher(lines.get(from)).find();
        boolean inside = KEY_LINE.matcher(lines.get(from)).matches();
        if ((begins && ends(lines, from)) || (!begins && !inside)) {
            return from;
        }
        Pattern more = begins ? KEY_BODY : KEY_LINE;
        int i = from + 1;
        while (i < lines.size() && more.matcher(lines.get(i)).matches()) {
            i++;
        }
        if (inside && ends(lines, i + 1) && KEY_BODY.matcher(lines.get(i)).matches()) {
            i++; // the last line of a key is shorter
        }
        return ends(lines, i) ? i + 1 : i;
    }

    private static boolean ends(List<String> lines, int at) {
        return at < lines.size() && KEY_ENDS.matcher(lines.get(at)).find();
    }
}
