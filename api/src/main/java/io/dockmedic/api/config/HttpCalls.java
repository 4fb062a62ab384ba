package io.dockmedic.api.config;

import io.dockmedic.remediation.action.http.HttpCall;
import io.dockmedic.remediation.action.place.Filling;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the list of calls over HTTP that rules may have made, with their secrets from where the file says these are. */
final class HttpCalls {
    private static final String GET = "GET";
    private static final List<String> METHODS = List.of(GET, "POST", "PUT", "PATCH", "DELETE");
    private static final String EXAMPLE = "https://ops.example.net/purge/" + Filling.CONTAINER;
    private static final int LONGEST_BODY = 16_384;

    private static final String NAMES = "[A-Za-z0-9_-]{1,40}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<String> METHOD = Setting.of("method", "POST", "one of " + String.join(", ", METHODS),
            Form.oneOf(METHODS), text -> Optional.of(text).filter(METHODS::contains));
    private static final Setting<String> URL = Setting.text("url");
    private static final Setting<String> URL_FILE = Setting.text("url_file");
    private static final Setting<String> URL_ENV = Setting.text("url_env");
    private static final Setting<String> BODY = Setting.text("body");
    private static final String TYPES = "[\\w.+-]+/[\\w.+-]+(?:; ?[\\w-]+=[\\w-]+)*";
    private static final Setting<String> CONTENT_TYPE = Setting.of("content_type", "application/json",
            "a media type such as application/json", Form.matching(TYPES),
            text -> Optional.of(text).filter(type -> type.matches(TYPES)));
    private static final Setting<String> EXPECT = Setting.parts("expect", "any 2xx", "a list of statuses",
            Form.some(Form.whole(200, 599)), "");
    private static final Setting<Duration> TIMEOUT = Setting.timeout("10s");
    private static final Setting<Optional<Path>> AUTHORITIES = Setting.file("ca_file");

    /** The settings of one, in the order in which a reader wants to know them. */
    static final List<Setting<?>> OWN = List.of(NAME, METHOD, URL, URL_FILE, URL_ENV, CallHeaders.TEXTS,
            CallHeaders.FILES, CallHeaders.VARIABLES, BODY, CONTENT_TYPE, EXPECT, TIMEOUT, AUTHORITIES);

    private final Surroundings surroundings;
    private final boolean secrets;
    private final SecretText outside;
    private final AuthorityFile authorities;
    private final Problems problems;

    /** @param secrets whether what stands outside the file is looked up; a call with such has only its name if not */
    HttpCalls(Path beside, Surroundings surroundings, boolean secrets, Problems problems) {
        this.surroundings = surroundings;
        this.secrets = secrets;
        this.outside = new SecretText(beside, surroundings, problems);
        this.authorities = new AuthorityFile(beside, secrets, problems);
        this.problems = problems;
    }

    List<NamedCall> read(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.HTTP_CALLS + " must be a list", "begin each call with - name: …");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return list.getValue().stream().map(item -> call(item, names)).toList();
    }

    private NamedCall call(Node item, Set<String> names) {
        Section section = new Section(item, OWN.stream().<String>map(Setting::key).toList(), problems, surroundings);
        String name = section.get(NAME);
        if (!name.matches(NAMES)) {
            problems.at(item, "a call needs a name of letters, digits, - and _, at most 40", "name: purge-cache");
        } else if (!names.add(name)) {
            problems.at(item, "two calls are named " + name, "");
        }
        String method = section.get(METHOD);
        String body = body(method, section);
        Set<String> hidden = new HashSet<>();
        Map<String, String> headers = new HashMap<>(
                new CallHeaders(secrets, outside, problems).read(section, hidden));
        String type = section.get(CONTENT_TYPE);
        if (!body.isEmpty()) {
            headers.put(HttpCall.CONTENT_TYPE, type);
        }
        Set<Integer> expected = section.node(EXPECT.key()).map(this::statuses).orElse(Set.of());
        Duration timeout = section.get(TIMEOUT);
        Optional<String> vouching = authorities.held(section, AUTHORITIES);
        boolean whole = secrets || CallHeaders.OUTSIDE.stream().noneMatch(one -> section.node(one.key()).isPresent());
        Optional<String> url = url(item, section).filter(any -> whole);
        if (section.node(URL.key()).isEmpty()) {
            url.ifPresent(hidden::add);
        }
        return new NamedCall(name, url
                .map(to -> new HttpCall(name, method, to, headers, body, timeout, expected, vouching, hidden)));
    }

    /** Empty also where it is not looked up. */
    private Optional<String> url(Node item, Section section) {
        List<Setting<String>> given = Stream.of(URL, URL_FILE, URL_ENV)
                .filter(one -> section.node(one.key()).isPresent())
                .toList();
        if (given.size() != 1) {
            problems.at(item, "a call needs exactly one of url, url_file and url_env", "url: " + EXAMPLE);
            return Optional.empty();
        }
        Setting<String> setting = given.getFirst();
        Node node = section.node(setting.key()).orElseThrow();
        return lookedUp(setting, section.get(setting), node)
                .map(String::strip)
                .filter(url -> sound(url, setting, node, section));
    }

    private Optional<String> lookedUp(Setting<String> setting, String value, Node node) {
        if (setting.equals(URL)) {
            return Optional.of(value);
        }
        if (!secrets) {
            return Optional.empty();
        }
        return setting.equals(URL_FILE) ? outside.file(value, node) : outside.variable(value, node);
    }

    /** What it is may be a secret, so it is not shown. */
    private boolean sound(String url, Setting<String> setting, Node node, Section section) {
        Optional<URI> address = Optional.of(HttpCall.sample(url)).filter(WebAddress::isHttp).map(URI::create);
        List<String> vain = Places.vain(url);
        if (!vain.isEmpty()) {
            problems.at(node, setting.key() + ": " + vain.getFirst() + " stands for nothing", Places.HINT);
        } else if (Places.in(url.replaceFirst("^(\\w+://[^/?#]*).*", "$1"))) {
            problems.at(node, setting.key() + ": a place may stand in the path and the query only", "url: " + EXAMPLE);
        } else if (WebAddress.misnamed(HttpCall.sample(url))) {
            problems.at(node, setting.key() + WebAddress.MISNAMED, WebAddress.ELSE);
        } else if (address.isEmpty() || address.get().getRawUserInfo() != null
                || address.get().getRawFragment() != null) {
            problems.at(node, setting.key() + ": not an http:// or https:// address without a user and a fragment",
                    "url: " + EXAMPLE);
        } else if (WebAddress.open(address.get())
                && CallHeaders.OUTSIDE.stream().anyMatch(one -> section.node(one.key()).isPresent())) {
            problems.at(node,
                    setting.key() + ": http:// to another machine sends what is secret in the headers as it is",
                    "https://, or a tunnel that ends at http://127.0.0.1");
        } else if (address.get().getPort() == 0 || address.get().getPort() > 65_535) {
            problems.at(node, setting.key() + ": a port is a number from 1 to 65535", "url: " + EXAMPLE);
        } else if (address.get().getScheme().equals("http") && section.node(AUTHORITIES.key()).isPresent()) {
            problems.at(node, setting.key() + ": ca_file is for https://; nobody is vouched for over http://", "");
        } else {
            return true;
        }
        return false;
    }

    private String body(String method, Section section) {
        String body = section.get(BODY);
        section.node(BODY.key()).ifPresent(node -> {
            if (method.equals(GET)) {
                problems.at(node, "body: a GET has none", "method: POST");
            }
            Places.vain(body)
                    .forEach(place -> problems.at(node, "body: " + place + " stands for nothing", Places.HINT));
            if (body.length() > LONGEST_BODY) {
                problems.at(node, "body has " + body.length() + " characters, and may have " + LONGEST_BODY, "");
            }
        });
        if (body.isEmpty()) {
            section.node(CONTENT_TYPE.key())
                    .ifPresent(node -> problems.at(node, CONTENT_TYPE.key() + " is for a call with a body",
                            "body: …"));
        }
        return body;
    }

    private Set<Integer> statuses(Node node) {
        List<Optional<Integer>> statuses = node instanceof SequenceNode list
                ? list.getValue().stream().map(HttpCalls::status).toList()
                : List.of();
        if (statuses.isEmpty() || statuses.stream().anyMatch(Optional::isEmpty)) {
            problems.at(node, EXPECT.key() + " must be a list of statuses from 200 to 599", "expect: [200, 404]");
        }
        return statuses.stream().flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Integer> status(Node node) {
        return node instanceof ScalarNode scalar ? Numbers.whole(scalar.getValue(), 200, 599) : Optional.empty();
    }
}
