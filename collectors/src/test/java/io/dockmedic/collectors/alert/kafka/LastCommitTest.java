package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves says first what is safe, so that nobody reads it again. */
class LastCommitTest {
    private static final Link.Line LINE = new Link.Line() {
        @Override
        public void works(String missing) {
            // As it should.
        }

        @Override
        public void lost(String why) {
            // Seen by what is not committed.
        }
    };

    @TempDir
    Path folder;

    @Test
    void whatBecameSafeAtTheEndIsCommitted() throws Exception {
        SystemClock clock = new SystemClock();
        try (RealBroker broker = new RealBroker(folder.resolve("broker")).start();
                BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic("leaving", 1);
            talk.send("leaving", "a", "none", Map.of());
            talk.flush();
            Cluster cluster = new Cluster(
                    List.of(new Broker("127.0.0.1", Integer.parseInt(broker.guarded().replaceFirst(".*:", "")))),
                    new Security(false, Optional.of(new Security.Login(Security.Mechanism.PLAIN, RealBroker.USER,
                            RealBroker.PASSWORD)), Optional.empty(), Optional.empty()));
            CompletableFuture<Link.Client> itself = new CompletableFuture<>();
            CompletableFuture<Boolean> left = new CompletableFuture<>();
            itself.complete(TopicReader.open(new Reading(cluster, List.of("leaving"), "leaving", Optional.empty()),
                    new Batches(new LetterReader(Seal.NOT_NEEDED), clock), (batch, safe) -> itself.thenAccept(reader -> {
                        reader.close().onComplete(over -> left.complete(true));
                        safe.run();
                    }), lag -> {}, clock, LINE));
            left.get(60, TimeUnit.SECONDS);
            assertThat(talk.behind("leaving", "leaving")).isZero();
        }
    }
}
