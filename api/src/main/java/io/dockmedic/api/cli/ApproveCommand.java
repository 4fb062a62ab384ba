package io.dockmedic.api.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dockmedic approve}: yes: the world is looked at again, and it is done. */
@Command(name = "approve", mixinStandardHelpOptions = true, description = "Have done what waits for approval, if it is still called for.")
public final class ApproveCommand implements Callable<Integer> {
    @Mixin
    private final Answering answering = new Answering();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return answering.answer("approve");
    }
}
