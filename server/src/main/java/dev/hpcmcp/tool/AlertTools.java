package dev.hpcmcp.tool;

import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.port.Alerts;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.ListAlerts;
import dev.hpcmcp.spec.ManageAlert;
import java.util.List;

/** Warnings of services about themselves. */
final class AlertTools {
    private final Backends backends;

    AlertTools(Backends backends) {
        this.backends = backends;
    }

    ListAlerts.Output listAlerts(Caller caller, ListAlerts.Input input) {
        AlertsFound found =
                backends.serving(caller, input.cluster(), Alerts.class)
                        .port()
                        .alerts(caller, input.status());
        return new ListAlerts.Output(
                found.alerts().stream().limit(input.limit()).toList(),
                input.rules() ? found.rules() : List.of(),
                found.alerts().size(),
                found.notes());
    }

    ManageAlert.Output manageAlert(Caller caller, ManageAlert.Input input) {
        backends.serving(caller, input.cluster(), Alerts.class)
                .port()
                .change(caller, input.alertId(), input.action());
        return new ManageAlert.Output(
                switch (input.action()) {
                    case ACKNOWLEDGE -> "the alert is acknowledged";
                    case RESOLVE -> "the alert is resolved";
                    case ENABLE -> "the rule is on";
                    case DISABLE -> "the rule is off: nobody is warned by it";
                });
    }
}
