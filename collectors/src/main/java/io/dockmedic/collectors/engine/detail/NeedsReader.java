package io.dockmedic.collectors.engine.detail;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.engine.detail.Needs.Need;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whom a container is set up to reach from the answer to inspect: labels of Compose, links, addresses in variables. */
final class NeedsReader {
    private static final String DEPENDS_ON = "com.docker.compose.depends_on";
    private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?";
    /** What stands before the path of an address, where a host is known to stand there: of what notifies people it may be a token. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![a-z0-9+.-])(?:https?|wss?|tcp|postgres(?:ql)?|mysql|mariadb|sqlserver"
                    + "|oracle|redis|rediss|valkey|amqps?|mongodb|nats|kafka|mqtts?|smtps?|ldaps?|memcached|clickhouse|cassandra"
                    + "|influxdb|elasticsearch|grpcs?|ftp|sftp)(?:\\+[a-z0-9]{1,20})?://([^/?#;&\\s]{1,500})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACE = Pattern.compile("(" + HOST + ")(?::(\\d{1,5}))?");
    /** What has such a name may look like a place and be a user with a password. */
    private static final Pattern SECRET = Pattern.compile("PASS|SECRET|TOKEN|AUTH|CRED|KEY|LOGIN|USER|PIN",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACES = Pattern.compile(HOST + ":\\d{1,5}(?:," + HOST + ":\\d{1,5}){0,20}");
    private static final Pattern NAMED_HOST = Pattern.compile("(?i)(.{0,100}_)?(host|hostname|addr|server)");
    private static final int MOST = 30;

    private NeedsReader() {}

    static Needs read(JsonNode json) {
        List<Need> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String one : json.path("Config").path("Labels").path(DEPENDS_ON).asText("").split(",", -1)) {
            String[] parts = one.split(":", -1);
            if (parts[0].matches(HOST)) {
                all.add(new Need("depends_on", parts[0], 0, true,
                        parts.length > 1 && parts[1].equals("service_completed_successfully")));
            }
        }
        json.path("HostConfig").path("Links").forEach(link -> {
            String alias = link.asText("").replaceFirst(".*[:/]", "");
            if (alias.matches(HOST)) {
                known.add(alias.toLowerCase(Locale.ROOT));
            }
        });
        json.path("HostConfig")
                .path("ExtraHosts")
                .forEach(host -> known.add(host.asText("").replaceFirst("[:=].*", "").toLowerCase(Locale.ROOT)));
        variables(json.path("Config").path("Env"), all);
        return new Needs(all.stream().distinct().limit(MOST).toList(), known);
    }

    private static void variables(JsonNode lines, List<Need> all) {
        Map<String, String> values = new LinkedHashMap<>();
        lines.forEach(line -> {
            String[] parts = line.asText("").split("=", 2);
            values.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        values.forEach((name, value) -> {
            if (value.contains("://")) {
                addresses(name, value, all);
            } else if (NAMED_HOST.matcher(name).matches() && value.matches(HOST)) {
                String port = name.replaceFirst("(?i)(host|hostname|addr|server)$", "") + "PORT";
                all.add(new Need(name, value, port(values.getOrDefault(port, "")), true, false));
            } else if (PLACES.matcher(value).matches() && !SECRET.matcher(name).find()) {
                for (String place : value.split(",", -1)) {
                    place(name, place, false, all);
                }
            }
        });
    }

    /** Where an at sign follows the place, that may be a piece of a password with a slash in it: it is left alone. */
    private static void addresses(String name, String value, List<Need> all) {
        Matcher address = ADDRESS.matcher(value);
        if (!address.find() || value.indexOf('@', address.end()) >= 0) {
            return;
        }
        String places = address.group(1);
        for (String place : places.substring(places.lastIndexOf('@') + 1).split(",", -1)) {
            place(name, place, true, all);
        }
    }

    private static void place(String name, String place, boolean sure, List<Need> all) {
        Matcher parts = PLACE.matcher(place);
        if (parts.matches()) {
            all.add(new Need(name, parts.group(1), port(parts.group(2) == null ? "" : parts.group(2)), sure, false));
        }
    }

    private static int port(String digits) {
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        return port <= 65_535 ? port : 0;
    }
}
