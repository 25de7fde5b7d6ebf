package dev.hpcmcp.tool;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Orders tags as people read them: {@code latest}, then {@code 1.10} before {@code 1.9}. */
final class NewestTag implements Comparator<String> {
    static final Comparator<String> FIRST = new NewestTag();

    private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

    private NewestTag() {}

    @Override
    public int compare(String one, String other) {
        boolean latest = one.equals("latest");
        return latest == other.equals("latest") ? -pieces(one, other) : latest ? -1 : 1;
    }

    private static int pieces(String one, String other) {
        List<String> left = PIECE.matcher(one).results().map(MatchResult::group).toList();
        List<String> right = PIECE.matcher(other).results().map(MatchResult::group).toList();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = piece(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return left.size() == right.size()
                ? one.compareTo(other)
                : Integer.compare(left.size(), right.size());
    }

    private static int piece(String one, String other) {
        return number(one) && number(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean number(String piece) {
        return Character.isDigit(piece.charAt(0));
    }
}
