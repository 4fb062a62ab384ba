package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic gpu}: whether Dockmedic has the GPUs open. */
@Command(name = "gpu", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", description = "Let go of the GPUs, so that one can be reset or the driver be unloaded.", subcommands = {
        GpuCommand.Release.class, GpuCommand.Resume.class})
public final class GpuCommand {
    /** {@code dockmedic gpu release}: nothing of GPUs is open, for a while. */
    @Command(name = "release", mixinStandardHelpOptions = true, description = "Close all that Dockmedic has open of GPUs, and open nothing for a while.")
    static final class Release implements Callable<Integer> {
        @Mixin
        private final Instance instance = new Instance();

        @Option(names = "--for", paramLabel = "DURATION", defaultValue = "15m", description = "For so long (default: ${DEFAULT-VALUE}), or until `dockmedic gpu resume`.")
        private String length = "15m";

        @Option(names = "--reason", defaultValue = "", description = "Why, for whoever wonders.")
        private String reason = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            return instance.ask(control -> {
                JsonObject set = control.change(HttpMethod.POST, "/api/v1/gpus/release", new JsonObject()
                        .put("for", length)
                        .put("reason", reason)
                        .put("by", Instance.person()));
                String open = set.getString("open", "");
                instance.out()
                        .println("GPUs are released until " + set.getString("until")
                                + "; nothing is seen of them meanwhile. dockmedic gpu resume ends it.");
                if (!open.isEmpty()) {
                    instance.err()
                            .println("Not all is closed: " + Shown.plain(open)
                                    + ". It is closed as soon as that can be; dockmedic doctor and /-/ready say so until"
                                    + " then.");
                }
                return open.isEmpty() ? 0 : 1;
            });
        }
    }

    /** {@code dockmedic gpu resume}: GPUs are read again. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Read GPUs again.")
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final Instance instance = new Instance();

        @Override
        public Integer call() throws IOException, InterruptedException {
            return instance.ask(control -> {
                @Nullable
                JsonObject ended = control.change(HttpMethod.POST, "/api/v1/gpus/resume",
                        new JsonObject().put("by", Instance.person())).getJsonObject("ended");
                instance.out()
                        .println(ended == null
                                ? "GPUs were not released."
                                : "GPUs are read again; they were released since " + ended.getString("since")
                                        + by(ended.getString("by", "")) + ".");
                return 0;
            });
        }

        private static String by(String person) {
            return person.isEmpty() ? "" : " by " + Shown.plain(person);
        }
    }
}
