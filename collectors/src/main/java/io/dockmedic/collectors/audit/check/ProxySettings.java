package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container's labels say to Traefik.
 *
 * @param enabled         {@code traefik.enable=true}
 * @param disabled        {@code traefik.enable=false}
 * @param rules           of routers, by their label
 * @param udp             labels of routers of UDP, which have no rule
 * @param ports           of services, by their label
 * @param uses            the middlewares that routers go through, by their label
 * @param middlewares     that are defined here
 * @param network         {@code traefik.docker.network}, or empty
 */
record ProxySettings(
        boolean enabled,
        boolean disabled,
        Map<String, String> rules,
        Set<String> udp,
        Map<String, String> ports,
        Map<String, List<String>> uses,
        Set<String> middlewares,
        String network) {
    private static final Pattern RULE = Pattern.compile("traefik\\.(http|tcp)\\.routers\\.[^.]+\\.rule");
    private static final Pattern UDP = Pattern.compile("traefik\\.udp\\.routers\\..*");
    private static final Pattern SERVER = Pattern
            .compile("traefik\\.(http|tcp|udp)\\.services\\.[^.]+\\.loadbalancer\\.server\\.port");
    private static final Pattern USES = Pattern.compile("traefik\\.(http|tcp)\\.routers\\.[^.]+\\.middlewares");
    private static final Pattern DEFINES = Pattern.compile("traefik\\.(?:http|tcp)\\.middlewares\\.([^.]+)\\..*");

    static ProxySettings of(Setup setup) {
        Map<String, String> rules = new TreeMap<>();
        Set<String> udp = new HashSet<>();
        Map<String, String> ports = new TreeMap<>();
        Map<String, List<String>> uses = new TreeMap<>();
        Set<String> defined = new HashSet<>();
        setup.proxyLabels().forEach((label, value) -> {
            if (RULE.matcher(label).matches()) {
                rules.put(label, value);
            } else if (UDP.matcher(label).matches()) {
                udp.add(label);
            } else if (SERVER.matcher(label).matches()) {
                ports.put(label, value);
            } else if (USES.matcher(label).matches()) {
                uses.put(label,
                        Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList());
            }
            Matcher define = DEFINES.matcher(label);
            if (define.matches()) {
                defined.add(define.group(1));
            }
        });
        String enable = setup.proxyLabels().getOrDefault("traefik.enable", "");
        return new ProxySettings(enable.equalsIgnoreCase("true"), enable.equalsIgnoreCase("false"), rules, udp, ports,
                uses, defined, setup.proxyLabels().getOrDefault("traefik.docker.network", ""));
    }

    /** Whether the proxy is to route to it. */
    boolean routed() {
        return !disabled && (enabled || !rules.isEmpty());
    }

    /** Whether it is the proxy itself. */
    static boolean isProxy(Setup setup) {
        return setup.image().matches("(.*/)?traefik([:@].*)?");
    }
}
