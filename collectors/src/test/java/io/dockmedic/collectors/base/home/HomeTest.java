package io.dockmedic.collectors.base.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HomeTest {
    private final Vertx vertx = Vertx.vertx();

    @Test
    void runsOnTheContext() throws Exception {
        try {
            Context context = vertx.getOrCreateContext();
            Promise<Context> there = Promise.promise();

            assertThat(Home.run(context, () -> there.complete(Vertx.currentContext()))).isTrue();

            assertThat(there.future().await(60, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingRunsAndNothingBreaksOnceVertxHasEnded() throws Exception {
        Context context = vertx.getOrCreateContext();
        vertx.close().await(60, TimeUnit.SECONDS);
        AtomicBoolean ran = new AtomicBoolean();

        assertThat(Home.run(context, () -> ran.set(true))).isFalse();

        assertThat(ran).isFalse();
    }
}
