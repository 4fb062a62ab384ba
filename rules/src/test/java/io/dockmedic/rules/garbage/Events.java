package io.dockmedic.rules.garbage;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events of any kind, with whatever their records take. */
public final class Events {
    private final Dice dice;
    private final Texts texts;
    private final Instant around;

    /** @param around what most of them are near to */
    public Events(Dice dice, Instant around) {
        this.dice = dice;
        this.texts = new Texts(dice);
        this.around = around;
    }

    public Event of(Kind<?> kind) {
        return (Event) record(kind.type());
    }

    private Object record(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] = value(parts[i].getGenericType());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("no " + type.getName() + " of " + List.of(values), e);
        }
    }

    private Object value(Type wanted) {
        if (wanted instanceof ParameterizedType of) {
            return of.getRawType() == Map.class
                    ? map(of.getActualTypeArguments())
                    : list(of.getActualTypeArguments()[0]);
        }
        Class<?> type = (Class<?>) wanted;
        if (type.isEnum()) {
            return dice.of(List.of(type.getEnumConstants()));
        }
        if (type.isRecord()) {
            return record(type);
        }
        return plain(type);
    }

    private Object plain(Class<?> type) {
        if (type == Instant.class) {
            return time();
        }
        if (type == Duration.class) {
            return dice.oneIn(10) ? Duration.ofSeconds(dice.number()) : Duration.ofMillis(dice.below(100_000));
        }
        if (type == String.class) {
            return texts.any();
        }
        if (type == boolean.class) {
            return dice.oneIn(2);
        }
        if (type == int.class) {
            return (int) dice.number();
        }
        if (type == long.class) {
            return dice.number();
        }
        if (type == double.class) {
            return dice.oneIn(8) ? Double.NaN : dice.number() / 8.0;
        }
        throw new IllegalStateException("what is a " + type.getName() + "?");
    }

    private Instant time() {
        return switch (dice.below(20)) {
            case 0 -> dice.of(List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-62_135_596_800L),
                    Instant.parse("9999-12-31T23:59:59.999999999Z")));
            case 1 -> around.plusSeconds(dice.below(2_000_000_000) - 1_000_000_000L);
            case 2 -> around.plusNanos(dice.below(10) - 5L);
            default -> around.plusMillis(dice.below(120_000) - 90_000L);
        };
    }

    private List<Object> list(Type of) {
        List<Object> list = new ArrayList<>();
        for (int left = dice.below(dice.oneIn(50) ? 500 : 4); left > 0; left--) {
            list.add(value(of));
        }
        return list;
    }

    private Map<Object, Object> map(Type[] of) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int left = dice.below(dice.oneIn(50) ? 500 : 4); left > 0; left--) {
            map.put(value(of[0]), value(of[1]));
        }
        return map;
    }
}
