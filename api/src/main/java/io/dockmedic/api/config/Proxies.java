package io.dockmedic.api.config;

import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Subnet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads which reverse proxy is believed when it says who its users are. */
final class Proxies {
    private static final List<Setting<?>> OWN = List.of(Settings.PROXY_FROM, Settings.PROXY_USER,
            Settings.PROXY_SCOPES, Settings.PROXY_GROUPS_HEADER, Settings.PROXY_GROUPS, Settings.PROXY_SECRET);
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");
    /** What is in every request, or has a meaning of its own. */
    private static final Pattern TAKEN = Pattern
            .compile("authorization|host|cookie|origin|referer|connection|expect|te|"
                    + "user-agent|upgrade|content-.*|transfer-.*|accept.*|sec-.*|ce-.*|webhook-.*|dockmedic-.*");

    private final Path beside;
    private final Problems problems;
    private final KnownNames names;

    Proxies(Path beside, Problems problems, KnownNames names) {
        this.beside = beside;
        this.problems = problems;
        this.names = names;
    }

    Optional<Entrance.Proxy> read(Section section) {
        List<Node> given = OWN.stream().flatMap(one -> KnownNames.given(section, one).stream()).toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Node at = given.getFirst();
        Optional<Node> from = KnownNames.given(section, Settings.PROXY_FROM);
        if (from.isEmpty()) {
            problems.at(at, "access.proxy needs " + Settings.PROXY_FROM.key() + ": the addresses it connects from",
                    "from: [10.0.0.7]");
        }
        List<Subnet> subnets = from.map(this::subnets).orElse(List.of());
        Optional<String> user = header(section, Settings.PROXY_USER);
        if (user.isEmpty()) {
            problems.at(at, "access.proxy needs " + Settings.PROXY_USER.key() + ": where it says who its user is",
                    "user_header: X-Forwarded-User");
        }
        Optional<String> groupsHeader = header(section, Settings.PROXY_GROUPS_HEADER);
        groupsHeader.filter(one -> user.filter(one::equalsIgnoreCase).isPresent())
                .flatMap(same -> section.node(Settings.PROXY_GROUPS_HEADER.key()))
                .ifPresent(same -> problems.at(same, "one header cannot be both user_header and groups_header", ""));
        Set<Scope> scopes = KnownNames.given(section, Settings.PROXY_SCOPES)
                .map(node -> names.scopes(node, Settings.PROXY_SCOPES.key()))
                .orElse(Set.of());
        List<Known> groups = names.read(section, Settings.PROXY_GROUPS);
        if (groups.isEmpty() == groupsHeader.isPresent()) {
            problems.at(at, "access.proxy needs both of groups_header and groups, or neither",
                    "groups_header: X-Forwarded-Groups, groups: [{name: ops, scopes: [operate]}]");
        }
        if (scopes.isEmpty() && groups.isEmpty()) {
            problems.at(at, "access.proxy needs scopes, or groups with scopes: else nobody may do anything",
                    "scopes: [read]");
        }
        Optional<Path> secret = section.get(Settings.PROXY_SECRET).map(named -> beside.resolve(named).normalize());
        if (secret.isEmpty() && subnets.stream().anyMatch(one -> one.loopback() && !one.wide())) {
            from.ifPresent(
                    node -> problems.at(node, Settings.PROXY_FROM.key() + ": whoever has a process on this machine"
                            + " could pose as that proxy, and as anybody", "set access.proxy.secret_file"));
        } else if (secret.isEmpty() && subnets.stream().anyMatch(one -> !one.single() && !one.wide())) {
            from.ifPresent(
                    node -> problems.at(node, Settings.PROXY_FROM.key() + ": whoever has an address of that network"
                            + " could pose as the proxy, and as anybody",
                            "set access.proxy.secret_file, or name the"
                                    + " address of the proxy"));
        }
        return Optional.of(new Entrance.Proxy(subnets, user.orElse(""), groupsHeader, scopes, groups, secret));
    }

    private Optional<String> header(Section section, Setting<String> setting) {
        String name = section.get(setting);
        Optional<Node> node = section.node(setting.key());
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!HEADER.matcher(name).matches()) {
            problems.at(node.get(), setting.key() + ": a header's name here is of letters, digits and -",
                    "X-Forwarded-User");
        } else if (TAKEN.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            problems.at(node.get(), setting.key() + ": " + name + " says something else already", "X-Forwarded-User");
        }
        return Optional.of(name);
    }

    private List<Subnet> subnets(Node node) {
        List<Subnet> subnets = new ArrayList<>();
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.PROXY_FROM.key() + " must be " + Settings.PROXY_FROM.expected(), "[10.0.0.7]");
            return subnets;
        }
        for (Node one : list.getValue()) {
            Optional<Subnet> subnet = Stream.of(one)
                    .filter(ScalarNode.class::isInstance)
                    .map(scalar -> ((ScalarNode) scalar).getValue())
                    .flatMap(text -> Subnet.parse(text).stream())
                    .findFirst();
            if (subnet.isEmpty()) {
                problems.at(one,
                        Settings.PROXY_FROM.key() + ": this is neither an address such as 10.0.0.7 nor a network"
                                + " such as 10.0.0.0/24; names could be answered by anybody",
                        "");
            } else if (subnet.get().wide()) {
                problems.at(one, Settings.PROXY_FROM.key() + ": that is so wide a network that it is nobody's proxy",
                        "the address of the proxy");
            }
            subnet.ifPresent(subnets::add);
        }
        return subnets;
    }
}
