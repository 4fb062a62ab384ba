package io.dockmedic.api.security;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A reverse proxy that finds out who its users are, and says so in a header.
 *
 * @param from         from where it connects
 * @param userHeader   in which it says who it is
 * @param groupsHeader in which it says what groups they are of; empty when it does not
 * @param scopes       what each of its users may do
 * @param groups       what those of a group may do besides
 * @param secret       that it shows; empty when it shows none
 */
public record TrustedProxy(List<Subnet> from, String userHeader, Optional<String> groupsHeader, Set<Scope> scopes,
        List<Known> groups, Optional<String> secret) {
    /** In which it shows its secret. */
    public static final String SECRET_HEADER = "Dockmedic-Proxy-Secret";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");
    private static final Pattern BETWEEN = Pattern.compile("[,;|\\s]+");

    public TrustedProxy {
        from = List.copyOf(from);
        scopes = Set.copyOf(scopes);
        groups = List.copyOf(groups);
    }

    /** Whether it may be what connects from there. */
    public boolean connectsFrom(InetAddress address) {
        return from.stream().anyMatch(one -> one.contains(address));
    }

    /** Whether what is shown is its secret; also when there is none to show. */
    public boolean shows(String shown) {
        return secret.isEmpty() || MessageDigest.isEqual(secret.get().getBytes(StandardCharsets.UTF_8),
                shown.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Who its user is.
     *
     * @param said in its header for groups; empty for none
     * @return empty when that is nobody's name
     */
    public Optional<Caller> user(String name, String said) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Set<Scope> may = EnumSet.noneOf(Scope.class);
        may.addAll(scopes);
        List<String> theirs = Arrays.asList(BETWEEN.split(said, -1));
        groups.stream().filter(group -> theirs.contains(group.name())).forEach(group -> may.addAll(group.scopes()));
        return Optional.of(new Caller(name, Caller.Way.PROXY, may));
    }
}
