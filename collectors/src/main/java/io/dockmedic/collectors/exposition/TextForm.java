package io.dockmedic.collectors.exposition;

/** The two text formats; they differ in the lines before a metric and in the end of the whole. */
public enum TextForm {
    /** Prometheus text 0.0.4. */
    PROMETHEUS {
        @Override
        String head(Family family) {
            return "# HELP " + family.name() + " " + family.help() + "\n# TYPE " + family.name() + " "
                    + type(family, "untyped") + "\n";
        }
    },
    /** OpenMetrics 1.0, without the end mark. */
    OPEN_METRICS {
        @Override
        String head(Family family) {
            return "# TYPE " + family.plain() + " " + type(family, "unknown") + "\n# HELP " + family.plain() + " "
                    + family.help() + "\n";
        }
    };

    abstract String head(Family family);

    private static String type(Family family, String untyped) {
        return switch (family.type()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case UNTYPED -> untyped;
        };
    }
}
