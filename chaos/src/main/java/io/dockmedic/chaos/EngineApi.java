package io.dockmedic.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RawCalls.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the people and tools of a scenario ask of the engine, past the proxy that the program goes through. */
final class EngineApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RawCalls calls;

    EngineApi(Path socket) {
        this.calls = new RawCalls(socket);
    }

    /** Creates a container and returns its id. */
    String create(String name, String json) {
        Answer answer = calls.call("POST", "/containers/create?name=" + name, json);
        return parsed(expect(answer, 201, "create " + name).body()).path("Id").asText();
    }

    /**
     * A POST about a container; whether it changed something (204) or found nothing to do: 304, or 409 as for kill, or
     * 500 for an unpause of what an engine has ended meanwhile, and for a start while it still clears the run away that ended.
     */
    boolean act(String name, String act) {
        Answer answer = calls.call("POST", "/containers/" + name + "/" + act, "");
        boolean inVain = answer.status() == 500
                && (answer.body().contains("is not paused") || answer.body().contains("id already in use"));
        if (answer.status() == 304 || answer.status() == 409 || inVain) {
            return false;
        }
        expect(answer, 204, act + " " + name);
        return true;
    }

    void remove(String name) {
        expect(calls.call("DELETE", "/containers/" + name + "?force=1&v=1", ""), 204, "rm " + name);
    }

    void removeIfThere(String name) {
        calls.call("DELETE", "/containers/" + name + "?force=1&v=1", "");
    }

    /** Its state as inspect gives it; nothing where there is no such container or no engine just now. */
    Optional<JsonNode> state(String name) {
        try {
            Answer answer = calls.call("GET", "/containers/" + name + "/json", "");
            return answer.status() == 200 ? Optional.of(parsed(answer.body()).path("State")) : Optional.empty();
        } catch (UncheckedIOException noEngine) {
            return Optional.empty();
        }
    }

    /** Puts that many events into the engine's memory that say nothing about any container. */
    void noise(String image, int events) {
        for (int done = 0; done < events; done++) {
            expect(calls.call("POST", "/images/" + image + "/tag?repo=dockmedic/noise&tag=" + done % 8, ""), 201,
                    "tag");
        }
    }

    private static Answer expect(Answer answer, int status, String what) {
        if (answer.status() != status) {
            throw new IllegalStateException(what + ": " + answer);
        }
        return answer;
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
