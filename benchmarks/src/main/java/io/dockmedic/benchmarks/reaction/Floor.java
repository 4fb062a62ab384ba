package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code die} from the event socket and at once asks for a restart: looks at nothing, remembers nothing. */
final class Floor implements Healer {
    private static final String LABEL = "bench.side=floor";

    private final SocketProxy proxy;
    private final Events events;

    Floor(Path engine) {
        proxy = new SocketProxy(engine);
        events = new Events(proxy.socket(), "{\"event\":[\"die\"],\"label\":[\"" + LABEL + "\"]}", this::died);
    }

    private void died(JsonNode event) {
        String id = event.at("/Actor/ID").asText();
        Thread.ofPlatform().daemon().start(() -> Http.post(proxy.socket(), "/containers/" + id + "/restart?t=10"));
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public String about() {
        return "a bare reader of the event socket that asks for a restart at each die";
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public List<Exchange> asked() {
        return proxy.exchanges();
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            proxy.close();
        }
    }
}
