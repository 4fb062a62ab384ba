package io.dockmedic.collectors.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.ManualTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseHolderTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path shared;

    private EngineLease lease() {
        return new EngineLease(shared, new ManualTime(Instant.EPOCH), new EngineLease.Aside() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                try {
                    return Future.succeededFuture(work.call());
                } catch (Exception e) {
                    return Future.failedFuture(e);
                }
            }
        }, new Health());
    }

    @Test
    void theProcessThatHoldsTheLeaseIsFoundAndKeepsIt() throws IOException {
        EngineLease lease = lease();
        lease.ask("AAAA:BBBB", acting -> {});

        assertThat(LeaseHolder.of(shared, "AAAA:BBBB", LOCKS)).hasValue(ProcessHandle.current().pid());
        assertThat(LeaseHolder.of(shared, "CCCC", LOCKS)).isEmpty();
        assertThat(shared.resolve("engine-CCCC.lock")).doesNotExist();
        List<Boolean> second = new ArrayList<>();
        lease().ask("AAAA:BBBB", second::add);
        assertThat(second).as("it is held as before").containsExactly(false);

        Path closed = Files.createSymbolicLink(shared.resolve("closed"), Path.of("closed"));
        assertThatThrownBy(() -> LeaseHolder.of(closed, "AAAA", LOCKS)).as("not seen is not free")
                .isInstanceOf(IOException.class);

        lease.close();
        assertThat(LeaseHolder.of(shared, "AAAA:BBBB", LOCKS)).isEmpty();
    }
}
