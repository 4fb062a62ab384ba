package io.dockmedic.api.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dockmedic reject}: no, which is remembered for the incident. */
@Command(name = "reject", mixinStandardHelpOptions = true, description = "Leave undone what waits for approval, for as long as the incident lasts.")
public final class RejectCommand implements Callable<Integer> {
    @Mixin
    private final Answering answering = new Answering();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return answering.answer("reject");
    }
}
