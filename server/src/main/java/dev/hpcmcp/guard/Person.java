package dev.hpcmcp.guard;

import java.net.URI;

/** The person behind a call, as far as their program lets us reach them. The model is not asked. */
public interface Person {
    /** Nobody can be asked. */
    Person ABSENT =
            new Person() {
                @Override
                public boolean canAnswer() {
                    return false;
                }

                @Override
                public boolean canOpen() {
                    return false;
                }

                @Override
                public Consent confirm(String question) {
                    return Consent.NONE;
                }

                @Override
                public Consent invite(URI page, String why) {
                    return Consent.NONE;
                }
            };

    /** Whether a question would reach them. */
    boolean canAnswer();

    /** Whether a page can be opened with them. */
    boolean canOpen();

    /** Asks for a yes, and waits as long as people need. */
    Consent confirm(String question) throws InterruptedException;

    /** Asks them to open a page; what happens there stays between them and it. */
    Consent invite(URI page, String why) throws InterruptedException;

    /** What a person said. */
    enum Consent {
        GIVEN,
        REFUSED,
        /** They did not decide, or could not be asked. */
        NONE
    }
}
