// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Signing in over HTTP by Spring Security's filters, put together here and not by its builder: no
 * session, no login page, no user of its own, and nothing that would have to be switched off.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /**
   * Stands before the dispatcher, behind {@link PageHeaders}.
   *
   * @param provider made when the first member asks: the web server starts before the database
   */
  @Bean
  FilterRegistrationBean<FilterChainProxy> springSecurityFilterChain(
      ObjectProvider<MemberAuthenticationProvider> provider,
      ObjectProvider<SameOrigin> sameOrigin,
      ObjectProvider<HandlerMapping> mappings,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver) {
    ProblemEntryPoint refusal =
        new ProblemEntryPoint(() -> provider.getObject().realm(), resolver::getObject);
    SameOriginFilter origin = new SameOriginFilter(sameOrigin::getObject, refusal);
    FilterChainProxy proxy =
        new FilterChainProxy(
            List.of(
                // Without a look at credentials: a browser sends them along where none are needed.
                new DefaultSecurityFilterChain(AccessRules.everybody(), origin),
                new DefaultSecurityFilterChain(
                    AnyRequestMatcher.INSTANCE,
                    origin,
                    signIn(token -> provider.getObject().authenticate(token), refusal),
                    new AnonymousAuthenticationFilter("anonymous"),
                    translation(refusal),
                    authorization(new UnmappedRequestMatcher(mappings::orderedStream)))));
    proxy.setFirewall(firewall());
    proxy.setRequestRejectedHandler(
        new HttpStatusRequestRejectedHandler(HttpStatus.NOT_FOUND.value()));
    FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(proxy);
    registration.setName("springSecurityFilterChain");
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }

  /** Takes no address that can be read in two ways; there is nothing at such a one. */
  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    // A method that there is not is told with those that there are.
    firewall.setUnsafeAllowAnyHttpMethod(true);
    // Tomcat has judged the headers (RFC 9110 §5.5); parameters may be any text.
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    return firewall;
  }

  private static BasicAuthenticationFilter signIn(
      AuthenticationManager members, ProblemEntryPoint refusal) {
    BasicAuthenticationFilter basic = new BasicAuthenticationFilter(members, refusal);
    basic.setAuthenticationConverter(new BasicCredentialsConverter());
    return basic;
  }

  private static ExceptionTranslationFilter translation(ProblemEntryPoint refusal) {
    ExceptionTranslationFilter translation =
        new ExceptionTranslationFilter(refusal, new NullRequestCache());
    translation.setAccessDeniedHandler(refusal);
    return translation;
  }

  private static AuthorizationFilter authorization(UnmappedRequestMatcher unmapped) {
    return new AuthorizationFilter(
        RequestMatcherDelegatingAuthorizationManager.builder()
            .add(AccessRules.members(), AuthenticatedAuthorizationManager.authenticated())
            .add(unmapped, SingleResultAuthorizationManager.permitAll())
            .anyRequest()
            .denyAll()
            .build());
  }
}
