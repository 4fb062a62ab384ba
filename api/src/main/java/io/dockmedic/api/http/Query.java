package io.dockmedic.api.http;

import io.dockmedic.api.config.Numbers;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.function.Function;

/** What is asked for in the query of a request. What cannot be is answered with 400 and what to write instead. */
final class Query {
    private static final int LONGEST = 500;
    /** Of a cursor, which holds names. */
    private static final int LONGEST_CURSOR = 4_000;

    private final MultiMap asked;

    private Query(MultiMap asked) {
        this.asked = asked;
    }

    /**
     * Answers by {@code answer}.
     *
     * @param known names of parameters; no others are taken
     */
    static Handler<RoutingContext> of(List<String> known, Handler<Requested> answer) {
        return context -> {
            try {
                MultiMap asked = context.queryParams();
                for (String name : asked.names()) {
                    if (!known.contains(name)) {
                        throw new Asked.Wrong("unknown parameter " + name + "; there are "
                                + String.join(", ", known.stream().sorted().toList()));
                    }
                }
                answer.handle(new Requested(context, new Query(asked)));
            } catch (Asked.Wrong wrong) {
                Answer.problem(context, 400, "bad data", String.valueOf(wrong.getMessage()));
            }
        };
    }

    /** A request, and what it asks for. */
    record Requested(RoutingContext context, Query query) {}

    /** Each that is given; none when it is not. */
    List<String> words(String name, List<String> known) {
        List<String> words = asked.getAll(name);
        if (!known.containsAll(words)) {
            throw new Asked.Wrong(name + " is one of " + String.join(", ", known));
        }
        return words;
    }

    /** Empty when it is not given. */
    Optional<String> text(String name) {
        return text(name, LONGEST);
    }

    private Optional<String> text(String name, int longest) {
        List<String> all = asked.getAll(name);
        if (all.size() > 1) {
            throw new Asked.Wrong(name + " may be given once");
        }
        if (!all.isEmpty() && (all.getFirst().isBlank() || all.getFirst().length() > longest)) {
            throw new Asked.Wrong(name + " is a text of 1 to " + longest + " characters");
        }
        return all.stream().findFirst();
    }

    /** Empty when it is not given. */
    Optional<Boolean> flag(String name) {
        List<String> all = words(name, List.of("true", "false"));
        return text(name).map(said -> all.contains("true"));
    }

    /** Empty when it is not given. */
    OptionalInt whole(String name, int least, int most) {
        List<String> all = asked.getAll(name);
        if (all.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Optional.of(all.getLast())
                .flatMap(text -> Numbers.whole(text, least, most))
                .orElseThrow(() -> new Asked.Wrong(name + " is a number from " + least + " to " + most)));
    }

    /** A moment: as it is written, or so long before {@code now}; empty when it is not given. */
    Optional<Instant> moment(String name, Instant now) {
        return text(name).map(said -> {
            try {
                return Numbers.duration(said).map(now::minus).orElseGet(() -> Instant.parse(said));
            } catch (DateTimeException none) {
                throw new Asked.Wrong(name + " is a time such as 2026-11-01T10:00:00Z, or how long ago: 90s, 2h, 7d");
            }
        });
    }

    /**
     * What of {@code matching} is asked for by {@code limit} and {@code after}; all when neither is given.
     *
     * @param form of what {@code place} answers
     */
    <T> Page<T> page(List<T> matching, Function<T, String> place, Pattern form, Page.Order order, OptionalInt limit) {
        String after = text("after", LONGEST_CURSOR).map(cursor -> place(cursor, form)).orElse("");
        return Page.of(matching, place, order, after, limit.orElse(Integer.MAX_VALUE));
    }

    private static String place(String cursor, Pattern form) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (form.matcher(place).matches()) {
                return place;
            }
        } catch (IllegalArgumentException none) {
            // As one that has not that form.
        }
        throw new Asked.Wrong("after is what the answer before had as next");
    }
}
