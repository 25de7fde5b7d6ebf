package dev.hpcmcp.store;

import dev.hpcmcp.store.AuditChain.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes along the chain and finds what was changed, removed, inserted or moved. */
final class Verification {
    private static final int MOST = 20;

    private final List<String> problems = new ArrayList<>();
    private Head before;
    private long records;
    private long first;

    /**
     * @param anchor what the beginning of the chain followed on, if its real beginning was trimmed
     */
    Verification(Optional<Head> anchor) {
        this.before = anchor.orElse(Head.START);
    }

    void next(Link link) {
        records++;
        first = records == 1 ? link.seq() : first;
        if (link.seq() != before.seq() + 1) {
            say("records %d to %d are missing".formatted(before.seq() + 1, link.seq() - 1));
        } else if (!link.prev().equals(before.hash())) {
            say("record %d does not follow on the one before it".formatted(link.seq()));
        }
        if (!link.intact()) {
            say("record %d is not as it was written".formatted(link.seq()));
        }
        before = link.head();
    }

    private void say(String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (problems.size() == MOST) {
            problems.add("and more");
        }
    }

    Findings over(Head end) {
        if (!end.equals(before)) {
            say(
                    "the chain ends at record %d, but its end was noted at %d: records were removed from the end, or added past the program"
                            .formatted(before.seq(), end.seq()));
        }
        return new Findings(records, first, before.seq(), before.hash(), problems);
    }
}
