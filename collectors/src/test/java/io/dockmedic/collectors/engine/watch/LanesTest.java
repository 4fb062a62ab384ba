package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes(2);
    private final List<String> ran = new ArrayList<>();

    @Test
    void oneContainersTasksRunOneAfterAnotherAndOthersMeanwhile() {
        Promise<Void> first = Promise.promise();
        lanes.submit("a", () -> task("a1", first.future()));
        lanes.submit("a", () -> task("a2", Future.succeededFuture()));
        lanes.submit("b", () -> task("b1", Future.succeededFuture()));

        assertThat(ran).containsExactly("a1", "b1");
        first.complete();
        assertThat(ran).containsExactly("a1", "b1", "a2");
        assertThat(lanes.pending()).isZero();
    }

    @Test
    void aFailedTaskDoesNotStopItsLane() {
        lanes.submit("a", () -> Future.failedFuture("no"));
        lanes.submit("a", () -> task("a2", Future.succeededFuture()));

        assertThat(ran).containsExactly("a2");
    }

    @Test
    void saysWhenThereIsNoRoomAndWhenThereIsAgain() {
        Promise<Void> slow = Promise.promise();
        lanes.submit("a", slow::future);
        assertThat(lanes.room().isComplete()).isTrue();
        lanes.submit("b", slow::future);
        Future<Void> room = lanes.room();

        assertThat(room.isComplete()).isFalse();
        slow.complete();
        assertThat(room.isComplete()).isTrue();
    }

    private Future<Void> task(String name, Future<Void> result) {
        ran.add(name);
        return result;
    }
}
