package io.dockmedic.testkit;

/** What a command line call came to. */
public record Finished(String command, int exitCode, String stdout, String stderr) {
    /** Itself when it succeeded. */
    public Finished orFail() {
        if (exitCode != 0) {
            throw new IllegalStateException(command + " ended with " + exitCode + ": " + stderr + stdout);
        }
        return this;
    }

    /** Standard output without white space at its ends. */
    public String text() {
        return stdout.strip();
    }
}
