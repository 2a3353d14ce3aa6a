// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * The OpenAPI description: what springdoc finds out by itself, with values as the interface writes
 * them, and with every refusal as a problem document.
 */
final class Description implements GlobalOpenApiCustomizer {
  private static final String PROBLEM = "Problem";
  private static final String PROBLEM_TYPE = "application/problem+json";

  /** The head of the description. */
  static OpenAPI head() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Ringpost")
                .version("v1")
                .description(
                    "Accounts, calls and voice mail. Refusals are problem documents (RFC 9457)."))
        .components(
            new Components()
                .addSecuritySchemes(
                    "basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")));
  }

  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema().description("Why something was refused (RFC 9457)");
    problem.addRequiredItem("status");
    return problem
        .addProperty("type", new StringSchema()._default("about:blank"))
        .addProperty("title", new StringSchema().description("the status in words"))
        .addProperty("status", new IntegerSchema().format("int32"))
        .addProperty("detail", new StringSchema().description("a sentence for people"))
        .addProperty("instance", new StringSchema().description("the path that was asked for"))
        .addProperty(
            "field", new StringSchema().description("the member of the request that it is about"));
  }

  @Override
  public void customise(OpenAPI api) {
    api.getComponents().addSchemas(PROBLEM, problem());
    api.getComponents().getSchemas().values().forEach(Description::asWritten);
    api.getPaths()
        .values()
        .forEach(path -> path.readOperations().forEach(Description::withRefusals));
  }

  // Enumerations are written in small letters: spring.jackson.datatype.enum.
  private static void asWritten(Schema<?> schema) {
    if (schema.getProperties() != null) {
      for (Object property : schema.getProperties().values()) {
        if (property instanceof Schema<?> described) {
          lowerCase(described);
        }
      }
    }
  }

  private static <T> void lowerCase(Schema<T> schema) {
    List<T> values = schema.getEnum();
    if (values != null && schema.getTypes() != null && schema.getTypes().contains("string")) {
      @SuppressWarnings("unchecked")
      List<Object> written = (List<Object>) values;
      written.replaceAll(v -> v == null ? null : v.toString().toLowerCase(Locale.ROOT));
    }
  }

  private static void withRefusals(Operation operation) {
    ApiResponses responses = operation.getResponses();
    if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
      add(responses, "401", "Sign in with ID or number and password")
          .addHeaderObject("WWW-Authenticate", new Header().schema(new StringSchema()));
    }
    if (operation.getRequestBody() != null) {
      add(responses, "400", "The body cannot be read");
      add(responses, "413", "The body is too large");
      add(responses, "415", "The body is of another kind than belongs here");
      add(responses, "422", "Something may not be as it was asked for");
    }
    if (operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(p -> "query".equals(p.getIn()))) {
      add(responses, "400", "A value in the query is none that belongs there");
    }
    add(responses, "429", "Too much of it: wait as long as Retry-After says")
        .addHeaderObject("Retry-After", seconds());
    add(responses, "503", "Not now: the database is away, or the server is busy")
        .addHeaderObject("Retry-After", seconds());
    responses.forEach(
        (status, response) -> {
          if (status.startsWith("4") || status.startsWith("5")) {
            response.setContent(
                new Content()
                    .addMediaType(
                        PROBLEM_TYPE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
          } else if (status.equals("304")) {
            response.setContent(null);
          }
        });
  }

  private static Header seconds() {
    return new Header().description("seconds").schema(new IntegerSchema().format("int32"));
  }

  private static ApiResponse add(ApiResponses responses, String status, String meaning) {
    return responses.computeIfAbsent(status, s -> new ApiResponse().description(meaning));
  }
}
