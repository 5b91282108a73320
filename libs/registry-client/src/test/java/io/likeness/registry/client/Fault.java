package io.likeness.registry.client;

/** What can stand in the way of an answer without its being the registry's word. */
enum Fault {
    /** Takes the request and says nothing. */
    SILENT,
    /** Begins an answer and never ends it. */
    ENDLESS_BODY,
    /** Closes the connection within an answer. */
    CUT_BODY,
    /** A proxy's page in place of a forbidden one. */
    PROXY_403,
    /** A proxy's page in place of a missing one. */
    PROXY_404,
    /** The right code, but not in a problem document. */
    UNMARKED_404,
    /** A problem document of something else, with no code or one that is not ours. */
    FOREIGN_PROBLEM,
    /** The registry's own word that it does not know the address: it is older than the client. */
    OLDER_REGISTRY,
    /** The registry's own word that its database is away. */
    DATABASE_AWAY,
    /** The registry's own defect. */
    DEFECT,
    BARE_503,
    TOO_MANY_REQUESTS,
    /** Status 200 with a page, as a captive portal has it. */
    PORTAL_200,
    NULL_200,
    /** JSON of another shape. */
    WRONG_JSON,
    TOO_LARGE
}
