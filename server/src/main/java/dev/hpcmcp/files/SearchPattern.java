package dev.hpcmcp.files;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A regular expression of an agent. RE2 needs time in proportion to the text whatever the
 * expression; what is left to bound is the size of the expression once its counts are written out,
 * as in {@code ((a{999}){999}){999}}.
 */
final class SearchPattern {
    private static final int LONGEST = 500;
    private static final int MOST_STEPS = 2_000;

    private SearchPattern() {}

    static Pattern compiled(String search) {
        if (search.length() > LONGEST || steps(search) > MOST_STEPS) {
            throw HpcException.invalid(
                    "search", "this regular expression (RE2) is too large", "a plainer RE2 one");
        }
        try {
            Pattern pattern = Pattern.compile(search);
            if (pattern.programSize() > MOST_STEPS * 4) {
                throw HpcException.invalid(
                        "search",
                        "this regular expression (RE2) is too large",
                        "a plainer RE2 one");
            }
            return pattern;
        } catch (PatternSyntaxException broken) {
            throw HpcException.invalid(
                    "search", reason(broken.getDescription()), "RE2, as in (?i)error|fail");
        }
    }

    /** The library's message would hand the expression back to whoever reads the log of errors. */
    private static String reason(String description) {
        if (description.startsWith("missing closing")) {
            return "this regular expression (RE2) opens a bracket that it does not close";
        }
        if (description.contains("repe")) {
            return "this regular expression (RE2) repeats nothing, or more than 1,000 times";
        }
        if (description.contains("escape") || description.contains("range")) {
            return "this regular expression has an escape or a range that RE2 does not know";
        }
        if (description.contains("Perl") || description.contains("capture")) {
            return "RE2 has no look-around and no back-references";
        }
        return "this is not a regular expression (RE2)";
    }

    /** How many steps it has once {@code {n,m}} is written out; never too few. */
    static long steps(String search) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < search.length(); i++) {
            char c = search.charAt(i);
            if (c == '(') {
                outer.push(sum);
                sum = 0;
                last = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = sum + 1;
                sum = outer.pop() + last;
            } else if (c == '{') {
                long more = last * (times(search, i) - 1);
                sum += more;
                last += more;
            } else {
                i += c == '\\' ? 1 : 0;
                last = 1;
                sum++;
            }
            if (sum > MOST_STEPS) {
                return sum;
            }
        }
        return sum;
    }

    /** The larger number of {@code {n,m}} at a place; 1 if it is not one. */
    private static long times(String search, int open) {
        long most = 1;
        long number = 0;
        for (int i = open + 1; i < search.length() && i < open + 12; i++) {
            char c = search.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            } else {
                most = Math.max(most, number);
                number = 0;
            }
            if (c == '}') {
                return most;
            }
        }
        return 1;
    }
}
