package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program behind a proxy that allows the calls which deploy/compose/compose.yml names, and no other. */
@RealEngine
class SocketProxyTest {
    private static final Path STACK = Path.of("../deploy/compose/compose.yml");
    private static final Path PAGE = Path.of("../docs/install.md");
    private static final Pattern ALLOWED = Pattern.compile("-allow(GET|POST)=([^'\"\\s]+)");

    private final PrivateEngine engine;

    SocketProxyTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void theCallsThatAreAllowedAreAllItNeeds(@TempDir Path home) throws IOException {
        Predicate<Request> allowed = allowed(STACK);
        try (SocketProxy proxy = new SocketProxy(engine.socket())) {
            proxy.treat(allowed.negate(), new Treatment.Answer(403, "{\"message\": \"Forbidden\"}"));
            try (Spine spine = Spine.ready(proxy.dockerHost(), home, "")) {
                engine.run("behind", Map.of("dockmedic.heal", "true"), "sleep", "1000");
                Spine.kill9(engine, "behind");
                spine.incident("behind", "ContainerExitedWithError", "healed");
                engine.run("hopeless-behind", Map.of("dockmedic.heal", "true"), "sh", "-c", "exit 127");
                // With the diagnosis, which looks closer than anything else.
                spine.page("hopeless-behind");

                List<Request> refused = proxy.requests().stream().filter(allowed.negate()).distinct().toList();
                assertThat(refused).isEmpty();
            }
        }
    }

    @Test
    void thePageListsTheSame() throws IOException {
        List<String> ofStack = lines(STACK);

        assertThat(ofStack).hasSizeGreaterThan(4);
        assertThat(lines(PAGE)).isEqualTo(ofStack);
    }

    private static List<String> lines(Path file) throws IOException {
        String text = Files.readString(file);
        // On the page others stand before: those that only the probe of GPUs needs.
        return ALLOWED.matcher(text.substring(Math.max(0, text.indexOf("## The calls it makes"))))
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** As the proxy matches: the whole path, without its query. */
    private static Predicate<Request> allowed(Path file) throws IOException {
        record Allowed(String method, Pattern path) {}
        List<Allowed> all = ALLOWED.matcher(Files.readString(file))
                .results()
                .map(found -> new Allowed(found.group(1), Pattern.compile(found.group(2))))
                .toList();
        return request -> all.stream()
                .anyMatch(one -> one.method().equals(request.method())
                        && one.path().matcher(request.path().replaceFirst("\\?.*", "")).matches());
    }
}
