package dev.hpcmcp.port;

import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.SearchQuery;
import java.util.List;

/** A cluster's own search. Without it, what the caller may list is searched. */
public interface Search {
    /** What fits best, best first. */
    List<Hit> search(Caller caller, SearchQuery query);
}
