package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Image;
import java.util.List;
import java.util.Optional;

/** Container images that a cluster offers. */
public final class FetchImages {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "fetch_images",
                    "List images",
                    """
                    Container images that a cluster offers, by session type or part of the name. Use an id from here as image; \
                    do not guess one.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.IMAGES_READ,
                    Toolset.IMAGES);

    private FetchImages() {}

    public record Input(
            @Doc("Needed if several clusters have images") Optional<String> cluster,
            @Doc("Session type, such as notebook or headless") Optional<String> type,
            @Doc(value = "Part of the id", max = 200) Optional<String> search,
            @Doc(value = "Most images to return", min = 1, max = 500, initial = "50") int limit,
            @Doc("next_cursor of the call before") Optional<String> cursor,
            @Doc("One entry a name, with its tags") boolean grouped) {}

    public record Output(
            @Doc("Images") List<Image> images,
            @Doc("grouped: name, tags (newest first), types; an image is name:tag")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Group> groups,
            @Handling(Handling.Way.EXACT) @Doc("Give as cursor for more")
                    Optional<String> nextCursor,
            @Doc("How many match in all") Optional<Integer> total) {}

    /** Images that differ in their tag only. */
    public record Group(
            @Doc("Id without the tag") String name,
            @Doc("Tags, newest first") List<String> tags,
            @Doc("Session types they serve") List<String> types) {}
}
