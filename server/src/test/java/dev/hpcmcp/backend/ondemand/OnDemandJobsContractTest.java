package dev.hpcmcp.backend.ondemand;

import org.junit.jupiter.api.Nested;

/** Every version that differs in what a client sees of jobs. */
class OnDemandJobsContractTest {
    @Nested
    class WithFiles extends OnDemandContract {
        @Override
        Version version() {
            return Version.R1;
        }
    }

    @Nested
    class WithEnvironment extends OnDemandContract {
        @Override
        Version version() {
            return Version.R2;
        }
    }

    @Nested
    class WithRules extends OnDemandContract {
        @Override
        Version version() {
            return Version.R3;
        }
    }

    @Nested
    class WithQueues extends OnDemandContract {
        @Override
        Version version() {
            return Version.R4;
        }
    }

    @Nested
    class WithHistory extends OnDemandContract {
        @Override
        Version version() {
            return Version.R5;
        }
    }

    @Nested
    class Point1 extends OnDemandContract {
        @Override
        Version version() {
            return Version.V0_1;
        }
    }

    @Nested
    class Point2 extends OnDemandContract {
        @Override
        Version version() {
            return Version.V0_2;
        }
    }

    @Nested
    class Point3 extends OnDemandContract {
        @Override
        Version version() {
            return Version.V0_3;
        }
    }

    @Nested
    class Point4 extends OnDemandContract {
        @Override
        Version version() {
            return Version.V0_4;
        }
    }
}
