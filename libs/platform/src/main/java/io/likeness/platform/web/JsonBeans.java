package io.likeness.platform.web;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.likeness.contracts.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the HTTP layer the project's JSON form, of which a body has one value and each of its objects a name once. */
final class JsonBeans {

    static ObjectMapper mapper() {
        return Json.configure(JsonMapper.builder(new CleanTextFactory()))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    @Produces
    @Singleton
    ObjectMapper objectMapper() {
        return mapper();
    }
}
