package dev.hpcmcp.guard;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Somebody who says what the test wants, and remembers what they were asked. */
final class FakePerson implements Person {
    final List<String> questions = new ArrayList<>();
    private final Supplier<Consent> answer;

    FakePerson(Supplier<Consent> answer) {
        this.answer = answer;
    }

    static FakePerson saying(Consent consent) {
        return new FakePerson(() -> consent);
    }

    @Override
    public boolean canAnswer() {
        return true;
    }

    @Override
    public boolean canOpen() {
        return false;
    }

    @Override
    public Consent confirm(String question) {
        questions.add(question);
        return answer.get();
    }

    @Override
    public Consent invite(URI page, String why) {
        return Consent.NONE;
    }
}
