package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final Keys MANY = Keys.of(LongStream.range(0, 50_000).boxed().toList());

    private final Memory memory = new Memory();

    /** Later ones were used later. */
    private static Remembered image(int number, Keys found, boolean inUse) {
        return new Remembered("image-" + number, "image-" + number, "", Reports.NOW, found, found, List.of(),
                Reports.NOW.plusSeconds(number), inUse, "h");
    }

    private List<String> withFindings() {
        return memory.all()
                .values()
                .stream()
                .filter(one -> one.keys() > 0)
                .map(Remembered::key)
                .sorted()
                .toList();
    }

    @Test
    void findingsAreBoundedInAllAndTheImagesStay() {
        memory.add(List.of(image(7, MANY, false)));
        memory.add(IntStream.range(0, 5).mapToObj(number -> image(number, MANY, true)).toList());
        assertThat(withFindings()).containsExactly("image-0", "image-1", "image-2", "image-3", "image-4");
        assertThat(memory.all()).hasSize(6);
        memory.add(List.of(image(5, MANY, true)));
        assertThat(withFindings()).containsExactly("image-1", "image-2", "image-3", "image-4", "image-5");
        assertThat(memory.all()).hasSize(7).containsEntry("image-0", image(0, Keys.NONE, true));
    }

    @Test
    void imagesAreBoundedAndThoseInUseStayLongest() {
        memory.add(List.of(image(900, MANY, false)));
        memory.add(IntStream.range(0, Memory.MOST + 1).mapToObj(number -> image(number, Keys.NONE, true)).toList());
        assertThat(memory.all()).hasSize(Memory.MOST).doesNotContainKeys("image-900", "image-0").containsKey("image-1");
    }

    @Test
    void theJournalGivesBackNoMoreThanFits(@TempDir Path home) throws Exception {
        Vertx vertx = Vertx.vertx();
        SqliteJournal journal = SqliteJournal.open(home.resolve("journal.db"), List.of(ReportStore.TABLES),
                Retention.DEFAULT, new SystemClock(), new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(),
                vertx);
        try {
            ReportStore store = new ReportStore(journal);
            for (int number = 0; number < 7; number++) {
                store.save(List.of(image(number, MANY, number < 6))).await(60, TimeUnit.SECONDS);
            }
            List<Remembered> loaded = store.load().await(60, TimeUnit.SECONDS);
            assertThat(loaded).hasSize(7).contains(image(0, Keys.NONE, true), image(6, Keys.NONE, false));
            memory.add(loaded);
            assertThat(withFindings()).containsExactly("image-1", "image-2", "image-3", "image-4", "image-5");
        } finally {
            journal.close().await(60, TimeUnit.SECONDS);
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }
}
