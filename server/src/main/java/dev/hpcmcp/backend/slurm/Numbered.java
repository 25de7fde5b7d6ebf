package dev.hpcmcp.backend.slurm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Records by each number that stands for them: their own, their array's, their whole's. */
final class Numbered {
    private final Map<Long, List<SlurmJson.Raw>> records = new HashMap<>();

    Numbered(List<SlurmJson.Raw> all) {
        for (SlurmJson.Raw raw : all) {
            LongStream.of(raw.jobId(), raw.arrayId(), raw.hetId())
                    .filter(number -> number > 0)
                    .distinct()
                    .forEach(number ->
                            records.computeIfAbsent(number, _ -> new ArrayList<>()).add(raw));
        }
    }

    List<SlurmJson.Raw> of(long number) {
        return records.getOrDefault(number, List.of());
    }
}
