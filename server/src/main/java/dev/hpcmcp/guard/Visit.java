package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.ToolSpec;
import java.util.Map;

/**
 * One call on its way to its tool.
 *
 * @param arguments as they came, before anybody checked them
 * @param program what the caller's program calls itself; empty if it did not say
 * @param notes what was decided on the way
 */
public record Visit(
        Caller caller,
        ToolSpec<?, ?> spec,
        Map<String, Object> arguments,
        Person person,
        String program,
        Notes notes) {
    public Visit(
            Caller caller,
            ToolSpec<?, ?> spec,
            Map<String, Object> arguments,
            Person person,
            String program) {
        this(caller, spec, arguments, person, program, new Notes());
    }
}
