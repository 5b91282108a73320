package io.likeness.testkit;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The comments on methods of one source file, which a class file does not have. Immutable, safe for threads. */
final class SourceComments {
    private final Map<String, String> comments;

    private SourceComments(Map<String, String> comments) {
        this.comments = comments;
    }

    static SourceComments of(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> comments = new TreeMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(trees, comments).scan(unit, "");
            }
        }
        return new SourceComments(comments);
    }

    /** Empty where the method has none. */
    String on(Method method) {
        return comments.getOrDefault(key(method.getDeclaringClass().getSimpleName(), method.getName()), "");
    }

    private static String key(String type, String method) {
        return type + "." + method;
    }

    private static final class Collector extends TreePathScanner<@Nullable Void, String> {
        private final DocTrees trees;
        private final Map<String, String> comments;

        Collector(DocTrees trees, Map<String, String> comments) {
            this.trees = trees;
            this.comments = comments;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, String outer) {
            return super.visitClass(type, type.getSimpleName().toString());
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, String type) {
            String comment = trees.getDocComment(getCurrentPath());
            if (comment != null) {
                comments.put(
                        key(type, method.getName().toString()),
                        comment.replaceAll("\\s+", " ").strip());
            }
            return null;
        }
    }
}
