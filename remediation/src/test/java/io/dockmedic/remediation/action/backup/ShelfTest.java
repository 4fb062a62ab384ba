package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.engine.detail.Details;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:30:00Z");
    private static final Source SOURCE = new Source("shop_db", "/data", "tar", "the volume shop_db", "volume",
            "shop_db");

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path dir;

    private Shelf shelf() {
        return new Shelf(dir, "shop/db/1", SOURCE);
    }

    private static Shelf.Kept kept(int daysAgo) {
        return new Shelf.Kept(Path.of("day-" + daysAgo), NOW.minus(Duration.ofDays(daysAgo)), 1);
    }

    @Test
    void tooManyAndTooOldGoAndTheNewOneNever() {
        List<Shelf.Kept> all = List.of(kept(0), kept(1), kept(2), kept(9));
        Path good = kept(0).file();
        assertThat(Shelf.surplus(all, good, 7, Optional.empty(), NOW)).isEmpty();
        assertThat(Shelf.surplus(all, good, 2, Optional.empty(), NOW)).containsExactly(kept(2), kept(9));
        assertThat(Shelf.surplus(all, good, 7, Optional.of(Duration.ofDays(2)), NOW)).containsExactly(kept(9));
        assertThat(Shelf.surplus(all, good, 1, Optional.of(Duration.ofSeconds(1)), NOW)).hasSize(3);
        // The clock was set back: the new one has an older name than those before.
        assertThat(Shelf.surplus(all, kept(9).file(), 1, Optional.of(Duration.ofDays(1)), NOW))
                .containsExactly(kept(0), kept(1), kept(2));
    }

    private static Shelf.Kept kept(int daysAgo, long bytes) {
        return new Shelf.Kept(Path.of("day-" + daysAgo), NOW.minus(Duration.ofDays(daysAgo)), bytes);
    }

    @Test
    void whatIsDoubtfulDoesNotCountHoweverManyThereAre() throws IOException {
        List<Shelf.Kept> all = List.of(kept(1, 40), kept(2, 40), kept(3, 100), kept(4, 90));
        Shelf.Ready ready = new Shelf.Ready(all, Path.of("part"));
        assertThat(ready.last(NOW)).contains(kept(3, 100));
        assertThat(ready.dwarfs(40, NOW)).as("one like the last two").contains(kept(3, 100));
        assertThat(ready.dwarfs(50, NOW)).isEmpty();
        List<Shelf.Kept> next = List.of(kept(0, 95), kept(1, 40), kept(2, 40), kept(3, 100), kept(4, 90));
        assertThat(Shelf.surplus(next, kept(0).file(), 2, Optional.empty(), NOW)).containsExactly(kept(4, 90));

        Path full = keeps(shelf(), NOW.minus(Duration.ofDays(1)));
        keeps(shelf(), NOW, "h");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new Successes(meters).read(dir, NOW);
        assertThat(meters.get("dockmedic.backup.last.size").gauge().value()).isEqualTo((double) Files.size(full));
    }

    @Test
    void isKeptWithItsSumOrNotAtAll() throws IOException {
        Shelf.Ready ready = shelf().prepare(List.of(), NOW);
        assertThat(ready.all()).isEmpty();
        Path part = ready.part();
        assertThat(part).isEqualTo(dir.resolve("shop+db+1/shop_db-20261128T033000Z.tar.part"));
        Files.writeString(part, "hello");
        assertThat(Keeping.isKept(part, HELLO)).isFalse();
        Path file = Keeping.keep(part, HELLO);
        assertThat(Keeping.isKept(part, HELLO)).isTrue();
        assertThat(Keeping.isKept(part, "0".repeat(64))).as("that is another").isFalse();
        assertThat(Keeping.isKept(part, "")).as("it was not verified").isFalse();
        assertThat(Files.getPosixFilePermissions(Path.of(file + ".sha256")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Path.of(file + ".sha256")).hasContent(
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  shop_db-20261128T033000Z.tar\n");
        Keeping.drop(part);
        assertThat(shelf().all()).as("what is kept is not dropped with its part")
                .containsExactly(new Shelf.Kept(file, NOW, 5));
        Files.delete(file);
        assertThat(shelf().prepare(List.of(), NOW).all()).isEmpty();
        assertThat(dir.resolve("shop+db+1")).as("a sum without its file is swept").isEmptyDirectory();
    }

    private Path keeps(Shelf shelf, Instant at) throws IOException {
        return keeps(shelf, at, "hello");
    }

    private Path keeps(Shelf shelf, Instant at, String content) throws IOException {
        Path part = shelf.prepare(List.of(), at).part();
        Files.writeString(part, content);
        shelf.claim();
        return Keeping.keep(part, HELLO);
    }

    @Test
    void nothingIsWrittenOverWhatIsThere() throws IOException {
        Path first = keeps(shelf(), NOW);
        Path second = keeps(shelf(), NOW);
        assertThat(second).isEqualTo(dir.resolve("shop+db+1/shop_db-20261128T033001Z.tar"));
        assertThat(shelf().all()).extracting(Shelf.Kept::file).containsExactly(second, first);
        Path late = Files.writeString(Path.of(first + ".part"), "other");
        assertThatThrownBy(() -> Keeping.keep(late, HELLO)).hasMessageContaining("a file of that name by now");
        assertThat(first).hasContent("hello");
    }

    @Test
    void whatIsOfATimeToComeIsNotCounted() throws IOException {
        List<Shelf.Kept> all = List.of(kept(-3), kept(-2), kept(0), kept(1), kept(2));
        assertThat(Shelf.surplus(all, kept(0).file(), 2, Optional.empty(), NOW)).containsExactly(kept(2));
        assertThat(new Shelf.Ready(all, Path.of("part")).last(NOW)).contains(kept(0));

        Path ahead = keeps(shelf(), NOW.plus(Duration.ofDays(300)));
        Path now = keeps(shelf(), NOW);
        assertThat(shelf().prepare(List.of(), NOW).last(NOW)).map(Shelf.Kept::file).contains(now);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new Successes(meters).read(dir, NOW);
        assertThat(meters.get("dockmedic.backup.last.success.timestamp").gauge().value())
                .isEqualTo((double) NOW.getEpochSecond());
        assertThat(ahead).exists();
    }

    @Test
    void thoseOfOneNameAreOfOneSource() throws IOException {
        Source other = Source.dump(List.of("pg_dump", "orders")).called("shop_db");
        Shelf dumps = new Shelf(dir, "shop/db/1", other);
        keeps(shelf(), NOW);
        assertThatThrownBy(() -> dumps.prepare(List.of(), NOW)).hasMessageStartingWith(
                "backups called shop_db are of the volume shop_db, and this is of a command's output (")
                .hasMessageEndingWith("; give it another name: in the rule, or remove "
                        + dir.resolve("shop+db+1/shop_db.source") + " if it is to go on under this one");
        assertThat(new Shelf(dir, "shop/db/1", other.called("orders")).prepare(List.of(), NOW).all()).isEmpty();
        assertThat(Source.dump(List.of("pg_dump", "a")).of()).isNotEqualTo(Source.dump(List.of("pg_dump", "b")).of());
        assertThat(new Shelf(dir, "shop/web/1", other).prepare(List.of(), NOW).all()).as("of another service")
                .isEmpty();
    }

    @Test
    void whatIsMountedBelowIsNotCopiedUnseen() {
        Details.Mount data = new Details.Mount("volume", "shop_db", "/data", true);
        Details.Mount below = new Details.Mount("bind", "/srv/x", "/data/x", true);
        Details.Mount beside = new Details.Mount("bind", "/srv/x", "/database", true);
        assertThat(Source.of(List.of(data, below), "shop_db")).isEqualTo(new Source.Found.Not(
                "below /data something else is mounted, at /data/x, which would be copied with it"));
        assertThat(Source.of(List.of(data, beside), "shop_db")).isEqualTo(new Source.Found.There(SOURCE));
        assertThat(SOURCE.shares(new Details.Mount("volume", "shop_db", "/elsewhere", true))).isTrue();
        assertThat(SOURCE.shares(beside)).isFalse();
    }

    @Test
    void anArchiveOfNothingButItsFolderIsBare() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("./"));
            tar.closeArchiveEntry();
        }
        Path file = dir.resolve("bare");
        Part.Came came = Part.write(file, new ByteArrayInputStream(bytes.toByteArray()), Long.MAX_VALUE);
        assertThat(Check.of(file, (Part.Came.Written) came, true, () -> false)).isEqualTo(new Check.Content(1, true));
    }

    @Test
    void anArchiveThatIsCutOffIsNone() throws IOException {
        Path file = dir.resolve("cut");
        byte[] header = new byte[1536];
        header[600] = 1;
        Part.Came came = Part.write(file, new ByteArrayInputStream(header), Long.MAX_VALUE);
        assertThat(came).isInstanceOf(Part.Came.Written.class);
        assertThatThrownBy(() -> Check.of(file, (Part.Came.Written) came, true, () -> false))
                .hasMessageContaining("cut off");
        Part.Came.Written other = new Part.Came.Written(1536, "0".repeat(64));
        assertThatThrownBy(() -> Check.of(file, other, false, () -> false))
                .hasMessageContaining("not what was written");
    }
}
