package io.dockmedic.rules.expression;

/** What is the same of every event. */
record Constant(Object value) implements Evaluation {
    @Override
    public Object of(Subject subject) {
        return value;
    }
}
