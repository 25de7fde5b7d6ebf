package dev.hpcmcp.tool;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.spec.FetchImages;
import java.util.List;

/** Finds container images. */
final class ImageTools {
    private final Backends backends;

    ImageTools(Backends backends) {
        this.backends = backends;
    }

    FetchImages.Output fetchImages(Caller caller, FetchImages.Input input) {
        Images images = backends.serving(caller, input.cluster(), Images.class).port();
        int limit = input.limit();
        FetchImages.Output output = page(caller, images, input, limit);
        while (Fit.length(output) > Fit.BUDGET && size(output) > 1) {
            limit = size(output) / 2;
            output = page(caller, images, input, limit);
        }
        return output;
    }

    private static int size(FetchImages.Output output) {
        return Math.max(output.images().size(), output.groups().size());
    }

    private static FetchImages.Output page(
            Caller caller, Images images, FetchImages.Input input, int limit) {
        if (input.grouped()) {
            return ImageGroups.page(caller, images, input, limit);
        }
        Page<Image> page =
                images.images(
                        caller,
                        new ImageQuery(input.type(), input.search(), limit, input.cursor()));
        return new FetchImages.Output(page.items(), List.of(), page.nextCursor(), page.total());
    }
}
