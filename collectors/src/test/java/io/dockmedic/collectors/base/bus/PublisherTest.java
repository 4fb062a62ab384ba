package io.dockmedic.collectors.base.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage that hangs or fails: nothing is lost, and nothing is dealt with behind its publisher's back. */
class PublisherTest {
    private static final Topic<Integer> TOPIC = new Topic<>("test.numbers", Integer.class);
    private static final Duration LATE = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Promise<Void> hang = Promise.promise();
    private final List<Integer> seen = new CopyOnWriteArrayList<>();
    private final Publisher<Integer> publisher = within(LATE);
    private final List<Integer> others = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatItsPublisherGaveUpIsNotHandledLater() {
        hangs();
        Publisher<Integer> givingUp = within(Duration.ofSeconds(5));
        Future<Void> first = givingUp.publish(1);
        Future<Void> second = givingUp.publish(2);
        await().until(() -> seen.size() == 1);
        await().atMost(SOON).until(() -> first.isComplete() && second.isComplete());
        assertThat(first.failed() && second.failed()).isTrue();

        hang.complete();
        Future<Void> third = givingUp.deliver(3);
        await().atMost(SOON).until(third::isComplete);
        assertThat(third.succeeded()).isTrue();
        assertThat(seen).as("1 was in hand when its publisher gave up").containsExactly(1, 3);
    }

    @Test
    void whatIsDeliveredWaitsForASlowStageAndIsDealtWithOnce() {
        hangs();
        List<Future<Void>> delivered = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            delivered.add(publisher.deliver(i));
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lost()).as("said to be late").isGreaterThanOrEqualTo(100));
        assertThat(delivered).noneMatch(Future::isComplete);

        hang.complete();
        await().atMost(SOON).until(() -> delivered.stream().allMatch(Future::succeeded));
        assertThat(seen).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(others).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatGoesTogetherIsDealtWithInItsOrderAlsoAfterAFailure() {
        on("other", others, Future.succeededFuture());
        Subscriber.on(vertx, TOPIC, "slow", number -> {
            if (number == 3) {
                throw new IllegalStateException("not this one");
            }
            Promise<Void> later = Promise.promise();
            vertx.runOnContext(now -> {
                seen.add(number);
                later.complete();
            });
            return later.future();
        });
        Future<Void> published = within(SOON).publish(List.of(1, 2, 3, 4));
        await().atMost(SOON).until(published::isComplete);
        assertThat(published.failed()).isTrue();
        assertThat(lost()).isEqualTo(1);
        assertThat(seen).containsExactly(1, 2, 4);
        assertThat(others).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatAStageFailedOnIsDeliveredToItAgainAndToNobodyElse() {
        on("other", others, Future.succeededFuture());
        Subscriber.on(vertx, TOPIC, "slow", number -> {
            seen.add(number);
            return seen.size() < 3 ? Future.failedFuture("not now") : Future.succeededFuture();
        });
        Future<Void> delivered = publisher.deliver(7);
        await().atMost(SOON).until(delivered::isComplete);
        assertThat(delivered.succeeded()).isTrue();
        assertThat(seen).containsExactly(7, 7, 7);
        assertThat(others).containsExactly(7);
    }

    @Test
    void oneThatIsNotThereForGoodFailsInTheEnd() {
        on("other", others, Future.succeededFuture());
        Future<Void> delivered = publisher.deliver(7);
        await().atMost(SOON).until(delivered::isComplete);
        assertThat(delivered.failed()).isTrue();
        assertThat(others).containsExactly(7);
    }

    private Publisher<Integer> within(Duration late) {
        return new Publisher<>(vertx, TOPIC, List.of("slow", "other"), late, meters);
    }

    private double lost() {
        return meters.get("dockmedic.bus.unacknowledged").counter().count();
    }

    private void hangs() {
        on("slow", seen, hang.future());
        on("other", others, Future.succeededFuture());
    }

    private void on(String name, List<Integer> numbers, Future<Void> answer) {
        Subscriber.on(vertx, TOPIC, name, number -> {
            numbers.add(number);
            return answer;
        });
    }
}
