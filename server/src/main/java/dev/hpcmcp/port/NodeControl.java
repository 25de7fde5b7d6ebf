package dev.hpcmcp.port;

import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;

/** Taking machines out of service and back, for administrators. */
public interface NodeControl extends Nodes {
    /**
     * Changes a node and answers how it stands afterwards.
     *
     * @throws HpcException {@code NotFound}; {@code NotAllowed} if the caller is no administrator
     *     there; {@code NotSupported} for an order or a timeout the cluster does not know
     */
    Node order(Caller caller, String node, NodeOrder order);
}
