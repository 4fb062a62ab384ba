package io.dockmedic.api.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic ack}: a person knows of an incident. */
@Command(name = "ack", mixinStandardHelpOptions = true, description = "Say that you know of an incident: nobody is reminded of it any more. What heals it goes on.")
public final class AckCommand implements Callable<Integer> {
    @Mixin
    private final Remarking remarking = new Remarking();

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What there is to say of it.")
    private String note = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        return remarking.say("ack", note);
    }
}
