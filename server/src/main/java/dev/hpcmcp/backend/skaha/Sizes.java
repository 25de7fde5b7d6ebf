package dev.hpcmcp.backend.skaha;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one session may ask for.
 *
 * @param gpus empty if the cluster does not say; an empty list if it has none
 * @param usual what a session without sizes gets, in words
 */
record Sizes(
        List<Integer> cores,
        List<Integer> memory,
        Optional<List<Integer>> gpus,
        Optional<Integer> maxInteractive,
        Optional<String> usual) {
    /** Of a service that does not tell: nothing is checked before it is asked for. */
    static final Sizes UNTOLD =
            new Sizes(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    Sizes {
        cores = List.copyOf(cores);
        memory = List.copyOf(memory);
        gpus = gpus.map(List::copyOf);
    }

    boolean areTold() {
        return !equals(UNTOLD);
    }

    void check(
            Optional<Integer> wantedCores,
            Optional<Double> wantedMemory,
            Optional<Integer> wantedGpus,
            Findings findings) {
        wantedCores.ifPresent(n -> check("cores", n, cores, findings));
        wantedMemory.ifPresent(gb -> check("memory_gb", gb, memory, findings));
        wantedGpus
                .filter(n -> n > 0)
                .ifPresent(n ->
                        gpus.ifPresent(known -> {
                            if (known.isEmpty()) {
                                findings.refuse("gpus", "this cluster has none to give", "no gpus");
                            }
                            check("gpus", n, known, findings);
                        }));
    }

    private static void check(String field, double wanted, List<Integer> known, Findings findings) {
        if (!known.isEmpty() && known.stream().noneMatch(n -> n == wanted)) {
            String all = known.stream().map(String::valueOf).collect(Collectors.joining(", "));
            findings.refuse(field, "this cluster has only certain sizes", "one of " + all);
        } else if (wanted != Math.rint(wanted)) {
            findings.refuse(field, "this cluster takes whole numbers", "a whole number");
        }
    }
}
