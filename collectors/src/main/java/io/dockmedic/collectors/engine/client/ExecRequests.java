package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is asked of the engine to run a command in a container. */
final class ExecRequests implements ExecCalls {
    private static final Duration PREPARE = Duration.ofSeconds(10);
    private static final int BYTES = 64 * 1024;

    private final Requests calls;

    ExecRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<String>> prepare(String id, Order order) {
        ObjectNode said = DockerTransport.object().put("AttachStdout", true).put("AttachStderr", true);
        ArrayNode command = said.putArray("Cmd");
        order.command().forEach(command::add);
        if (!order.user().isEmpty()) {
            said.put("User", order.user());
        }
        return calls.change(PREPARE, version -> calls.say("POST", version, "/containers/" + escaped(id) + "/exec", said,
                json -> json.path("Id").asText("")));
    }

    @Override
    public Future<CallResult<List<String>>> begin(String exec, int lines, Duration within) {
        JsonNode said = DockerTransport.object().put("Detach", false).put("Tty", false);
        return calls.inside(within, version -> calls.hear("POST", version, "/exec/" + escaped(exec) + "/start", said,
                body -> LogLines.read(body, lines, BYTES)));
    }

    @Override
    public Future<CallResult<State>> state(String exec) {
        return calls.look(version -> calls.get(version, "/exec/" + escaped(exec) + "/json", ExecRequests::read));
    }

    @Override
    public Future<CallResult<List<Terminal>>> terminals(String id) {
        return calls.look(version -> switch (calls.get(version, "/containers/" + escaped(id) + "/json",
                ExecRequests::commands)) {
            case CallResult.Done<List<String>>(List<String> commands) -> among(version, commands);
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) ->
                new CallResult.Refused<>(error, status, message);
            case CallResult.Unknown<List<String>>(String why) -> new CallResult.Unknown<>(why);
        });
    }

    /** The engine names those that run, and for some minutes those that have ended. */
    private static List<String> commands(JsonNode container) {
        List<String> ids = new ArrayList<>();
        container.path("ExecIDs").forEach(id -> ids.add(id.asText("")));
        return ids;
    }

    /** One that is not known any more has ended. */
    private CallResult<List<Terminal>> among(ApiVersion version, List<String> commands) {
        List<Terminal> terminals = new ArrayList<>();
        for (String command : commands) {
            switch (calls.get(version, "/exec/" + escaped(command) + "/json", ExecRequests::terminal)) {
                case CallResult.Done<Optional<Terminal>>(Optional<Terminal> terminal) ->
                    terminal.ifPresent(terminals::add);
                case CallResult.Refused<Optional<Terminal>>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND -> {
                    // It has ended.
                }
                case CallResult.Refused<Optional<Terminal>>(ErrorClass error, int status, String message) -> {
                    return new CallResult.Refused<>(error, status, message);
                }
                case CallResult.Unknown<Optional<Terminal>>(String why) -> {
                    return new CallResult.Unknown<>(why);
                }
            }
        }
        return new CallResult.Done<>(terminals);
    }

    private static Optional<Terminal> terminal(JsonNode exec) {
        JsonNode process = exec.path("ProcessConfig");
        return exec.path("Running").asBoolean() && process.path("tty").asBoolean()
                ? Optional.of(new Terminal(process.path("entrypoint").asText(""), exec.path("Pid").asInt()))
                : Optional.empty();
    }

    /** Docker has no exit code before the end, Podman a 0. */
    private static State read(JsonNode json) {
        JsonNode code = json.path("ExitCode");
        boolean running = json.path("Running").asBoolean();
        return new State(running, json.path("Pid").asInt() > 0,
                running || !code.isNumber() ? OptionalInt.empty() : OptionalInt.of(code.asInt()));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
