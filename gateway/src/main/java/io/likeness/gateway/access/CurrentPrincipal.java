package io.likeness.gateway.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sent the request that is being answered. What goes on after the answer has begun, as streams do, asks before. */
@RequestScoped
public class CurrentPrincipal {
    private @Nullable Principal principal;

    /** @throws IllegalStateException where nobody was asked who he is, which is a defect: it is nobody's request then, and not the operator's */
    public Principal get() {
        return find().orElseThrow(() -> new IllegalStateException("principal: expected one, found none"));
    }

    /** Absent where the operation is open to everybody and nothing was shown. */
    Optional<Principal> find() {
        return Optional.ofNullable(principal);
    }

    void set(Principal principal) {
        this.principal = principal;
    }

    /** Of whom this request is. */
    public Tenant tenant() {
        return get().tenant();
    }
}
