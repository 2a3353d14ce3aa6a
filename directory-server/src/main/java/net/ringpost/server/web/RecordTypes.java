// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes which members of a record are always there, and which may be null. */
final class RecordTypes implements ModelConverter {
  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> resolved = chain.next().resolve(type, context, chain);
    Class<?> raw = TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
    if (resolved != null && raw.isRecord()) {
      String reference = resolved.get$ref();
      Schema<?> defined =
          reference == null
              ? resolved
              : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
      if (defined != null && defined.getProperties() != null) {
        describe(raw, defined);
      }
    }
    return resolved;
  }

  private static void describe(Class<?> raw, Schema<?> schema) {
    for (RecordComponent component : raw.getRecordComponents()) {
      Object described = schema.getProperties().get(component.getName());
      if (!(described instanceof Schema<?> property)) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        if (schema.getRequired() == null || !schema.getRequired().contains(component.getName())) {
          schema.addRequiredItem(component.getName());
        }
      } else if (property.get$ref() == null && property.getTypes() != null) {
        Set<String> types = new LinkedHashSet<>(property.getTypes());
        types.add("null");
        property.setTypes(types);
      }
    }
  }
}
