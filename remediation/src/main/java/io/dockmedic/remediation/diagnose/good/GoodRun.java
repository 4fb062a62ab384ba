package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a service was set up when it was last seen to run well.
 *
 * @param container    full id
 * @param at           when it was seen, in our own time
 * @param settings     what may be shown, by name
 * @param fingerprints of what may not, by name
 * @param key          of the fingerprints, base64
 * @param digest       by which a registry has its image: {@code web@sha256:…}; empty where none is known to
 * @param endpoints    as what it was on which networks, as JSON, by their names
 * @param grounds      what the host's folders that it mounts lay on, by their paths; none where that was not seen
 * @param host         how the host was
 */
public record GoodRun(String service, String container, Instant at, Map<String, String> settings,
        Map<String, String> fingerprints, String key, String digest, Map<String, String> endpoints,
        Map<String, Ground> grounds, HostState host) {
    public GoodRun {
        settings = Map.copyOf(settings);
        fingerprints = Map.copyOf(fingerprints);
        endpoints = Map.copyOf(endpoints);
        grounds = Map.copyOf(grounds);
    }

    /**
     * As it is set up now.
     *
     * @param key random, of its own
     */
    public static GoodRun of(String service, String container, Instant at, Details details, byte[] key, String digest) {
        return new GoodRun(service, container, at, details.settings(), fingerprints(details, key),
                Base64.getEncoder().encodeToString(key), digest, Map.of(), Map.of(), HostState.UNKNOWN);
    }

    /** The same, on these networks. */
    public GoodRun on(Map<String, String> networks) {
        return new GoodRun(service, container, at, settings, fingerprints, key, digest, networks, grounds, host);
    }

    /** The same, with its folders of the host on these. */
    public GoodRun over(Map<String, Ground> lay) {
        return new GoodRun(service, container, at, settings, fingerprints, key, digest, endpoints, lay, host);
    }

    /** The same, on a host that was so. */
    public GoodRun under(HostState was) {
        return new GoodRun(service, container, at, settings, fingerprints, key, digest, endpoints, grounds, was);
    }

    /** The image it ran on, as it was asked for: {@code web:1}. */
    public String image() {
        return settings.getOrDefault(Details.IMAGE, "");
    }

    /** What that was then; empty where it is not known. */
    public String imageId() {
        return settings.getOrDefault(Details.IMAGE_ID, "");
    }

    /** What is hidden of {@code details}, under this run's key. */
    Map<String, String> fingerprints(Details details) {
        return fingerprints(details, Base64.getDecoder().decode(key));
    }

    private static Map<String, String> fingerprints(Details details, byte[] key) {
        return details.hidden()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().fingerprint(key)));
    }

    String body() {
        return new JsonObject().put("settings", json(settings))
                .put("fingerprints", json(fingerprints))
                .put("key", key)
                .put("digest", digest)
                .put("endpoints", json(endpoints))
                .put("grounds", json(grounds.entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().text()))))
                .put("host", HostJson.of(host))
                .encode();
    }

    static GoodRun read(String service, String container, Instant at, String body) {
        JsonObject json = new JsonObject(body);
        return new GoodRun(service, container, at, texts(json.getJsonObject("settings")),
                texts(json.getJsonObject("fingerprints")), json.getString("key"), json.getString("digest", ""),
                texts(json.getJsonObject("endpoints", new JsonObject())),
                grounds(texts(json.getJsonObject("grounds", new JsonObject()))),
                HostJson.read(json.getJsonObject("host", new JsonObject())));
    }

    private static Map<String, Ground> grounds(Map<String, String> texts) {
        Map<String, Ground> grounds = new HashMap<>();
        texts.forEach((path, text) -> Ground.read(text).ifPresent(ground -> grounds.put(path, ground)));
        return grounds;
    }

    private static JsonObject json(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(texts).forEach(json::put);
        return json;
    }

    private static Map<String, String> texts(JsonObject json) {
        return json.stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
