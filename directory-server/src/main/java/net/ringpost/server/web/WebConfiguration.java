// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.configuration.SpringDocJacksonKotlinModuleConfiguration;
import org.springdoc.core.configuration.SpringDocKotlinConfiguration;
import org.springdoc.core.configuration.SpringDocKotlinxConfiguration;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Spring sets up for the web; the features' own beans are registered by who starts it. */
@Configuration(proxyBeanMethods = false)
// There is no Kotlin of ours to describe, and looking into Kotlin's classes takes a while.
@EnableAutoConfiguration(
    exclude = {
      SpringDocKotlinConfiguration.class,
      SpringDocKotlinxConfiguration.class,
      SpringDocJacksonKotlinModuleConfiguration.class
    })
@Import({ProblemAdvice.class, PageHeaders.class})
public class WebConfiguration implements WebMvcConfigurer {
  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(SignedIn.class);
  }

  private final BasicSignIn signIn;

  /** With this way of signing in. */
  public WebConfiguration(BasicSignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(signIn);
  }

  /** The head of the OpenAPI description. */
  @Bean
  public OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Ringpost")
                .version("v1")
                .description("Accounts and calls. Refusals are problem documents (RFC 9457)."))
        .components(
            new Components()
                .addSecuritySchemes(
                    "basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")));
  }
}
