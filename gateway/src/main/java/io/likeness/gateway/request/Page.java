package io.likeness.gateway.request;

import io.likeness.contracts.Require;

/** The bound on a list's length, 1 to 200. */
public final class Page {
    public static final String DEFAULT_LIMIT = "50";
    private static final int MOST = 200;

    private Page() {}

    public static int limit(int asked) {
        return Require.between("limit", asked, 1, MOST);
    }
}
