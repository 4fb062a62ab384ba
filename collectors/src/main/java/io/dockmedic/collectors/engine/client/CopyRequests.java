package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is asked of the engine to read much out of a container. */
final class CopyRequests implements CopyCalls {
    private final Requests calls;

    CopyRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public <T> Future<CallResult<T>> archive(String id, String path, Duration within, Future<Void> end,
            Reader<T> reader) {
        String asked = "/containers/" + escaped(id) + "/archive?path=" + escaped(path);
        return calls.copy(within, end, version -> calls.read(version, asked, reader::read));
    }

    @Override
    public <T> Future<CallResult<Output<T>>> output(String exec, Duration within, Future<Void> end, Reader<T> reader) {
        JsonNode said = DockerTransport.object().put("Detach", false).put("Tty", false);
        return calls.copy(within, end, version -> calls.hear("POST", version, "/exec/" + escaped(exec) + "/start", said,
                body -> {
                    StandardOutput output = new StandardOutput(body);
                    T read = reader.read(output);
                    return new Output<>(read, output.errors());
                }));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
