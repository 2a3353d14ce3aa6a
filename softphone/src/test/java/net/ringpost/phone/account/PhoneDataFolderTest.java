// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhoneDataFolderTest {
  @TempDir Path temporary;

  @Test
  void second_telephone_takes_the_next_folder_and_gives_it_back() throws Exception {
    Path wanted = temporary.resolve("phone");
    try (PhoneDataFolder first = PhoneDataFolder.takeFree(wanted)) {
      assertThat(first.path()).isEqualTo(wanted);
      try (PhoneDataFolder second = PhoneDataFolder.takeFree(wanted)) {
        assertThat(second.path()).isEqualTo(temporary.resolve("phone-2"));
      }
      try (PhoneDataFolder third = PhoneDataFolder.takeFree(wanted)) {
        assertThat(third.path()).isEqualTo(temporary.resolve("phone-2"));
      }
    }
    try (PhoneDataFolder again = PhoneDataFolder.take(wanted)) {
      assertThat(again.path()).isEqualTo(wanted);
    }
  }

  @Test
  void folder_that_was_asked_for_is_not_shared() throws Exception {
    try (PhoneDataFolder first = PhoneDataFolder.take(temporary)) {
      assertThatThrownBy(() -> PhoneDataFolder.take(first.path()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another telephone is using");
    }
  }

  @Test
  void folder_that_cannot_be_made_is_told_of() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> PhoneDataFolder.take(file.resolve("below")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written to");
  }

  @Test
  void instance_stays_the_same_and_differs_between_folders() throws Exception {
    String one = PhoneDataFolder.instance(temporary.resolve("one"));
    assertThat(one).startsWith("urn:uuid:");
    assertThat(PhoneDataFolder.instance(temporary.resolve("one"))).isEqualTo(one);
    assertThat(PhoneDataFolder.instance(temporary.resolve("two"))).isNotEqualTo(one);
  }

  @Test
  void damaged_instance_is_told_of() throws Exception {
    Files.writeString(temporary.resolve("instance"), "nonsense");
    assertThatThrownBy(() -> PhoneDataFolder.instance(temporary))
        .hasMessageContaining("is damaged");
  }
}
