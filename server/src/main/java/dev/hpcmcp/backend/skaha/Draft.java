package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.rest.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session to create, as it is sent.
 *
 * @param unique whether the name is of our making, so that no other session has it
 * @param desktop the running desktop that an app is to open in
 */
record Draft(
        JobKind kind,
        String name,
        boolean unique,
        String image,
        Optional<JobId> desktop,
        List<Field> form,
        Findings findings) {
    Draft {
        form = List.copyOf(form);
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Field field : form) {
            shown.merge(field.name(), field.value(), (before, value) -> before + "\n" + value);
        }
        return shown;
    }
}
