package dev.hpcmcp.port;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Page;

/** Container images a cluster offers. */
public interface Images {
    Page<Image> images(Caller caller, ImageQuery query);
}
