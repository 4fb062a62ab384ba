package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultListenerTest {
    @TempDir
    private Path home;

    /** The look that it asks for is the round after which it is to listen again. */
    @Test
    void whereWaitingFailedTheNextRoundListensAgain() {
        FakeNvml fake = FakeNvml.in(home).says("count", 2).says("wait", 15);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), new SystemClock());
        nvml.look();
        nvml.read(0);
        nvml.read(1);
        List<Report> told = new CopyOnWriteArrayList<>();
        AtomicReference<FaultListener> self = new AtomicReference<>();
        FaultListener listener = new FaultListener(nvml, new SystemClock(), told::add, () -> {
            nvml.read(1);
            Objects.requireNonNull(self.get()).listen();
        });
        self.set(listener);
        listener.listen();
        fake.xid(1, 13);
        await().atMost(Duration.ofMinutes(1)).until(() -> !told.isEmpty());
        fake.says(0, "lost", 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> fake.calls().contains("nvmlEventSetFree -1"));
        fake.xid(1, 31);
        await().atMost(Duration.ofMinutes(1)).until(() -> told.size() == 2);
        assertThat(told).extracting(Report::code).containsExactly(13, 31);
        listener.close();
    }
}
