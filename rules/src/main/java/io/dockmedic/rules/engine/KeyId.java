package io.dockmedic.rules.engine;

/**
 * Names what a rule remembers of one key.
 *
 * @param rule     its {@code alert} name
 * @param temporal its fingerprint: state of another one means something else
 * @param key      the values of {@code by}, joined with {@code |}
 */
public record KeyId(String rule, String temporal, String key) {
    /** Each change of a key asks for it, and without the second compiler that of a record is slow. */
    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + key.hashCode();
    }
}
