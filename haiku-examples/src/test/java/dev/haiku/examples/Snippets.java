package dev.haiku.examples;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The code in pages of Markdown, as classes. */
final class Snippets {

    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)( members)?\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /**
     * A block of a page.
     *
     * @param language what follows the backticks, such as {@code java}
     * @param isMembers whether it declares methods or classes rather than running statements
     * @param text what is in it
     */
    record Block(String language, boolean isMembers, String text) {

        boolean isJava() {
            return language.equals("java");
        }
    }

    /** What pages need not import. */
    static final String IMPORTS = """
            import static dev.haiku.func.Func.*;
            import static dev.haiku.loss.Losses.*;
            import static dev.haiku.testing.HaikuAssertions.*;
            import static dev.haiku.testing.HaikuAssertions.assertThat;
            import static org.assertj.core.api.Assertions.assertThat;
            import static org.assertj.core.api.Assertions.within;
            import dev.haiku.*;
            import dev.haiku.Module;
            import dev.haiku.array.*;
            import dev.haiku.checkpoint.*;
            import dev.haiku.func.*;
            import dev.haiku.inspect.*;
            import dev.haiku.loss.*;
            import dev.haiku.nn.*;
            import dev.haiku.nn.init.Initializers;
            import dev.haiku.nn.nets.*;
            import dev.haiku.nn.recurrent.*;
            import dev.haiku.optim.*;
            import dev.haiku.precision.*;
            import dev.haiku.random.*;
            import dev.haiku.random.Random;
            import dev.haiku.rl.*;
            import dev.haiku.tensor.*;
            import dev.haiku.testing.*;
            import dev.haiku.tree.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.function.*;
            import org.junit.jupiter.api.Test;
            """;

    private Snippets() {}

    /** {@return the blocks of a page, in order} */
    static List<Block> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(match -> new Block(match.group(1), match.group(2) != null, match.group(3)))
                .toList();
    }

    /**
     * {@return a class of the code of a page}
     *
     * <p>Its method {@code run} runs all statements of the page in order, and calls its argument with the number of each block of
     * text where it stands.
     */
    static String source(String className, List<Block> blocks) {
        var members = new StringBuilder();
        var statements = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.language().equals("text")) {
                statements.append("check.accept(").append(i).append(");\n");
            } else if (block.isJava()) {
                (block.isMembers() ? members : statements).append(block.text());
            }
        }
        return IMPORTS + "public final class " + className + " {\n" + members
                + "public static void run(IntConsumer check) throws Exception {\n" + statements + "}\n}\n";
    }

    /**
     * {@return what the compiler says about sources, empty if all is well}
     *
     * @param names the names of their classes
     * @param classes where the classes go
     */
    static String compile(List<String> names, List<String> sources, Path classes) {
        var messages = new StringWriter();
        var options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        var files = new ArrayList<JavaFileObject>();
        for (int i = 0; i < names.size(); i++) {
            files.add(file(names.get(i), sources.get(i)));
        }
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, files)
                .call();
        return compiles ? "" : messages.toString();
    }

    private static JavaFileObject file(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** {@return a loader of the classes in a folder} */
    static URLClassLoader loader(Path classes) throws MalformedURLException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Snippets.class.getClassLoader());
    }
}
