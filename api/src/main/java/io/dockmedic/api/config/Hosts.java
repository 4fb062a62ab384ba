package io.dockmedic.api.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the list of other instances. */
final class Hosts {
    /** Stands for all of them on the command line. */
    static final String ALL = "all";

    private static final String NAMES = "[A-Za-z0-9_.-]{1,60}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<String> URL = Setting.text("url");
    private static final Setting<Optional<Path>> TOKEN_FILE = Setting.file("token_file");
    private static final Setting<String> TOKEN_ENV = Setting.text("token_env");
    private static final Setting<Optional<Path>> AUTHORITIES = Setting.file("ca_file");

    private static final Setting<Optional<Path>> CERTIFICATE = Setting.file("certificate_file");
    private static final Setting<Optional<Path>> KEY = Setting.file("key_file");

    /** The settings of one, in the order in which a reader wants to know them. */
    static final List<Setting<?>> OWN = List.of(NAME, URL, TOKEN_FILE, TOKEN_ENV, AUTHORITIES, CERTIFICATE, KEY);

    private final Path beside;
    private final Problems problems;
    private final Surroundings surroundings;

    Hosts(Path beside, Problems problems, Surroundings surroundings) {
        this.beside = beside;
        this.problems = problems;
        this.surroundings = surroundings;
    }

    List<Host> read(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.HOSTS + " must be a list", "begin each host with - name: …");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return list.getValue().stream().flatMap(item -> host(item, names).stream()).toList();
    }

    private Optional<Host> host(Node item, Set<String> names) {
        Section section = new Section(item, OWN.stream().<String>map(Setting::key).toList(), problems, surroundings);
        String name = section.get(NAME);
        if (!name.matches(NAMES) || name.equals(ALL)) {
            problems.at(item, "a host needs a name of letters, digits, ., - and _, at most 60, and not " + ALL,
                    "name: gpu-1");
        } else if (!names.add(name)) {
            problems.at(item, "two hosts are named " + name, "");
        }
        Optional<Path> file = section.get(TOKEN_FILE).map(named -> beside.resolve(named).normalize());
        Optional<String> variable = Optional.of(section.get(TOKEN_ENV)).filter(text -> !text.isEmpty());
        if (file.isPresent() && variable.isPresent()) {
            problems.at(item, "a host needs at most one of token_file and token_env", "");
        }
        Optional<Path> certificate = section.get(CERTIFICATE).map(named -> beside.resolve(named).normalize());
        Optional<Path> key = section.get(KEY).map(named -> beside.resolve(named).normalize());
        if (certificate.isPresent() != key.isPresent()) {
            problems.at(item, "a host needs both of certificate_file and key_file, or neither", "");
        } else if (certificate.isPresent() && section.get(URL).startsWith("http:")) {
            problems.at(item, "a host with certificate_file needs TLS: nobody shows a certificate over http://",
                    "url: https://gpu-1.example.net:9717");
        }
        Optional<Node> url = section.node(URL.key());
        if (url.isEmpty()) {
            problems.at(item, "a host needs a url", "url: https://gpu-1.example.net:9717");
        }
        return url.flatMap(at -> address(section.get(URL), at))
                .map(address -> new Host(name, address, file, variable,
                        section.get(AUTHORITIES).map(named -> beside.resolve(named).normalize()),
                        certificate.flatMap(one -> key.map(other -> new Entrance.Certificate(one, other)))));
    }

    private Optional<URI> address(String text, Node at) {
        Optional<URI> address = WebAddress.parse(text);
        if (address.isEmpty()) {
            problems.at(at, URL.key() + ": \"" + text + "\" is not an address such as https://gpu-1.example.net:9717",
                    "");
        } else if (WebAddress.open(address.get())) {
            problems.at(at, URL.key() + ": http:// to another machine sends the token as it is",
                    "https://, or a tunnel that ends at http://127.0.0.1");
        }
        return address;
    }
}
