package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:30:00Z");
    private static final Source SOURCE = new Source("shop_db", "/data", "tar");

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

    @Test
    void isKeptWithItsSumOrNotAtAll() throws IOException {
        assertThat(shelf().prepare(List.of())).isEmpty();
        Path part = shelf().part(NOW);
        assertThat(part).isEqualTo(dir.resolve("shop+db+1/shop_db-20261128T033000Z.tar.part"));
        Files.writeString(part, "hello");
        assertThat(Shelf.isKept(part)).isFalse();
        Path file = Shelf.keep(part, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(Shelf.isKept(part)).isTrue();
        assertThat(Path.of(file + ".sha256")).hasContent(
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  shop_db-20261128T033000Z.tar\n");
        Shelf.drop(part);
        assertThat(shelf().all()).as("what is kept is not dropped with its part")
                .containsExactly(new Shelf.Kept(file, NOW, 5));
        Files.delete(file);
        assertThat(shelf().prepare(List.of())).isEmpty();
        assertThat(dir.resolve("shop+db+1")).as("a sum without its file is swept").isEmptyDirectory();
    }

    @Test
    void anArchiveThatIsCutOffIsNone() throws IOException {
        Path file = dir.resolve("cut");
        byte[] header = new byte[1536];
        header[600] = 1;
        Part.Came came = Part.write(file, new ByteArrayInputStream(header), Long.MAX_VALUE);
        assertThat(came).isInstanceOf(Part.Came.Written.class);
        assertThatThrownBy(() -> Check.of(file, (Part.Came.Written) came, true)).hasMessageContaining("cut off");
        Part.Came.Written other = new Part.Came.Written(1536, "0".repeat(64));
        assertThatThrownBy(() -> Check.of(file, other, false)).hasMessageContaining("not what was written");
    }
}
