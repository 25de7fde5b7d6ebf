package dev.hpcmcp.app;

import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Rule;
import dev.hpcmcp.guard.Rule.How;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which deeds need a person's yes. */
record ApprovalsPart(
        Optional<RulePart> manyJobs,
        Optional<RulePart> othersJobs,
        Optional<RulePart> priority,
        Optional<RulePart> overwrite,
        Optional<RulePart> admin) {
    static final ApprovalsPart NONE =
            new ApprovalsPart(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** What is left out is as usual. */
    record RulePart(Optional<Integer> above, Optional<How> how, Optional<How> otherwise) {
        RulePart {
            on(new Rule(0, How.ASK, How.REFUSE), above, how, otherwise);
        }

        Rule on(Rule usual) {
            return on(usual, above, how, otherwise);
        }

        private static Rule on(
                Rule usual, Optional<Integer> above, Optional<How> how, Optional<How> otherwise) {
            return new Rule(
                    above.orElse(usual.above()),
                    how.orElse(usual.how()),
                    otherwise.orElse(usual.otherwise()));
        }
    }

    Map<Stake, Rule> rules(boolean http) {
        Map<Stake, Rule> rules = new EnumMap<>(Approvals.usual(http));
        manyJobs.ifPresent(part -> rules.computeIfPresent(Stake.MANY_JOBS, (_, it) -> part.on(it)));
        othersJobs.ifPresent(
                part -> rules.computeIfPresent(Stake.OTHERS_JOBS, (_, it) -> part.on(it)));
        priority.ifPresent(part -> rules.computeIfPresent(Stake.PRIORITY, (_, it) -> part.on(it)));
        overwrite.ifPresent(
                part -> rules.computeIfPresent(Stake.OVERWRITE, (_, it) -> part.on(it)));
        admin.ifPresent(part -> rules.computeIfPresent(Stake.ADMIN, (_, it) -> part.on(it)));
        return rules;
    }
}
