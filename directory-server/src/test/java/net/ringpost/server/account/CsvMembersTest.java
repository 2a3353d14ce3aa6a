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
    assertThat(read("id,password,number,displayName\r\nada,pw,1,Ada\r\nbo,pw\r\n"))
        .containsExactly("2 ada pw 1 Ada", "3 bo pw  ");
    assertThat(read("ada,pw,,\n")).containsExactly("1 ada pw  ");
    assertThat(read("\uFEFFid,password\nada,pw\n")).containsExactly("2 ada pw  ");
    assertThat(refused).isEmpty();
  }

  @Test
  void a_quoted_line_break_and_blank_lines_keep_the_count() {
    assertThat(read("ada,pw,,\"A\nda\"\n\nbo,pw\n"))
        .containsExactly("1 ada pw  A\nda", "4 bo pw  ");
  }

  @Test
  void a_password_keeps_its_blanks_and_a_name_loses_them() {
    assertThat(read(" ada , p w ,,\n")).containsExactly("1 ada  p w   ");
  }

  @Test
  void lines_that_can_be_nobody_are_refused_with_their_number() {
    assertThat(read("ada\n,pw\na,b,c,d,e\nbo,pw\n")).containsExactly("4 bo pw  ");
    assertThat(refused)
        .containsExactly(
            "1 the password is missing",
            "2 the ID is missing",
            "3 it has 5 columns, not id,password,number,displayName");
  }

  @Test
  void who_asks_for_no_number_comes_after_all_who_do() {
    assertThat(read("ada,pw\nbo,pw,1001\ncy,pw,\ndi,pw,1000\n"))
        .containsExactly("2 bo pw 1001 ", "4 di pw 1000 ", "1 ada pw  ", "3 cy pw  ");
  }

  @Test
  void a_wrong_quotation_mark_ends_the_reading_and_what_came_before_is_given() {
    assertThat(read("ada,pw,1000\nbo,\"pw,1001\ncy,pw,1002\n")).containsExactly("1 ada pw 1000 ");
    assertThat(read("ada,pw\nbo,pw\ncy,\"p\"w\ndi,pw\n"))
        .containsExactly("1 ada pw  ", "2 bo pw  ");
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
