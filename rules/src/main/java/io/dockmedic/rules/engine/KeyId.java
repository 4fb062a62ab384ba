package io.dockmedic.rules.engine;

/**
 * Names what a rule remembers of one key.
 *
 * @param rule     its {@code alert} name
 * @param temporal its fingerprint: state of another one means something else
 * @param key      the values of {@code by}, joined with {@code |}
 */
public record KeyId(String rule, String temporal, String key) implements Comparable<KeyId> {
    /** Each change of a key asks for it, and without the second compiler that of a record is slow. */
    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + key.hashCode();
    }

    /** Slow as well. */
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof KeyId that && key.equals(that.key) && rule.equals(that.rule)
                && temporal.equals(that.temporal));
    }

    /** By rule, what it means, and key. Those of one rule mostly have its very texts. */
    @Override
    public int compareTo(KeyId other) {
        int byRule = compare(rule, other.rule);
        if (byRule != 0) {
            return byRule;
        }
        int byTemporal = compare(temporal, other.temporal);
        return byTemporal != 0 ? byTemporal : key.compareTo(other.key);
    }

    /** That a text is itself is soon seen. */
    private static int compare(String one, String other) {
        return one.equals(other) ? 0 : one.compareTo(other);
    }
}
