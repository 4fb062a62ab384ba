package io.dockmedic.collectors.engine.client;

/** What takes room in the engine's data root. */
public enum SpaceType {
    /** Layers of images. */
    IMAGES("image", "images"),
    /** What containers wrote to their own layers. */
    CONTAINERS("container", "containers"),
    /** Local volumes. */
    VOLUMES("volume", "volumes"),
    /** What builds left behind to be faster next time. */
    BUILD_CACHE("build-cache", "build_cache");

    private final String parameter;
    private final String word;

    SpaceType(String parameter, String word) {
        this.parameter = parameter;
        this.word = word;
    }

    /** As the engine's API calls it. */
    String parameter() {
        return parameter;
    }

    /** As metric labels write it. */
    public String word() {
        return word;
    }
}
