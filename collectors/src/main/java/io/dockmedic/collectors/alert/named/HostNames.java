package io.dockmedic.collectors.alert.named;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern DIGITS = Pattern.compile("[0-9]+|v[0-9]+(?:\\.[0-9]+)*");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
    private static final Pattern PATH = Pattern.compile("[/?#].*", Pattern.DOTALL);
    /** A port alone, a dash. */
    private static final Pattern NOTHING = Pattern.compile("[^\\p{L}\\p{N}]*(?::[0-9]*)?");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}|[0-9a-f]{64}");

    private final Supplier<Set<String>> own;
    private final List<List<String>> known;

    /**
     * @param own   names of this host, as far as they are known by now
     * @param known hosts, each with all its names, the one it goes by first. That says whose the others are; what several go by,
     *              a proxy in front of them, is nobody's
     */
    public HostNames(Supplier<Set<String>> own, List<? extends List<String>> known) {
        this.own = own;
        this.known = known.stream()
                .map(host -> host.stream().map(HostNames::plain).flatMap(Optional::stream).toList())
                .toList();
    }

    /** What may name something else than a host. */
    interface Things {
        /** Whether a container here has such an id: its host's name it is not, but it is here. */
        boolean id(String text);

        /** Whether a container or a service here has such a name, or it is an address inside Docker. */
        boolean named(String text);
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
     * @param hosts  that were named: what can be no name of this one is another
     * @param hints  that count only where they name a host that is known
     * @param things that are here
     */
    Where judge(List<String> hosts, List<String> hints, Things things) {
        Set<String> said = own.get();
        Set<String> base = plain(said);
        Set<String> ours = new HashSet<>(base);
        Set<String> others = new HashSet<>();
        for (List<String> host : known) {
            boolean mine = !host.isEmpty() && isOurs(base, host.getFirst());
            for (String name : host) {
                boolean shared = known.stream().filter(one -> one.contains(name)).count() > 1;
                if (!shared && (mine || !isOurs(base, name))) {
                    (mine ? ours : others).add(name);
                }
            }
        }
        boolean here = false;
        for (String text : hosts) {
            String bare = bare(text);
            Optional<String> host = plain(bare);
            if ((said.stream().anyMatch(text.strip()::equalsIgnoreCase) && !isLoopback(bare))
                    || host.filter(name -> isOurs(ours, name) || (ID.matcher(name).matches() && things.id(name)))
                            .isPresent()) {
                here = true;
            } else if (host.filter(others::contains).isPresent()) {
                return new Elsewhere(text);
            } else if (!saysNothing(bare, host, things) && sure(base)) {
                return new Elsewhere(text);
            }
        }
        for (String text : hints) {
            Optional<String> host = plain(bare(text));
            if (host.filter(name -> isOurs(ours, name)).isPresent()) {
                here = true;
            } else if (host.filter(name -> others.contains(name) && !things.named(name)).isPresent()) {
                return new Elsewhere(text);
            }
        }
        return here ? new Here() : new Unsaid();
    }

    /** The number of a NUMA node, say, the name of a container, or each reader's own machine. */
    private static boolean saysNothing(String bare, Optional<String> host, Things things) {
        return host.map(name -> DIGITS.matcher(name).matches() || things.named(name))
                .orElseGet(() -> NOTHING.matcher(bare).matches() || isLoopback(bare));
    }

    /** Whether we know our own names: where the engine does not say its machine's, the kernel's may be our own container's. */
    private static boolean sure(Set<String> names) {
        return names.stream().anyMatch(name -> !ID.matcher(name.replaceFirst("\\..*", "")).matches());
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

    /** Of a URL, or of {@code rabbit@gpu2}, what names the host, perhaps with a port. */
    private static String bare(String text) {
        String rest = SCHEME.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        String authority = PATH.matcher(rest).replaceFirst("");
        return authority.substring(authority.lastIndexOf('@') + 1).strip();
    }

    private static Set<String> plain(Collection<String> texts) {
        return texts.stream().map(HostNames::plain).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** Without a port, in small letters; empty for what names no host, or each its own. */
    private static Optional<String> plain(String text) {
        return withoutPort(text.strip().toLowerCase(Locale.ROOT)).filter(name -> !LOOPBACK.matcher(name).matches());
    }

    private static boolean isLoopback(String bare) {
        return withoutPort(bare).filter(name -> LOOPBACK.matcher(name).matches()).isPresent();
    }

    private static Optional<String> withoutPort(String small) {
        if (SIX.matcher(small).matches()) {
            return Optional.of(small);
        }
        Matcher parts = PORT.matcher(small);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String six = parts.group(1);
        String name = six != null ? six : parts.group(2).replaceFirst("\\.$", "");
        return six != null || NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
