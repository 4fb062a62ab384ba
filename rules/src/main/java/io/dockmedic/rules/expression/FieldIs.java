package io.dockmedic.rules.expression;

/** {@code event.field == 'text'} and the like: what most conditions begin with, and where most events end. */
record FieldIs(OwnField field, Object value) implements Evaluation {
    @Override
    public Object of(Subject subject) throws ExpressionException {
        return value.equals(field.of(subject));
    }

    /** What {@code ==} is of these two. */
    static Evaluation equal(Evaluation left, Evaluation right) {
        return left instanceof OwnField field && right instanceof Constant(Object value)
                ? new FieldIs(field, value)
                : subject -> left.of(subject).equals(right.of(subject));
    }
}
