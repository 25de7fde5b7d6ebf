package dev.hpcmcp.port;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertsFound;
import java.util.Optional;

/** Warnings of a service about itself. */
public interface Alerts {
    /** Those of one status, or all. */
    AlertsFound alerts(Caller caller, Optional<Alert.Status> status);

    /**
     * Does something about an alert or its rule.
     *
     * @param id of an alert; of a rule to switch it on or off
     * @throws HpcException {@code NotFound}; {@code NotSupported} for what this service has no way
     *     to do
     */
    void change(Caller caller, String id, AlertAction action);
}
