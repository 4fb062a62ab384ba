package io.dockmedic.rules.operator.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A value in the course of time. Pure. Of equal ones in a row the first and the last are kept. */
public final class Values {
    /** What it was when its event happened. */
    public record Value(String value, Instant at) {}

    private Values() {}

    /** {@code values} with one more, in the order of time, without those at the beginning of the window or before but the last of them. */
    static List<Value> with(List<Value> values, Value more, Duration window) {
        List<Value> all = new ArrayList<>(values);
        all.add(more);
        all.sort(Comparator.comparing(Value::at));
        Instant since = all.getLast().at().minus(window);
        while (all.size() > 1 && !all.get(1).at().isAfter(since)) {
            all.removeFirst();
        }
        for (int middle = all.size() - 2; middle > 0; middle--) {
            String value = all.get(middle).value();
            if (value.equals(all.get(middle - 1).value()) && value.equals(all.get(middle + 1).value())) {
                all.remove(middle);
            }
        }
        return List.copyOf(all);
    }

    /** So many at most, the latest. */
    static List<Value> latest(List<Value> values, int most) {
        return values.subList(Math.max(0, values.size() - most), values.size());
    }

    /** How often it was another than before, after {@code since}. */
    static int changes(List<Value> values, Instant since) {
        int changes = 0;
        for (int next = 1; next < values.size(); next++) {
            boolean differs = !values.get(next).value().equals(values.get(next - 1).value());
            changes += differs && values.get(next).at().isAfter(since) ? 1 : 0;
        }
        return changes;
    }
}
