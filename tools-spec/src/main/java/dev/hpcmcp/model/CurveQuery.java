package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/**
 * Which curves of a run to read.
 *
 * @param names of metrics; empty means all there are
 */
public record CurveQuery(
        List<String> names, Optional<Integer> fromEpoch, Optional<Integer> toEpoch) {
    public CurveQuery {
        names = List.copyOf(names);
    }

    public static CurveQuery all() {
        return new CurveQuery(List.of(), Optional.empty(), Optional.empty());
    }

    public boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    public boolean wants(int epoch) {
        return fromEpoch.map(from -> epoch >= from).orElse(true)
                && toEpoch.map(to -> epoch <= to).orElse(true);
    }
}
