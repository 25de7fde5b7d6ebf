package dev.hpcmcp.app;

import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.KillSwitch;
import dev.hpcmcp.guard.policy.Pacer;
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What every call passes, made when the first one comes. */
final class Guards {
    private final Settings settings;
    private final boolean http;
    private final Supplier<Store> store;
    private final Recorder recorder;
    private final PersonalClusters personal;
    private final Clock clock;
    private final Optional<Rates> rates;

    /**
     * @param rates how often callers may call, where no web server looks after that
     */
    Guards(
            Settings settings,
            boolean http,
            Supplier<Store> store,
            Recorder recorder,
            PersonalClusters personal,
            Clock clock,
            Optional<Rates> rates) {
        this.rates = rates;
        this.settings = settings;
        this.http = http;
        this.store = store;
        this.recorder = recorder;
        this.personal = personal;
        this.clock = clock;
    }

    Guard guard() {
        return Guard.later(this::make);
    }

    /** The audit is outermost: it has what the others refuse, too. */
    private Guard make() {
        List<Guard> guards = new ArrayList<>();
        recorder.calls().ifPresent(guards::add);
        // Before the others: who signs in may take minutes, and then they are asked again.
        guards.add(personal.invitation());
        guards.add(new KillSwitch(store.get().stops(), clock));
        if (rates.isPresent()) {
            guards.add(new Pacer(rates.get()));
        }
        guards.add(
                new Approvals(
                        settings.approvals().orElse(ApprovalsPart.NONE).rules(http),
                        store.get().previews(),
                        clock));
        return Guard.inOrder(guards);
    }
}
