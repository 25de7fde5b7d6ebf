package dev.hpcmcp.app.http.connect;

/** A page that only says something. */
enum Message {
    SIGNED_OUT(
            200,
            "You are signed out",
            "What you gave this server is still kept. You can close this page."),
    NOWHERE(
            404,
            "There is no such page",
            "There is no cluster of this name that you can connect. Go back to your assistant and ask it for the link again."),
    STALE(
            403,
            "This page was open too long",
            "For your safety a page like this ends after a quarter of an hour, or was begun in another window. Nothing was"
                    + " changed. Open the link from your assistant again."),
    TOO_LARGE(
            413,
            "That was too much",
            "A secret has at most 64 KB. Nothing was kept. Go back, and paste the token or the certificate alone."),
    BROKEN(400, "That could not be read", "Nothing was kept. Go back and try again."),
    AWAY(
            503,
            "Your sign-ins cannot be reached now",
            "The place where this server keeps them does not answer, so nothing was changed. Try again in a few minutes."),
    UNRECORDED(
            503,
            "Nothing was changed",
            "This server changes nothing that it cannot record, and its record cannot be written now. Try again in a few"
                    + " minutes; whoever runs the server can mend it."),
    BUSY(503, "Too many people are signing in", "Try again in a few minutes."),
    PROVIDER_AWAY(
            503,
            "The sign-in page does not answer",
            "The place where you sign in cannot be reached now. Nothing was changed. Try again in a few minutes.");

    private final int status;
    private final String title;
    private final String words;

    Message(int status, String title, String words) {
        this.status = status;
        this.title = title;
        this.words = words;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String words() {
        return words;
    }
}
