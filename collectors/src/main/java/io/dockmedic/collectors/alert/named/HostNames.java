package io.dockmedic.collectors.alert.named;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells the names of this host from those of others. A name without a dot is that of every name that begins with it and a dot;
 * one with a dot must be one of ours as it stands, for the same name in another domain is another machine. Safe for use by
 * several threads.
 */
public final class HostNames {
    private static final Pattern PORT = Pattern.compile("\\[([0-9a-f:.%]+)](?::\\d+)?|([^:]+)(?::\\d+)?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?");
    private static final Pattern SIX = Pattern.compile("[0-9a-f.%]*:[0-9a-f.%]*:[0-9a-f:.%]*");
    /** Whose machine that is depends on who says so. */
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|(?:.*\\.)?localhost|localhost\\.localdomain|127\\.[0-9.]+|0\\.0\\.0\\.0|::1?|host\\.docker\\.internal");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}|[0-9a-f]{64}");

    private final Supplier<Set<String>> own;
    private final Set<String> others;

    /**
     * @param own    names of this host, as far as they are known by now
     * @param others names of hosts that are known to be others; those that are ours as well do not count
     */
    public HostNames(Supplier<Set<String>> own, Collection<String> others) {
        this.own = own;
        this.others = others.stream().map(HostNames::plain).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** What labels say on which host it is. */
    sealed interface Where {}

    /** Nothing. */
    record Unsaid() implements Where {}

    /** This one. */
    record Here() implements Where {}

    /** @param name of another */
    record Elsewhere(String name) implements Where {}

    /**
     * @param hosts     that were named
     * @param hints     that count only where they name a host that is known
     * @param container whether a container here has such an id: its host's name it is not, but it is here
     */
    Where judge(List<String> hosts, List<String> hints, Predicate<String> container) {
        Set<String> names = own.get()
                .stream()
                .map(HostNames::plain)
                .flatMap(Optional::stream)
                .collect(
                        Collectors.toSet());
        boolean here = false;
        for (String text : hosts) {
            Optional<String> host = plain(text);
            if (host.isPresent()) {
                boolean ours = isOurs(names, host.get())
                        || (ID.matcher(host.get()).matches() && container.test(host.get()));
                if (!ours) {
                    return new Elsewhere(text);
                }
                here = true;
            }
        }
        for (String text : hints) {
            Optional<String> host = plain(text);
            if (host.filter(name -> isOurs(names, name)).isPresent()) {
                here = true;
            } else if (host.filter(others::contains).isPresent()) {
                return new Elsewhere(text);
            }
        }
        return here ? new Here() : new Unsaid();
    }

    /** One of ours, for a person; empty where none is known. */
    String shown() {
        return own.get()
                .stream()
                .min(Comparator.comparing((String name) -> ADDRESS.matcher(name).matches()).thenComparing(name -> name))
                .orElse("");
    }

    private static boolean isOurs(Set<String> names, String name) {
        return names.contains(name)
                || (name.indexOf('.') < 0 && names.stream()
                        .anyMatch(one -> !ADDRESS.matcher(one).matches()
                                && one.startsWith(name + ".")));
    }

    /** Without a port, in small letters; empty for what names no host, or each its own. */
    private static Optional<String> plain(String text) {
        String small = text.strip().toLowerCase(Locale.ROOT);
        if (SIX.matcher(small).matches()) {
            return Optional.of(small).filter(address -> !LOOPBACK.matcher(address).matches());
        }
        Matcher parts = PORT.matcher(small);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String six = parts.group(1);
        String name = six != null ? six : parts.group(2).replaceFirst("\\.$", "");
        return (six != null || NAME.matcher(name).matches()) && !LOOPBACK.matcher(name).matches()
                ? Optional.of(name)
                : Optional.empty();
    }
}
