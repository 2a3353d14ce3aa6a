// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.db.account.NewAccount;
import org.junit.jupiter.api.Test;

class CsvMembersTest {
  private final List<String> refused = new ArrayList<>();

  @Test
  void lines_become_accounts_with_or_without_a_header() {
    assertThat(read("id,password,number,displayName\r\nada,secret-pw,1,Ada\r\nbo,secret-pw\r\n"))
        .containsExactly("2 ada secret-pw 1 Ada", "3 bo secret-pw  ");
    assertThat(read("ada,secret-pw,,\n")).containsExactly("1 ada secret-pw  ");
    assertThat(read("\uFEFFid,password\nada,secret-pw\n")).containsExactly("2 ada secret-pw  ");
    assertThat(refused).isEmpty();
  }

  @Test
  void a_quoted_line_break_and_blank_lines_keep_the_count() {
    assertThat(read("ada,\"secret\npw\",,Ada\n\nbo,secret-pw\n"))
        .containsExactly("1 ada secret\npw  Ada", "4 bo secret-pw  ");
  }

  @Test
  void a_password_keeps_its_blanks_and_a_name_loses_them() {
    assertThat(read(" ada , p secret w ,,\n")).containsExactly("1 ada  p secret w   ");
  }

  @Test
  void lines_that_can_be_nobody_are_refused_with_their_number() {
    assertThat(read("ada\n,secret-pw\na,b,c,d,e\nbo,secret-pw\n"))
        .containsExactly("4 bo secret-pw  ");
    assertThat(refused)
        .containsExactly(
            "1 the password is missing",
            "2 the ID is missing",
            "3 it has 5 columns, not id,password,number,displayName");
  }

  @Test
  void what_sign_up_refuses_is_refused_here_too() {
    assertThat(
            read(
                "ada,seventh,,\nbobobo12,bobobo12,,\ncy,20020012,2002 0012,\ndi,secret-pw,,Di\u202e\nfay,Password1!,,\ned,secret-pw,,\n"))
        .containsExactly("6 ed secret-pw  ");
    assertThat(refused)
        .containsExactly(
            "1 the password cannot be given: it needs at least 8 characters; a few words are best",
            "2 the password cannot be given: it is too easy to guess, because it is the ID or the number. Choose something else, for example a few words",
            "3 the password cannot be given: it is too easy to guess, because it is the ID or the number. Choose something else, for example a few words",
            "4 the displayName cannot be given: the character U+202E in it is not seen, and may not be there",
            "5 the password cannot be given: it is too easy to guess, because it is on the list of common passwords. Choose something else, for example a few words");
  }

  @Test
  void who_asks_for_no_number_comes_after_all_who_do() {
    assertThat(read("ada,secret-pw\nbo,secret-pw,1001\ncy,secret-pw,\ndi,secret-pw,1000\n"))
        .containsExactly(
            "2 bo secret-pw 1001 ",
            "4 di secret-pw 1000 ",
            "1 ada secret-pw  ",
            "3 cy secret-pw  ");
  }

  @Test
  void a_wrong_quotation_mark_ends_the_reading_and_what_came_before_is_given() {
    assertThat(read("ada,secret-pw,1000\nbo,\"secret-pw,1001\ncy,secret-pw,1002\n"))
        .containsExactly("1 ada secret-pw 1000 ");
    assertThat(read("ada,secret-pw\nbo,secret-pw\ncy,\"p\"w\ndi,secret-pw\n"))
        .containsExactly("1 ada secret-pw  ", "2 bo secret-pw  ");
    assertThat(refused)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("2 a quotation mark"),
            second -> assertThat(second).startsWith("3 a quotation mark"));
  }

  private List<String> read(String text) {
    CsvMembers members =
        new CsvMembers(new StringReader(text), (line, why) -> refused.add(line + " " + why));
    List<String> out = new ArrayList<>();
    for (int i = 0; members.hasNext(); i++) {
      NewAccount a = members.next();
      out.add(
          members.line(i)
              + " "
              + String.join(" ", a.id(), a.password(), a.number(), a.displayName()));
    }
    return out;
  }
}
