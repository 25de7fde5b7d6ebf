package dev.hpcmcp.port;

import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import java.util.List;

/** The machines of a cluster. */
public interface Nodes {
    /** The nodes that match, by name. Never half an answer. */
    List<Node> nodes(Caller caller, NodeQuery query);
}
