package dev.hpcmcp.port;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/**
 * One call of a program on its way: our id of it, and the ids that clusters gave the requests made
 * in it. No two are equal, whatever their ids: what is told to one is known to nobody else.
 */
public final class Passage {
    private static final int MOST = 20;

    /** What may be an id. It is somebody else's text: anything else is left out. */
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final String id;
    private final SequencedSet<String> answers = new LinkedHashSet<>();

    public Passage(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /**
     * A cluster says under which id it knows a request of this call; ours says nothing new. The
     * last are kept: a call ends with what it came for, or with what made it fail.
     */
    public synchronized void answered(String other) {
        if (!other.equals(id) && ID.matcher(other).matches()) {
            answers.addLast(other);
            if (answers.size() > MOST) {
                answers.removeFirst();
            }
        }
    }

    /** Those ids, in their order. */
    public synchronized List<String> answers() {
        return List.copyOf(answers);
    }

    @Override
    public String toString() {
        return id;
    }
}
