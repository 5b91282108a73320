package io.likeness.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects what is wrong with a request, so that all of it is told at once. For one thread. */
public final class Violations {
    /** A request may be of nothing but faults, and an answer has to end. */
    private static final int MOST = 20;

    private final List<LikenessException> found = new ArrayList<>();
    private final ErrorCode code;

    /** @param code of what {@link #unless} finds */
    public Violations(ErrorCode code) {
        this.code = code;
    }

    public void unless(boolean possible, String field, String allowed, Object value) {
        if (!possible && found.size() < MOST) {
            found.add(new LikenessException(code, "%s: expected %s, found %s".formatted(field, allowed, value)));
        }
    }

    /** Does a check of its own; what it finds to be the caller's fault is collected, anything else is thrown. */
    public void check(Runnable check) {
        attempt(() -> {
            check.run();
            return found;
        });
    }

    /** As {@link #check}, with what comes of it where nothing is wrong. */
    public <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (LikenessException e) {
            if (e.code().category() != ErrorCategory.USER) {
                throw e;
            }
            if (found.size() < MOST) {
                found.add(e);
            }
            return Optional.empty();
        }
    }

    /** @throws LikenessException with all that was found, if anything was; with {@code INVALID_REQUEST} where it is of several codes */
    public void requireNone() {
        Set<ErrorCode> codes = found.stream().map(LikenessException::code).collect(Collectors.toSet());
        if (!codes.isEmpty()) {
            throw new LikenessException(
                    codes.size() == 1 ? codes.iterator().next() : ErrorCode.INVALID_REQUEST,
                    found.stream().flatMap(each -> each.violations().stream()).toList());
        }
    }
}
