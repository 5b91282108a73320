package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.List;
import java.util.Optional;

/**
 * What one operation needs.
 *
 * @param scopes of which one is enough, none for an operation that is open
 * @param operator whether the key has to be the main tenant's
 */
record Need(List<Scope> scopes, boolean operator) {
    static final Need NOTHING = new Need(List.of(), false);

    Need {
        scopes = List.copyOf(scopes);
    }

    static Need of(Needs needs, boolean reading) {
        return new Need(List.of(reading ? needs.reading() : needs.changing()), needs.operator());
    }

    /** Why somebody may not, empty if they may. */
    Optional<LikenessException> refusal(Principal principal) {
        if (scopes.isEmpty()) {
            return Optional.empty();
        }
        if (scopes.stream().noneMatch(principal::may)) {
            return Optional.of(missing("a key with the scope " + words(), "one with " + sorted(principal)));
        }
        return operator && !principal.tenant().equals(Tenant.MAIN)
                ? Optional.of(missing("a key of the tenant " + Tenant.MAIN, "one of " + principal.tenant()))
                : Optional.empty();
    }

    static LikenessException missing(String expected, String found) {
        return new LikenessException(
                ErrorCode.SCOPE_MISSING, "Authorization: expected %s, found %s".formatted(expected, found));
    }

    private String words() {
        return String.join(" or ", scopes.stream().map(Scope::word).toList());
    }

    private static List<Scope> sorted(Principal principal) {
        return principal.scopes().stream().sorted().toList();
    }
}
