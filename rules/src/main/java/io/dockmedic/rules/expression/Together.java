package io.dockmedic.rules.expression;

import io.dockmedic.rules.expression.Claim.Is;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether all of some claims can be so at once. Says no only of what certainly cannot. */
final class Together {
    private static final int FEW = 1000;

    private final Function<String, Set<Object>> domain;

    /** @param domain all that what a claim is about can be; empty where it can be anything */
    Together(Function<String, Set<Object>> domain) {
        this.domain = domain;
    }

    /** As few of {@code claims} as exclude each other; empty when they do not. */
    List<Claim> excluding(List<Claim> claims) {
        for (String about : claims.stream().map(Claim::about).distinct().toList()) {
            List<Claim> same = claims.stream().filter(claim -> claim.about().equals(about)).distinct().toList();
            if (!possible(same)) {
                return fewest(same);
            }
        }
        return List.of();
    }

    private List<Claim> fewest(List<Claim> claims) {
        List<Claim> left = new ArrayList<>(claims);
        for (Claim claim : claims) {
            List<Claim> without = left.stream().filter(one -> !one.equals(claim)).toList();
            if (!without.isEmpty() && !possible(without)) {
                left.remove(claim);
            }
        }
        return left;
    }

    /** All are about the same. */
    private boolean possible(List<Claim> claims) {
        Set<Object> values = values(claims);
        if (values != null) {
            return values.stream().anyMatch(value -> claims.stream().allMatch(claim -> claim.isOf(value)));
        }
        return range(claims) && ends(claims)
                && (none(claims, Is.SO) || none(claims, Is.NOT_SO));
    }

    /** All that it may be, before anything else is asked; null when that is not known. */
    private @Nullable Set<Object> values(List<Claim> claims) {
        Set<Object> known = domain.apply(claims.getFirst().about());
        Set<Object> values = known.isEmpty() ? null : new HashSet<>(known);
        for (Claim claim : claims) {
            if (claim.is() == Is.ONE_OF) {
                if (values == null) {
                    values = new HashSet<>(claim.value());
                } else {
                    values.retainAll(claim.value());
                }
            }
        }
        return values;
    }

    /** Of whole numbers. */
    private static boolean range(List<Claim> claims) {
        BigDecimal least = null;
        BigDecimal most = null;
        for (Claim claim : claims) {
            boolean above = claim.is() == Is.MORE || claim.is() == Is.AT_LEAST;
            boolean below = claim.is() == Is.LESS || claim.is() == Is.AT_MOST;
            if ((above || below) && claim.only() instanceof BigDecimal bound) {
                boolean strict = claim.is() == Is.LESS || claim.is() == Is.MORE;
                BigDecimal edge = whole(bound, above, strict);
                least = above && (least == null || edge.compareTo(least) > 0) ? edge : least;
                most = below && (most == null || edge.compareTo(most) < 0) ? edge : most;
            }
        }
        if (least == null || most == null) {
            return true;
        }
        BigDecimal width = most.subtract(least);
        return width.signum() >= 0
                && (width.compareTo(BigDecimal.valueOf(FEW)) > 0 || someLeft(claims, least, width.intValue()));
    }

    private static boolean someLeft(List<Claim> claims, BigDecimal least, int width) {
        for (int i = 0; i <= width; i++) {
            BigDecimal value = least.add(BigDecimal.valueOf(i));
            if (claims.stream().allMatch(claim -> claim.isOf(value))) {
                return true;
            }
        }
        return false;
    }

    /** The first whole number that it may be, from below or from above. */
    private static BigDecimal whole(BigDecimal bound, boolean above, boolean strict) {
        BigDecimal edge = bound.setScale(0, above ? RoundingMode.CEILING : RoundingMode.FLOOR);
        boolean excluded = strict && edge.compareTo(bound) == 0;
        return excluded ? (above ? edge.add(BigDecimal.ONE) : edge.subtract(BigDecimal.ONE)) : edge;
    }

    private static boolean ends(List<Claim> claims) {
        List<String> begins = texts(claims, Is.BEGINS);
        List<String> ends = texts(claims, Is.ENDS);
        return begins.stream()
                .allMatch(one -> begins.stream().allMatch(other -> one.startsWith(other) || other.startsWith(one))
                        && texts(claims, Is.BEGINS_NOT).stream().noneMatch(one::startsWith))
                && ends.stream()
                        .allMatch(one -> ends.stream().allMatch(other -> one.endsWith(other) || other.endsWith(one))
                                && texts(claims, Is.ENDS_NOT).stream().noneMatch(one::endsWith))
                && texts(claims, Is.HOLDS).stream()
                        .noneMatch(one -> texts(claims, Is.HOLDS_NOT).stream().anyMatch(one::contains));
    }

    private static List<String> texts(List<Claim> claims, Is is) {
        return claims.stream()
                .filter(claim -> claim.is() == is)
                .map(claim -> String.valueOf(claim.only()))
                .collect(Collectors.toList());
    }

    private static boolean none(List<Claim> claims, Is is) {
        return claims.stream().noneMatch(claim -> claim.is() == is);
    }
}
