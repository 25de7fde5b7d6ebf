package dev.hpcmcp.port;

class FakeFilesContractTest extends FilesContract {
    private final FakeBackend fake = new FakeBackend("fake");

    @Override
    protected Files files() {
        return fake;
    }
}
