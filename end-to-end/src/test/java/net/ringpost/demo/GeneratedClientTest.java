// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that OpenAPI Generator makes of our description does what it says. */
class GeneratedClientTest {
  private static final String PROGRAM =
      """
      import client.ApiClient;
      import client.ApiException;
      import client.JSON;
      import client.api.*;
      import client.model.*;

      public class Program {
        public static void main(String[] arguments) throws Exception {
          ApiClient anonymous = new ApiClient();
          anonymous.updateBaseUri(arguments[0]);
          AccountsApi door = new AccountsApi(anonymous);
          SignUp wanted = new SignUp().id("generated").password("a good password");
          Registered registered = door.signUp(wanted);
          System.out.println("signed up " + registered.getId());
          try {
            door.signUp(wanted);
          } catch (ApiException e) {
            Problem problem = JSON.getDefault().getMapper().readValue(e.getResponseBody(), Problem.class);
            System.out.println("refused " + problem.getStatus() + " " + problem.getField());
          }
          ApiClient member = new ApiClient();
          member.updateBaseUri(arguments[0]);
          member.setRequestInterceptor(request -> request.header("Authorization", arguments[1]));
          AccountsApi accounts = new AccountsApi(member);
          OwnAccount before = accounts.me();
          System.out.println("reach " + before.getReach() + ", greeting " + before.getGreeting());
          accounts.changeMe(new AccountChange()
              .reach(AccountChange.ReachEnum.HANDOVER).greeting(AccountChange.GreetingEnum.KO));
          OwnAccount after = accounts.me();
          System.out.println("reach " + after.getReach() + ", greeting " + after.getGreeting());
          System.out.println("voicemails " + new VoiceMailApi(member).voicemails(false).size());
          System.out.println("calls " + new CallsApi(member).calls(null, 10).size());
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void a_generated_client_signs_up_reads_and_changes() throws Exception {
    String generator = System.getProperty("openapi.generator", "");
    Tools.need(!generator.isEmpty(), "the OpenAPI generator is not there: run the build");
    RunningServer server = SharedServer.get();
    Path description = folder.resolve("openapi.json");
    Files.writeString(description, server.text("/api/v1/openapi.json"));
    generate(generator, description);
    Path program = folder.resolve("Program.java");
    Files.writeString(program, PROGRAM);
    // The generator's jar holds the libraries that its clients need, but for their annotations.
    String path =
        String.join(
            File.pathSeparator,
            generator,
            jar("jakarta.annotation-api"),
            folder.resolve("classes").toString());
    List<String> compile =
        new ArrayList<>(
            List.of(
                java("javac"),
                "-nowarn",
                "-proc:none",
                "-d",
                folder.resolve("classes").toString(),
                "-cp",
                path,
                program.toString()));
    try (Stream<Path> sources = Files.walk(folder.resolve("generated/src/main/java"))) {
      sources.map(Path::toString).filter(s -> s.endsWith(".java")).forEach(compile::add);
    }
    run("compile", compile);
    String printed =
        run(
            "use",
            List.of(
                java("java"),
                "-cp",
                path,
                "Program",
                server.url("").toString(),
                Basic.credentials("generated", "a good password")));
    assertThat(printed.lines())
        .containsExactly(
            "signed up generated",
            "refused 409 id",
            "reach null, greeting en",
            "reach handover, greeting ko",
            "voicemails 0",
            "calls 0");
  }

  private void generate(String generator, Path description) {
    run(
        "generate",
        List.of(
            java("java"),
            "-Xmx512m",
            "-jar",
            generator,
            "generate",
            "-i",
            description.toString(),
            "-g",
            "java",
            "--library",
            "native",
            "-o",
            folder.resolve("generated").toString(),
            "--additional-properties=openApiNullable=false,useJakartaEe=true,invokerPackage=client,"
                + "apiPackage=client.api,modelPackage=client.model"));
  }

  private String run(String step, List<String> command) {
    try (Tool tool = Tool.start(folder.resolve(step), command)) {
      assertThat(tool.exit(180)).as(tool.printed()).isZero();
      return tool.printed();
    }
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** A library that came with the server. */
  private static String jar(String name) throws IOException {
    Path lib = Launcher.find().home().resolve("directory-server/target/lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(j -> j.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }
}
