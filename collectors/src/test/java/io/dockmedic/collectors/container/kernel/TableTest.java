package io.dockmedic.collectors.container.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aNumberIsFoundByTheWholeNameOfItsLine() {
        Table table = new Table("anon_thp 7\ninactive_anon 8\nanon 9\nlast");
        assertThat(table.number("anon")).hasValue(9);
        assertThat(table.number("last")).isEmpty();
        assertThat(table.number("file")).isEmpty();
        assertThat(new Table("").number("anon")).isEmpty();
    }

    @Test
    void inWhateverOrderTheyAreAskedForAllAreFound() {
        List<String> names = new ArrayList<>(
                List.of("cache", "rss", "rss_huge", "pgfault", "total_rss", "total_cache"));
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(name).append(' ').append(name.length()).append('\n'));
        Random random = new Random(7);
        for (int order = 0; order < 50; order++) {
            Table table = new Table(text.toString());
            Collections.shuffle(names, random);
            for (String name : names) {
                assertThat(table.number(name)).as("%s of %s", name, names).isEqualTo(OptionalLong.of(name.length()));
                assertThat(table.number("none")).isEmpty();
            }
        }
    }
}
