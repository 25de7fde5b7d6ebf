package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.TaskRange;
import java.util.List;

/** The tasks of an array that wait: {@code 3-6,9%2}. Slurm cuts long lists short with dots. */
final class TaskText {
    private TaskText() {}

    static List<Integer> indices(String text) {
        String list = text.replaceFirst("%.*$", "").replaceFirst(",?\\.\\.\\.$", "");
        try {
            return list.isEmpty() ? List.of() : TaskRange.parse(list).indices();
        } catch (IllegalArgumentException unknownShape) {
            return List.of();
        }
    }
}
