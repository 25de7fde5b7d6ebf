package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Files;
import dev.hpcmcp.port.FilesContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Files, in the versions that differ. */
class OnDemandFilesContractTest {
    @Nested
    class TheFirst extends OverSite {
        @Override
        Version version() {
            return Version.R1;
        }

        @Override
        protected boolean appends() {
            return false;
        }
    }

    @Nested
    class WithAppending extends OverSite {
        @Override
        Version version() {
            return Version.R5;
        }
    }

    @Nested
    class OfToday extends OverSite {
        @Override
        Version version() {
            return Version.V0_4;
        }
    }

    abstract static class OverSite extends FilesContract {
        private OnDemandRig rig;

        abstract Version version();

        @BeforeEach
        void open() throws IOException {
            rig = new OnDemandRig(version());
        }

        @AfterEach
        void close() {
            rig.close();
        }

        @Override
        protected Files files() {
            return rig.backend;
        }
    }
}
