package io.dockmedic.collectors.image.report;

import java.time.Instant;
import java.util.List;

/**
 * What was found in an image the last time it was another set than before: by it the next report is judged.
 *
 * @param key      of the image, {@link InUse#key}
 * @param image    as a container named it
 * @param imageId  as the report had it
 * @param written  when the report was
 * @param found    all of it
 * @param added    of that, what was new
 * @param services that were made of the image last
 * @param used     when that was last so
 * @param inUse    whether it is, as far as was told
 * @param host     under whose name that was told; empty when it was not yet
 */
record Remembered(
        String key, String image, String imageId, Instant written, Keys found, Keys added, List<String> services,
        Instant used, boolean inUse, String host) {
    Remembered {
        services = List.copyOf(services);
    }

    /** The same, still in use. */
    Remembered usedBy(List<String> now, Instant at) {
        return new Remembered(key, image, imageId, written, found, added, now, at, true, host);
    }

    /** The same, with what was found forgotten. */
    Remembered withoutFindings() {
        return new Remembered(key, image, imageId, written, Keys.NONE, Keys.NONE, services, used, inUse, host);
    }

    /** How much of it there is to keep. */
    int keys() {
        return found.size() + added.size();
    }

    /** The same, told to be in use no more. */
    Remembered over() {
        return new Remembered(key, image, imageId, written, found, added, services, used, false, host);
    }

    /** The same, told of under that name. */
    Remembered toldAs(String name) {
        return new Remembered(key, image, imageId, written, found, added, services, used, inUse, name);
    }
}
