package io.dockmedic.collectors.advice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeeksTest {
    private static String day(long memory, long limit) {
        Day day = new Day();
        day.add(Readings.usage(memory, limit, 10, 0, 0, 3, 0));
        return day.text();
    }

    private static ServiceDay of(String name, long day) {
        return ServiceDay.of("shop", name, "1", day);
    }

    private static String shown(ServiceUsage usage) {
        Day week = usage.week();
        return usage.service().name() + " " + week.memory().total() + " " + week.memory().max() + " "
                + week.memoryLimit();
    }

    @Test
    void daysAreOneByServiceAndTheNewerCountInPlaceOfTheRows() {
        Weeks<String> weeks = new Weeks<>(
                Map.of(of("web", 3), day(300, 7), of("web", 2), day(200, 6), of("new", 3), day(1, 0), of("also", 3),
                        day(2, 0)),
                WeeksTest::shown);
        weeks.row(of("db", 1), day(50, 5));
        weeks.row(of("old", 1), "1;another version");
        weeks.row(of("web", 1), day(100, 5));
        weeks.row(of("web", 2), day(900, 5));
        assertThat(weeks.end()).containsExactly("db 1 50 5", "web 3 300 7", "also 1 2 0", "new 1 1 0");
    }

    @Test
    void theDaysOfOneServiceAreGoneBeforeTheNext() {
        List<WeakReference<Day>> before = new ArrayList<>();
        Weeks<String> weeks = new Weeks<>(Map.of(), usage -> {
            System.gc();
            assertThat(before).allMatch(day -> day.refersTo(null));
            before.add(new WeakReference<>(usage.week()));
            return usage.service().name();
        });
        for (String name : List.of("a", "b", "c", "d")) {
            weeks.row(of(name, 1), day(50, 5));
            weeks.row(of(name, 2), day(60, 5));
        }
        assertThat(weeks.end()).containsExactly("a", "b", "c", "d");
    }
}
