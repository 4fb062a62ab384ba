package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** The image can be another one tomorrow. */
final class ImageTag {

    static final Check CHECK = Check.alone("image-latest", Severity.WARNING,
            "The image has no tag, or `latest`: the next pull may bring another program.",
            "`image: nginx:1.29`, or a digest", ImageTag::look);

    private static List<Flaw> look(Setup setup) {
        String image = setup.image();
        if (image.isEmpty() || setup.built() || image.contains("@") || image.startsWith("sha256:")) {
            return List.of();
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        String tag = colon < 0 ? "" : name.substring(colon + 1);
        if (!tag.isEmpty() && !tag.equals("latest")) {
            return List.of();
        }
        String bare = tag.isEmpty() ? image : image.substring(0, image.length() - ":latest".length());
        return List.of(Flaw.warning("image",
                "image " + image + (tag.isEmpty() ? " has no tag" : " is whatever is latest")
                        + ": the next pull may bring another program",
                "image: " + bare + ":VERSION, or " + bare + "@sha256:DIGEST"));
    }

    private ImageTag() {}
}
