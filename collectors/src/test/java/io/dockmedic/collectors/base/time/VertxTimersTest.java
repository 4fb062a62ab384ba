package io.dockmedic.collectors.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxTimersTest {
    private final Vertx vertx = Vertx.vertx();
    private final Timers timers = new VertxTimers(vertx);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void whatIsDueRunsBeforeWhatComesAfterItButNotInline() {
        List<String> inOrder = on(context -> {
            timers.after(Duration.ZERO,
                    () -> done.add(context.equals(Vertx.currentContext()) ? "due" : "due elsewhere"));
            timers.after(Duration.ofSeconds(-1), () -> done.add("overdue"));
            done.add("asked");
        });
        assertThat(inOrder).containsExactly("asked", "due", "overdue");
    }

    @Test
    void whatIsDueCanBeCancelledUntilItRuns() {
        List<String> first = on(context -> timers.after(Duration.ZERO, () -> done.add("due")).cancel());
        assertThat(first).isEmpty();
        assertThat(on(context -> {})).isEmpty();
    }

    private interface Body {
        void on(Context context);
    }

    /** Runs it on a context; what was done when all that it put on the context, and nothing later, has run. */
    private List<String> on(Body body) {
        CompletableFuture<List<String>> over = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(now -> {
            body.on(context);
            context.runOnContext(then -> over.complete(List.copyOf(done)));
        });
        return over.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
