// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The page's form, with several things wrong at once. */
class SiteFormTest {
  private final WholeServer server = WholeServer.get();

  private HttpResponse<byte[]> submit(String form) {
    return server.send(
        HttpRequest.newBuilder(server.url("/?lang=en"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  @Test
  void every_wrong_field_is_marked_and_what_was_typed_stays_but_for_the_password() {
    server.signUp("form-taken");
    HttpResponse<byte[]> answer =
        submit("id=form-taken&password=seventh&number=1+x+2&displayName=x%E2%80%AEy");
    assertThat(answer.statusCode()).isEqualTo(422);
    String page = WholeServer.text(answer);
    assertThat(page)
        .contains("id=\"id-error\">The ID “form-taken” is taken")
        .contains("id=\"password-error\">This password cannot be used: it needs at least 8")
        .contains("id=\"number-error\">This number cannot be given: it has a space in it")
        .contains("id=\"displayName-error\">".replace("displayName", "name"))
        .contains("value=\"form-taken\"", "value=\"1 x 2\"")
        .doesNotContain("seventh");
    assertThat(page.split("autofocus", -1)).as("where the cursor is: one place").hasSize(2);
  }

  @Test
  void fields_that_are_right_are_not_marked() {
    String page = WholeServer.text(submit("id=form-right&password=password&number="));
    assertThat(page)
        .contains("id=\"password-error\">This password cannot be used: it is one of the most used")
        .doesNotContain("id=\"id-error\"", "id=\"number-error\"", "id=\"name-error\"");
  }
}
