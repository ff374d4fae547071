package dev.haiku.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is code that compiles. */
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
            import static dev.haiku.func.Func.donate;
            import static dev.haiku.func.Func.jit;
            import static dev.haiku.func.Func.valueAndGrad;
            import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;
            import dev.haiku.Haiku;
            import dev.haiku.Params;
            import dev.haiku.nn.Linear;
            import dev.haiku.nn.Sequential;
            import dev.haiku.random.Key;
            import dev.haiku.tensor.Nn;
            import dev.haiku.tensor.Tensor;
            import dev.haiku.tree.Trees;
            import java.util.List;
            """;

    @TempDir
    private Path classes;

    @Test
    void showsCodeThatCompiles() throws IOException {
        var readme = Files.readString(Path.of("..", "README.md"));
        var blocks = JAVA_BLOCK
                .matcher(readme)
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(errorsIn(block)).isEmpty());
    }

    private String errorsIn(String block) {
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        var source = source(IMPORTS + "class Mnist {\n" + block + "\n}\n");
        boolean compiles = compiler.getTask(messages, null, null, options, null, List.of(source))
                .call();
        return compiles ? "" : messages.toString();
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Mnist.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
