package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertRule;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Safety;
import dev.hpcmcp.rest.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Alerts of both APIs. The code looks for new ones only when it is told to. */
final class PivotAlerts {
    private static final int MOST = 1_000;

    private final PivotApi api;
    private final Profiles profiles;

    PivotAlerts(PivotApi api, Profiles profiles) {
        this.api = api;
        this.profiles = profiles;
    }

    AlertsFound all(Caller caller, Optional<Alert.Status> status) {
        List<String> notes = new ArrayList<>();
        boolean source = profiles.of(caller) == Profile.SRC;
        List<AlertRule> rules = new ArrayList<>();
        if (source) {
            look(caller, notes);
            rules.addAll(rules(caller));
        }
        Part found =
                new Part(
                        api.collection(
                                        caller,
                                        "listing alerts",
                                        profiles.of(caller),
                                        "alerts",
                                        url -> Call.get(asked(url, status, source)))
                                .json());
        List<Alert> alerts =
                new ArrayList<>(
                        found.items("alerts").stream()
                                .flatMap(one -> AlertJson.alert(one).stream())
                                .filter(one -> status.map(one.status()::equals).orElse(true))
                                .toList());
        return new AlertsFound(source ? alerts.reversed() : alerts, rules, notes);
    }

    private static Url asked(Url url, Optional<Alert.Status> status, boolean source) {
        Url limited = source ? url.query("limit", MOST) : url;
        return status.map(one -> limited.query("status", word(one))).orElse(limited);
    }

    /** Told twice it finds the same: a rule is silent for minutes after it spoke. */
    private void look(Caller caller, List<String> notes) {
        try {
            Call call = Call.post(api.at("alerts", "check"), Body.none()).with(Safety.READ);
            api.send(caller, "looking for new alerts", call);
        } catch (HpcException e) {
            notes.add("new alerts could not be looked for: these are the ones found earlier");
        }
    }

    private List<AlertRule> rules(Caller caller) {
        Call call = Call.get(api.at("alerts", "rules"));
        return new Part(api.send(caller, "listing alert rules", call).json())
                .items("rules").stream().flatMap(one -> AlertJson.rule(one).stream()).toList();
    }

    void change(Caller caller, String id, AlertAction action) {
        boolean source = profiles.of(caller) == Profile.SRC;
        Url url =
                switch (action) {
                    case ACKNOWLEDGE -> api.at("alerts", id, "acknowledge");
                    case RESOLVE -> only(source, action, "alerts", id, "resolve");
                    case ENABLE -> only(source, action, "alerts", "rules", id, "enable");
                    case DISABLE -> only(source, action, "alerts", "rules", id, "disable");
                };
        Body body =
                source
                        ? Body.none()
                        : Body.json(Map.of("acknowledged_by", caller.subject(), "notes", ""));
        Call call = Call.post(url, body).with(Safety.REPEATABLE);
        api.about(caller, "changing the alert", "alert", id, call);
    }

    private Url only(boolean source, AlertAction action, String... path) {
        if (!source) {
            throw new HpcException(
                    new Failure.NotSupported(
                            api.cluster(),
                            "to " + word(action) + " it",
                            Optional.of("acknowledge")));
        }
        return api.at(path);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
