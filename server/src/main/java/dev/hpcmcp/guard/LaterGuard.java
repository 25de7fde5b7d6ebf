package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A guard that is made when it is first needed. */
final class LaterGuard implements Guard {
    private final Supplier<Guard> making;
    private @Nullable Guard made;

    LaterGuard(Supplier<Guard> making) {
        this.making = making;
    }

    private synchronized Guard guard() {
        Guard known = made;
        if (known == null) {
            known = making.get();
            made = known;
        }
        return known;
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        return guard().pass(visit, work);
    }

    @Override
    public void permit(Visit visit, Deed deed) throws InterruptedException {
        guard().permit(visit, deed);
    }

    @Override
    public void stay(Caller caller) {
        guard().stay(caller);
    }
}
