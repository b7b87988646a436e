package dev.banyan.core.http;

/** Where method, path, query and authority stand in the bytes of a request's head. Immutable. */
record RequestTarget(
    int methodEnd,
    int pathStart,
    int pathEnd,
    int targetEnd,
    boolean absoluteForm,
    int hostStart,
    int hostEnd,
    int authorityEnd) {}
