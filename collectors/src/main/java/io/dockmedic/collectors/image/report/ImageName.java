package io.dockmedic.collectors.image.report;

/** Names of images as the engine completes them. */
final class ImageName {
    private static final String REGISTRY = "docker.io/";

    private ImageName() {}

    /** {@code nginx} is {@code docker.io/library/nginx:latest}; what has a digest has no tag added. */
    static String whole(String name) {
        String named = name.startsWith("index.docker.io/") ? name.substring("index.".length()) : name;
        int slash = named.indexOf('/');
        String first = slash < 0 ? "" : named.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String full = registry ? named : REGISTRY + named;
        if (full.startsWith(REGISTRY) && full.indexOf('/', REGISTRY.length()) < 0) {
            full = REGISTRY + "library/" + full.substring(REGISTRY.length());
        }
        boolean tagged = full.lastIndexOf(':') > full.lastIndexOf('/') || full.contains("@");
        return tagged ? full : full + ":latest";
    }

    /** {@code sha256:…} of {@code repository@sha256:…}; empty without one. */
    static String digest(String name) {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at + 1);
    }
}
