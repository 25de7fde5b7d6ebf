package dev.hpcmcp.spec;

/**
 * What an agent sees of one tool.
 *
 * @param <I> record of its arguments
 * @param <O> record of its answer
 */
public record ToolSpec<I extends Record, O extends Record>(
        String name,
        String title,
        String description,
        Class<I> input,
        Class<O> output,
        Effect effect,
        Scope scope,
        Toolset toolset) {
    public ToolSpec {
        description = description.strip();
    }
}
