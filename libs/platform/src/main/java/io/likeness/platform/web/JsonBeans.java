package io.likeness.platform.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.likeness.contracts.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the HTTP layer the project's JSON form. */
final class JsonBeans {

    static ObjectMapper mapper() {
        return Json.configure(JsonMapper.builder(new CleanTextFactory())).build();
    }

    @Produces
    @Singleton
    ObjectMapper objectMapper() {
        return mapper();
    }
}
