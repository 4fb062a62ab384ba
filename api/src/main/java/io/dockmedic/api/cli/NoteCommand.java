package io.dockmedic.api.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dockmedic note}: something to be remembered of an incident. */
@Command(name = "note", mixinStandardHelpOptions = true, description = "Write something down about an incident, also about one that is over.")
public final class NoteCommand implements Callable<Integer> {
    @Mixin
    private final Remarking remarking = new Remarking();

    @Parameters(index = "1", paramLabel = "TEXT", description = "What there is to say of it.")
    private String note = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        return remarking.say("note", note);
    }
}
