// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's form, with several things wrong at once. */
class SiteFormTest {
  private final WholeServer server = WholeServer.get();

  private HttpResponse<byte[]> submit(String language, String form) {
    return server.send(
        HttpRequest.newBuilder(server.url("/?lang=" + language))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  @Test
  void every_wrong_field_is_marked_and_what_was_typed_stays_but_for_the_password() {
    server.signUp("form-taken");
    HttpResponse<byte[]> answer =
        submit("en", "id=form-taken&password=seventh&number=1+x+2&displayName=x%E2%80%AEy");
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

  @ParameterizedTest
  @CsvSource({
    "password, 이 비밀번호는 너무 쉽게 알아낼 수 있습니다. 많은 사람이 쓰는 비밀번호 목록에 있거나",
    "form-korean, 이 비밀번호는 너무 쉽게 알아낼 수 있습니다.",
    "seventh, '이 비밀번호는 쓸 수 없습니다. 여덟 글자 이상, 256자까지 써 주세요.<'",
  })
  void password_that_is_easy_to_guess_is_told_apart_in_korean(String password, String sentence) {
    String page = WholeServer.text(submit("ko", "id=form-korean&number=&password=" + password));
    assertThat(page).contains("id=\"password-error\">" + sentence);
  }

  @Test
  void fields_that_are_right_are_not_marked() {
    String page = WholeServer.text(submit("en", "id=form-right&password=password&number="));
    assertThat(page)
        .contains(
            "id=\"password-error\">This password cannot be used: it is too easy to guess, because it"
                + " is on the list of common passwords. Choose something else, for example a few"
                + " words.<")
        .doesNotContain("id=\"id-error\"", "id=\"number-error\"", "id=\"name-error\"");
  }
}
