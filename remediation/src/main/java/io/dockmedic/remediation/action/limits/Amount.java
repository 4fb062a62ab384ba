package io.dockmedic.remediation.action.limits;

import io.dockmedic.remediation.room.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a limit is to be raised, as a rule writes it. */
sealed interface Amount {
    /** What holds where nothing is said, for a raise as for its ceiling. */
    Amount USUAL = new Times(new BigDecimal("1.5"));

    /** In bytes, from a limit of so many. */
    long from(long limit);

    /** For a person who has just read what it was before. */
    String words();

    /** @param factor more than 1, at most 10 */
    record Times(BigDecimal factor) implements Amount {
        @Override
        public long from(long limit) {
            return factor.multiply(BigDecimal.valueOf(limit)).setScale(0, RoundingMode.DOWN).longValueExact();
        }

        @Override
        public String words() {
            return factor.toPlainString() + " times that";
        }
    }

    /** @param bytes more than before */
    record More(long bytes) implements Amount {
        @Override
        public long from(long limit) {
            return Math.addExact(limit, bytes);
        }

        @Override
        public String words() {
            return Bytes.text(bytes) + " more than that";
        }
    }

    /** @param bytes whatever it was before */
    record To(long bytes) implements Amount {
        @Override
        public long from(long limit) {
            return bytes;
        }

        @Override
        public String words() {
            return Bytes.text(bytes);
        }
    }

    /**
     * Whichever is less.
     *
     * @param group by which {@code least} holds
     */
    record Less(Amount one, Amount least, String group) implements Amount {
        @Override
        public long from(long limit) {
            return Math.min(one.from(limit), least.from(limit));
        }

        @Override
        public String words() {
            return one.words() + ", and by its group " + group + " no more than " + least.words();
        }
    }

    /** {@code 1.5x}, {@code +256MiB} or {@code 2GiB}; empty when it is none of them. */
    static Optional<Amount> parse(String text) {
        String written = text.strip();
        Matcher times = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?)x").matcher(written);
        if (times.matches()) {
            BigDecimal factor = new BigDecimal(times.group(1)).stripTrailingZeros();
            return factor.compareTo(BigDecimal.ONE) > 0 && factor.compareTo(BigDecimal.TEN) <= 0
                    ? Optional.of(new Times(factor))
                    : Optional.empty();
        }
        return written.startsWith("+")
                ? Bytes.parse(written.substring(1)).filter(bytes -> bytes > 0).map(More::new)
                : Bytes.parse(written).filter(bytes -> bytes > 0).map(To::new);
    }
}
