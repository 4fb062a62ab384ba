package io.dockmedic.api.http;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list. What comes or goes between two parts makes none of the others come twice or not at all: a part begins
 * after a place, not after a count.
 *
 * @param total how many there are in all
 * @param next  what to ask for after this; empty when this is the end
 */
record Page<T>(List<T> items, int total, String next) {
    Page {
        items = List.copyOf(items);
    }

    /** Says whether one place comes after another. */
    @FunctionalInterface
    interface Order {
        boolean isAfter(String place, String other);
    }

    /** @param after the place after which it begins; empty for the beginning */
    static <T> Page<T> of(List<T> all, Function<T, String> place, Order order, String after, int limit) {
        List<T> rest = after.isEmpty()
                ? all
                : all.stream().filter(one -> order.isAfter(place.apply(one), after)).toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, all.size(), "");
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, all.size(), Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.apply(items.getLast()).getBytes(StandardCharsets.UTF_8)));
    }

    /** What an answer says of it beside the items. */
    JsonObject counted(JsonObject answer) {
        answer.put("total", total);
        return next.isEmpty() ? answer : answer.put("next", next);
    }
}
