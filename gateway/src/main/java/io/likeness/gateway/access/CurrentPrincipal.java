package io.likeness.gateway.access;

import jakarta.enterprise.context.RequestScoped;

/** Who sent the request that is being answered. What goes on after the answer has begun, as streams do, asks before. */
@RequestScoped
public class CurrentPrincipal {
    private Principal principal = Principal.KEYLESS;

    public Principal get() {
        return principal;
    }

    void set(Principal principal) {
        this.principal = principal;
    }

    /** Of whom this request is. */
    public Tenant tenant() {
        return principal.tenant();
    }
}
