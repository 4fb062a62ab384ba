package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some services, as a person names them: {@code shop/web/1}, {@code shop/web} for all its containers, {@code shop} for the
 * whole project, or a container's name; {@code *} stands for any text.
 *
 * @param text as it was written
 */
public record ServicePattern(String text) implements Whom {
    /** Every service. */
    public static final ServicePattern ALL = new ServicePattern("*");

    @Override
    public boolean matches(Container container) {
        return matches(container.service().key()) || matches(container.name());
    }

    /** Whether what is known by this name, a service's or a container's, is one of them. */
    public boolean matches(String name) {
        int first = name.indexOf('/');
        int last = name.lastIndexOf('/');
        Stream<String> names = first < 0
                ? Stream.of(name)
                : Stream.of(name, name.substring(0, last), name.substring(0, first));
        return names.anyMatch(one -> like(text, one));
    }

    /** Whether it is as {@code pattern} says, in which {@code *} stands for any text. */
    static boolean like(String pattern, String text) {
        return matches(Arrays.asList(pattern.split("\\*", -1)), text);
    }

    /** Each part at the first place where it can be: a reader may ask for any pattern, and this takes no longer for any. */
    private static boolean matches(List<String> parts, String name) {
        String first = parts.getFirst();
        if (parts.size() == 1) {
            return name.equals(first);
        }
        String last = parts.getLast();
        int end = name.length() - last.length();
        if (!name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int from = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int at = name.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return from <= end;
    }

    @Override
    public String toString() {
        return text;
    }
}
